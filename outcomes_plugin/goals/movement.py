"""How a goal moves: where it started, where it is, and when it would arrive. Pure."""

from collections.abc import Sequence
from datetime import date, timedelta

from .data import LEVELS, Better, GoalData, Kind, Movement, Pace, Point

FEWEST_FOR_PACE = 3
_LONGEST_FORECAST = timedelta(days=730)
_A_DAY = timedelta(days=1)


def movement(goal: GoalData) -> Movement | None:
    """Return how the goal moves; None where it is done or not done, and nothing in between."""
    target, stretch = _aims(goal)
    if goal.baseline is None or target is None:
        return None
    sign = -1 if goal.better is Better.LESS else 1
    said = [(one.at, one.value) for one in goal.check_ins if one.value is not None]
    path = [(goal.created_at, goal.baseline), *said]
    scale = _scale(goal, [value for _at, value in path], aims=[target, stretch], sign=sign)
    points = [Point(at=at, value=value, place=_place(value, scale, sign)) for at, value in path]
    pace, expected_on = _pace(points, target=target, sign=sign)
    return Movement(
        start=points[0],
        now=points[-1],
        points=points[1:],
        target=target,
        target_place=_place(target, scale, sign),
        stretch=stretch,
        stretch_place=None if stretch is None else _place(stretch, scale, sign),
        change=points[-1].value - points[-2].value if said else None,
        since=points[-2].at if said else None,
        pace=pace,
        expected_on=expected_on,
    )


def _aims(goal: GoalData) -> tuple[float | None, float | None]:
    if goal.kind is Kind.LEVELS:
        return 0.0, float(LEVELS[-1])
    return goal.target, goal.stretch


def _scale(
    goal: GoalData, values: Sequence[float], *, aims: Sequence[float | None], sign: int
) -> tuple[float, float]:
    """Return both ends of the track, in the direction that is better."""
    if goal.kind is Kind.LEVELS:
        return float(LEVELS[0]), float(LEVELS[-1])
    used = [sign * value for value in [*values, *aims] if value is not None]
    return min(used), max(used)


def _place(value: float, scale: tuple[float, float], sign: int) -> float:
    low, high = scale
    return (sign * value - low) / (high - low) if high > low else 0.0


def _pace(points: Sequence[Point], *, target: float, sign: int) -> tuple[Pace, date | None]:
    """Return whether the check-ins come closer, and when the line through them would arrive."""
    now, said = points[-1], points[1:]
    missing = sign * (target - now.value)
    if said and missing <= 0:
        return Pace.REACHED, None
    if len(said) < FEWEST_FOR_PACE or now.at - said[0].at < _A_DAY:
        return Pace.UNKNOWN, None
    per_day = sign * _slope(said)
    if per_day <= 0 or missing / per_day > _LONGEST_FORECAST.days:
        return Pace.STANDING, None
    return Pace.COMING, (now.at + timedelta(days=missing / per_day)).date()


def _slope(points: Sequence[Point]) -> float:
    """Return the change per day: the line of least squares through all points."""
    days = [(point.at - points[0].at) / _A_DAY for point in points]
    middle_day = sum(days) / len(days)
    middle = sum(point.value for point in points) / len(points)
    spread = sum((one - middle_day) ** 2 for one in days)
    pulled = sum(
        (one - middle_day) * (point.value - middle) for one, point in zip(days, points, strict=True)
    )
    return pulled / spread if spread else 0.0
