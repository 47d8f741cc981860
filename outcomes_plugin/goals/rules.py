"""The life of a goal. Pure decisions."""

from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from outcomes_plugin.errors import Conflict, Invalid, Problem

from .data import LEVELS, MOST_CONFIDENT, GoalData, Kind, Status

MOST_OPEN_GOALS = 20
MOST_MILESTONES = 12
# Within this time the same words once more are a retry, not another thought.
SENT_TWICE = timedelta(minutes=10)
# What a mentor agrees to. Other fields may change without a new agreement.
AGREED_FIELDS = frozenset(
    {"what", "kind", "baseline", "target", "stretch", "unit", "better", "levels", "due"}
)
ENDINGS = frozenset({Status.ACHIEVED, Status.NOT_ACHIEVED, Status.DROPPED})


def changed_fields(before: Mapping[str, Any], after: Mapping[str, Any]) -> Sequence[str]:
    """Return the names of the fields that differ, in their usual order."""
    return [name for name in after if after[name] != before[name]]


def contested(
    wanted: Mapping[str, Any], stored: Mapping[str, Any], *, changed_since: Collection[str]
) -> Sequence[str]:
    """Return the fields that were changed since by somebody else, to something else."""
    return [name for name in wanted if name in changed_since and wanted[name] != stored.get(name)]


def lapses_agreement(fields: Collection[str]) -> bool:
    """Return whether a change of these fields leaves the mentor's agreement without its object."""
    return bool(AGREED_FIELDS & set(fields))


def check_open(goal: GoalData) -> None:
    """Refuse to work on a goal that has come to its end."""
    if not goal.is_open:
        raise Conflict(_("This goal is closed. Open it again to go on."), reason="closed")


def check_kind(goal: GoalData, kind: Kind) -> None:
    """Refuse another kind of measure once there are check-ins in the present one."""
    if kind is not goal.kind and goal.check_ins:
        reason = _("There are check-ins already, so how it is measured stays as it is.")
        raise Invalid(reason, problems=[Problem(reason, column="kind")])


def check_can_agree(goal: GoalData, *, version: int) -> None:
    """Refuse to agree to a goal that has ended, or to another wording than was read."""
    check_open(goal)
    if version != goal.version:
        raise Conflict(
            _("This goal has changed since you read it. Read it again, then agree."),
            reason="changed",
            version=goal.version,
        )


def status_after_change(goal: GoalData, fields: Collection[str]) -> Status:
    """Return where the goal is after these fields changed."""
    is_agreed = goal.status is Status.AGREED
    return Status.DRAFT if is_agreed and lapses_agreement(fields) else goal.status


def reopened(goal: GoalData) -> Status:
    """
    Return where a closed goal goes on.

    Raises:
        Conflict: it is not closed.
    """
    if goal.is_open:
        raise Conflict(_("This goal is open already."))
    if goal.check_ins:
        return Status.ACTIVE
    return Status.AGREED if goal.agreed_at is not None else Status.DRAFT


def check_ending(status: Status, words: str) -> None:
    """Refuse to end a goal with what is no ending, and to drop one without a word."""
    if status not in ENDINGS:
        raise Invalid(_("Choose how this goal ended."))
    if status is Status.DROPPED and not words:
        reason = _("Say in a few words why you drop it.")
        raise Invalid(reason, problems=[Problem(reason, column="why")])


def check_value(goal: GoalData, value: float | None) -> None:
    """Refuse a check-in without the number or level that the goal is measured by."""
    if goal.kind is Kind.NUMBER and value is None:
        raise Invalid(_("Write the number as it is now."), problems=[_at("value", goal)])
    if goal.kind is Kind.LEVELS and value not in LEVELS:
        raise Invalid(_("Choose the level that fits best."), problems=[_at("value", goal)])


def check_confidence(confidence: int | None) -> None:
    """Refuse a confidence outside 0 to 10."""
    if confidence is not None and confidence not in range(MOST_CONFIDENT + 1):
        reason = _("Choose a number from 0 to 10.")
        raise Invalid(reason, problems=[Problem(reason, column="confidence")])


def _at(column: str, goal: GoalData) -> Problem:
    if goal.kind is Kind.NUMBER:
        return Problem(_("Write the number as it is now."), column=column)
    return Problem(_("Choose the level that fits best."), column=column)
