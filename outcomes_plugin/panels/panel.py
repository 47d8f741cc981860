"""What a panel is made of, where it stands, and how its calls are answered."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.template.loader import render_to_string
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from outcomes_plugin.errors import Invalid, OutcomesError

LARGEST_BODY = 256 * 1024
# A script says here for whom its page was drawn, as `draft_owner` calls that person.
READER_HEADER = "X-Mentoring-Reader"


@dataclass(frozen=True, kw_only=True)
class Place:
    """
    Where a panel stands and who reads it.

    `uid` is unique on the page and starts every HTML id of the panel; `time_zone` is the reader's
    own, if they have chosen one; `sign_in_url` brings a person who was signed out back here.
    """

    uid: str
    language: str = "en"
    time_zone: str | None = None
    sign_in_url: str = ""


@dataclass(frozen=True, kw_only=True)
class Panel:
    """
    A panel as it is shown: its HTML, and the script that makes it answer.

    `script` is a file below static/outcomes_plugin/ that defines the function `init`, which is
    called as XBlock calls it: `init(runtime, element, data)`; `needs` are the scripts before it.
    Shared styles and scripts come from the edges. `state` names what is shown, in a word.
    """

    html: str
    state: str = ""
    script: str = ""
    init: str = ""
    needs: Sequence[str] = ()
    data: Mapping[str, Any] = field(default_factory=dict)
    styles: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a call from a panel's script gets: an HTTP status and a JSON object."""

    status: int
    body: Mapping[str, Any]


def filled(template: str, context: Mapping[str, Any]) -> str:
    """Return a template below templates/outcomes_plugin/, filled in the reader's language."""
    return render_to_string(f"outcomes_plugin/{template}", dict(context))


def draft_owner(user_id: int) -> str:
    """Return a word that tells one user's drafts from another's in the same browser."""
    return salted_hmac("mentoring-draft", str(user_id)).hexdigest()[:16]


def is_drawn_for_another(reader: str, user_id: int | None) -> bool:
    """Return whether a page that was drawn for somebody else sends this: words must not move."""
    return bool(reader) and (user_id is None or reader != draft_owner(user_id))


def answered(
    work: Callable[[], Mapping[str, Any]],
    *,
    refused: Callable[[OutcomesError], Mapping[str, Any]] | None = None,
) -> Answer:
    """
    Do one thing and return its answer, or what the person can do about its refusal.

    `refused` says that, where a panel knows more than the error.
    """
    try:
        return Answer(status=200, body=work())
    except OutcomesError as error:
        return Answer(status=error.status, body=(refused or refusal)(error))


def refusal(error: OutcomesError) -> Mapping[str, Any]:
    """Return the error as the panel's script shows it: a sentence, and what is wrong where."""
    body: dict[str, Any] = {"error": str(error), **error.details}
    if isinstance(error, Invalid):
        body["problems"] = [
            {"item": problem.column, "message": str(problem.message)} for problem in error.problems
        ]
    return body


def read_body(raw: bytes, *, largest: int = LARGEST_BODY) -> Mapping[str, Any]:
    """
    Return the JSON object that a panel's script has sent.

    Raises:
        Invalid: the body is no JSON object, or is larger than the panel needs.
    """
    if len(raw) > largest:
        raise Invalid(_("This is more than fits in here. Nothing was stored."))
    try:
        body = json.loads(raw or b"{}")
    except (ValueError, RecursionError) as error:
        raise Invalid(_("What you sent did not arrive whole. Send it again.")) from error
    if not isinstance(body, dict):
        raise Invalid(_("What you sent did not arrive whole. Send it again."))
    return body
