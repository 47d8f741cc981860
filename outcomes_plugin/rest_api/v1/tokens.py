"""What a token of OAuth2 allows: its scopes, and the organizations that it is limited to."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from edx_rest_framework_extensions.auth.jwt.authentication import is_jwt_authenticated
from edx_rest_framework_extensions.auth.jwt.decoder import configured_jwt_decode_handler
from rest_framework.permissions import SAFE_METHODS, BasePermission

from outcomes_plugin.settings.scopes import HR_SCOPE

_MACHINE = "client-credentials"
_ORG_FILTER = "content_org"


@dataclass(frozen=True, kw_only=True)
class Grant:
    """What an application was granted. `orgs` is None where nothing limits it."""

    scopes: frozenset[str]
    orgs: frozenset[str] | None
    is_restricted: bool

    def allows(self, method: str) -> bool:
        """Return whether the scopes reach HR's facts by this method."""
        broad = "read" if method in SAFE_METHODS else "write"
        return bool(self.scopes & ({HR_SCOPE} if self.is_restricted else {HR_SCOPE, broad}))

    def reaches(self, org: str) -> bool:
        """Return whether the filters reach programs of the organization."""
        return not self.is_restricted if self.orgs is None else org in self.orgs


class MayReachHrFacts(BasePermission):
    """Lets people ask, and applications whose scopes reach HR's facts."""

    def has_permission(self, request: Any, view: Any) -> bool:
        grant = grant_of(request)
        return grant is None or grant.allows(request.method)


def grant_of(request: Any) -> Grant | None:
    """
    Return what the application that asks was granted; None when a person asks.

    A person asks by a session, or by a token that was not made for an application alone.
    """
    if not is_jwt_authenticated(request):
        return _grant_of_bearer(request.auth) if request.auth is not None else None
    claims = configured_jwt_decode_handler(request.auth)
    is_restricted = bool(claims.get("is_restricted"))
    if not is_restricted and claims.get("grant_type") != _MACHINE:
        return None
    return Grant(
        scopes=frozenset(claims.get("scopes", ())),
        orgs=_orgs(claims.get("filters", ())),
        is_restricted=is_restricted,
    )


def _grant_of_bearer(token: Any) -> Grant:
    """Return the grant of a kept token. The platform lets those of restricted ones expire."""
    access = getattr(token.application, "access", None)
    return Grant(
        scopes=frozenset(token.scope.split()),
        orgs=_orgs((access and access.filters) or ()),
        is_restricted=False,
    )


def _orgs(filters: Iterable[str]) -> frozenset[str] | None:
    pairs = [one.partition(":") for one in filters]
    found = frozenset(value for name, _colon, value in pairs if name == _ORG_FILTER)
    return found or None
