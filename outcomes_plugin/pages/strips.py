"""A figure as a strip: the target's side, the interval, the dot. Positions are shares of width."""

from dataclasses import dataclass

from outcomes_plugin.frameworks.data import Direction, Measure, Unit
from outcomes_plugin.reporting.data import Figure, IndicatorReport

_MARGIN = 0.08
_NEAR_AN_END = 15


@dataclass(frozen=True, kw_only=True)
class Strip:
    """Where the parts of the strip lie, in percent; None where there is no such part."""

    low: str
    high: str
    estimate: str
    target: str | None
    good_from: str | None
    good_width: str | None
    anchor: str


def strip_of(figure: Figure, indicator: IndicatorReport) -> Strip | None:
    """Return the strip of a report's figure, or None where it has no number."""
    return strip_between(
        figure.low,
        figure.estimate,
        figure.high,
        ends=_ends(figure, indicator),
        target=figure.target,
        direction=indicator.direction,
    )


def strip_between(
    low: float | None,
    estimate: float | None,
    high: float | None,
    *,
    ends: tuple[float, float],
    target: float | None = None,
    direction: Direction = Direction.HIGHER,
) -> Strip | None:
    """Return the strip of a number and its interval, or None where there is no number."""
    if low is None or estimate is None or high is None:
        return None
    start, end = ends

    def place(value: float) -> float:
        return 100 * min(1.0, max(0.0, (value - start) / (end - start)))

    goal = None if target is None else place(target)
    good = None if goal is None else _good_side(goal, direction)
    return Strip(
        low=_percent(place(low)),
        high=_percent(place(high)),
        estimate=_percent(place(estimate)),
        target=None if goal is None else _percent(goal),
        good_from=None if good is None else _percent(good[0]),
        good_width=None if good is None else _percent(good[1]),
        anchor=_anchor(goal or 0.0),
    )


def _anchor(place: float) -> str:
    """Return from where a word at the place is written, so that it stays within the strip."""
    if place < _NEAR_AN_END:
        return "start"
    return "end" if place > 100 - _NEAR_AN_END else "middle"


def _good_side(target: float, direction: Direction) -> tuple[float, float]:
    return (target, 100 - target) if direction is Direction.HIGHER else (0, target)


def _ends(figure: Figure, indicator: IndicatorReport) -> tuple[float, float]:
    """Return the scale's own ends; without any, from zero to just past what is drawn."""
    has_scale = indicator.scale_low is not None and indicator.scale_high is not None
    if indicator.measure is Measure.SCORE_MEAN and has_scale:
        return indicator.scale_low or 0.0, indicator.scale_high or 0.0
    if indicator.unit is Unit.PERCENT:
        return 0.0, 1.0
    drawn = [0.0, figure.low or 0.0, figure.high or 0.0, figure.target or 0.0]
    low, high = min(drawn), max(drawn)
    room = (high - low) * _MARGIN or 1.0
    return (low - room if low < 0 else low), high + room


def _percent(value: float) -> str:
    return f"{value:.2f}%"
