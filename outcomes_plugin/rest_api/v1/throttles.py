"""How often one may ask: OUTCOMES_API_RATES has a rate for each of three kinds of requests."""

from typing import Any

from django.conf import settings
from rest_framework.permissions import SAFE_METHODS
from rest_framework.throttling import SimpleRateThrottle


class RateOfSite(SimpleRateThrottle):
    """A rate that the site sets; without one for its scope, nothing is counted."""

    def get_rate(self) -> str | None:
        """Return the site's rate for this kind of requests."""
        return settings.OUTCOMES_API_RATES.get(self.scope)

    def get_cache_key(self, request: Any, view: Any) -> str | None:
        """Return under which name the request is counted; None when it is of another kind."""
        if not self.counts(request):
            return None
        who = request.user.pk if request.user.is_authenticated else self.get_ident(request)
        return f"outcomes-api:{self.scope}:{who}"

    def counts(self, request: Any) -> bool:
        """Return whether the request is of this kind."""
        raise NotImplementedError


class Reads(RateOfSite):
    """How often one person reads."""

    scope = "read"

    def counts(self, request: Any) -> bool:
        return request.user.is_authenticated and request.method in SAFE_METHODS


class Writes(RateOfSite):
    """How often one person writes."""

    scope = "write"

    def counts(self, request: Any) -> bool:
        return request.user.is_authenticated and request.method not in SAFE_METHODS


class Strangers(RateOfSite):
    """How often an address asks that has signed nobody in."""

    scope = "anonymous"

    def counts(self, request: Any) -> bool:
        return not request.user.is_authenticated
