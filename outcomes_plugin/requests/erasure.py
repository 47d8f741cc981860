"""What is kept here about one person: hand it out, and clear it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from .models import HelpRequest


def export_person(person: str) -> Mapping[str, Any]:
    """Return what the person asked, and what they were answered."""
    rows = HelpRequest.objects.filter(person=person).select_related("program").order_by("id")
    return {"requests": [_request(row) for row in rows]}


@transaction.atomic
def erase_person(person: str, *, at: datetime) -> None:
    """Delete what the person asked; what they answered to others stays theirs. Twice is once."""
    HelpRequest.objects.filter(person=person).delete()
    HelpRequest.objects.filter(handled_by=person).update(handled_by=None)


def expire_program(program_id: int) -> int:
    """Delete the program's requests; return how many rows went."""
    rows, _by_model = HelpRequest.objects.filter(program_id=program_id).delete()
    return rows


def _request(row: HelpRequest) -> Mapping[str, Any]:
    return {
        "program": row.program.slug,
        "kind": row.kind,
        "about": row.about,
        "reason": row.reason,
        "text": row.text,
        "state": row.state,
        "outcome": row.outcome,
        "answer": row.answer,
        "asked_at": row.asked_at.isoformat(),
        "acknowledged_at": row.acknowledged_at.isoformat() if row.acknowledged_at else None,
        "closed_at": row.closed_at.isoformat() if row.closed_at else None,
    }
