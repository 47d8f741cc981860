"""Request events in the tracking log, as the platform's own middleware writes them."""

import json
import re

from django.conf import settings
from eventtracking import tracker

LONGEST_VALUE = 512
CENSORED = ("password", "newpassword", "new_password", "oldpassword", "old_password")


class TrackingMiddleware:
    """
    Log the address, the query and the form of every request, with the person.

    JSON bodies are not logged, as on the platform. What a block or the plugin emits during the
    request carries the same context.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """Log the request, then answer it."""
        with tracker.get_tracker().context("edx.request", _context(request)):
            if not _is_ignored(request.path_info):
                tracker.emit(request.path_info, _event(request))
            return self.get_response(request)


def _context(request) -> dict:
    user = request.user
    return {
        "username": user.username,
        "user_id": user.pk,
        "path": request.path_info,
        "session": request.session.session_key or "",
        "ip": request.META.get("REMOTE_ADDR", ""),
        "agent": request.META.get("HTTP_USER_AGENT", ""),
    }


def _event(request) -> dict:
    form = {} if request.content_type == "application/json" else request.POST
    return {
        "GET": _shortened(request.GET),
        "POST": _shortened(form),
        "method": request.method,
    }


def _shortened(values) -> str:
    seen = {key: ("********" if key in CENSORED else values[key]) for key in values}
    return json.dumps(seen)[:LONGEST_VALUE]


def _is_ignored(path: str) -> bool:
    return any(re.match(pattern, path) for pattern in settings.TRACKING_IGNORE_URL_PATTERNS)
