"""Read meetings: with their notes by the two, their days by coordinators and applets above."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db.models import OuterRef, Q, QuerySet, Subquery

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.programs.data import Action, ProgramData, Thing

from . import rules
from .data import Contact, MeetingData, MeetingFacts, PairingData, PairingMeetings
from .meeting_access import meeting_data
from .models import Meeting, MeetingNote


def my_meetings(actor: Actor, program_id: int, *, pairing_id: int | None = None) -> PairingMeetings:
    """
    Return the meetings of the actor's own pairings by pairing, the latest first, in one query.

    All pairings of the program, past ones too, or one of them.
    """
    if actor.person is None:
        return {}
    rows = _kept(program_id).select_related("pairing")
    rows = rows.filter(Q(pairing__mentee=actor.person) | Q(pairing__mentor=actor.person))
    notes = MeetingNote.objects.filter(person=actor.person, meeting_id=OuterRef("id"))
    if pairing_id is not None:
        rows = rows.filter(pairing_id=pairing_id)
    rows = rows.annotate(own_note=Subquery(notes.values("text")[:1]))
    found: dict[int, list[MeetingData]] = {}
    for row in rows.order_by("-held_on", "-id"):
        data = meeting_data(row, actor, note=row.own_note or "")
        found.setdefault(row.pairing_id, []).append(data)
    return found


def meeting_dates(actor: Actor, program: int | str) -> Mapping[int, MeetingFacts]:
    """
    Return the days of the meetings of every pairing that has met, by pairing. No note, no length.

    Raises:
        NotFound: no such program, or the actor does not coordinate it.
    """
    data = programs_api.require(actor, program, Thing.MEETING_DATES, Action.READ).program
    return meeting_facts(data.id)


def meeting_facts(program_id: int) -> Mapping[int, MeetingFacts]:
    """
    Return the same in one query, for applets above; checks no right.

    A pairing that has not met is not in it: `MeetingFacts()` stands for it.
    """
    days: dict[int, list[date]] = {}
    rows = _kept(program_id).order_by("held_on").values_list("pairing_id", "held_on")
    for pairing_id, held_on in rows:
        days.setdefault(pairing_id, []).append(held_on)
    return {pairing_id: MeetingFacts(days=tuple(held)) for pairing_id, held in days.items()}


def contact_of(
    pairing: PairingData, facts: MeetingFacts, *, program: ProgramData, at: datetime
) -> Contact:
    """Return how long the two have not met, and whether a meeting was to be expected by now."""
    return rules.contact_of(pairing, facts, program=program, at=at)


def _kept(program_id: int) -> QuerySet[Meeting]:
    return Meeting.objects.filter(pairing__program_id=program_id, kept_marker=True)
