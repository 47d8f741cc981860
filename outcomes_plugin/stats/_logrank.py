"""The log-rank test of equal survival in two or more groups."""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy.special import chdtrc

from ._censoring import Counts, distinct, observations, still_at_risk
from .estimates import Floats

FEW_EXPECTED = 5


@dataclass(frozen=True, kw_only=True)
class LogrankResult:
    """
    A chi-squared statistic with its degrees of freedom and p-value.

    `observed` and `expected` count the events of each group, in order of first appearance; `n`
    counts the complete rows.
    """

    statistic: float
    p_value: float
    df: int
    n: int
    method: str
    observed: dict[Hashable, int]
    expected: dict[Hashable, float]
    warnings: tuple[str, ...] = ()


def logrank_test(durations: Any, events: Any, groups: Any) -> LogrankResult:
    """
    Return the test that the groups have the same survival.

    `durations` and `events` are as for `kaplan_meier`; `groups` holds one label per row, of any
    kind. Rows with missing values are dropped together and counted in `.warnings`. A group that is
    never at risk when an event happens takes no degree of freedom, as in R's survdiff.

    Raises:
        ValueError: as for `kaplan_meier`, fewer than two groups, or no event by which the groups
            could differ.

    Source: Mantel 1966; Kalbfleisch & Prentice 2002, section 1.5 (hypergeometric variance).
    """
    codes, labels = _group_codes(groups)
    if codes.size != np.size(durations):
        raise ValueError("groups must have one label per duration.")
    rows = observations(durations, events, complete=codes >= 0)
    codes = codes[rows.kept]
    present = np.unique(codes)
    if present.size < 2:
        raise ValueError("A log-rank test needs at least two groups.")
    times, deaths = distinct(np.sort(rows.durations[rows.events]))
    at_risk = np.column_stack(
        [still_at_risk(np.sort(rows.durations[codes == code]), times) for code in present]
    )
    observed = np.bincount(codes[rows.events], minlength=len(labels))[present]
    expected, statistic, df = _score(at_risk, deaths, observed)
    names = [labels[code] for code in present]
    return LogrankResult(
        statistic=statistic,
        p_value=float(chdtrc(df, statistic)),
        df=df,
        n=int(rows.durations.size),
        method=f"log-rank test, chi-squared with {df} degrees of freedom",
        observed=dict(zip(names, map(int, observed), strict=True)),
        expected=dict(zip(names, map(float, expected), strict=True)),
        warnings=rows.warnings + _fragile(expected),
    )


def _group_codes(groups: Any) -> tuple[Counts, list[Hashable]]:
    """Return a code per row, -1 where the label is missing, and the label of each code."""
    if np.ndim(groups) != 1:
        raise ValueError("groups must be one-dimensional.")
    codes, labels = pd.factorize(pd.Series(groups))
    return codes, list(labels)


def _score(at_risk: Counts, deaths: Counts, observed: Counts) -> tuple[Floats, float, int]:
    """Return the expected events per group, the chi-squared statistic and its df."""
    total = at_risk.sum(axis=1)
    shares = at_risk / total[:, np.newaxis]
    expected = deaths @ shares
    # Where one person is left the numerator is 0 too, and nothing is added.
    spread = deaths * (total - deaths) / np.maximum(total - 1, 1)
    variance = np.diag(spread @ shares) - (shares * spread[:, np.newaxis]).T @ shares
    counted = np.flatnonzero(expected > 0)
    # The differences add up to zero, so one group follows from the others.
    used = counted[:-1]
    if used.size == 0 or not (spread * (at_risk.max(axis=1) < total)).any():
        raise ValueError("No event happened while two groups were at risk and could differ.")
    difference = (observed - expected)[used]
    solved = np.linalg.lstsq(variance[np.ix_(used, used)], difference, rcond=None)[0]
    return expected, float(difference @ solved), int(used.size)


def _fragile(expected: Floats) -> tuple[str, ...]:
    if (expected < FEW_EXPECTED).any():
        return ("Fewer than 5 events are expected in a group, so the p-value is rough.",)
    return ()
