"""What every endpoint shares: who asks, how often, and how it answers."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import cached_property
from typing import Any

from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from edx_rest_framework_extensions.auth.jwt.authentication import JwtAuthentication
from edx_rest_framework_extensions.auth.session.authentication import (
    SessionAuthenticationAllowInactiveUser,
)
from edx_rest_framework_extensions.paginators import DefaultPagination
from edx_rest_framework_extensions.permissions import NotJwtRestrictedApplication
from rest_framework.permissions import IsAuthenticated
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response
from rest_framework.views import APIView

from outcomes_plugin import api
from outcomes_plugin.actors.data import Actor

from .errors import RESTRICTED, answer_refusal
from .parsers import ObjectParser
from .throttles import Reads, Strangers, Writes


class OutcomesView(APIView):
    """
    An endpoint for signed-in people.

    Authentication, throttles and the shape of errors are the view's own: the platform's defaults
    are for the platform's endpoints and stay as they are.
    """

    authentication_classes = (JwtAuthentication, SessionAuthenticationAllowInactiveUser)
    permission_classes = (IsAuthenticated, NotJwtRestrictedApplication)
    throttle_classes = (Reads, Writes, Strangers)
    parser_classes = (ObjectParser,)
    renderer_classes = (JSONRenderer,)

    @cached_property
    def actor(self) -> Actor:
        """Who asks."""
        return api.actor_for(self.request.user.pk)

    @cached_property
    def at(self) -> datetime:
        """The instant of the request."""
        return timezone.now()

    @property
    def language(self) -> str:
        """The reader's language."""
        return get_language() or "en"

    def get_exception_handler(self) -> Callable[..., Response | None]:
        """Return what answers refusals here, whatever the site uses elsewhere."""
        return answer_refusal

    def permission_denied(self, request: Any, message: str | None = None, code: Any = None) -> None:
        """Refuse, and say so when it is the application; who signed nobody in is counted first."""
        self.check_throttles(request)
        restricted = RESTRICTED if request.user.is_authenticated else code
        super().permission_denied(request, message=message, code=restricted)

    def finalize_response(self, request: Any, response: Any, *args: Any, **kwargs: Any) -> Any:
        """Let nobody on the way keep the answer."""
        final = super().finalize_response(request, response, *args, **kwargs)
        patch_cache_control(final, private=True, no_store=True)
        return final

    def told(self, shape: type[Any]) -> Any:
        """
        Return what the body says, in this shape.

        Raises:
            ValidationError: with a message for each field that cannot be read.
        """
        read = shape(data=self.request.data)
        read.is_valid(raise_exception=True)
        return read.validated_data

    def page(self, found: Sequence[Any], shape: type[Any]) -> Response:
        """Return one page of what was found."""
        pages = DefaultPagination()
        rows = pages.paginate_queryset(found, self.request, view=self)
        return pages.get_paginated_response(shape(rows, many=True).data)

    def current(self) -> Any:
        """Return what is there now, to stand beside what a Conflict has refused; else nothing."""
        return None
