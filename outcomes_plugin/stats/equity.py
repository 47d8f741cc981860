"""Equity of selection: adverse impact by group, and the odds ratio pooled over strata."""

from collections.abc import Hashable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from scipy.special import chdtrc
from scipy.stats import fisher_exact
from statsmodels.stats.contingency_tables import StratifiedTable

from ._whole_counts import Ints, whole_counts
from .estimates import Estimate, Floats, Interval

FOUR_FIFTHS = Fraction(4, 5)
SMALLEST_SHARE = Fraction(2, 100)
ALPHA = 0.05


@dataclass(frozen=True, kw_only=True)
class ImpactRatio:
    """
    A group's selection rate beside the highest rate.

    `ratio` is the rate over the highest rate; `flagged` says that it lies below four fifths;
    `flips_with_one` that one more selected here and one fewer in the reference would change that.
    `p_value` is Fisher's, two-sided, against the reference. `n` counts the group.
    """

    rate: float
    ratio: float
    p_value: float
    flagged: bool
    flips_with_one: bool
    reference: Hashable
    n: int
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Selection:
    """How many of a group's people were selected."""

    selected: int
    total: int

    @property
    def rate(self) -> Fraction:
        """Return the exact selection rate."""
        return Fraction(self.selected, self.total)


def adverse_impact_ratio(successes: Any, totals: Any) -> dict[Hashable, ImpactRatio]:
    """
    Return each group's impact ratio against the group with the highest selection rate.

    `successes` and `totals` are mappings (or Series) by group of whole numbers. Among equal highest
    rates the first in the order of `successes` is the reference. Rates are compared as exact
    fractions, so a ratio of exactly four fifths is not flagged. A group below 2 % of the pool is
    computed and carries a warning.

    For `flips_with_one` the highest rate is taken anew after the move of one selection.

    Raises:
        ValueError: no group, groups that differ between the mappings, counts that are negative,
            fractional, missing or text, an empty group, more selected than people, or a highest
            rate of 0.

    Source: 29 CFR 1607.4(D); the questions and answers on the Uniform Guidelines, 44 FR 11996.
    """
    pool = _pool(successes, totals)
    reference = _highest(pool)
    if pool[reference].selected == 0:
        raise ValueError("Nobody was selected in any group, so there is no rate to compare with.")
    people = sum(group.total for group in pool.values())
    return {name: _impact(pool, name, reference, people) for name in pool}


def mantel_haenszel_odds_ratio(tables: Any) -> Estimate:
    """
    Return the common odds ratio of several 2 × 2 tables.

    `tables` is strata × [[a, b], [c, d]], counts; the ratio is that of (a d) to (b c). The interval
    is that of Robins, Breslow & Greenland (1986), None where the ratio is 0. `.n` counts the people
    of all strata. Empty strata are left out, and those without one of their margins say nothing;
    both are counted in `.warnings`, as are odds ratios that differ between strata (Breslow & Day
    with Tarone's correction).

    Raises:
        ValueError: another shape, counts that are negative, fractional, missing or text, or an
            odds ratio that is infinite or undefined because the products b c are all 0.

    Source: Mantel & Haenszel 1959.
    """
    counts = whole_counts(tables, name="tables")
    if counts.ndim != 3 or counts.shape[1:] != (2, 2):
        raise ValueError("tables must be strata × 2 × 2.")
    filled = counts[counts.sum(axis=(1, 2)) > 0].astype(float)
    for_, against = filled[:, 0, 0] * filled[:, 1, 1], filled[:, 0, 1] * filled[:, 1, 0]
    if not against.any():
        raise ValueError("No stratum has both b and c, so the odds ratio has no finite value.")
    pooled = StratifiedTable(np.moveaxis(filled, 0, -1))
    ratio = float(pooled.oddsratio_pooled)
    return Estimate(
        estimate=ratio,
        interval=_robins_interval(pooled) if for_.any() else None,
        n=int(counts.sum()),
        method="Mantel-Haenszel odds ratio, Robins-Breslow-Greenland interval",
        warnings=_strata_warnings(counts, filled, ratio),
    )


