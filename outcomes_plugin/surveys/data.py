"""Values that cross the border of the surveys."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any

from outcomes_plugin.programs.data import edition_of

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


@dataclass(frozen=True, kw_only=True)
class InstrumentData:
    """
    One version of an instrument. `program_id` is None for those that came with the product.

    `wording` is 1 until the words are changed for the first time.
    """

    version_id: int
    key: str
    program_id: int | None
    version: int
    document: Mapping[str, Any]
    digest: str
    published_at: datetime
    wording: int = 1


class OffsetUnit(StrEnum):
    """What an offset from a day is counted in."""

    DAYS = "days"
    MONTHS = "months"


@dataclass(frozen=True, kw_only=True)
class Timing:
    """
    When a window opens and closes, told from a day of its cohort.

    `anchor` is a milestone's key, or `start` or `end` of the cohort. The clocks are those of the
    program; it closes `days_open` days after the day on which it opens.
    """

    anchor: str
    amount: int = 0
    unit: OffsetUnit = OffsetUnit.DAYS
    opens_clock: time = time(9)
    closes_clock: time = time(18)
    days_open: int = 14


@dataclass(frozen=True, kw_only=True)
class Span:
    """A time from one instant to another."""

    opens_at: datetime
    closes_at: datetime


@dataclass(frozen=True, kw_only=True)
class CohortTimes:
    """When a window that follows a day opens and closes for one of its cohorts."""

    cohort_id: int
    opens_at: datetime
    closes_at: datetime
    shift_days: int = 0


@dataclass(frozen=True, kw_only=True)
class WindowData:
    """
    A window. Without `cohort_ids` it is for every cohort of the program.

    One that follows a day has a `timing`, and times for each cohort: it opens with the first of
    them and closes with the last. `late_until` ends its grace.
    """

    id: int
    program_id: int
    program_slug: str
    time_zone: str
    key: str
    title: str
    instrument: str
    instrument_version: int
    role: str
    mode: Mode
    mode_reason: str
    wave: str
    cohort_ids: tuple[int, ...]
    opens_at: datetime
    closes_at: datetime
    state: WindowState
    opened_at: datetime | None
    closed_at: datetime | None
    asked: int
    split_cohorts: tuple[int, ...]
    grace_days: int = 0
    late_until: datetime | None = None
    timing: Timing | None = None
    cohort_times: tuple[CohortTimes, ...] = ()
    series: str = ""
    number: int = 0

    @property
    def edition(self) -> str:
        times = (self.opens_at.timestamp(), self.closes_at.timestamp())
        return edition_of(
            self.title, *times, self.cohort_ids, self.grace_days, self.timing, self.cohort_times
        )


@dataclass(frozen=True, kw_only=True)
class MovedWindow:
    """A planned window that follows a day, and where it would stand if that day moved."""

    window: WindowData
    opens_at: datetime
    closes_at: datetime
    is_past: bool


@dataclass(frozen=True, kw_only=True)
class SuggestedWindow:
    """A usual survey of a cohort that is not planned yet."""

    key: str
    title: str
    instrument: str
    role: str
    wave: str
    cohort: str
    opens_at: datetime
    closes_at: datetime
    timing: Timing


@dataclass(frozen=True, kw_only=True)
class InstrumentChoice:
    """An instrument as a coordinator chooses it, in their language."""

    key: str
    title: str
    about: str
    minutes: int
    questions: int
    default_mode: Mode


@dataclass(frozen=True, kw_only=True)
class WindowChoice:
    """A window as a course author picks it in Studio."""

    key: str
    title: str
    role: str
    mode: Mode
    state: WindowState
    instrument: str
    instrument_title: str
    minutes: int
    opens_at: datetime
    closes_at: datetime


@dataclass(frozen=True, kw_only=True)
class OwnWindow:
    """A survey that a person can answer now, has answered, or will be asked."""

    window_id: int
    program_slug: str
    program_title: str
    key: str
    title: str
    mode: Mode
    minutes: int
    opens_at: datetime
    closes_at: datetime
    is_open: bool
    is_done: bool

    @property
    def is_waiting(self) -> bool:
        """Whether it can be answered now and has not been."""
        return self.is_open and not self.is_done

    @property
    def turns_at(self) -> datetime:
        """When it opens or, once open, closes."""
        return self.closes_at if self.is_open else self.opens_at


@dataclass(frozen=True, kw_only=True)
class CalendarData:
    """Whether a person can have a calendar of their surveys, and since when there is one."""

    may_make: bool
    made_at: datetime | None


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
    """

    state: SurveyState
    program_slug: str
    window_key: str
    program_title: str = ""
    time_zone: str = "UTC"
    title: str = ""
    about: str = ""
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


@dataclass(frozen=True, kw_only=True)
class OpenedWindows:
    """What a run of opening did: the windows opened, and why others could not be."""

    opened: Sequence[WindowData]
    refused: Mapping[int, Exception]


@dataclass(frozen=True, kw_only=True)
class PersonDone:
    """Whether a person has answered; one who would rather not is among those who have not."""

    person: str
    cohort_id: int | None
    has_answered: bool


@dataclass(frozen=True, kw_only=True)
class CohortParticipation:
    """Participation of one cohort; None where the group is too small to be told apart."""

    cohort_id: int | None
    asked: int | None
    done: int | None


@dataclass(frozen=True, kw_only=True)
class Participation:
    """
    How many were asked in a window, and how many have answered.

    `declined` is a number only after the close, and only where it is told of no few people.
    `cohorts` and `people` are filled for coordinators only.
    """

    window: WindowData
    asked: int
    done: int
    declined: int | None
    cohorts: tuple[CohortParticipation, ...]
    people: tuple[PersonDone, ...] = ()

    @property
    def rate(self) -> float | None:
        return self.done / self.asked if self.asked else None


@dataclass(frozen=True, kw_only=True)
class PersonAnswers:
    """One person's answers in a window of the identified mode, in words of one language."""

    person: str
    window_key: str
    window_title: str
    changed_at: datetime
    answers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class ScoreSum:
    """
    Sums of one score over the answers of a window, or over people's changes between two.

    `cohort_id` is None for the whole window, people without a cohort included. `largest_same` is
    the largest number of people who have one and the same value.
    """

    score: str
    cohort_id: int | None
    n: int
    total: float
    total_of_squares: float
    largest_same: int


class Values(StrEnum):
    """How answers stand in a table: `codes` as they are stored, `labels` in words."""

    CODES = "codes"
    LABELS = "labels"


Cell = str | int | float | None


@dataclass(frozen=True, kw_only=True)
class AnswerRow:
    """One person's answers. `name` is empty where nobody has the account any more."""

    name: str
    cohort: str
    changed_at: datetime
    answers: Sequence[Cell]


@dataclass(frozen=True, kw_only=True)
class AnswerTable:
    """The heads of the answers' columns, and the rows; these can be read once."""

    window: WindowData
    headers: Sequence[str]
    rows: Iterator[AnswerRow]
