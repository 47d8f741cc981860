"""What a survey, a window and an answer can be in."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

# A point or number, words or a key, own words under "other", or several of these.
Answer = int | float | str | Mapping[str, str] | Sequence[str | Mapping[str, str]]
Answers = Mapping[str, Answer]


class Mode(StrEnum):
    """How an answer lives: with its person, under a code, or without any link."""

    IDENTIFIED = "identified"
    CONFIDENTIAL = "confidential"
    ANONYMOUS = "anonymous"


class WindowState(StrEnum):
    """Where a window stands. `closing` lasts while what was received is being settled."""

    PLANNED = "planned"
    OPEN = "open"
    CLOSING = "closing"
    CLOSED = "closed"


class Outcome(StrEnum):
    """What became of asking a person."""

    WAITING = ""
    RECEIVED = "received"
    DECLINED = "declined"


class SurveyState(StrEnum):
    """What a person finds who comes to a survey."""

    NO_PROGRAM = "no_program"
    NOT_OPEN = "not_open"
    NOT_ASKED = "not_asked"
    NOTICE_FIRST = "notice_first"
    READY = "ready"
    RECEIVED = "received"
    DECLINED = "declined"
    CLOSED = "closed"
