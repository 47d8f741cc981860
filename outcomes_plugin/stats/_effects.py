"""Three ways to adjust a difference between two groups: regression, weighting, matching."""

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy import stats
from scipy.special import expit

from ._covariates import Sample, design_matrix
from ._propensity import fit_propensity
from .estimates import CONFIDENCE, Floats

_ALL_BUT = 1e-9
_FEW_EFFECTIVE = 10

Estimand = Literal["ate", "att"]

_SEPARATION = (
    "Covariates separate the groups, so nobody comparable exists for some; the scores come from "
    "Firth's penalized logit."
)


@dataclass(frozen=True, kw_only=True)
class Effect:
    """
    An adjusted difference: `weights` show how each row counts within its group.

    `critical` is the standardized half-width of the 95 % interval.
    """

    estimate: float
    standard_error: float
    critical: float
    method: str
    weights: Floats
    warnings: tuple[str, ...] = ()


def by_regression(sample: Sample) -> Effect:
    """
    Return the treatment coefficient of least squares on covariates, with its HC2 standard error.

    Without covariates that is the difference in means with Welch's standard error.

    Raises:
        ValueError: covariates that determine the treatment, no more rows than coefficients, or
            a single row that alone carries the coefficient.

    Source: MacKinnon and White (1985), Journal of Econometrics 29:305 (HC2).
    """
    basis = np.linalg.qr(design_matrix(sample.covariates))[0]
    freedom = sample.n - basis.shape[1] - 1
    own = sample.treated - basis @ (basis.T @ sample.treated)
    size = float(own @ own)
    if size <= _ALL_BUT * sample.n:
        raise ValueError(
            "The covariates determine who was treated, so no effect can be told apart."
        )
    if freedom < 1:
        raise ValueError("A regression needs more complete rows than coefficients.")
    effect = float(own @ sample.outcome) / size
    residual = sample.outcome - basis @ (basis.T @ sample.outcome) - effect * own
    free = 1 - (basis**2).sum(axis=1) - own**2 / size
    alone = free <= _ALL_BUT
    if (np.abs(own[alone]) > _ALL_BUT).any():
        raise ValueError(
            "One row alone carries the effect, so its standard error cannot be computed."
        )
    spread = np.where(alone, 0.0, (own * residual) ** 2 / np.where(alone, 1.0, free))
    return Effect(
        estimate=effect,
        standard_error=math.sqrt(float(spread.sum())) / size,
        critical=float(stats.t.ppf((1 + CONFIDENCE) / 2, freedom)),
        method="least squares, treatment coefficient; HC2 standard error, t interval",
        weights=np.ones(sample.n),
    )


def by_weighting(sample: Sample, *, estimand: Estimand) -> Effect:
    """
    Return the difference of weighted means, each normalized within its group (Hájek).

    The standard error stacks the logit's score equations with those of the two means, so it allows
    for the scores being estimated; the interval is normal.

    Raises:
        ValueError: fewer than two rows in a group.

    Source: Lunceford and Davidian (2004), Statistics in Medicine 23:2937, section 3; Hirano, Imbens
    and Ridder (2003), Econometrica 71:1161, for the treated.
    """
    _check_two_in_each(sample)
    design = design_matrix(sample.covariates)
    propensity = fit_propensity(design, sample.treated)
    chance, miss = expit(propensity.logit), expit(-propensity.logit)
    odds, inside = np.exp(propensity.logit), sample.treated == 1
    if estimand == "ate":
        weights = np.where(inside, 1 / chance, 1 / miss)
        slopes = np.where(inside, -1 / odds, odds)
    else:
        weights = np.where(inside, 1.0, odds)
        slopes = np.where(inside, 0.0, odds)
    scores = design * (sample.treated - chance)[:, np.newaxis]
    information = (design * (chance * miss)[:, np.newaxis]).T @ design
    drift = np.linalg.solve(information, scores.T).T
    means, influence = [], []
    for group in (inside, ~inside):
        total = float(weights[group].sum())
        mean = float(weights[group] @ sample.outcome[group]) / total
        away = np.where(group, sample.outcome - mean, 0.0)
        influence.append((weights * away + drift @ (design.T @ (slopes * away))) / total)
        means.append(mean)
    difference = influence[0] - influence[1]
    return Effect(
        estimate=means[0] - means[1],
        standard_error=math.sqrt(float(difference @ difference)),
        critical=float(stats.norm.ppf((1 + CONFIDENCE) / 2)),
        method="inverse probability weighting by a main-effects logit, Hájek weights; sandwich "
        "standard error with the logit stacked, normal interval",
        weights=weights,
        warnings=(*_separation_warning(propensity.separated), *_overlap_warning(weights, inside)),
    )


