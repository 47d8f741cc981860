"""What people do in the goals panel: each action makes one call and returns the fresh panel."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from outcomes_plugin import api
from outcomes_plugin.errors import Conflict, Invalid, NotFound
from outcomes_plugin.goals.data import GoalData, HelpFrom, Room, Said, Status, Visibility

from .goals_forms import Opening, conflict_form, open_form
from .goals_inside import Call, inside


def _fresh(call: Call, said: str, *, goal: int | None = None) -> Mapping[str, Any]:
    """
    Return the panel as it is now, what to say, and where the focus belongs.

    `is_done` tells the edge that the person has a goal, which completes a block.
    """
    html, state = inside(call)
    place = f"{call.place.uid}-title" if goal is None else f"{call.place.uid}-g{goal}"
    is_done = goal is not None and call.mentee is None
    return {"html": html, "state": state, "said": said, "focus": place, "is_done": is_done}


def _read_notice(call: Call) -> Mapping[str, Any]:
    version = call.told.get("notice_version")
    api.read_notice(
        call.actor, call.program, version=version if isinstance(version, int) else None, at=call.at
    )
    return _fresh(call, "")


def _open(call: Call) -> Mapping[str, Any]:
    room = call.room()
    goal = None
    if call.told.get("goal") is not None:
        goal = _find(room, call.number("goal"))
    opening = Opening(
        actor=call.actor, program=call.program, place=call.place, room=room, goal=goal
    )
    return {"form": open_form(opening, call.told.get("form"))}


def _find(room: Room, goal_id: int) -> GoalData:
    found = next((goal for goal in room.goals if goal.id == goal_id), None)
    if found is None:
        raise NotFound
    return found


def _set(call: Call) -> Mapping[str, Any]:
    goal = api.set_goal(call.actor, call.program, fields=call.fields(), at=call.at)
    return _fresh(call, _("Your goal is kept."), goal=goal.id)


def _change(call: Call) -> Mapping[str, Any]:
    """Change the goal, or return both sides of what was changed meanwhile."""
    goal_id, fields = call.number("goal"), call.fields()
    try:
        api.change_goal(
            call.actor,
            goal_id,
            changes=fields,
            expected_version=call.number("version"),
            at=call.at,
        )
    except Conflict as conflict:
        if conflict.details.get("reason") != "changed":
            raise
        goal = _find(call.room(), goal_id)
        html = conflict_form(goal, conflict.details["fields"], fields, call.place.uid)
        return {"conflict": html, "version": goal.version}
    return _fresh(call, _("Your changes are kept."), goal=goal_id)


def _share(call: Call) -> Mapping[str, Any]:
    """Let the partner of a pairing read the goal, who was named beside the button."""
    goal_id = call.number("goal")
    api.change_goal(
        call.actor,
        goal_id,
        changes={"visibility": Visibility.PAIRING.value, "pairing_id": call.number("pairing")},
        expected_version=call.number("version"),
        at=call.at,
    )
    return _fresh(call, _("Your changes are kept."), goal=goal_id)


def _check_in(call: Call) -> Mapping[str, Any]:
    goal_id, fields = call.number("goal"), call.fields()
    said = Said(
        value=fields.get("value"),
        confidence=fields.get("confidence"),
        changed=fields.get("changed", ""),
        next_step=fields.get("next_step", ""),
        wants_help=fields.get("wants_help") is True,
        helper=fields.get("helper", ""),
    )
    kept = api.check_in_on_goal(call.actor, goal_id, said=said, at=call.at)
    told = [_("Your check-in is kept.")]
    if not _still_reads(call, fields.get("reader")):
        told.append(_("Your pairing ended while you were writing, so only you read this."))
    if said.wants_help and kept.help_from is HelpFrom.NOBODY:
        told.append(_("Nobody was asked for help: check in once more to ask the coordinators."))
    return _fresh(call, " ".join(told), goal=goal_id)


def _still_reads(call: Call, reader: object) -> bool:
    """Return whether the pairing that the form named as its reader is open; none was named: so."""
    own = api.my_pairings(call.actor) if reader else ()
    return not reader or str(reader) in {str(one.id) for one in own if one.is_open}


def _finish(call: Call) -> Mapping[str, Any]:
    goal_id, fields = call.number("goal"), call.fields()
    status = fields.get("status")
    if status not in set(Status):
        raise Invalid(_("Choose how this goal ended."))
    api.finish_goal(
        call.actor, goal_id, status=Status(status), words=fields.get("why", ""), at=call.at
    )
    return _fresh(call, _("This goal is closed. You can open it again."), goal=goal_id)


def _reopen(call: Call) -> Mapping[str, Any]:
    goal_id = call.number("goal")
    api.reopen_goal(call.actor, goal_id, at=call.at)
    return _fresh(call, _("This goal is open again."), goal=goal_id)


def _agree(call: Call) -> Mapping[str, Any]:
    goal_id = call.number("goal")
    api.agree_goal(call.actor, goal_id, expected_version=call.number("version"), at=call.at)
    return _fresh(call, _("You agreed to this goal."), goal=goal_id)


def _add_milestone(call: Call) -> Mapping[str, Any]:
    goal_id, fields = call.number("goal"), call.fields()
    api.add_milestone(
        call.actor, goal_id, text=fields.get("text"), due=fields.get("due"), at=call.at
    )
    return _fresh(call, _("The milestone is kept."), goal=goal_id)


def _complete_milestone(call: Call) -> Mapping[str, Any]:
    goal_id = call.number("goal")
    api.complete_milestone(call.actor, goal_id, call.number("milestone"), at=call.at)
    return _fresh(call, _("The milestone is done."), goal=goal_id)


def _undo_milestone(call: Call) -> Mapping[str, Any]:
    goal_id = call.number("goal")
    api.undo_milestone(call.actor, goal_id, call.number("milestone"), at=call.at)
    return _fresh(call, _("The milestone is open again."), goal=goal_id)


def _remove_milestone(call: Call) -> Mapping[str, Any]:
    goal_id = call.number("goal")
    api.remove_milestone(call.actor, goal_id, call.number("milestone"), at=call.at)
    return _fresh(call, _("The milestone is removed."), goal=goal_id)


ACTIONS: Mapping[str, Callable[[Call], Mapping[str, Any]]] = {
    "add_milestone": _add_milestone,
    "agree": _agree,
    "change_goal": _change,
    "check_in": _check_in,
    "complete_milestone": _complete_milestone,
    "finish": _finish,
    "open": _open,
    "read_notice": _read_notice,
    "remove_milestone": _remove_milestone,
    "reopen": _reopen,
    "set_goal": _set,
    "share": _share,
    "undo_milestone": _undo_milestone,
}
