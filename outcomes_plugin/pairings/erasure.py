"""What is kept here about one person: hand it out, and clear it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from .access import pairing_rows
from .data import EndReason, PairingState
from .models import Pairing, PairingEvent


def export_person(person: str) -> Mapping[str, Any]:
    """Return the person's pairings; the partner's id is not theirs to have."""
    rows = pairing_rows().filter(_of(person)).order_by("id").prefetch_related("events")
    return {"pairings": [_pairing(row, person) for row in rows]}


@transaction.atomic
def erase_person(person: str, *, at: datetime) -> None:
    """End the person's open pairings. A second time changes nothing."""
    for row in Pairing.objects.filter(_of(person), open_marker=True).select_for_update():
        start = row.started_at or row.proposed_at
        row.state, row.ended_at, row.open_marker = PairingState.ENDED, max(at, start), None
        row.end_reason = EndReason.MEMBER_LEFT
        row.save(update_fields=["state", "ended_at", "open_marker", "end_reason"])
        PairingEvent.objects.create(
            pairing=row, state=PairingState.ENDED, at=row.ended_at, reason=EndReason.MEMBER_LEFT
        )


def expire_program(program_id: int) -> int:
    """Delete the program's pairings with their history; return how many rows went."""
    steps, _by_model = PairingEvent.objects.filter(pairing__program_id=program_id).delete()
    pairings, _by_model = Pairing.objects.filter(program_id=program_id).delete()
    return steps + pairings


def _of(person: str) -> Q:
    return Q(mentee=person) | Q(mentor=person)


def _pairing(row: Pairing, person: str) -> Mapping[str, Any]:
    return {
        "program": row.program.slug,
        "cohort": row.cohort.slug if row.cohort is not None else "",
        "as": "mentee" if row.mentee == person else "mentor",
        "state": row.state,
        "proposed_at": row.proposed_at.isoformat(),
        "started_at": row.started_at.isoformat() if row.started_at is not None else None,
        "ended_at": row.ended_at.isoformat() if row.ended_at is not None else None,
        "end_reason": row.end_reason,
        "steps": [
            {"state": event.state, "at": event.at.isoformat(), "by_me": event.by_person == person}
            for event in row.events.all()
        ],
    }
