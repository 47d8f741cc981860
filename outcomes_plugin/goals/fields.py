"""Read what a person wrote about a goal: each field by its kind, then all of them together."""

import math
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

from outcomes_plugin.errors import Invalid, Message, Problem
from outcomes_plugin.programs import api as programs_api

from .data import LEVELS, Better, Kind, Visibility
from .models import KEY_LENGTH, UNIT_LENGTH

LONGEST_WHAT = 500
LONGEST_TEXT = 2000
LONGEST_LEVEL = 300
HEAVIEST = 5
_LARGEST = 1e9
_YEARS = range(2000, 2101)

Read = tuple[Any, Message]
Reader = Callable[[object], Read]


def text(longest: int) -> Reader:
    """Return a reader of plain text."""

    def read(value: object) -> Read:
        return programs_api.plain_text(value), programs_api.text_problem(value, longest=longest)

    return read


def number(value: object) -> Read:
    """Read a number, as JSON has it or as people write it; nothing written is None."""
    if value is None or value == "":
        return None, ""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None, _("Write a number.")
    try:
        found = float(str(value).strip().replace("−", "-").replace(",", "."))
    except ValueError:
        return None, _("Write a number, such as 4 or 2.5.")
    if not math.isfinite(found) or abs(found) > _LARGEST:
        return None, _("This number is too large.")
    return found, ""


def day(value: object) -> Read:
    """Read a day, as a date or as ISO 8601 writes it; nothing written is None."""
    if value is None or value == "":
        return None, ""
    try:
        found = value if isinstance(value, date) else date.fromisoformat(str(value))
    except ValueError:
        return None, _("Write a date, such as 2026-12-18.")
    return (found, "") if found.year in _YEARS else (None, _("Write a date of this century."))


def _one_of(values: type[StrEnum]) -> Reader:
    def read(value: object) -> Read:
        if isinstance(value, str) and value in set(values):
            return values(value), ""
        return None, _("Choose one.")

    return read


def _weight(value: object) -> Read:
    found, problem = number(value)
    if problem or found not in range(1, HEAVIEST + 1):
        return 1, _("Choose a weight from 1 to 5.")
    return int(found), ""


def _levels(value: object) -> Read:
    written = value if isinstance(value, list | tuple) else []
    if len(written) not in {0, len(LEVELS)}:
        return [], _("Write words for each of the five levels.")
    read = text(LONGEST_LEVEL)
    found = [read(one) for one in written]
    return [one for one, _problem in found], next((why for _one, why in found if why), "")


def _pairing(value: object) -> Read:
    if value is None or (isinstance(value, int) and not isinstance(value, bool)):
        return value, ""
    return None, _("Choose one.")


READERS: Mapping[str, Reader] = {
    "what": text(LONGEST_WHAT),
    "why": text(LONGEST_TEXT),
    "kind": _one_of(Kind),
    "baseline": number,
    "target": number,
    "stretch": number,
    "unit": text(UNIT_LENGTH),
    "better": _one_of(Better),
    "levels": _levels,
    "weight": _weight,
    "due": day,
    "first_step": text(LONGEST_TEXT),
    "obstacle": text(LONGEST_TEXT),
    "plan": text(LONGEST_TEXT),
    "support": text(LONGEST_TEXT),
    "indicator": text(KEY_LENGTH),
    "visibility": _one_of(Visibility),
    "pairing_id": _pairing,
}
EMPTY: Mapping[str, Any] = {
    **dict.fromkeys(READERS, ""),
    **dict.fromkeys(("baseline", "target", "stretch", "due", "pairing_id")),
    "kind": Kind.DONE,
    "better": Better.MORE,
    "levels": [],
    "weight": 1,
    "visibility": Visibility.ONLY_ME,
}


def read_fields(told: object, *, before: Mapping[str, Any], today: date) -> Mapping[str, Any]:
    """
    Return the whole goal as it would be kept, with what was told in place of what was before.

    Raises:
        Invalid: with a problem for each field, `column` being its name.
    """
    if not isinstance(told, Mapping):
        raise Invalid(_("What you sent did not arrive whole. Send it again."))
    read = {name: READERS[name](value) for name, value in told.items() if name in READERS}
    problems = [Problem(why, column=name) for name, (_value, why) in read.items() if why]
    problems += [
        Problem(_("A goal has no such field."), column=str(name)[:64])
        for name in told
        if name not in READERS
    ]
    if not problems:
        whole = _fitting({**before, **{name: value for name, (value, _why) in read.items()}})
        new_day = whole["due"] if whole["due"] != before["due"] else None
        problems += _together(whole, new_day=new_day, today=today)
        if not problems:
            return whole
    raise Invalid(_("Some of this cannot be kept as it is. Nothing was stored."), problems=problems)


def _fitting(whole: dict[str, Any]) -> dict[str, Any]:
    """Leave out what belongs to another kind of goal."""
    kind = whole["kind"]
    if kind is not Kind.NUMBER:
        whole |= {"target": None, "stretch": None, "unit": "", "better": Better.MORE}
    if kind is not Kind.LEVELS:
        whole |= {"levels": []}
    if kind is Kind.DONE:
        whole |= {"baseline": None}
    return whole


def _together(whole: Mapping[str, Any], *, new_day: date | None, today: date) -> Iterator[Problem]:
    if not whole["what"]:
        yield Problem(_("Write what you want to reach. One sentence is enough."), column="what")
    if new_day is not None and new_day <= today:
        yield Problem(_("Choose a day after today."), column="due")
    if whole["kind"] is Kind.NUMBER:
        yield from _number_problems(whole)
    if whole["kind"] is Kind.LEVELS:
        yield from _level_problems(whole)


def _number_problems(whole: Mapping[str, Any]) -> Iterator[Problem]:
    baseline, target, stretch = (whole[name] for name in ("baseline", "target", "stretch"))
    if baseline is None:
        yield Problem(_("Write where you start: 0 is a number, too."), column="baseline")
    if target is None:
        yield Problem(_("Write the number that you want to reach."), column="target")
    if baseline is None or target is None:
        return
    sign = 1 if whole["better"] is Better.MORE else -1
    if (target - baseline) * sign <= 0:
        yield Problem(_("The target has to lie on the better side of the start."), column="target")
    if stretch is not None and (stretch - target) * sign <= 0:
        yield Problem(_("The stretch has to lie beyond the target."), column="stretch")


def _level_problems(whole: Mapping[str, Any]) -> Iterator[Problem]:
    if len(whole["levels"]) != len(LEVELS) or not all(whole["levels"]):
        yield Problem(_("Write words for each of the five levels."), column="levels")
    if whole["baseline"] not in LEVELS:
        yield Problem(_("Choose the level where you start."), column="baseline")
