"""Cox's proportional hazards regression with Efron's treatment of ties."""

import math
from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy.special import chdtrc, ndtr

from ._censoring import Observations, observations
from ._efron import PartialLikelihood, maximum
from .estimates import Z_95, Estimate, Floats, Interval, numeric_frame

EVENTS_PER_COVARIATE = 10
ALPHA = 0.05
LARGEST_EXPONENT = 709.0


@dataclass(frozen=True, kw_only=True)
class CoxCoefficient(Estimate):
    """
    A log hazard ratio per unit of the covariate, with its Wald interval and test.

    `proportionality_p_value` tests whether the hazard ratio is constant over time.
    """

    standard_error: float
    hazard_ratio: float
    hazard_ratio_interval: Interval | None
    p_value: float
    proportionality_p_value: float


@dataclass(frozen=True, kw_only=True)
class CoxRegression:
    """The coefficients by covariate, the maximized log partial likelihood, rows and events."""

    coefficients: dict[Hashable, CoxCoefficient]
    log_likelihood: float
    n: int
    events: int
    method: str
    warnings: tuple[str, ...] = ()


def cox_regression(durations: Any, events: Any, covariates: Any) -> CoxRegression:
    """
    Return how the hazard of the event depends on the covariates.

    `durations` and `events` are as for `kaplan_meier`; `covariates` is rows × covariates, numbers
    only (write categories as 0/1 columns). There is no intercept. Ties follow Efron, standard
    errors come from the observed information. Rows with missing values are dropped together.

    Warns of fewer than ten events per covariate, of separation (the likelihood rises without end),
    and of a hazard ratio that changes over time (score test of Grambsch & Therneau 1994 against
    1 − Kaplan-Meier, for one covariate at a time).

    Raises:
        ValueError: as for `kaplan_meier`, no event, a constant covariate, covariates that follow
            from one another, or more covariates than events.

    Source: Cox 1972; Efron 1977; Therneau & Grambsch 2000, section 3.3.
    """
    frame = numeric_frame(covariates, name="covariates")
    if len(frame) != np.size(durations):
        raise ValueError("covariates must have one row per duration.")
    rows = observations(durations, events, complete=frame.notna().all(axis=1).to_numpy())
    frame = frame.loc[rows.kept]
    standardized, spreads = _standardized(frame)
    happened = int(rows.events.sum())
    if happened == 0:
        raise ValueError("No event was observed, so no hazard can be compared.")
    likelihood = PartialLikelihood.of(rows.durations, rows.events, standardized)
    solution = maximum(likelihood)
    scaled = solution.coefficients
    covariance = np.linalg.pinv(solution.information)
    errors = np.where(solution.endless, np.inf, np.sqrt(np.diag(covariance)) / spreads)
    p_values = _proportionality(likelihood, scaled, covariance, rows)
    warnings = (
        rows.warnings
        + _few(happened, len(spreads))
        + _separated(frame.columns[solution.endless], converged=solution.converged)
        + _non_proportional(frame.columns, p_values)
    )
    numbers = zip(frame.columns, scaled / spreads, errors, p_values, strict=True)
    coefficients = {
        name: _coefficient(float(value), float(error), float(p_value), happened)
        for name, value, error, p_value in numbers
    }
    return CoxRegression(
        coefficients=coefficients,
        log_likelihood=solution.log_likelihood,
        n=int(rows.durations.size),
        events=happened,
        method="Cox regression, Efron ties",
        warnings=warnings,
    )


def _standardized(frame: pd.DataFrame) -> tuple[Floats, Floats]:
    """Return the centered columns in units of their spread, and the spreads."""
    values = frame.to_numpy()
    if values.shape[1] == 0:
        raise ValueError("A Cox regression needs at least one covariate.")
    spreads = values.std(axis=0)
    constant = np.ptp(values, axis=0) == 0
    if constant.any():
        raise ValueError(f"The covariate {frame.columns[np.argmax(constant)]!r} is constant.")
    standardized = (values - values.mean(axis=0)) / spreads
    if np.linalg.matrix_rank(standardized) < standardized.shape[1]:
        raise ValueError("The covariates follow from one another, so none has its own effect.")
    return standardized, spreads


def _coefficient(value: float, error: float, p_value: float, events: int) -> CoxCoefficient:
    interval = (value - Z_95 * error, value + Z_95 * error) if math.isfinite(error) else None
    return CoxCoefficient(
        estimate=value,
        interval=interval,
        n=events,
        method="log hazard ratio, Wald interval",
        standard_error=error,
        hazard_ratio=_exponential(value),
        hazard_ratio_interval=interval and (_exponential(interval[0]), _exponential(interval[1])),
        p_value=float(2 * ndtr(-abs(value / error))),
        proportionality_p_value=p_value,
    )


def _exponential(value: float) -> float:
    return math.exp(value) if value < LARGEST_EXPONENT else math.inf


def _proportionality(
    likelihood: PartialLikelihood, coefficients: Floats, covariance: Floats, rows: Observations
) -> Floats:
    """Return per covariate the p-value for a hazard ratio that does not change over time."""
    residuals = likelihood.schoenfeld_residuals(coefficients) @ covariance * len(likelihood.place)
    clock = likelihood.kaplan_meier_clock()
    centered = clock - clock.mean()
    squares = centered @ centered
    if squares == 0:
        return np.ones(coefficients.size)
    scale = np.diag(covariance) * len(centered) * squares
    statistic = np.divide(
        (centered @ residuals) ** 2, scale, out=np.zeros_like(scale), where=scale > 0
    )
    return np.asarray(chdtrc(1, statistic), dtype=float)


def _few(events: int, covariates: int) -> tuple[str, ...]:
    if events < covariates:
        raise ValueError("There are more covariates than events.")
    if events < EVENTS_PER_COVARIATE * covariates:
        return ("There are fewer than ten events per covariate, so the estimates are fragile.",)
    return ()


def _separated(endless: pd.Index, *, converged: bool) -> tuple[str, ...]:
    if endless.size:
        return (
            "The events are separated by " + ", ".join(map(str, endless)) + ": "
            "the coefficient has no finite best value and no interval.",
        )
    return () if converged else ("The likelihood did not converge, so the estimates are fragile.",)


def _non_proportional(names: pd.Index, p_values: Floats) -> tuple[str, ...]:
    return tuple(
        f"The hazard ratio of {name} seems to change over time (p = {p_value:.3f})."
        for name, p_value in zip(names, p_values, strict=True)
        if p_value < ALPHA
    )
