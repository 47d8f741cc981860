"""One card per pairing of the actor: who, how it stands, and what was logged."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from outcomes_plugin import api
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.edxapp import UserFacts
from outcomes_plugin.pairings.data import (
    MeetingData,
    MeetingFacts,
    PairingData,
    PairingState,
    PairingStep,
)
from outcomes_plugin.programs.data import ProgramData, ProgramStatus, Role

from . import meeting_words as words

Agendas = Mapping[int, Sequence[str]]

USUAL_MINUTES = 60
USUAL_MODE = "video"
NEWEST = 3
NEWEST_OF_MANY = 1
_NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class MeetingRow:
    """One meeting as it is listed."""

    meeting: MeetingData
    day: str
    length: str
    mode: str

    @property
    def key(self) -> str:
        """The meeting's id as text, for the HTML ids of its form."""
        return str(self.meeting.id)


@dataclass(frozen=True, kw_only=True)
class Card:
    """One pairing as the actor sees it."""

    pairing: PairingData
    role: Role
    name: str
    email: str
    today: date
    met: str = ""
    contact: str = ""
    next: SafeString | str = ""
    next_day: str = ""
    next_time: str = "10:00"
    next_is_past: bool = False
    is_due: bool = False
    ended: str = ""
    answer_until: SafeString | str = ""
    zone: str = ""
    usual_minutes: int = USUAL_MINUTES
    usual_mode: str = USUAL_MODE
    rows: Sequence[MeetingRow] = ()
    agenda: Sequence[str] = ()
    told: Mapping[str, Sequence[str]] = field(default_factory=dict)
    may_change: bool = True
    unfolded: int = NEWEST

    @property
    def initials(self) -> str:
        parts = [part for part in self.name.split() if part[0].isalnum()]
        return "".join(part[0] for part in (parts[:1] + parts[1:][-1:])).upper()

    @property
    def is_mentor(self) -> bool:
        return self.role is Role.MENTOR

    @property
    def is_proposed(self) -> bool:
        return self.pairing.state is PairingState.PROPOSED

    @property
    def is_paused(self) -> bool:
        return self.pairing.state is PairingState.PAUSED

    @property
    def newest(self) -> Sequence[MeetingRow]:
        return self.rows[: self.unfolded]

    @property
    def earlier(self) -> Sequence[MeetingRow]:
        return self.rows[self.unfolded :]


@dataclass(frozen=True, kw_only=True)
class _Sight:
    """What is needed for every card, read once."""

    program: ProgramData
    person: str
    zone: ZoneInfo
    at: datetime
    partners: Mapping[str, UserFacts]
    meetings: Mapping[int, Sequence[MeetingData]]
    agendas: Agendas
    unfolded: int


def cards_of(
    actor: Actor,
    program: ProgramData,
    *,
    time_zone: str | None,
    at: datetime,
    pairing_id: int | None = None,
    agendas: Agendas | None = None,
) -> Sequence[Card]:
    """
    Return the cards of the actor's pairings in the program, open ones first, or of one alone.

    `agendas` are looked up where they are not given. Who is paired with several people sees one
    meeting of each unfolded.
    """
    every = [
        one
        for one in api.my_pairings(actor)
        if one.program_id == program.id and is_shown(one, actor.person)
    ]
    mine = [one for one in every if pairing_id in (None, one.id)]
    sight = _Sight(
        program=program,
        person=actor.person or "",
        zone=ZoneInfo(time_zone) if time_zone else program.zone,
        at=at,
        partners=api.partners_of(actor, mine),
        meetings=api.my_meetings(actor, program.id, pairing_id=pairing_id) if mine else {},
        agendas=_agendas(mine) if agendas is None else agendas,
        unfolded=NEWEST if sum(one.is_open for one in every) < 2 else NEWEST_OF_MANY,
    )
    return sorted((_card(one, sight) for one in mine), key=_place)


def _agendas(mine: Sequence[PairingData]) -> Agendas:
    return api.latest_nexts([one.id for one in mine if one.is_open]) if mine else {}


def is_shown(one: PairingData, person: str | None) -> bool:
    """A mentee is shown no proposal: to come to nothing would be news of who did not want them."""
    return one.started_at is not None or one.mentor == person


def _place(card: Card) -> tuple[int, bool, datetime, str]:
    """Return what puts first who waits for an answer or for a meeting, then whom one meets next."""
    order = (PairingState.PROPOSED, PairingState.ACTIVE, PairingState.PAUSED)
    state = card.pairing.state
    return (
        order.index(state) if state in order else len(order),
        not card.is_due,
        card.pairing.next_meeting_at or _NEVER,
        card.name.casefold(),
    )


def _card(one: PairingData, sight: _Sight) -> Card:
    role = Role.MENTEE if one.mentee == sight.person else Role.MENTOR
    partner = sight.partners.get(one.partner_of(sight.person))
    name = partner.name or partner.username if partner else _("Someone who was erased")
    meetings = sight.meetings.get(one.id, ())
    facts = MeetingFacts(days=tuple(sorted(meeting.held_on for meeting in meetings)))
    contact = api.contact_of(one, facts, program=sight.program, at=sight.at)
    start = (one.started_at or one.proposed_at).astimezone(sight.program.zone).date()
    card = Card(
        pairing=one,
        role=role,
        name=name,
        email=partner.email if partner and one.is_open else "",
        today=sight.at.astimezone(sight.program.zone).date(),
        met=words.met(facts, since=start) if one.started_at else "",
        contact=words.contact(contact),
        ended=words.day(one.ended_at.astimezone(sight.program.zone).date()) if one.ended_at else "",
        answer_until=words.moment(api.answer_until(one), sight.zone),
        zone=sight.zone.key.replace("_", " "),
        usual_minutes=meetings[0].minutes if meetings else USUAL_MINUTES,
        usual_mode=meetings[0].mode if meetings else USUAL_MODE,
        rows=[_row(meeting) for meeting in meetings],
        agenda=sight.agendas.get(one.id, ()),
        told={step: api.what_stays(step, role=role, partner=name) for step in PairingStep},
        is_due=contact.needs_a_call,
        may_change=sight.program.status != ProgramStatus.ENDED,
        unfolded=sight.unfolded,
    )
    return _with_plan(card, one.next_meeting_at, sight) if one.next_meeting_at else card


def _with_plan(card: Card, planned: datetime, sight: _Sight) -> Card:
    local, is_past = planned.astimezone(sight.zone), planned <= sight.at
    return replace(
        card,
        next=words.moment(planned, sight.zone),
        next_day=local.date().isoformat(),
        next_time=local.strftime("%H:%M"),
        next_is_past=is_past,
        is_due=card.is_due or is_past,
    )


def _row(meeting: MeetingData) -> MeetingRow:
    return MeetingRow(
        meeting=meeting,
        day=words.day(meeting.held_on),
        length=words.minutes(meeting.minutes),
        mode=str(words.MODES[meeting.mode]),
    )
