"""Tables of the surveys: instruments, windows with the people asked, drafts, responses, scores."""

from .authoring import QuestionnaireDraft
from .calendars import Calendar
from .comments import Comment, CommentSet
from .drafts import ConfidentialDraft, IdentifiedDraft
from .instruments import EarlierWording, Instrument, InstrumentVersion
from .own_times import PersonShift, Postponement
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
    "Comment",
    "CommentSet",
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
    "PersonShift",
    "Postponement",
    "ProgramKey",
    "QuestionnaireDraft",
    "Window",
    "WindowCohort",
    "WindowTiming",
]
