"""Goals as a panel: one's own, or what a mentee shares with the mentor who looks."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import Conflict, Invalid
from outcomes_plugin.goals.data import Room, RoomState

from . import goals_words as words
from .goals_acts import ACTIONS
from .goals_forms import Opening, goal_form
from .goals_inside import Call, inside, notice_of
from .panel import Panel, Place, draft_owner, filled


def show(
    actor: Actor,
    program_slug: str,
    *,
    place: Place,
    at: datetime,
    mentee: str | None = None,
    title: str = "",
) -> Panel:
    """
    Return the actor's own goals, or with `mentee` those that this mentee shares with the actor.

    Raises:
        NotFound: with `mentee`, the two have no open pairing in the program.
    """
    call = Call(actor=actor, program=program_slug, place=place, at=at, mentee=mentee)
    html, state = inside(call)
    return _panel(html, state=state, place=place, call=call, title=title)


def preview(*, place: Place, title: str = "", link: Mapping[str, Any] | None = None) -> Panel:
    """
    Return the panel as authors see it: an empty form that stores nothing.

    `link` fills what stands above it where the course does not belong to the program yet.
    """
    room = Room(state=RoomState.OPEN)
    opening = Opening(actor=Actor(), program="", place=place, room=room, goal=None)
    context = {"uid": place.uid, "form": goal_form(opening, indicators=()), "link": link}
    html = filled("goals/preview.html", context)
    return _panel(html, state="preview", place=place, title=title)


def show_part(part: str, *, place: Place, title: str = "") -> Panel:
    """Return one calm part where no goals are shown: why not, and what to do."""
    html = filled(f"goals/part_{part}.html", {"uid": place.uid})
    return _panel(html, state=part, place=place, title=title)


def act(
    actor: Actor,
    program_slug: str,
    told: Mapping[str, Any],
    *,
    place: Place,
    at: datetime,
    mentee: str | None = None,
) -> Mapping[str, Any]:
    """
    Do what the panel's script asks for, and return the panel's fresh inner HTML.

    Where the notice has to be read first, what comes back is the notice: the form stays open.

    Raises:
        OutcomesError: what the api refuses, or an action that there is not.
    """
    action = told.get("action")
    if not isinstance(action, str) or action not in ACTIONS:
        raise Invalid(_("What you sent did not arrive whole. Send it again."))
    call = Call(actor=actor, program=program_slug, place=place, at=at, mentee=mentee, told=told)
    try:
        return ACTIONS[action](call)
    except Conflict as conflict:
        notice = notice_of(call) if conflict.details.get("reason") == "notice" else ""
        if not notice:
            raise
        return {"notice": notice, "said": str(conflict)}


def _panel(html: str, *, state: str, place: Place, title: str, call: Call | None = None) -> Panel:
    context = {
        "uid": place.uid,
        "state": state,
        "title": title or _("My goals"),
        "inside": html,
    }
    owner = ""
    if call is not None and call.actor.user_id is not None:
        owner = draft_owner(call.actor.user_id)
    data = {
        "owner": owner,
        "draft": f"{owner}:goals:{call.program if call is not None else place.uid}",
        "isPreview": state == "preview",
        "signInUrl": place.sign_in_url,
        "texts": words.texts(),
    }
    return Panel(
        html=filled("goals/panel.html", context),
        state=state,
        script="goals.js",
        init="MentoringGoals",
        data=data,
    )
