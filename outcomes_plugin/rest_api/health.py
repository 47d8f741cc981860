"""Whether the product can answer at all: for load balancers, which nobody signs in."""

from django.db import DatabaseError, InterfaceError, transaction
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from outcomes_plugin import api


@never_cache
@require_safe
@transaction.non_atomic_requests  # else the platform's own transaction fails before this can answer
def health(_request: HttpRequest) -> JsonResponse:
    """Answer 200 when the database is there and as new as the code; else 503 and which it is."""
    try:
        is_migrated = api.is_migrated()
    except (DatabaseError, InterfaceError):
        return JsonResponse({"status": "no_database"}, status=503)
    if not is_migrated:
        return JsonResponse({"status": "old_database"}, status=503)
    return JsonResponse({"status": "ok"})
