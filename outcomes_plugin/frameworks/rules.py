"""What an outcome, an indicator and a target must look like."""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from outcomes_plugin.errors import Invalid, Message, Problem

from .data import (
    Direction,
    Domain,
    Horizon,
    IndicatorDraft,
    Measure,
    OutcomeData,
    TargetData,
    Text,
    Unit,
)

ROLES = frozenset({"mentee", "mentor"})
FACTS = frozenset({"course_passed"})
EVENTS = frozenset({"promotion", "lateral_move", "new_responsibility", "leadership_role"})

_KEY = re.compile(r"[a-z0-9_]{1,64}")
_LONGEST_TEXT = 500
_MOST_DECIMALS = 4

_SOURCE_KEYS: Mapping[Measure, frozenset[str]] = {
    Measure.SCORE_MEAN: frozenset({"score", "role"}),
    Measure.PAIRED_CHANGE: frozenset({"score", "before", "after", "role"}),
    Measure.SHARE: frozenset({"fact"}),
    Measure.RATE_PER_PERSON_YEAR: frozenset({"event"}),
}
_UNITS: Mapping[Measure, frozenset[Unit]] = {
    Measure.SCORE_MEAN: frozenset({Unit.POINTS}),
    Measure.PAIRED_CHANGE: frozenset({Unit.POINTS}),
    Measure.SHARE: frozenset({Unit.PERCENT}),
    Measure.RATE_PER_PERSON_YEAR: frozenset({Unit.PER_PERSON_YEAR, Unit.PER_100_PERSON_YEARS}),
}
_ALLOWED_VALUES: Mapping[str, frozenset[str]] = {"role": ROLES, "fact": FACTS, "event": EVENTS}


def check_outcome(*, key: str, title: Text, domain: str) -> OutcomeData:
    """
    Return the outcome when it can be kept.

    Raises:
        Invalid: with every reason that was found.
    """
    problems = [*_key_problems(key, "key"), *_text_problems(title, "title")]
    problems += _choice_problems(domain, Domain, "domain")
    _raise_if_any(problems, _("The outcome cannot be saved as it is."))
    return OutcomeData(key=key, title=title, domain=Domain(domain))


def check_indicator(draft: IndicatorDraft) -> None:
    """
    Refuse an indicator that could not be computed or read.

    Raises:
        Invalid: with every reason that was found.
    """
    problems = [
        *_key_problems(draft.key, "key"),
        *_text_problems(draft.title, "title"),
        *_text_problems(draft.definition, "definition"),
        *_choice_problems(draft.measure, Measure, "measure"),
        *_choice_problems(draft.unit, Unit, "unit"),
        *_choice_problems(draft.direction, Direction, "direction"),
        *_choice_problems(draft.horizon, Horizon, "horizon"),
    ]
    if not 0 <= draft.decimals <= _MOST_DECIMALS:
        problems.append(Problem(_("Choose between 0 and 4 decimals."), column="decimals"))
    if not problems:
        problems += _measure_problems(draft, Measure(draft.measure))
    _raise_if_any(problems, _("The indicator cannot be saved as it is."))


def _measure_problems(draft: IndicatorDraft, measure: Measure) -> Iterable[Problem]:
    yield from _source_problems(draft.source, measure)
    if draft.unit not in _UNITS[measure]:
        yield Problem(_("This unit does not fit the measure."), column="unit")
    if measure in {Measure.SCORE_MEAN, Measure.PAIRED_CHANGE}:
        low, high = draft.scale_low, draft.scale_high
        if low is None or high is None or not low < high:
            yield Problem(
                _("A score needs both ends of its scale, low and high."), column="scale_low"
            )
    elif draft.scale_low is not None or draft.scale_high is not None:
        yield Problem(_("Only a score has a scale."), column="scale_low")


def _source_problems(source: Mapping[str, str], measure: Measure) -> Iterable[Problem]:
    expected = _SOURCE_KEYS[measure]
    if set(source) != expected:
        names = ", ".join(sorted(expected))
        yield Problem(
            _("The source of this measure names exactly: {names}.").format(names=names),
            column="source",
        )
        return
    for name, value in source.items():
        allowed = _ALLOWED_VALUES.get(name)
        if allowed is None:
            yield from _key_problems(value, "source")
        elif value not in allowed:
            choices = ", ".join(sorted(allowed))
            message = _("“{name}” is one of: {choices}.").format(name=name, choices=choices)
            yield Problem(message, column="source")
    if "before" in source and source["before"] == source["after"]:
        yield Problem(_("A change needs two different waves."), column="source")


def check_target(
    *, value: float, threshold: float | None, direction: Direction, starts: datetime, at: datetime
) -> None:
    """
    Refuse a target that is no number, that its threshold exceeds, or that starts in the past.

    Raises:
        Invalid: with every reason that was found.
    """
    problems: list[Problem] = []
    if not all(math.isfinite(number) for number in (value, threshold or 0.0)):
        problems.append(Problem(_("A target is a number."), column="value"))
    elif threshold is not None and not better_or_same(value, threshold, direction):
        problems.append(Problem(_("The threshold lies beyond the target."), column="threshold"))
    if starts < at:
        problems.append(
            Problem(
                _("A target starts now or later: results that are known keep the target they had."),
                column="effective_from",
            )
        )
    _raise_if_any(problems, _("The target cannot be saved as it is."))


def better_or_same(value: float, other: float, direction: Direction) -> bool:
    """Return whether the value lies on the good side of the other, or on it."""
    return value >= other if direction is Direction.HIGHER else value <= other


def in_force(targets: Sequence[TargetData], *, at: datetime) -> Mapping[str, TargetData]:
    """Return each indicator's target at the time; of two that start together, the later set."""
    current: dict[str, TargetData] = {}
    for target in targets:
        known = current.get(target.indicator_key)
        if target.effective_from <= at and (
            known is None or known.effective_from <= target.effective_from
        ):
            current[target.indicator_key] = target
    return current


def _key_problems(key: str, column: str) -> list[Problem]:
    if isinstance(key, str) and _KEY.fullmatch(key):
        return []
    message = _("A key has 1 to 64 of the characters a to z, 0 to 9 and “_”.")
    return [Problem(message, column=column)]


def _text_problems(text: Text, column: str) -> list[Problem]:
    texts = [text] if isinstance(text, str) else list(text.values())
    if texts and all(
        isinstance(one, str) and one.strip() and len(one) <= _LONGEST_TEXT for one in texts
    ):
        return []
    return [Problem(_("Write between 1 and 500 characters."), column=column)]


def _choice_problems(value: str, allowed: type[StrEnum], column: str) -> list[Problem]:
    values = [choice.value for choice in allowed]
    if value in values:
        return []
    message = _("Choose one of: {choices}.").format(choices=", ".join(values))
    return [Problem(message, column=column)]


def _raise_if_any(problems: Sequence[Problem], message: Message) -> None:
    if problems:
        raise Invalid(message, problems=problems)
