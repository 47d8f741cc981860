"""Incidence when several causes compete, and the rate of events per person-year."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from scipy.special import chdtri

from ._censoring import Counts, checked_durations, distinct, still_at_risk
from ._kaplan_meier import finite_number, greenwood_terms
from .estimates import (
    CONFIDENCE,
    Z_95,
    Estimate,
    Floats,
    Interval,
    dropped_rows_warning,
    numeric_vector,
)


@dataclass(frozen=True, kw_only=True)
class CumulativeIncidence:
    """
    The probability of the event by each time, as a step function.

    `times` holds every time at which anything but a censoring happened, `incidence` the estimate
    from then on, `variance` its variance; `n` counts the complete rows.
    """

    times: Floats
    at_risk: Counts
    incidence: Floats
    variance: Floats
    n: int
    method: str
    warnings: tuple[str, ...] = ()
    ordered_durations: Floats = field(repr=False)

    def at(self, time: float) -> Estimate:
        """
        Return the incidence by the time, with the number at risk just before it as `n`.

        The estimate is NaN past the last observed time, and its interval None.

        Raises:
            ValueError: the time is not a number.
        """
        moment = finite_number(time, name="time")
        at_risk = int(still_at_risk(self.ordered_durations, np.array([moment]))[0])
        step = int(np.searchsorted(self.times, moment, side="right")) - 1
        value, interval = (float("nan"), None) if at_risk == 0 else self._step(step)
        return Estimate(
            estimate=value, interval=interval, n=at_risk, method=self.method, warnings=self.warnings
        )

    def _step(self, step: int) -> tuple[float, Interval | None]:
        if step < 0 or self.incidence[step] <= 0:
            return 0.0, (0.0, 0.0)
        value = float(self.incidence[step])
        if value >= 1:
            return 1.0, None
        power = np.exp(Z_95 * np.sqrt(self.variance[step]) / (value * np.log(value)))
        return value, (float(value ** (1 / power)), float(value**power))


def cumulative_incidence(durations: Any, causes: Any, *, cause: int) -> CumulativeIncidence:
    """
    Return the Aalen-Johansen estimate of the probability of one cause among competing ones.

    Args:
        durations: one non-negative time per row.
        causes: a whole number per row; 0 is censored, every other number is a cause.
        cause: the cause in question.

    Its interval is symmetric on the log(−log) scale, with the delta-method variance of Marubini &
    Valsecchi (1995, section 10.3). Rows with missing values are dropped together.

    Raises:
        ValueError: text, lengths that differ, a negative duration, a cause that is no whole
            number, `cause` 0, or no complete row.
    """
    times, codes, warnings = _complete(durations, causes)
    wanted = finite_number(cause, name="cause")
    if wanted == 0:
        raise ValueError("Cause 0 means censored and has no incidence.")
    if not (codes == wanted).any():
        warnings += ("Nobody had an event of this cause.",)
    ordered = np.sort(times)
    steps, deaths = distinct(np.sort(times[codes != 0]))
    own_times, own_counts = distinct(np.sort(times[codes == wanted]))
    own = np.zeros(steps.size, dtype=np.int64)
    own[np.searchsorted(steps, own_times)] = own_counts
    at_risk = still_at_risk(ordered, steps)
    survival = np.cumprod((at_risk - deaths) / at_risk)
    before = np.concatenate(([1.0], survival[:-1]))
    incidence = np.cumsum(before * own / at_risk)
    return CumulativeIncidence(
        times=steps,
        at_risk=at_risk,
        incidence=incidence,
        variance=_variance(incidence, before, own, at_risk, greenwood_terms(at_risk, deaths)),
        n=int(ordered.size),
        method="Aalen-Johansen, log-log interval with delta-method variance",
        warnings=warnings,
        ordered_durations=ordered,
    )


def rate_per_person_year(events: int, years: float) -> Estimate:
    """
    Return events per person-year with the exact (Garwood) interval.

    `events` is the total count, `years` the total time at risk in person-years; `.n` is the count.

    Raises:
        ValueError: not one number each, a count that is negative or fractional, or a time at risk
            that is not positive.

    Source: Garwood 1936.
    """
    count = finite_number(events, name="events")
    exposure = finite_number(years, name="years")
    if count < 0 or count != int(count):
        raise ValueError("events must be a whole number of at least 0.")
    if exposure <= 0:
        raise ValueError("years must be greater than 0.")
    tail = (1 - CONFIDENCE) / 2
    lower = chdtri(2 * count, 1 - tail) / 2 if count else 0.0
    upper = chdtri(2 * count + 2, tail) / 2
    return Estimate(
        estimate=count / exposure,
        interval=(float(lower / exposure), float(upper / exposure)),
        n=int(count),
        method="events per person-year, Garwood's exact interval",
    )


def _complete(durations: Any, causes: Any) -> tuple[Floats, Floats, tuple[str, ...]]:
    times, codes = checked_durations(durations), numeric_vector(causes, name="causes")
    if times.shape != codes.shape:
        raise ValueError("durations and causes must have the same length.")
    kept = ~(np.isnan(times) | np.isnan(codes))
    times, codes = times[kept], codes[kept]
    if times.size == 0:
        raise ValueError("No row is complete, so there is nothing to estimate from.")
    if (codes != np.floor(codes)).any():
        raise ValueError("causes must be whole numbers.")
    return times, codes, dropped_rows_warning(int(kept.size - times.size))


def _variance(
    incidence: Floats, before: Floats, own: Counts, at_risk: Counts, greenwood: Floats
) -> Floats:
    """
    Return the delta-method variance at each step.

    The sum over earlier steps j of (F - F_j)² g_j + b_j - 2 (F - F_j) c_j is spread out, so that
    every step comes from running sums.
    """
    noise = before**2 * (at_risk - own) * own / at_risk.astype(float) ** 3
    shared = before * own / at_risk.astype(float) ** 2
    squares = incidence**2 * np.cumsum(greenwood) + np.cumsum(incidence**2 * greenwood)
    crossed = incidence * np.cumsum(incidence * greenwood + shared)
    variance: Floats = squares - 2 * crossed + np.cumsum(noise) + 2 * np.cumsum(incidence * shared)
    return np.maximum(variance, 0.0, out=variance)
