"""How long an answer took, as far as the browser tells it and the mode lets it be kept. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .data import Answers, Mode

# Nobody reads and answers a question in less: Huang et al. (2012), J Bus Psychol 27:99.
SECONDS_PER_ANSWER = 2
_LONGEST = 24 * 60 * 60


@dataclass(frozen=True, kw_only=True)
class Pace:
    """What is kept of the time that an answer took; None where nothing is known."""

    seconds: int | None = None
    was_fast: bool | None = None


def pace_of(told: Mapping[str, Any], answers: Answers, *, mode: Mode) -> Pace:
    """
    Return what is kept of what the browser told, which is trusted for nothing but the pace.

    With the name that is the time in seconds; in the protected modes it is one bit, which the
    browser finds itself, and a time is not even looked at. What makes no sense is as if not told.
    """
    if mode is not Mode.IDENTIFIED:
        told_fast = told.get("was_fast")
        return Pace(was_fast=told_fast if isinstance(told_fast, bool) else None)
    seconds = told.get("seconds")
    if isinstance(seconds, bool) or not isinstance(seconds, int) or not 0 <= seconds <= _LONGEST:
        return Pace()
    return Pace(seconds=seconds, was_fast=seconds < SECONDS_PER_ANSWER * len(answers))
