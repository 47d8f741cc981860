"""Three ways to adjust a difference between two groups: regression, weighting, matching."""

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy import stats
from scipy.special import expit

from ._covariates import Sample, design_matrix
from ._neighbors import conditional_variance, nearest_rows
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
    inside = sample.treated == 1
    weights, slopes = _balancing_weights(propensity.logit, inside, estimand)
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


def _balancing_weights(
    logit: Floats, inside: NDArray[np.bool_], estimand: Estimand
) -> tuple[Floats, Floats]:
    """Return the inverse probability weights and their derivatives by the logit."""
    odds = np.exp(logit)
    if estimand == "ate":
        weights = np.where(inside, 1 / expit(logit), 1 / expit(-logit))
        return weights, np.where(inside, -1 / odds, odds)
    return np.where(inside, 1.0, odds), np.where(inside, 0.0, odds)


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
    nearest = nearest_rows(target, pool)
    gains = sample.outcome[inside] - nearest.means_of(y_pool)
    used, used_squared = nearest.times_used(power=1), nearest.times_used(power=2)
    effect = float(gains.mean())
    noise = conditional_variance(pool, y_pool)
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