def _pool(successes: Any, totals: Any) -> dict[Hashable, Selection]:
    selected, people = dict(successes), dict(totals)
    if not selected:
        raise ValueError("There is no group to compare.")
    if selected.keys() != people.keys():
        raise ValueError("successes and totals must name the same groups.")
    counts = whole_counts([[selected[name], people[name]] for name in selected], name="The mapping")
    if (counts[:, 1] == 0).any():
        raise ValueError("A group without people has no selection rate.")
    if (counts[:, 0] > counts[:, 1]).any():
        raise ValueError("More people were selected than the group has.")
    return {
        name: Selection(selected=int(row[0]), total=int(row[1]))
        for name, row in zip(selected, counts, strict=True)
    }


def _highest(pool: dict[Hashable, Selection]) -> Hashable:
    return max(pool, key=lambda name: pool[name].rate)


def _impact(
    pool: dict[Hashable, Selection], name: Hashable, reference: Hashable, people: int
) -> ImpactRatio:
    group, best = pool[name], pool[reference]
    ratio = group.rate / best.rate
    flagged = ratio < FOUR_FIFTHS
    table = [
        [group.selected, group.total - group.selected],
        [best.selected, best.total - best.selected],
    ]
    return ImpactRatio(
        rate=float(group.rate),
        ratio=float(ratio),
        p_value=1.0 if name == reference else float(fisher_exact(table).pvalue),
        flagged=flagged,
        flips_with_one=name != reference and flagged != _flagged_after(pool, name, reference),
        reference=reference,
        n=group.total,
        warnings=_small_group(group.total, people),
    )


def _flagged_after(pool: dict[Hashable, Selection], name: Hashable, reference: Hashable) -> bool:
    """Return whether the group is flagged when one selection moves to it from the reference."""
    group, best = pool[name], pool[reference]
    if group.selected == group.total:
        return False
    moved = pool | {
        name: Selection(selected=group.selected + 1, total=group.total),
        reference: Selection(selected=best.selected - 1, total=best.total),
    }
    return moved[name].rate < FOUR_FIFTHS * max(one.rate for one in moved.values())


def _small_group(total: int, people: int) -> tuple[str, ...]:
    if total < SMALLEST_SHARE * people:
        return ("The group is smaller than 2 % of the pool, so its ratio is not reliable.",)
    return ()


def _robins_interval(pooled: Any) -> Interval:
    lower, upper = pooled.oddsratio_pooled_confint()
    return float(lower), float(upper)


def _strata_warnings(counts: Ints, filled: Floats, ratio: float) -> tuple[str, ...]:
    margins = np.concatenate([filled.sum(axis=1), filled.sum(axis=2)], axis=1)
    informative = filled[(margins > 0).all(axis=1)]
    warnings: tuple[str, ...] = ()
    if len(filled) < len(counts):
        warnings += (f"Empty strata were left out: {len(counts) - len(filled)}.",)
    if len(informative) < len(filled):
        warnings += (
            f"Strata that lack a margin and say nothing: {len(filled) - len(informative)}.",
        )
    if len(informative) > 1 and ratio > 0 and _heterogeneous(informative):
        warnings += ("The odds ratio differs between strata, so one number hides something.",)
    return warnings


def _heterogeneous(informative: Floats) -> bool:
    """
    Return whether the odds ratios of strata with all margins differ, by Breslow and Day's test.

    statsmodels divides by zero where the pooled odds ratio is exactly 1; this root does not.
    """
    first = informative[:, 0, 0]
    rows, columns = informative[:, 0].sum(axis=1), informative[:, :, 0].sum(axis=1)
    others = informative.sum(axis=(1, 2)) - rows - columns
    ratio = float(StratifiedTable(np.moveaxis(informative, 0, -1)).oddsratio_pooled)
    linear = others + ratio * (rows + columns)
    product = ratio * rows * columns
    expected = 2 * product / (linear + np.sqrt(linear**2 + 4 * (1 - ratio) * product))
    cells = np.stack([expected, rows - expected, columns - expected, others + expected])
    variance = 1 / (1 / cells).sum(axis=0)
    difference = first - expected
    statistic = (difference**2 / variance).sum() - difference.sum() ** 2 / variance.sum()
    return bool(chdtrc(len(first) - 1, max(statistic, 0.0)) < ALPHA)
