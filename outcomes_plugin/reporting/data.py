"""Values that cross the border of reporting."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from outcomes_plugin.frameworks.data import Direction, Domain, Horizon, Measure, Unit
from outcomes_plugin.programs.data import ProgramData
from outcomes_plugin.surveys.data import WindowData

WHOLE = ""
NO_COHORT = "-"


class Status(StrEnum):
    """Where a number stands against its target, decided by its whole interval."""

    MET = "met"
    NOT_SETTLED = "not_settled"
    BELOW = "below"
    NO_TARGET = "no_target"
    NO_DATA = "no_data"
    HIDDEN = "hidden"


class Scope(StrEnum):
    """What a release belongs to."""

    WINDOW = "window"
    LATE = "late"
    PERIOD = "period"


class ReportState(StrEnum):
    """What there is to show of a program."""

    NOTHING_CLOSED = "nothing_closed"
    PARTICIPATION_ONLY = "participation_only"
    FIGURES = "figures"


class ResultsState(StrEnum):
    """Where a window is on the way to its release; nothing follows the last three."""

    NOT_CLOSED = "not_closed"
    CLOSING = "closing"
    MAKING = "making"
    NOT_PROTECTED = "not_protected"
    NOTHING_COUNTS = "nothing_counts"
    RELEASED = "released"


class QualityKind(StrEnum):
    """What a quality figure tells about the answers of a window."""

    ALPHA = "reliability_alpha"
    OMEGA = "reliability_omega"
    ITEM_REST = "item_rest"
    ALPHA_IF_DROPPED = "alpha_if_dropped"
    STRAIGHT_LINING = "straight_lining"
    SPEEDING = "speeding"
    AGREEMENT_MEAN_DIFFERENCE = "agreement_mean_difference"
    AGREEMENT_ICC = "agreement_icc"
    PAGE_DROP_OFF = "page_drop_off"


@dataclass(frozen=True, kw_only=True)
class QualityData:
    """
    One quality figure of a release; the numbers of a hidden one are None.

    `key` is the score, facet or page that it is about, `item` the item of the score; both are empty
    where it is about the whole survey. `n_is_least` says that at least `n` people were counted.
    """

    kind: QualityKind
    key: str = ""
    item: str = ""
    hidden: bool = False
    estimate: float | None = None
    low: float | None = None
    high: float | None = None
    n: int | None = None
    n_is_least: bool = False


@dataclass(frozen=True, kw_only=True)
class PeriodData:
    """A calendar quarter of a program, in its time zone; `ends_on` is the first day after it."""

    id: int
    program_id: int
    starts_on: date
    ends_on: date
    is_closed: bool


@dataclass(frozen=True, kw_only=True)
class ReleaseData:
    """
    One frozen release of a program; `title` is the window's, or names the quarter.

    That of late answers has a `late_window_id`: the window that takes them.
    """

    id: int
    program_id: int
    number: int
    scope: Scope
    window_id: int | None
    period_id: int | None
    title: str
    frozen_at: datetime
    closed_at: datetime
    k: int
    asked: int | None
    role: str
    code_version: str
    digest: str
    late_window_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class WindowResults:
    """Where a window's results stand; `release` is there once it was made."""

    window: WindowData
    state: ResultsState
    release: ReleaseData | None = None


@dataclass(frozen=True, kw_only=True)
class FigureText:
    """A figure as it is written in the reader's language; empty strings where it is hidden."""

    value: str
    unit: str
    interval: str
    people: str
    exposure: str
    target: str
    status: str
    sentence: str


@dataclass(frozen=True, kw_only=True)
class Figure:
    """
    One released cell as everyone sees it. The numbers of a hidden cell are None.

    `cohort` is empty for the whole program. Of the `n` people, `late` answered after the close.
    `text` holds the same numbers in words.
    """

    indicator_key: str
    indicator_version: int
    cohort: str
    cohort_title: str
    release_number: int
    release_title: str
    closed_at: datetime
    hidden: bool
    estimate: float | None
    low: float | None
    high: float | None
    n: int | None
    asked: int | None
    exposure: float | None
    target: float | None
    threshold: float | None
    status: Status
    text: FigureText
    late: int | None = None


@dataclass(frozen=True, kw_only=True)
class Chart:
    """A chart that was drawn when its release was made, in one language."""

    svg: str
    spec: Mapping[str, object]
    alt: str


@dataclass(frozen=True, kw_only=True)
class Explanation:
    """What one needs to know to judge a number, and where it came from."""

    definition: str
    people: str
    source: str
    closed: str
    indicator: str
    release: str
    code_version: str
    method: str


@dataclass(frozen=True, kw_only=True)
class IndicatorReport:
    """
    One indicator: its figure, the sentence that says what was found, how it moved, and by cohort.

    `figure` is the chosen cohort's, or the whole program's. Where the cohort's is hidden `parent`
    is the whole program's, which stands in its place; else it is None. `trend` goes from the oldest
    release to the newest, of the same cohort. `with_late` is the whole program's figure with the
    late answers to the same window, where there were enough of them. `note` says how to read the
    chart or what is cut.
    """

    key: str
    title: str
    outcome_title: str
    unit: Unit
    measure: Measure
    direction: Direction
    horizon: Horizon
    decimals: int
    scale_low: float | None
    scale_high: float | None
    figure: Figure
    parent: Figure | None
    finding: str
    trend: Sequence[Figure]
    by_cohort: Sequence[Figure]
    chart: Chart | None
    explanation: Explanation
    with_late: Figure | None = None


@dataclass(frozen=True, kw_only=True)
class DomainReport:
    """The indicators of one domain, in the order in which they were defined."""

    domain: Domain
    title: str
    indicators: Sequence[IndicatorReport]


@dataclass(frozen=True, kw_only=True)
class CohortChoice:
    """A cohort that the report can be read for."""

    slug: str
    title: str


@dataclass(frozen=True, kw_only=True)
class ReportData:
    """
    A program's report in one language, made of released cells only.

    `release` is the one that was asked for, or None when each indicator shows its latest cell.
    `counts` says how many shown figures have each status. `methods` are the notes of the measures
    that occur.
    """

    program: ProgramData
    language: str
    state: ReportState
    state_sentence: str
    headline: str
    releases: Sequence[ReleaseData]
    release: ReleaseData | None
    cohorts: Sequence[CohortChoice]
    cohort: CohortChoice | None
    domains: Sequence[DomainReport]
    counts: Mapping[Status, int]
    hidden_sentence: str
    merge_rule: str
    methods: Sequence[str]
