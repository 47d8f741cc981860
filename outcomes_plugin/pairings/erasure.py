"""What is kept here about one person: hand it out, and clear it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from outcomes_plugin.actors.data import Actor

from .access import lock_pairing, pairing_rows
from .data import EndReason, PairingState
from .meeting_access import meeting_data
from .models import Meeting, MeetingNote, Pairing, PairingEvent


def export_person(person: str) -> Mapping[str, Any]:
    """Return the person's pairings and meetings; the partner's id is not theirs to have."""
    rows = pairing_rows().filter(_of(person)).order_by("id").prefetch_related("events")
    return {
        "pairings": [_pairing(row, person) for row in rows],
        "meetings": _meetings(person),
    }


@transaction.atomic
def erase_person(person: str, *, at: datetime) -> None:
    """End the person's open pairings, and delete their notes. A second time changes nothing."""
    MeetingNote.objects.filter(person=person).delete()
    Meeting.objects.filter(logged_by=person).exclude(shared_note="").update(shared_note="")
    for found in Pairing.objects.filter(_of(person), open_marker=True).order_by("program_id", "id"):
        row = lock_pairing(found)
        if row.open_marker is None:
            continue
        start = row.started_at or row.proposed_at
        row.state, row.ended_at, row.open_marker = PairingState.ENDED, max(at, start), None
        row.end_reason, row.next_meeting_at = EndReason.MEMBER_LEFT, None
        row.save(
            update_fields=["state", "ended_at", "open_marker", "end_reason", "next_meeting_at"]
        )
        PairingEvent.objects.create(
            pairing=row, state=PairingState.ENDED, at=row.ended_at, reason=EndReason.MEMBER_LEFT
        )


def expire_program(program_id: int) -> int:
    """Delete the program's pairings with history and meetings; return how many rows went."""
    meetings, _by_model = Meeting.objects.filter(pairing__program_id=program_id).delete()
    steps, _by_model = PairingEvent.objects.filter(pairing__program_id=program_id).delete()
    pairings, _by_model = Pairing.objects.filter(program_id=program_id).delete()
    return meetings + steps + pairings


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


def _meetings(person: str) -> list[Mapping[str, Any]]:
    """Return the meetings as the person sees them, those that they took back among them."""
    of_person = Q(pairing__mentee=person) | Q(pairing__mentor=person)
    rows = Meeting.objects.filter(of_person, Q(kept_marker=True) | Q(logged_by=person))
    own = dict(MeetingNote.objects.filter(person=person).values_list("meeting_id", "text"))
    rows = rows.select_related("pairing__program").order_by("held_on", "id")
    return [_meeting(row, person, note=own.get(row.id, "")) for row in rows]


def _meeting(row: Meeting, person: str, *, note: str) -> Mapping[str, Any]:
    seen = meeting_data(row, Actor(person=person), note=note)
    return {
        "program": row.pairing.program.slug,
        "held_on": seen.held_on.isoformat(),
        "minutes": seen.minutes,
        "mode": seen.mode.value,
        "logged_by_me": seen.is_mine,
        "shared_note": seen.shared_note,
        "own_note": seen.own_note,
    }