def by_matching(sample: Sample) -> Effect:
    """
    Return the mean of treated minus nearest control on the logit, with replacement; ties share.

    The standard error is Abadie and Imbens' for the average effect on the treated, with the
    conditional variance from the nearest neighbor in the same group, the score taken as known; the
    interval is normal.

    Raises:
        ValueError: no covariates, or fewer than two rows in a group.

    Source: Abadie and Imbens (2006), Econometrica 74:235, theorem 7 and equation 14.
    """
    if sample.covariates.columns.empty:
        raise ValueError("Matching needs at least one covariate.")
    _check_two_in_each(sample)
    propensity = fit_propensity(design_matrix(sample.covariates), sample.treated)
    inside = sample.treated == 1
    target, pool = propensity.logit[inside], propensity.logit[~inside]
    y_pool = sample.outcome[~inside]
    nearest = _nearest(target, pool)
    gains = sample.outcome[inside] - nearest.means_of(y_pool)
    used, used_squared = nearest.times_used(power=1), nearest.times_used(power=2)
    effect = float(gains.mean())
    noise = _conditional_variance(pool, y_pool)
    variance = float(((gains - effect) ** 2).sum() + ((used**2 - used_squared) * noise).sum())
    weights = np.ones(sample.n)
    weights[~inside] = used
    return Effect(
        estimate=effect,
        standard_error=math.sqrt(variance) / target.size,
        critical=float(stats.norm.ppf((1 + CONFIDENCE) / 2)),
        method="nearest logit with replacement, tied controls averaged; Abadie–Imbens (2006) "
        "standard error, normal interval",
        weights=weights,
        warnings=(*_separation_warning(propensity.separated), *_overlap_warning(weights, inside)),
    )


@dataclass(frozen=True, kw_only=True)
class Neighbors:
    """For each target the run [first, last) of its nearest rows in the sorted pool."""

    order: NDArray[np.int64]
    first: NDArray[np.int64]
    last: NDArray[np.int64]

    def means_of(self, values: Floats) -> Floats:
        """Return the mean of the pool's values over each target's nearest rows."""
        sums = np.concatenate([[0.0], np.cumsum(values[self.order])])
        means: Floats = (sums[self.last] - sums[self.first]) / (self.last - self.first)
        return means

    def times_used(self, *, power: int) -> Floats:
        """Return, by row of the pool, the sum over targets of (its share among ties) ** power."""
        share = 1.0 / (self.last - self.first) ** power
        steps = np.zeros(self.order.size + 1)
        np.add.at(steps, self.first, share)
        np.add.at(steps, self.last, -share)
        used = np.empty(self.order.size)
        used[self.order] = np.cumsum(steps)[:-1]
        return np.where(used > _ALL_BUT, used, 0.0)


def _nearest(target: Floats, pool: Floats) -> Neighbors:
    order = np.argsort(pool, kind="stable")
    ranked = pool[order]
    right = np.searchsorted(ranked, target)
    below = ranked[np.maximum(right - 1, 0)]
    above = ranked[np.minimum(right, ranked.size - 1)]
    # Equal scores differ in their last digits; how much must not decide who counts as tied.
    reach = np.minimum(np.abs(target - below), np.abs(above - target)) + _slack(pool)
    return Neighbors(
        order=order,
        first=np.searchsorted(ranked, target - reach, side="left"),
        last=np.searchsorted(ranked, target + reach, side="right"),
    )


def _conditional_variance(score: Floats, outcome: Floats) -> Floats:
    """Return half the squared gap to the nearest other row(s) of the same group."""
    order = np.argsort(score, kind="stable")
    ranked = score[order]
    gaps = np.diff(ranked)
    before, after = np.append(np.inf, gaps), np.append(gaps, np.inf)
    reach = np.minimum(before, after) + _slack(score)
    run = Neighbors(
        order=order,
        first=np.searchsorted(ranked, ranked - reach, side="left"),
        last=np.searchsorted(ranked, ranked + reach, side="right"),
    )
    others = run.last - run.first - 1
    y = outcome[order]
    peers = (run.means_of(outcome) * (others + 1) - y) / others
    variance: Floats = np.empty(score.size)
    variance[order] = others / (others + 1) * (y - peers) ** 2
    return variance


def _slack(score: Floats) -> float:
    return 1e-8 * max(1.0, float(np.ptp(score)))


def _check_two_in_each(sample: Sample) -> None:
    if min(sample.treated.sum(), (1 - sample.treated).sum()) < 2:
        raise ValueError("A standard error needs at least two complete rows in each group.")


def _separation_warning(separated: bool) -> tuple[str, ...]:
    return (_SEPARATION,) if separated else ()


def _overlap_warning(weights: Floats, inside: NDArray[np.bool_]) -> tuple[str, ...]:
    """Return the warning that a group's weighted mean rests on very few people, or nothing."""
    sizes = [weights[group].sum() ** 2 / (weights[group] ** 2).sum() for group in (inside, ~inside)]
    if min(sizes) >= _FEW_EFFECTIVE:
        return ()
    return (f"A weighted mean rests on the equivalent of {min(sizes):.1f} people.",)
