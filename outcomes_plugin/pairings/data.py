"""Values that cross the border of pairings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import pairwise


class PairingState(StrEnum):
    """Where a pairing is in its life."""

    PROPOSED = "proposed"
    ACTIVE = "active"
    PAUSED = "paused"
    ENDED = "ended"
    DECLINED = "declined"
    EXPIRED = "expired"


class PairingStep(StrEnum):
    """What a person can do with a pairing."""

    PROPOSE = "propose"
    FORM = "form"
    ACCEPT = "accept"
    DECLINE = "decline"
    PAUSE = "pause"
    RESUME = "resume"
    END = "end"
    HAND_OVER = "hand_over"


class EndReason(StrEnum):
    """Why a pairing ended or was declined. Which of the two it was about is not said."""

    COMPLETED = "completed"
    NOT_A_FIT = "not_a_fit"
    NO_TIME = "no_time"
    MEMBER_LEFT = "member_left"
    HANDED_OVER = "handed_over"
    OTHER = "other"


@dataclass(frozen=True, kw_only=True)
class PairingData:
    """One pairing; `cohort` is the cohort's slug, empty without one."""

    id: int
    program_id: int
    cohort_id: int | None
    cohort: str
    mentee: str
    mentor: str
    state: PairingState
    proposed_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    end_reason: EndReason | None
    next_meeting_at: datetime | None = None

    @property
    def people(self) -> frozenset[str]:
        return frozenset({self.mentee, self.mentor})

    @property
    def is_open(self) -> bool:
        """Whether the two are paired now, be it paused."""
        return self.state in {PairingState.ACTIVE, PairingState.PAUSED}

    def partner_of(self, person: str) -> str:
        """Return the other one of the two."""
        return self.mentor if person == self.mentee else self.mentee


@dataclass(frozen=True, kw_only=True)
class PairingEventData:
    """One step in the life of a pairing, and who took it."""

    pairing_id: int
    state: PairingState
    at: datetime
    by_person: str | None
    reason: EndReason | None


class MeetingMode(StrEnum):
    """How the two met."""

    IN_PERSON = "in_person"
    VIDEO = "video"
    PHONE = "phone"
    CHAT = "chat"


@dataclass(frozen=True, kw_only=True)
class Held:
    """When, how long and in which way two have met."""

    held_on: date
    minutes: int
    mode: MeetingMode


@dataclass(frozen=True, kw_only=True)
class MeetingData:
    """
    One meeting as one of the two sees it: `own_note` is theirs alone.

    `shared_note` is empty for the partner of its writer once the pairing has ended.
    """

    id: int
    pairing_id: int
    held_on: date
    minutes: int
    mode: MeetingMode
    is_mine: bool
    version: int
    shared_note: str = ""
    own_note: str = ""


@dataclass(frozen=True, kw_only=True)
class MeetingFacts:
    """The days on which the two of a pairing met, the earliest first."""

    days: Sequence[date] = ()

    @property
    def count(self) -> int:
        return len(self.days)

    @property
    def first_on(self) -> date | None:
        return self.days[0] if self.days else None

    @property
    def last_on(self) -> date | None:
        return self.days[-1] if self.days else None

    @property
    def longest_gap(self) -> int | None:
        """The most days between two meetings that follow each other; None before the second."""
        between = [(later - day).days for day, later in pairwise(self.days)]
        return max(between, default=None)


class ContactState(StrEnum):
    """What the days of meetings say about a pairing. A fact, and never a score."""

    NOT_EXPECTED = "not_expected"
    NOT_YET = "not_yet"
    NO_FIRST_MEETING = "no_first_meeting"
    IN_TOUCH = "in_touch"
    LONG_AGO = "long_ago"


@dataclass(frozen=True, kw_only=True)
class Contact:
    """The state of contact, and the days since the last meeting, before one since the start."""

    state: ContactState
    days: int = 0

    @property
    def needs_a_call(self) -> bool:
        return self.state in {ContactState.NO_FIRST_MEETING, ContactState.LONG_AGO}


PairingMeetings = Mapping[int, Sequence[MeetingData]]
