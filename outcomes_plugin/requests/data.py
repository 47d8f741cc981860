"""Values that cross the border of requests."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class RequestKind(StrEnum):
    """What is asked for. Facts from human resources go to the HR data stewards."""

    NOT_WORKING = "not_working"
    HELP = "help"
    OBJECTION = "objection"
    HR_WRONG = "hr_wrong"


class RequestReason(StrEnum):
    """What does not work in a pairing; nobody is blamed by it."""

    HARD_TO_MEET = "hard_to_meet"
    OTHER_GOALS = "other_goals"
    NOT_COMFORTABLE = "not_comfortable"
    NO_TIME = "no_time"
    OTHER = "other"


class RequestState(StrEnum):
    """Where a request is on its way to an answer."""

    OPEN = "open"
    ACKNOWLEDGED = "acknowledged"
    CLOSED = "closed"


class RequestOutcome(StrEnum):
    """What became of it."""

    TALKED = "talked"
    NEW_PAIRING = "new_pairing"
    PAIRING_ENDED = "pairing_ended"
    CORRECTED = "corrected"
    ACCEPTED = "accepted"
    NOT_ACCEPTED = "not_accepted"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, kw_only=True)
class RequestData:
    """
    One request as its asker, or one who may answer it, reads it.

    `about` is the key of the purpose, or the reference of the fact, that it is about.
    """

    id: int
    program_id: int
    person: str
    kind: RequestKind
    pairing_id: int | None
    about: str
    reason: RequestReason | None
    text: str
    state: RequestState
    outcome: RequestOutcome | None
    answer: str
    asked_at: datetime
    acknowledged_at: datetime | None
    closed_at: datetime | None
    handled_by: str | None

    @property
    def is_closed(self) -> bool:
        return self.state == RequestState.CLOSED
