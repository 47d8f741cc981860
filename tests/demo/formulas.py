"""The formulas of the report, written down once more: Student, Wilson 1927, Garwood 1936."""

import math

import pandas as pd
from scipy import stats


def student(values: pd.Series) -> tuple[float, float, float]:
    """The mean with its 95 % interval by Student's t."""
    mean, half = values.mean(), values.sem() * stats.t.ppf(0.975, len(values) - 1)
    return mean, mean - half, mean + half


def wilson(count: float, n: int) -> tuple[float, float, float]:
    """The share with its 95 % interval by Wilson."""
    z = stats.norm.ppf(0.975)
    middle = (count + z * z / 2) / (n + z * z)
    half = z / (n + z * z) * math.sqrt(count * (n - count) / n + z * z / 4)
    return count / n, middle - half, middle + half


def garwood(events: float, years: float) -> tuple[float, float, float]:
    """The rate per person-year with its exact 95 % interval for a Poisson count."""
    low = stats.chi2.ppf(0.025, 2 * events) / 2 / years if events else 0.0
    return events / years, low, stats.chi2.ppf(0.975, 2 * events + 2) / 2 / years


def status(low: float, high: float, target: float | None) -> str:
    """Where the whole interval lies; in the demo more is always better."""
    if target is None:
        return "no_target"
    if low >= target:
        return "met"
    return "below" if high < target else "not_settled"
