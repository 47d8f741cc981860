"""Windows: when what is asked of whom."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from outcomes_plugin.programs.data import edition_of

from .modes import Mode, WindowState


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
class Wave:
    """When one survey of a series is open; with times for each cohort where one is moved."""

    opens_at: datetime
    closes_at: datetime
    cohort_times: tuple[CohortTimes, ...] = ()


@dataclass(frozen=True, kw_only=True)
class WindowData:
    """
    A window. Without `cohort_ids` it is for every cohort of the program.

    One that follows a day has a `timing`, and times for each cohort: it opens with the first of
    them and closes with the last. `late_until` ends its grace; `waits_until` is the end of the last
    person for whom it was moved. Where it `takes_late`, people may still answer after the close,
    until `late_last_day` or else the program's end; at `late_ended_at` that was over.
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
    waits_until: datetime | None = None
    reminders_most: int | None = None
    takes_late: bool = False
    late_last_day: date | None = None
    late_ended_at: datetime | None = None
    timing: Timing | None = None
    cohort_times: tuple[CohortTimes, ...] = ()
    series: str = ""
    number: int = 0

    @property
    def ends_at(self) -> datetime:
        """When nobody's answer is received any more: after the grace, and after the last person."""
        usual = self.late_until or self.closes_at
        return usual if self.waits_until is None else max(usual, self.waits_until)

    @property
    def is_final(self) -> bool:
        """Whether nobody's answer can come any more, on time or late."""
        is_over = not self.takes_late or self.late_ended_at is not None
        return self.state is WindowState.CLOSED and is_over

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
    """
    A survey that a person can answer now, has answered, or will be asked.

    `is_moved`: a coordinator has moved its times for them. `is_late`: it has closed for them, and
    still takes their answer.
    """

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
    is_moved: bool = False
    is_late: bool = False

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
class OpenedWindows:
    """What a run of opening did: the windows opened, and why others could not be."""

    opened: Sequence[WindowData]
    refused: Mapping[int, Exception]
