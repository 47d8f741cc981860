"""Values that cross the border of mail."""

from dataclasses import dataclass
from enum import StrEnum


class MailKind(StrEnum):
    """What a mail is about."""

    PROPOSED = "proposed"
    PAIRED = "paired"
    ENDED = "ended"
    REPLY_WAITING = "reply_waiting"
    WINDOW_OPENED = "window_opened"
    REMINDER = "reminder"
    REQUEST_ACKNOWLEDGED = "request_acknowledged"
    RELEASE_READY = "release_ready"


class MailLevel(StrEnum):
    """Which mails of a program a person wants: all, or only what they must know."""

    ALL = "all"
    ESSENTIAL = "essential"


class MailOutcome(StrEnum):
    """What became of a mail."""

    WAITING = ""
    SENT = "sent"
    NOT_NEEDED = "not_needed"
    NOT_WANTED = "not_wanted"
    NO_ADDRESS = "no_address"
    TOO_LATE = "too_late"
    GIVEN_UP = "given_up"


@dataclass(frozen=True, kw_only=True)
class MailChoiceData:
    """Which mails of one program a person gets."""

    program_slug: str
    program_title: str
    level: MailLevel


@dataclass(frozen=True, kw_only=True)
class SendReport:
    """What became of one run over the queue. What failed waits for its next attempt."""

    sent: int = 0
    settled: int = 0
    failed: int = 0
