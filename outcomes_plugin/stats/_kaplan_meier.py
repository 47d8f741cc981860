"""The product-limit estimate of survival, its limits, its median and its restricted mean."""

from dataclasses import dataclass, field
from typing import Any, Literal, get_args

import numpy as np

from ._censoring import Counts, Mask, distinct, few_events_warning, observations, still_at_risk
from .estimates import Z_95, Estimate, Floats, Interval

Transformation = Literal["log", "log-log"]

# A product of many ratios that should be exactly one half may miss it by rounding.
HALF = 0.5 * (1 + 1e-9)


@dataclass(frozen=True, kw_only=True)
class KaplanMeier:
    """
    The share that survives, as a step function with one step per event time.

    `times`, `at_risk`, `events`, `survival`, `lower` and `upper` are arrays with one entry per
    event time; a limit is NaN where the survival has fallen to 0. `median` is the smallest time
    with S ≤ .5, NaN if that is never reached; `median_interval` applies the same rule to the
    limits (Brookmeyer & Crowley 1982). `n` counts the complete rows.
    """

    times: Floats
    at_risk: Counts
    events: Counts
    survival: Floats
    lower: Floats
    upper: Floats
    median: float
    median_interval: Interval
    n: int
    method: str
    warnings: tuple[str, ...] = ()
    ordered_durations: Floats = field(repr=False)

    def at(self, time: float) -> Estimate:
        """
        Return the survival just after the time, with the number at risk just before it as `n`.

        The estimate is NaN past the last observed time. The interval is None there and where the
        survival is 0, because the variance of its logarithm does not exist.

        Raises:
            ValueError: the time is not a number.
        """
        moment = finite_number(time, name="time")
        at_risk = int(still_at_risk(self.ordered_durations, np.array([moment]))[0])
        value, interval = self._step(moment) if at_risk else (np.nan, None)
        return Estimate(
            estimate=value, interval=interval, n=at_risk, method=self.method, warnings=self.warnings
        )

    def _step(self, moment: float) -> tuple[float, Interval | None]:
        step = int(np.searchsorted(self.times, moment, side="right")) - 1
        if step < 0:
            return 1.0, (1.0, 1.0)
        if self.survival[step] == 0:
            return 0.0, None
        return float(self.survival[step]), (float(self.lower[step]), float(self.upper[step]))


def kaplan_meier(durations: Any, events: Any, *, interval: Transformation = "log") -> KaplanMeier:
    """
    Return the Kaplan-Meier estimate of the share that has not had the event yet.

    Args:
        durations: one non-negative time per row, in any unit.
        events: 1 (or True) where the event happened at that time, 0 where it was censored.
        interval: "log" (as in R's survfit) or "log-log": the scale on which the limits are
            symmetric; they use Greenwood's variance and are clipped to [0, 1].

    A censoring at the time of an event counts as at risk. Rows with missing values are dropped
    together and counted in `.warnings`.

    Raises:
        ValueError: text, lengths that differ, a negative duration, an event that is neither 0 nor
            1, no complete row, or an unknown `interval`.

    Source: Kaplan & Meier 1958; Greenwood 1926; Kalbfleisch & Prentice 2002, section 1.4.
    """
    if interval not in get_args(Transformation):
        raise ValueError('interval must be "log" or "log-log".')
    rows = observations(durations, events)
    ordered = np.sort(rows.durations)
    times, deaths = distinct(np.sort(rows.durations[rows.events]))
    at_risk = still_at_risk(ordered, times)
    survival = np.cumprod((at_risk - deaths) / at_risk)
    lower, upper = _limits(survival, greenwood_terms(at_risk, deaths), interval)
    return KaplanMeier(
        times=times,
        at_risk=at_risk,
        events=deaths,
        survival=survival,
        lower=lower,
        upper=upper,
        median=_first_time(times, survival <= HALF),
        median_interval=(_first_time(times, lower <= HALF), _first_time(times, upper <= HALF)),
        n=int(ordered.size),
        method=f"Kaplan-Meier, {interval} interval with Greenwood's variance",
        warnings=rows.warnings + few_events_warning(int(rows.events.sum())),
        ordered_durations=ordered,
    )


def restricted_mean_survival(durations: Any, events: Any, horizon: float) -> Estimate:
    """
    Return the mean time without the event up to the horizon: the area under Kaplan-Meier.

    `durations` and `events` are as for `kaplan_meier`; `horizon` is in the unit of the durations.
    The interval is symmetric, with the variance of Klein & Moeschberger (2003, section 4.5), and
    is not clipped. Rows with missing values are dropped together and counted in `.warnings`.

    Raises:
        ValueError: as for `kaplan_meier`, or a horizon that is not positive or lies past the last
            observed time.
    """
    end = finite_number(horizon, name="horizon")
    curve = kaplan_meier(durations, events)
    if end <= 0:
        raise ValueError("The horizon must be greater than 0.")
    if end > curve.ordered_durations[-1]:
        raise ValueError("The horizon lies past the last observed time.")
    steps = curve.times <= end
    widths = np.diff(np.concatenate(([0.0], curve.times[steps], [end])))
    areas = widths * np.concatenate(([1.0], curve.survival[steps]))
    remaining = np.cumsum(areas[:0:-1])[::-1]
    variance = remaining**2 @ greenwood_terms(curve.at_risk[steps], curve.events[steps])
    mean, margin = float(areas.sum()), Z_95 * float(np.sqrt(variance))
    return Estimate(
        estimate=mean,
        interval=(mean - margin, mean + margin),
        n=curve.n,
        method=f"area under Kaplan-Meier up to {end:g}",
        warnings=curve.warnings,
    )


def greenwood_terms(at_risk: Counts, deaths: Counts) -> Floats:
    """Return d / (n (n - d)) per event time, 0 where nobody is left: the survival is 0 there."""
    left = at_risk - deaths
    # As floats: the product of two large counts leaves the integers.
    product = at_risk * left.astype(float)
    return np.divide(deaths, product, out=np.zeros(product.size), where=left > 0)


def finite_number(value: Any, *, name: str) -> float:
    """
    Return the value as a float.

    Raises:
        ValueError: not one finite number.
    """
    if not isinstance(value, str | bytes | type(None)) and np.ndim(value) == 0:
        number = float(value)
        if np.isfinite(number):
            return number
    raise ValueError(f"{name} must be one finite number.")


def _limits(
    survival: Floats, terms: Floats, transformation: Transformation
) -> tuple[Floats, Floats]:
    deviation = Z_95 * np.sqrt(np.cumsum(terms))
    inside = survival > 0
    lower = np.full(survival.size, np.nan)
    upper = lower.copy()
    if transformation == "log":
        factor = np.exp(deviation, where=inside, out=np.ones_like(deviation))
        np.divide(survival, factor, out=lower, where=inside)
        np.multiply(survival, factor, out=upper, where=inside)
    else:
        logarithm = np.log(survival, where=inside, out=np.full_like(survival, -1.0))
        factor = np.exp(deviation / -logarithm)
        np.exp(logarithm * factor, out=lower, where=inside)
        np.exp(logarithm / factor, out=upper, where=inside)
    return np.clip(lower, 0, 1), np.clip(upper, 0, 1)


def _first_time(times: Floats, reached: Mask) -> float:
    return float(times[np.argmax(reached)]) if reached.any() else float("nan")
