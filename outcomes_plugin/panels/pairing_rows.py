"""Pairings as coordinators see them: names, state and days, and never a note."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from outcomes_plugin import api
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.pairings.data import Contact, MeetingFacts, PairingData
from outcomes_plugin.programs.data import ProgramData

from . import meeting_words
from . import pairing_words as words


@dataclass(frozen=True, kw_only=True)
class Row:
    """One pairing of a program."""

    pairing: PairingData
    mentee: str
    mentor: str
    cohort: str
    state: str
    since: str
    until: str
    reason: str
    facts: MeetingFacts
    contact: Contact
    last: str
    says: str
    next: SafeString | str

    @property
    def is_over(self) -> bool:
        return self.pairing.ended_at is not None

    @property
    def meeting_days(self) -> Sequence[str]:
        """The days of the meetings in words, the latest first."""
        return [meeting_words.day(day) for day in reversed(self.facts.days)]


@dataclass(frozen=True, kw_only=True)
class _Sight:
    """What is needed for every row, read once."""

    program: ProgramData
    names: Mapping[str, str]
    cohorts: Mapping[str, str]
    facts: Mapping[int, MeetingFacts]
    at: datetime


def rows_of(
    actor: Actor,
    program: ProgramData,
    *,
    at: datetime,
    pairing_id: int | None = None,
    names: Mapping[str, str] | None = None,
) -> Sequence[Row]:
    """
    Return the pairings of the program, the newest first, in a few queries for all; or one alone.

    `names` are those of the program's people, where they are known already.

    Raises:
        NotFound: the actor does not coordinate the program.
    """
    found = api.pairings(actor, program.slug)
    sight = _Sight(
        program=program,
        names=api.names_in_program(actor, program.slug) if names is None else names,
        cohorts={one.slug: one.title for one in api.cohorts_of(actor, program.slug)},
        facts=api.meeting_dates(actor, program.slug),
        at=at,
    )
    return [_row(one, sight) for one in found if pairing_id in (None, one.id)]


def _row(one: PairingData, sight: _Sight) -> Row:
    zone = sight.program.zone
    facts = sight.facts.get(one.id, MeetingFacts())
    contact = api.contact_of(one, facts, program=sight.program, at=sight.at)
    start = (one.started_at or one.proposed_at).astimezone(zone).date()
    return Row(
        pairing=one,
        mentee=_name(sight, one.mentee),
        mentor=_name(sight, one.mentor),
        cohort=sight.cohorts.get(one.cohort, one.cohort),
        state=str(words.STATES[one.state]),
        since=words.day(start),
        until=words.day(one.ended_at.astimezone(zone).date()) if one.ended_at else "",
        reason=str(words.REASONS[one.end_reason]) if one.end_reason else "",
        facts=facts,
        contact=contact,
        last=words.day(facts.last_on) if facts.last_on else "",
        says=words.contact(contact),
        next=meeting_words.moment(one.next_meeting_at, zone) if one.next_meeting_at else "",
    )


def _name(sight: _Sight, person: str) -> str:
    return sight.names.get(person, _("Someone who was erased"))
