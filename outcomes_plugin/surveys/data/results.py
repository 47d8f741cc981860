"""Who has answered, and what: rows and sums for those entitled."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from .windows import WindowData


@dataclass(frozen=True, kw_only=True)
class PersonDone:
    """
    Whether a person has answered; one who would rather not is among those who have not.

    `is_late`: they answered after the close.
    """

    person: str
    cohort_id: int | None
    has_answered: bool
    is_late: bool = False


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

    `done` counts those who answered on time, `late` those who did after the close. `declined` is a
    number only when nobody can answer any more, and only where it is told of no few people.
    `cohorts` and `people` are filled for coordinators only.
    """

    window: WindowData
    asked: int
    done: int
    declined: int | None
    cohorts: tuple[CohortParticipation, ...]
    people: tuple[PersonDone, ...] = ()
    late: int = 0

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
    is_late: bool = False


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


@dataclass(frozen=True, kw_only=True)
class TracedItem:
    """One question in words of one language, and the scores that it counts toward."""

    key: str
    prompt: str
    scores: tuple[str, ...]
    reverse_keyed: bool


@dataclass(frozen=True, kw_only=True)
class ScalePatterns:
    """
    How the items of one score were answered, by those who answered enough of them for the score.

    `patterns` counts the people by what they answered, in the order of `items`; None is no answer,
    and reverse keys are not turned round.
    """

    score: str
    items: tuple[str, ...]
    reverse_keyed: frozenset[str]
    low: int
    high: int
    patterns: Mapping[tuple[int | None, ...], int]


@dataclass(frozen=True, kw_only=True)
class AnswerQuality:
    """
    What the quality figures of a window are computed from.

    `straight` is None where the survey has too few statements to tell. Of `timed` answers the
    browser told whether they were `fast`. `left` counts those who had begun and not sent, by the
    third of the survey they had come to; it is None where no drafts were kept. Half of the timed
    answers took `typical_seconds` or less, where times are kept.
    """

    answered: int
    straight: int | None
    timed: int
    fast: int
    scales: tuple[ScalePatterns, ...]
    left: Sequence[int] | None
    typical_seconds: int | None = None


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
    is_late: bool
    answers: Sequence[Cell]


@dataclass(frozen=True, kw_only=True)
class AnswerTable:
    """The heads of the answers' columns, and the rows; these can be read once."""

    window: WindowData
    headers: Sequence[str]
    rows: Iterator[AnswerRow]
