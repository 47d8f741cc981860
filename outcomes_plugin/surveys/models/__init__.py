"""Tables of the surveys: instruments, windows with the people asked, responses, scores."""

from .instruments import Instrument, InstrumentVersion
from .responses import (
    AnonymousRecord,
    AnonymousResponse,
    AnonymousScore,
    ConfidentialResponse,
    ConfidentialScore,
    IdentifiedResponse,
    IdentifiedScore,
    ProgramKey,
)
from .windows import FrameRow, Window, WindowCohort

__all__ = [
    "AnonymousRecord",
    "AnonymousResponse",
    "AnonymousScore",
    "ConfidentialResponse",
    "ConfidentialScore",
    "FrameRow",
    "IdentifiedResponse",
    "IdentifiedScore",
    "Instrument",
    "InstrumentVersion",
    "ProgramKey",
    "Window",
    "WindowCohort",
]
