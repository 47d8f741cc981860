"""From requests to the api and back: sign-in, refusals, and answers in HTML or JSON."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from outcomes_plugin import api
from outcomes_plugin.errors import Conflict, Invalid, NotFound, OutcomesError
from outcomes_plugin.panels.panel import READER_HEADER, is_drawn_for_another

View = Callable[..., HttpResponseBase]


def page(*methods: str) -> Callable[[View], View]:
    """
    Let a view be called with the actor, by signed-in people and by these methods alone.

    What the api refuses is answered here, once for all pages: absent and forbidden look the same.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, **arguments: Any) -> HttpResponseBase:
            if request.method not in methods:
                return HttpResponseNotAllowed(methods)
            if not request.user.is_authenticated or _is_of_another(request):
                return _sign_in(request)
            try:
                response = view(request, api.actor_for(request.user.pk), **arguments)
            except OutcomesError as error:
                response = refusal(request, error)
            patch_cache_control(response, private=True, no_store=True)
            return response

        return answer

    return decorate


def show(
    request: HttpRequest, template: str, context: Mapping[str, Any], *, status: int = 200
) -> HttpResponse:
    """Return the page inside the platform's frame."""
    whole = {"base_template": api.base_template(), **context}
    return render(request, f"outcomes_plugin/pages/{template}", whole, status=status)


def refusal(request: HttpRequest, error: OutcomesError) -> HttpResponse:
    """Return what a person, or the script of a page, is told about the error."""
    problems = [str(problem) for problem in getattr(error, "problems", ())]
    if wants_json(request):
        body = {"error": str(error), "problems": problems}
        return JsonResponse(body, status=error.status)
    context = {"heading": _heading(error), "error": error, "problems": problems}
    return show(request, "refused.html", context, status=error.status)


def wants_json(request: HttpRequest) -> bool:
    """Return whether the script of a page asks."""
    return request.headers.get("Accept", "") == "application/json"


def json_body(request: HttpRequest) -> Mapping[str, Any]:
    """
    Return the object that the script of a page has sent.

    Raises:
        Invalid: it is not a JSON object.
    """
    try:
        body = json.loads(request.body) if request.content_type == "application/json" else None
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise Invalid(_("The request could not be read. Reload the page and try again."))
    return body


def language() -> str:
    """Return the reader's language."""
    return get_language() or "en"


def now() -> datetime:
    """Return the instant of the request."""
    return timezone.now()


def _is_of_another(request: HttpRequest) -> bool:
    """Return whether somebody else has signed in since the page that asks was drawn."""
    return is_drawn_for_another(request.headers.get(READER_HEADER, ""), request.user.pk)


def _sign_in(request: HttpRequest) -> HttpResponse:
    if wants_json(request):
        sentence = _("You were signed out. Sign in and try again.")
        return JsonResponse({"error": sentence, "problems": []}, status=401)
    return redirect(api.sign_in_url(request.get_full_path()))


def _heading(error: OutcomesError) -> str:
    if isinstance(error, NotFound):
        return _("Page not found")
    if isinstance(error, Conflict):
        return _("Something has changed")
    return _("This cannot be used")
