"""A journal as a unit and a page show it: one's own, or what a mentee shares with their mentor."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import Invalid

from . import journal_inside as inside
from . import journal_words as words
from .journal_actions import ACTIONS, ACTIONS_OF_A_MENTOR, Call
from .journal_inside import FREE_WRITING, Prompt
from .panel import Panel, Place, draft_owner, filled

__all__ = ["FREE_WRITING", "Prompt", "act", "preview", "show", "show_part"]


def show(
    actor: Actor,
    program_slug: str,
    *,
    place: Place,
    at: datetime,
    prompt: Prompt = FREE_WRITING,
    mentee: str | None = None,
) -> Panel:
    """
    Return the actor's own journal, or with `mentee` what that person shares with the actor.

    Raises:
        NotFound: the actor is not the mentor of this mentee now.
    """
    owner = draft_owner(actor.user_id) if actor.user_id is not None else ""
    if mentee is not None:
        inner = inside.shared(actor, program_slug, place, mentee)
        draft = {"owner": owner, "draft": f"{owner}:journal-replies:{program_slug}"}
        return _panel(inner, state="shared", place=place, data=draft)
    view = inside.view_of(actor, program_slug, place, prompt)
    inner = inside.own(view, place, prompt)
    draft = {"owner": owner, "draft": f"{owner}:journal:{program_slug}:{prompt.key}"}
    return _panel(inner, state=str(view.state), place=place, data=draft)


def show_part(part: str, *, place: Place, prompt: Prompt = FREE_WRITING) -> Panel:
    """Return one calm part where no journal is shown: why not, and what to do."""
    context = {"uid": place.uid, "prompt": prompt}
    return _panel(filled(f"journal/part_{part}.html", context), state=part, place=place)


def preview(*, place: Place, prompt: Prompt, link: Mapping[str, Any] | None = None) -> Panel:
    """
    Return the journal as its authors see it: nothing that is written there is stored.

    `link` says how the course comes to belong to the program, where it does not.
    """
    context = {"uid": place.uid, "prompt": prompt, "link": link}
    return _panel(filled("journal/preview.html", context), state="preview", place=place)


def act(
    actor: Actor,
    program_slug: str,
    told: Mapping[str, Any],
    *,
    place: Place,
    at: datetime,
    prompt: Prompt = FREE_WRITING,
    mentee: str | None = None,
) -> Mapping[str, Any]:
    """
    Do what the person asks for, and return what the script shows.

    Raises:
        NotFound, Invalid, Conflict: as the api says; nothing was stored.
    """
    call = Call(actor, program_slug, told, place, at, prompt, mentee)
    actions = ACTIONS if mentee is None else ACTIONS_OF_A_MENTOR
    work = actions.get(str(told.get("action")))
    if work is None:
        raise Invalid(_("What you sent did not arrive whole. Send it again."))
    return work(call)


def _panel(inner: str, *, state: str, place: Place, data: Mapping[str, str] | None = None) -> Panel:
    return Panel(
        html=filled("journal/journal.html", {"uid": place.uid, "state": state, "inner": inner}),
        state=state,
        script="journal.js",
        init="MentoringJournal",
        data={
            "owner": "",
            "draft": "",
            "mode": "",
            "language": place.language,
            "timeZone": place.time_zone,
            "signInUrl": place.sign_in_url,
            "texts": words.texts(),
            **(data or {}),
        },
    )
