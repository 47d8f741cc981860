"""The forms of the goals panel. Each opens in flow, under the goal it belongs to."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from outcomes_plugin import api
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import Invalid, NotFound
from outcomes_plugin.goals.data import LEVELS, GoalData, Kind, Room

from . import goals_words as words
from .goals_cards import reader_of
from .panel import Place, filled

_HEAVIEST = 5


@dataclass(frozen=True, kw_only=True)
class Opening:
    """A form that is about to be opened: by whom, for which of their goals, and where it stands."""

    actor: Actor
    program: str
    place: Place
    room: Room
    goal: GoalData | None

    @property
    def own_goal(self) -> GoalData:
        if self.goal is None:
            raise NotFound
        return self.goal

    @property
    def uid(self) -> str:
        goal = self.goal.id if self.goal is not None else "new"
        return f"{self.place.uid}-{goal}"


def open_form(opening: Opening, form: object) -> str:
    """
    Return the form as HTML.

    Raises:
        NotFound: the form belongs to a goal, and there is none.
        Invalid: there is no such form.
    """
    if not isinstance(form, str) or form not in _FORMS:
        raise Invalid(_("What you sent did not arrive whole. Send it again."))
    return _FORMS[form](opening)


def goal_form(opening: Opening, *, indicators: Sequence[tuple[str, str]]) -> str:
    """Return the form for a goal's words, empty or as they are now."""
    goal, room = opening.goal, opening.room
    reader = reader_of(goal, room.readers) if goal is not None else None
    context = {
        "uid": f"{opening.uid}-goal",
        "goal": goal,
        "values": _values(goal),
        "kinds": [(kind.value, words.KIND_NAMES[kind], words.KIND_HINTS[kind]) for kind in Kind],
        "levels": _levels(goal),
        "weights": [str(weight) for weight in range(1, _HEAVIEST + 1)],
        "readers": room.readers,
        "chosen_reader": reader.pairing_id if reader is not None else None,
        "indicators": indicators,
    }
    return filled("goals/form_goal.html", context)


def _own_goal_form(opening: Opening) -> str:
    choices = api.goal_indicators(opening.actor, opening.program, language=opening.place.language)
    return goal_form(opening, indicators=choices)


def _check_in_form(opening: Opening) -> str:
    goal = opening.own_goal
    moved = api.goal_movement(goal)
    reader = reader_of(goal, opening.room.readers)
    zone = _zone(opening)
    context = {
        "uid": f"{opening.uid}-check",
        "goal": goal,
        "is_number": goal.kind is Kind.NUMBER,
        "levels": _levels(goal) if goal.kind is Kind.LEVELS else (),
        "value": moved.now.value if moved is not None else None,
        "value_typed": words.figure(moved.now.value) if moved is not None else "",
        "was": _("was {value} on {day}").format(
            value=words.figure(moved.now.value), day=words.short_day(moved.now.at, zone)
        )
        if moved is not None
        else "",
        "points": range(11),
        "reader": reader,
        "reader_id": str(reader.pairing_id) if reader is not None else "",
        "helper": reader.name if reader is not None and reader.is_mentor else "",
    }
    return filled("goals/form_check_in.html", context)


def _closing_form(opening: Opening) -> str:
    return filled(
        "goals/form_close.html", {"uid": f"{opening.uid}-close", "goal": opening.own_goal}
    )


def _history(opening: Opening) -> str:
    goal, zone = opening.own_goal, _zone(opening)
    changes = [
        {
            "day": words.short_day(change.at, zone),
            "is_own": change.is_own,
            "is_agreement": "agreed_at" in change.fields,
            "fields": [
                (words.FIELD_NAMES[name], words.field_words(name, change.before.get(name)))
                for name in change.fields
                if name in words.FIELD_NAMES and name not in {"agreed_at", "pairing_id"}
            ],
        }
        for change in api.goal_history(opening.actor, goal.id)
    ]
    context = {
        "uid": f"{opening.uid}-history",
        "goal": goal,
        "changes": changes,
        "set_on": words.short_day(goal.created_at, zone),
    }
    return filled("goals/history.html", context)


def conflict_form(goal: GoalData, fields: Sequence[str], told: Mapping[str, Any], uid: str) -> str:
    """Return both sides of each field that was changed meanwhile; one's own is chosen."""
    stored = {"visibility": goal.visibility.value, **_values(goal)}
    sides = [
        {
            "name": name,
            "title": words.FIELD_NAMES[name],
            "theirs": words.field_words(name, stored.get(name) or None),
            "mine": words.field_words(name, told.get(name)),
        }
        for name in fields
        if name in words.FIELD_NAMES and name != "pairing_id"
    ]
    return filled("goals/conflict.html", {"uid": f"{uid}-{goal.id}-goal", "sides": sides})


def _values(goal: GoalData | None) -> Mapping[str, Any]:
    """Return what stands in the fields of the form."""
    if goal is None:
        return {"kind": Kind.DONE.value, "better": "more", "weight": "1", "level": -1}
    numbers = {name: getattr(goal, name) for name in ("baseline", "target", "stretch")}
    texts = ("what", "why", "unit", "first_step", "obstacle", "plan", "support", "indicator")
    return {
        **{name: getattr(goal, name) for name in texts},
        **{name: "" if one is None else words.figure(one) for name, one in numbers.items()},
        "kind": goal.kind.value,
        "better": goal.better.value,
        "weight": str(goal.weight),
        "levels": list(goal.levels),
        "level": -1 if goal.baseline is None else goal.baseline,
        "due": goal.due.isoformat() if goal.due is not None else "",
    }


def _levels(goal: GoalData | None) -> Sequence[Mapping[str, Any]]:
    written = goal.levels if goal is not None else ()
    return [
        {"value": level, "name": words.LEVEL_NAMES[level], "words": said}
        for level, said in zip(LEVELS, written or [""] * len(LEVELS), strict=True)
    ]


def _zone(opening: Opening) -> ZoneInfo:
    return ZoneInfo(opening.place.time_zone or opening.room.time_zone)


_FORMS: Mapping[str, Callable[[Opening], str]] = {
    "goal": _own_goal_form,
    "check_in": _check_in_form,
    "close": _closing_form,
    "history": _history,
}
