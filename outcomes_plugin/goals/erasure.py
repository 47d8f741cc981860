"""What is kept here about one person: hand it out, and clear it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from .models import Goal, GoalChange, GoalCheckIn, GoalMilestone


def export_person(person: str) -> Mapping[str, Any]:
    """Return the person's goals with all that was ever said about them."""
    rows = Goal.objects.filter(person=person).select_related("program")
    rows = rows.prefetch_related("check_ins", "milestones", "changes").order_by("id")
    return {"goals": [_goal(row) for row in rows]}


@transaction.atomic
def erase_person(person: str, *, at: datetime) -> None:
    """Delete the person's goals, and that they agreed to others'. A second time changes nothing."""
    # Whoever writes holds the goal: what is on its way arrives before, and is deleted too.
    list(Goal.objects.select_for_update().filter(person=person).order_by("id"))
    Goal.objects.filter(person=person).delete()
    GoalChange.objects.filter(by_person=person).update(by_person=None)


def expire_program(program_id: int) -> int:
    """Delete the program's goals with their history; return how many rows went."""
    _rows, by_model = Goal.objects.filter(program_id=program_id).delete()
    return sum(by_model.values())


def _goal(row: Goal) -> Mapping[str, Any]:
    return {
        "program": row.program.slug,
        "what": row.what,
        "why": row.why,
        "measured_by": row.kind,
        "start": row.baseline,
        "target": row.target,
        "stretch": row.stretch,
        "unit": row.unit,
        "better": row.better,
        "levels": row.levels,
        "weight": row.weight,
        "due": row.due.isoformat() if row.due is not None else None,
        "first_step": row.first_step,
        "obstacle": row.obstacle,
        "plan": row.plan,
        "support": row.support,
        "indicator": row.indicator,
        "who_reads": row.visibility,
        "status": row.status,
        "closing_words": row.closing_words,
        "created_at": row.created_at.isoformat(),
        "agreed_at": row.agreed_at.isoformat() if row.agreed_at is not None else None,
        "finished_at": row.finished_at.isoformat() if row.finished_at is not None else None,
        "milestones": [_milestone(one) for one in row.milestones.all()],
        "check_ins": [_check_in(one) for one in row.check_ins.all()],
        "changes": [_change(one, row.person) for one in row.changes.all()],
    }


def _milestone(row: GoalMilestone) -> Mapping[str, Any]:
    return {
        "text": row.text,
        "due": row.due.isoformat() if row.due is not None else None,
        "done_at": row.done_at.isoformat() if row.done_at is not None else None,
    }


def _check_in(row: GoalCheckIn) -> Mapping[str, Any]:
    return {
        "at": row.at.isoformat(),
        "value": row.value,
        "confidence": row.confidence,
        "changed": row.changed,
        "next_step": row.next_step,
        "help_from": row.help_from,
    }


def _change(row: GoalChange, person: str) -> Mapping[str, Any]:
    return {
        "at": row.at.isoformat(),
        "by_me": row.by_person == person,
        "fields": row.fields,
        "before": row.before,
    }
