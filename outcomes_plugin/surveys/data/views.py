"""What a person sees of a survey, and what comes back to them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from .instruments import Licence
from .modes import Answers, Mode, Outcome, SurveyState


@dataclass(frozen=True, kw_only=True)
class PointView:
    """One point of a scale, or one choice: what is stored, and its words."""

    value: int | str
    label: str
    exclusive: bool = False


@dataclass(frozen=True, kw_only=True)
class ItemView:
    """
    One item in the reader's language. `points` is what can be chosen: points, numbers or options.

    `prompt` is plain; `prompt_html` and `help_html` are safe HTML, inline where they are one
    paragraph. A field that the item's kind does not have is empty, false or None. `low` and
    `high` bound a number, `low_label` and `high_label` are the words at the ends of a scale.
    """

    key: str
    kind: str
    prompt: str
    prompt_html: str
    help_html: str
    points: tuple[PointView, ...]
    required: bool
    does_not_apply: bool
    shared_with_mentor: bool
    low_label: str
    high_label: str
    section: str
    show_if: Mapping[str, Any] | None
    recalls: tuple[str, ...]
    style: str
    other: bool
    least: int | None
    most: int | None
    low: float | None
    high: float | None
    decimals: int
    unit: str
    earliest: str | None
    latest: str | None
    longest: int | None

    @property
    def takes_words(self) -> bool:
        """Whether a person can write their own words here."""
        return self.other or self.kind in ("short_text", "text")


@dataclass(frozen=True, kw_only=True)
class SectionView:
    """A section that has items for the reader, in their language."""

    key: str
    title: str
    text_html: str
    new_page: bool
    recalls: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class DraftData:
    """What a person has begun and not sent; `kept_at` is None where no time is kept beside it."""

    answers: Mapping[str, Any]
    version: int
    kept_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class SurveyView:
    """
    What a person sees of a survey, in their language.

    `state` decides what else is filled: items only where answering is possible, `answers` and
    `response_version` only where one's own answer can still be changed, `draft` only where one has
    begun and not sent, `notice` only while the person has still to be shown the version in force.
    `is_late`: it has closed for them, and their answer comes late, or came late; it is taken until
    `late_last_day`, or else until the program ends.
    """

    state: SurveyState
    program_slug: str
    window_key: str
    program_title: str = ""
    time_zone: str = "UTC"
    title: str = ""
    about: str = ""
    thanks_html: str = ""
    licence: Licence | None = None
    minutes: int = 0
    is_validated: bool = False
    role: str = ""
    mode: Mode | None = None
    k: int | None = None
    coordinator_names: tuple[str, ...] = ()
    mentor_names: tuple[str, ...] = ()
    key_destroyed_on: date | None = None
    months_kept: int | None = None
    why: str = ""
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    is_late: bool = False
    late_last_day: date | None = None
    notice_version: int | None = None
    notice: Mapping[str, Any] | None = None
    instrument_version: int | None = None
    sections: tuple[SectionView, ...] = ()
    items: tuple[ItemView, ...] = ()
    received_at: datetime | None = None
    can_edit: bool = False
    answers: Answers | None = None
    response_version: int = 0
    draft: DraftData | None = None


@dataclass(frozen=True, kw_only=True)
class DraftKept:
    """What a device has to name when it keeps the next draft; `version` 0 is none."""

    version: int
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """
    What the site keeps to know that a person is done.

    `already_received` is true when an earlier answer stands and nothing was written now.
    `response_version` is what an edit has to name; None where no edit is possible.
    """

    outcome: Outcome
    mode: Mode
    at: datetime
    already_received: bool = False
    response_version: int | None = None
    can_edit_until: datetime | None = None
