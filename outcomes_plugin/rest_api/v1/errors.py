"""
Every refusal in one shape, whoever refuses: the api, a shape, or the framework.

A body never repeats what was typed: it holds sentences, names of known fields, keys and numbers.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import exception_handler

from outcomes_plugin.errors import (
    Conflict,
    ConsentMissing,
    Invalid,
    NotFound,
    OutcomesError,
    Problem,
)

CODES: Mapping[type[OutcomesError], str] = {
    NotFound: "not_found",
    Invalid: "invalid",
    Conflict: "conflict",
    ConsentMissing: "consent_missing",
}

_BY_FRAMEWORK = (
    (
        (exceptions.AuthenticationFailed, exceptions.NotAuthenticated),
        "not_authenticated",
        gettext_lazy("Sign in, or send a valid token."),
    ),
    (
        exceptions.Throttled,
        "throttled",
        gettext_lazy("Too many requests. Wait a little, then go on."),
    ),
    (
        exceptions.MethodNotAllowed,
        "method_not_allowed",
        gettext_lazy("This cannot be done here."),
    ),
    (
        exceptions.NotAcceptable,
        "not_acceptable",
        gettext_lazy("Answers come as JSON. Ask for application/json."),
    ),
    (
        (exceptions.UnsupportedMediaType, exceptions.ParseError),
        "unreadable",
        gettext_lazy("What you sent did not arrive whole. Send it again."),
    ),
)

# An application that the platform lets do single things only; none of them is ours.
RESTRICTED = "restricted"


def answer_refusal(error: Exception, context: Mapping[str, Any]) -> Response | None:
    """
    Return the answer to a refusal; None for an error that nobody foresaw.

    What the api refuses undoes nothing more here: each of its functions is a transaction of its
    own, and has undone what it began.
    """
    if isinstance(error, exceptions.NotFound | Http404):
        error = NotFound()
    if isinstance(error, OutcomesError):
        return Response(_refused(error, context.get("view")), status=error.status)
    answer = exception_handler(error, context)
    if answer is not None:
        answer.data = _framework_refused(error)
    return answer


def _refused(error: OutcomesError, view: Any) -> Mapping[str, Any]:
    code = next(code for kind, code in CODES.items() if isinstance(error, kind))
    body = _body(code, str(error))
    if isinstance(error, Invalid):
        body["problems"] = [_problem(one) for one in error.problems]
    if isinstance(error, Conflict):
        body["details"] = dict(error.details)
        body["current"] = _current(view)
    return body


def _current(view: Any) -> Any:
    """Return what is there now, as far as the reader may see it."""
    try:
        return view.current() if view is not None else None
    except NotFound:
        return None


def _problem(one: Problem) -> Mapping[str, Any]:
    return {"field": one.column, "line": one.line, "message": str(one.message)}


def _framework_refused(error: Exception) -> Mapping[str, Any]:
    if isinstance(error, exceptions.ValidationError):
        body = _body("invalid", _("Please correct what is marked. Nothing was saved."))
        body["problems"] = [
            {"field": field, "line": None, "message": message}
            for field, message in _messages(error.detail)
        ]
        return body
    for kinds, code, message in _BY_FRAMEWORK:
        if isinstance(error, kinds):
            return _body(code, str(message))
    if isinstance(error, exceptions.PermissionDenied) and error.get_codes() == RESTRICTED:
        sentence = _("This application may not use this address, whoever it acts for.")
        return _body(RESTRICTED, sentence)
    return _body("refused", _("The request was refused. Send the CSRF token, or a JWT."))


def _messages(detail: Any, field: str = "") -> Iterator[tuple[str, str]]:
    """Yield each message with the path of its field."""
    if isinstance(detail, Mapping):
        for name, inner in detail.items():
            path = "" if name == "non_field_errors" else str(name)
            yield from _messages(inner, f"{field}.{path}" if field and path else field or path)
    elif isinstance(detail, list):
        for inner in detail:
            yield from _messages(inner, field)
    else:
        yield field, str(detail)


def _body(code: str, message: str) -> dict[str, Any]:
    return {"code": code, "message": message, "problems": [], "details": {}}
