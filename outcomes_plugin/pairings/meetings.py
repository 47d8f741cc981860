"""Log the meetings of a pairing, change them, and take them back."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import Conflict
from outcomes_plugin.programs import api as programs_api

from . import rules
from .access import lock_own_pairing
from .data import Held, MeetingData
from .meeting_access import (
    check_can_meet,
    lock_meeting,
    lock_own_meeting,
    meeting_data,
    own_note_of,
    record_meeting,
)
from .models import Meeting, MeetingNote, Pairing


@transaction.atomic
def log_meeting(
    actor: Actor,
    pairing_id: int,
    *,
    held_on: date | None,
    minutes: int | None,
    mode: str,
    at: datetime,
    shared_note: str = "",
    own_note: str = "",
    next_at: datetime | None = None,
) -> MeetingData:
    """
    Log that the two have met; a day has one meeting, whoever logs it.

    What was planned up to that day is done; `next_at` plans the next one.

    Raises:
        NotFound: no such pairing, or the actor is not one of the two.
        Invalid: the day, the length, the way or a note cannot be as they are.
        Conflict: the two are not paired now, or a meeting of that day is logged already.
    """
    row = lock_own_pairing(actor, pairing_id)
    held = _check(row, held_on=held_on, minutes=minutes, mode=mode, at=at)
    rules.check_note(shared_note, column="shared_note")
    rules.check_note(own_note, column="own_note")
    rules.check_plan(next_at, at=at)
    meeting = Meeting(
        pairing=row,
        logged_by=actor.person or "",
        held_on=held.held_on,
        minutes=held.minutes,
        mode=held.mode,
        shared_note=programs_api.plain_text(shared_note),
        logged_at=at,
    )
    _store_once(meeting)
    _write_note(actor, meeting, own_note)
    _plan_on(row, held_on=meeting.held_on, next_at=next_at)
    payload = {"minutes": meeting.minutes, "mode": held.mode.value}
    record_meeting(actor, row, "meeting.held", at=at, payload=payload)
    return meeting_data(meeting, actor, note=own_note_of(meeting, actor))


@transaction.atomic
def change_meeting(
    actor: Actor,
    meeting_id: int,
    *,
    expected_version: int,
    held_on: date | None,
    minutes: int | None,
    mode: str,
    shared_note: str,
    own_note: str,
    at: datetime,
) -> MeetingData:
    """
    Correct a meeting that the actor has logged.

    Raises:
        NotFound: no such meeting, or the actor has not logged it.
        Invalid: the day, the length, the way or a note cannot be as they are.
        Conflict: the two are not paired now, another tab has changed it, or a meeting of that day
            is logged already.
    """
    row, meeting = lock_own_meeting(actor, meeting_id)
    rules.check_version(stored=meeting.version, expected=expected_version)
    held = _check(row, held_on=held_on, minutes=minutes, mode=mode, at=at)
    rules.check_note(shared_note, column="shared_note")
    rules.check_note(own_note, column="own_note")
    wanted = {
        "held_on": held.held_on,
        "minutes": held.minutes,
        "mode": held.mode,
        "shared_note": programs_api.plain_text(shared_note),
    }
    changed = [name for name, value in wanted.items() if getattr(meeting, name) != value]
    for name in changed:
        setattr(meeting, name, wanted[name])
    meeting.version += 1
    _store_once(meeting)
    _write_note(actor, meeting, own_note)
    record_meeting(actor, row, "meeting.changed", at=at, payload={"fields": sorted(changed)})
    return meeting_data(meeting, actor, note=own_note_of(meeting, actor))


@transaction.atomic
def keep_own_note(actor: Actor, meeting_id: int, *, text: str) -> None:
    """
    Keep what the actor writes about a meeting for themselves alone; no text takes it away.

    Makes no entry: nobody else is to know that there is a note.

    Raises:
        NotFound: no such meeting, or the actor is not one of the two.
        Invalid: the text cannot be kept.
    """
    _row, meeting = lock_meeting(actor, meeting_id)
    rules.check_note(text, column="own_note")
    _write_note(actor, meeting, text)


@transaction.atomic
def remove_meeting(actor: Actor, meeting_id: int, *, at: datetime) -> None:
    """
    Take back a meeting that the actor has logged. For a day this can be undone.

    Raises:
        NotFound: no such meeting, or the actor has not logged it.
    """
    row, meeting = lock_own_meeting(actor, meeting_id)
    meeting.removed_at, meeting.kept_marker = at, None
    meeting.save(update_fields=["removed_at", "kept_marker"])
    record_meeting(actor, row, "meeting.removed", at=at, payload={})


@transaction.atomic
def restore_meeting(actor: Actor, meeting_id: int, *, at: datetime) -> MeetingData:
    """
    Bring back a meeting that the actor has taken back.

    Raises:
        NotFound: no such meeting, it was taken back too long ago, or the actor has not logged it.
        Conflict: the two are not paired now, or a meeting of that day is logged already.
    """
    row, meeting = lock_own_meeting(actor, meeting_id, is_kept=False)
    check_can_meet(row)
    meeting.removed_at, meeting.kept_marker = None, True
    _store_once(meeting)
    record_meeting(actor, row, "meeting.restored", at=at, payload={})
    return meeting_data(meeting, actor, note=own_note_of(meeting, actor))


def _check(
    row: Pairing, *, held_on: date | None, minutes: int | None, mode: str, at: datetime
) -> Held:
    check_can_meet(row)
    zone = ZoneInfo(row.program.time_zone)
    return rules.check_meeting(
        held_on=held_on,
        minutes=minutes,
        mode=mode,
        first_day=rules.day_of(row.started_at or row.proposed_at, zone),
        today=rules.day_of(at, zone),
    )


def _store_once(meeting: Meeting) -> None:
    try:
        with transaction.atomic():
            meeting.save()
    except IntegrityError:
        raise Conflict(_("A meeting on this day is logged already.")) from None


def _write_note(actor: Actor, meeting: Meeting, text: str) -> None:
    kept = programs_api.plain_text(text)
    mine = MeetingNote.objects.filter(meeting=meeting, person=actor.person)
    if not kept:
        mine.delete()
    elif not mine.update(text=kept):
        MeetingNote.objects.create(meeting=meeting, person=actor.person or "", text=kept)


def _plan_on(row: Pairing, *, held_on: date, next_at: datetime | None) -> None:
    """Plan the next meeting; one that was planned up to the day on which they met is done."""
    planned, zone = row.next_meeting_at, ZoneInfo(row.program.time_zone)
    is_done = planned is not None and rules.day_of(planned, zone) <= held_on
    if next_at is None and not is_done:
        return
    row.next_meeting_at = next_at
    row.save(update_fields=["next_meeting_at"])
