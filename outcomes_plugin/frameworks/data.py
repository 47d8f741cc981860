"""Values that cross the border of frameworks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

Text = str | Mapping[str, str]


class Domain(StrEnum):
    """The three kinds of outcomes, kept apart everywhere."""

    IMPACT = "impact"
    SATISFACTION = "satisfaction"
    PROGRESSION = "progression"


class Direction(StrEnum):
    """Which side of a target is the good one."""

    HIGHER = "higher"
    LOWER = "lower"


class Horizon(StrEnum):
    """Whether the outcome shows during the program or after it."""

    SHORT = "short"
    LONG = "long"


class Measure(StrEnum):
    """How single facts become one number."""

    SCORE_MEAN = "score_mean"
    PAIRED_CHANGE = "paired_change"
    SHARE = "share"
    RATE_PER_PERSON_YEAR = "rate_per_person_year"


class Unit(StrEnum):
    """How the number is written. Values are kept unscaled: a share of 0.8 is written as 80 %."""

    POINTS = "points"
    PERCENT = "percent"
    PER_PERSON_YEAR = "per_person_year"
    PER_100_PERSON_YEARS = "per_100_person_years"

    @property
    def factor(self) -> int:
        """How many times larger the number is written than it is kept."""
        return 100 if self in (Unit.PERCENT, Unit.PER_100_PERSON_YEARS) else 1


@dataclass(frozen=True, kw_only=True)
class OutcomeData:
    """Something that the program means to change."""

    key: str
    title: Text
    domain: Domain


@dataclass(frozen=True, kw_only=True)
class IndicatorDraft:
    """An indicator as it is written down, before it has a version."""

    key: str
    outcome: str
    title: Text
    definition: Text
    measure: str
    source: Mapping[str, str]
    unit: str
    direction: str = Direction.HIGHER
    horizon: str = Horizon.SHORT
    decimals: int = 2
    scale_low: float | None = None
    scale_high: float | None = None


@dataclass(frozen=True, kw_only=True)
class IndicatorData:
    """One version of an indicator; without `effective_from` it is a draft."""

    program_id: int
    key: str
    version: int
    outcome: OutcomeData
    title: Text
    definition: Text
    measure: Measure
    source: Mapping[str, str]
    unit: Unit
    direction: Direction
    horizon: Horizon
    decimals: int
    scale_low: float | None
    scale_high: float | None
    effective_from: datetime | None
    superseded_at: datetime | None

    @property
    def domain(self) -> Domain:
        return self.outcome.domain

    @property
    def formula(self) -> tuple[object, ...]:
        """What two versions must share before their numbers may be compared."""
        source = tuple(sorted(self.source.items()))
        return (self.measure, source, self.unit, self.direction, self.scale_low, self.scale_high)


@dataclass(frozen=True, kw_only=True)
class TargetData:
    """
    What an indicator is to reach from a day on.

    `threshold`, where there is one, is the least (or most) that is acceptable: past it the program
    should act, whether or not the target is in reach.
    """

    indicator_key: str
    value: float
    threshold: float | None
    effective_from: datetime


@dataclass(frozen=True, kw_only=True)
class IndicatorStanding:
    """
    Where an indicator stands: the version in force, the next one as a draft, its targets.

    `shown` is what one reads of it: the version in force, else the draft.
    """

    key: str
    shown: IndicatorData
    current: IndicatorData | None
    draft: IndicatorData | None
    target: TargetData | None
    later_targets: tuple[TargetData, ...] = ()


def in_language(text: Text, language: str) -> str:
    """Return the text in the language, else in its base language, in English, or as it is."""
    if isinstance(text, str):
        return text
    for candidate in (language, language.split("-", maxsplit=1)[0], "en"):
        if candidate in text:
            return text[candidate]
    return next(iter(text.values()), "")
