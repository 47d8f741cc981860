"""How a block answers the calls of its script: read, do one thing as the person there, answer."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from webob import Response

from . import outcomes
from .viewer import Viewer, viewer_of

Work = Callable[[Viewer, Mapping[str, Any]], Mapping[str, Any]]
Refusal = Callable[[Viewer, outcomes.OutcomesError], Mapping[str, Any]]


def respond(
    block: Any,
    request: Any,
    work: Work,
    *,
    refusal: Refusal | None = None,
    largest: int = outcomes.LARGEST_BODY,
) -> Response:
    """
    Do one thing as the user who really sits there, and answer in JSON.

    `refusal` adds to what an error says, where the block knows more. Whoever the page was drawn for
    is signed out when somebody else has signed in since.
    """
    viewer = viewer_of(block)
    reader = request.headers.get(outcomes.READER_HEADER, "")
    if viewer.user_id is None or outcomes.is_drawn_for_another(reader, viewer.user_id):
        return _json({"error": _("You were signed out.")}, status=401)
    try:
        if viewer.is_masked:
            raise outcomes.NotFound(
                _("You are looking as somebody else. Nothing can be sent in another's name.")
            )
        if request.method != "POST":
            raise outcomes.Invalid(_("What you sent did not arrive whole. Send it again."))
        return _json(work(viewer, outcomes.read_body(request.body, largest=largest)))
    except outcomes.OutcomesError as error:
        body = refusal(viewer, error) if refusal else outcomes.refusal(error)
        return _json(body, status=error.status)


def _json(body: Mapping[str, Any], status: int = 200) -> Response:
    return Response(
        json.dumps(body), status=status, content_type="application/json", charset="utf8"
    )
