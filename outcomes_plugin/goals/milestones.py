"""Milestones: the steps on the way to a goal."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import Conflict, Invalid, NotFound, Problem
from outcomes_plugin.programs import api as programs_api

from . import rules
from .access import lock_own, record
from .data import MilestoneData
from .fields import LONGEST_LEVEL, day
from .models import Goal, GoalMilestone


@transaction.atomic
def add_milestone(
    actor: Actor, goal_id: int, *, text: object, due: object = None, at: datetime
) -> MilestoneData:
    """
    Put one more step on the way to the actor's goal. A step that waits there already is that step.

    Raises:
        NotFound: no such goal, or it is somebody else's.
        Invalid: no text, or one that cannot be kept, or no day.
        Conflict: the goal is closed, or has twelve milestones.
    """
    row, data = lock_own(actor, goal_id)
    rules.check_open(row.to_data())
    words, (until, wrong_day) = programs_api.plain_text(text), day(due)
    wrong = programs_api.text_problem(text, longest=LONGEST_LEVEL)
    if not wrong and not words:
        wrong = _("Write what you will have done.")
    for column, message in (("text", wrong), ("due", wrong_day)):
        if message:
            raise Invalid(message, problems=[Problem(message, column=column)])
    steps = list(row.milestones.all())
    for step in steps:
        if (step.text, step.due, step.done_at) == (words, until, None):
            return step.to_data()
    if len(steps) >= rules.MOST_MILESTONES:
        raise Conflict(_("Twelve milestones are enough for one goal. Remove one first."))
    kept = GoalMilestone.objects.create(goal=row, text=words, due=until)
    record(actor, row, "goal.milestone_added", data, at=at, milestone=kept.id)
    return kept.to_data()


@transaction.atomic
def complete_milestone(
    actor: Actor, goal_id: int, milestone_id: int, *, at: datetime
) -> MilestoneData:
    """
    Mark the milestone as done. Twice is once.

    Raises:
        NotFound: no such milestone of the actor's own.
        Conflict: the goal is closed.
    """
    row, data = lock_own(actor, goal_id)
    milestone = _of(row, milestone_id)
    if milestone.done_at is None:
        milestone.done_at = at
        milestone.save(update_fields=["done_at"])
        record(actor, row, "goal.milestone_done", data, at=at, milestone=milestone.id)
    return milestone.to_data()


@transaction.atomic
def undo_milestone(actor: Actor, goal_id: int, milestone_id: int, *, at: datetime) -> MilestoneData:
    """
    Take back that the milestone is done.

    Raises:
        NotFound: no such milestone of the actor's own.
        Conflict: the goal is closed.
    """
    row, data = lock_own(actor, goal_id)
    milestone = _of(row, milestone_id)
    if milestone.done_at is not None:
        milestone.done_at = None
        milestone.save(update_fields=["done_at"])
        record(actor, row, "goal.milestone_undone", data, at=at, milestone=milestone.id)
    return milestone.to_data()


@transaction.atomic
def remove_milestone(actor: Actor, goal_id: int, milestone_id: int, *, at: datetime) -> None:
    """
    Take the milestone off the goal.

    Raises:
        NotFound: no such milestone of the actor's own.
        Conflict: the goal is closed.
    """
    row, data = lock_own(actor, goal_id)
    milestone = _of(row, milestone_id)
    milestone.delete()
    record(actor, row, "goal.milestone_removed", data, at=at, milestone=milestone_id)


def _of(row: Goal, milestone_id: int) -> GoalMilestone:
    rules.check_open(row.to_data())
    found = row.milestones.filter(id=milestone_id).first()
    if found is None:
        raise NotFound
    return found
