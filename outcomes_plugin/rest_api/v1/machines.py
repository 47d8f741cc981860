"""Endpoints that an application may use by itself, as well as people."""

from collections.abc import Sequence
from typing import Any

from edx_rest_framework_extensions.auth.jwt.authentication import JwtAuthentication
from edx_rest_framework_extensions.auth.session.authentication import (
    SessionAuthenticationAllowInactiveUser,
)
from rest_framework.authentication import BaseAuthentication
from rest_framework.permissions import IsAuthenticated

from outcomes_plugin import api
from outcomes_plugin.errors import NotFound

from .base import OutcomesView
from .parsers import RowsParser
from .tokens import MayReachHrFacts, grant_of


class HrView(OutcomesView):
    """
    An endpoint of HR's facts: for data stewards, and for applications that act for one.

    Plain tokens are accepted too, where the platform knows any. What an application's filters do
    not reach does not exist for it.
    """

    permission_classes = (IsAuthenticated, MayReachHrFacts)
    parser_classes = (RowsParser,)

    def get_authenticators(self) -> Sequence[BaseAuthentication]:
        """Return who is asked, in turn, who asks."""
        bearer = api.bearer_authentication()
        plain = [bearer()] if bearer is not None else []
        return [JwtAuthentication(), *plain, SessionAuthenticationAllowInactiveUser()]

    def initial(self, request: Any, *args: Any, **kwargs: Any) -> None:
        """Let in whom the token lets into the program."""
        super().initial(request, *args, **kwargs)
        grant = grant_of(request)
        if grant and not grant.reaches(api.hr_program(self.actor, kwargs["slug"]).org):
            raise NotFound
