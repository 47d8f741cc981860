"""Load meetings for the two of a pairing, and turn rows into values."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import NotFound
from outcomes_plugin.ledger import api as ledger_api
from outcomes_plugin.programs.data import ProgramStatus

from . import rules
from .access import lock_own_pairing, pairing_data
from .data import MeetingData, MeetingMode, PairingState
from .models import Meeting, MeetingNote, Pairing

_OPEN = (PairingState.ACTIVE, PairingState.PAUSED)


def lock_meeting(actor: Actor, meeting_id: int, *, is_kept: bool = True) -> tuple[Pairing, Meeting]:
    """Return a meeting of the actor's with its pairing, both locked, or NotFound."""
    wanted = Meeting.objects.filter(id=meeting_id, kept_marker=True if is_kept else None)
    pairing_id = wanted.values_list("pairing_id", flat=True).first()
    if pairing_id is None:
        raise NotFound
    row = lock_own_pairing(actor, pairing_id)
    meeting = wanted.select_for_update().first()
    if meeting is None:
        raise NotFound
    meeting.pairing = row
    return row, meeting


def lock_own_meeting(
    actor: Actor, meeting_id: int, *, is_kept: bool = True
) -> tuple[Pairing, Meeting]:
    """Return a meeting that the actor has logged, with its pairing, both locked, or NotFound."""
    row, meeting = lock_meeting(actor, meeting_id, is_kept=is_kept)
    if meeting.logged_by != actor.person:
        raise NotFound
    return row, meeting


def check_can_meet(row: Pairing) -> None:
    """Refuse what needs two who are paired now, in a program that has not ended."""
    rules.check_can_meet(pairing_data(row), program=ProgramStatus(row.program.status))


def own_note_of(meeting: Meeting, actor: Actor) -> str:
    """Return what the actor wrote about the meeting for themselves."""
    mine = MeetingNote.objects.filter(meeting=meeting, person=actor.person)
    return mine.values_list("text", flat=True).first() or ""


def meeting_data(row: Meeting, actor: Actor, *, note: str) -> MeetingData:
    """Return the row as the actor sees it: the shared note while the two are paired, or if own."""
    is_mine = row.logged_by == actor.person
    return MeetingData(
        id=row.id,
        pairing_id=row.pairing_id,
        held_on=row.held_on,
        minutes=row.minutes,
        mode=MeetingMode(row.mode),
        is_mine=is_mine,
        version=row.version,
        shared_note=row.shared_note if is_mine or row.pairing.state in _OPEN else "",
        own_note=note,
    )


def record_meeting(
    actor: Actor, row: Pairing, type_: str, *, at: datetime, payload: Mapping[str, Any]
) -> None:
    """Add the entry of a meeting; it is about the mentee, as all entries of a pairing are."""
    ledger_api.record(
        actor,
        type_,
        at=at,
        person=row.mentee,
        program=row.program.slug,
        payload={"pairing": row.id, **payload},
    )
