"""Values that tell of one window: who answered, how far that can be trusted, and what for."""

from collections.abc import Sequence
from dataclasses import dataclass

from outcomes_plugin.surveys.data import TracedItem

from .data import QualityData, WindowResults


@dataclass(frozen=True, kw_only=True)
class RateData:
    """One of AAPOR's response rates, between 0 and 1, and what it means in a sentence."""

    key: str
    value: float
    meaning: str


@dataclass(frozen=True, kw_only=True)
class GroupRate:
    """How many of a group were asked and have answered; None where the group is hidden."""

    title: str
    asked: int | None
    answered: int | None

    @property
    def rate(self) -> float | None:
        return self.answered / self.asked if self.asked and self.answered is not None else None


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """
    Whether people who differ in something that is known of them answered alike.

    `difference` is Cox's index of the group that stands out most against all others, None where it
    does not exist or a group is hidden; `finding` says what it means.
    """

    key: str
    title: str
    groups: Sequence[GroupRate]
    difference: float | None
    finding: str

    @property
    def size(self) -> float | None:
        """How large the difference is, whichever group answered more often."""
        return None if self.difference is None else abs(self.difference)


@dataclass(frozen=True, kw_only=True)
class QualityFigure:
    """A quality figure as it is written in the reader's language, and what it means."""

    data: QualityData
    title: str
    value: str
    interval: str
    people: str
    explanation: str


@dataclass(frozen=True, kw_only=True)
class ItemQuality:
    """What one question adds to its score."""

    prompt: str
    reverse_keyed: bool
    rest: QualityFigure
    without: QualityFigure


@dataclass(frozen=True, kw_only=True)
class ScoreQuality:
    """Whether the questions of one score measure one thing."""

    key: str
    title: str
    finding: str
    figures: Sequence[QualityFigure]
    items: Sequence[ItemQuality]


@dataclass(frozen=True, kw_only=True)
class Counted:
    """By which score a question counts toward an indicator, and the outcome that this tells of."""

    score: str
    indicator: str
    outcome: str


@dataclass(frozen=True, kw_only=True)
class TracedQuestion:
    """A question, the scores it is part of, and what these count toward."""

    item: TracedItem
    counted: Sequence[Counted]


@dataclass(frozen=True, kw_only=True)
class WindowDetail:
    """
    One window for those who may count who has answered.

    `answered` counts those who answered on time, `late` those who did after the close.
    `comparisons` are for coordinators; `scores`, `style` and `questions` are for those who read the
    program's releases. `drop_off` says where people stopped. In an open survey with the name, style
    and drop-off are live, for coordinators; half of these answers took `typical_seconds` or less.
    """

    results: WindowResults
    asked: int
    answered: int
    late: int
    declined: int | None
    k: int
    is_too_small: bool
    rates: Sequence[RateData]
    comparisons: Sequence[Comparison]
    scores: Sequence[ScoreQuality]
    style: Sequence[QualityFigure]
    drop_off: Sequence[QualityFigure]
    typical_seconds: int | None
    questions: Sequence[TracedQuestion]

    @property
    def unused(self) -> Sequence[TracedItem]:
        """Return the questions that count toward nothing."""
        return [one.item for one in self.questions if not one.counted]
