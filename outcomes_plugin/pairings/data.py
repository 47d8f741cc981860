"""Values that cross the border of pairings."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class PairingState(StrEnum):
    """Where a pairing is in its life."""

    PROPOSED = "proposed"
    ACTIVE = "active"
    PAUSED = "paused"
    ENDED = "ended"
    DECLINED = "declined"


class EndReason(StrEnum):
    """Why a pairing ended. Which of the two it was about is not said."""

    COMPLETED = "completed"
    NOT_A_FIT = "not_a_fit"
    NO_TIME = "no_time"
    MEMBER_LEFT = "member_left"
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
