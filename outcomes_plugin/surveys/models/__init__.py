"""Tables of the surveys: instruments, windows with the people asked, drafts, responses, scores."""

from .authoring import QuestionnaireDraft
from .calendars import Calendar
from .drafts import ConfidentialDraft, IdentifiedDraft
from .instruments import EarlierWording, Instrument, InstrumentVersion
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
from .windows import FrameRow, Window, WindowCohort, WindowTiming

__all__ = [
    "AnonymousRecord",
    "AnonymousResponse",
    "AnonymousScore",
    "Calendar",
    "ConfidentialDraft",
    "ConfidentialResponse",
    "ConfidentialScore",
    "EarlierWording",
    "FrameRow",
    "IdentifiedDraft",
    "IdentifiedResponse",
    "IdentifiedScore",
    "Instrument",
    "InstrumentVersion",
    "ProgramKey",
    "QuestionnaireDraft",
    "Window",
    "WindowCohort",
    "WindowTiming",
]
