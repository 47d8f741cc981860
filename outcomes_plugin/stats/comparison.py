"""Compare two groups: balance, an adjusted difference, and a difference in differences."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ._covariates import (
    Sample,
    Standardizer,
    mean_differences,
    two_groups,
    zero_one,
)
from ._effects import Effect, Estimand, by_matching, by_regression, by_weighting
from .estimates import (
    Estimate,
    Figures,
    Floats,
    Interval,
    dropped_rows_warning,
    numeric_vector,
    small_sample_warning,
)
from .regression import (
    cluster_codes,
    few_clusters_warning,
    fit_clustered,
    fit_heteroskedastic,
)

_FEW = 10
_IMBALANCE = 0.10
_STANDARDIZERS = ("treated", "pooled")

Method = Literal["regression", "weighting", "matching"]
Design = Literal["observational", "randomized"]
Claim = Literal["describes", "associated", "caused"]


@dataclass(frozen=True, kw_only=True)
class TreatmentEffect(Estimate):
    """
    A difference between treated and control in units of the outcome.

    `balance` maps "before" and "after" to standardized mean differences by covariate; `claim` is
    the strongest verb that the design allows.
    """

    standard_error: float
    balance: Mapping[str, Figures]
    claim: Claim


@dataclass(frozen=True, kw_only=True)
class DifferenceInDifferences(Estimate):
    """The extra change of the treated over the control group, in units of the outcome."""

    standard_error: float


def standardized_mean_differences(
    covariates: Any, treated: Any, *, standardizer: Standardizer = "treated"
) -> Figures:
    """
    Return, by column, the mean of treated − control over a standard deviation.

    `covariates` has shape (n, columns), `treated` (n,) holds 0/1 or bool; rows that miss a value
    are left out and counted. A text or categorical column becomes one `name=value` column for each
    level. The SD is √(p(1 − p)) for a level or a 0/1 or bool column, else the sample SD; of the
    treated group, or with "pooled" √((s₁² + s₀²)/2). Where nothing differs at all it is 0.

    Raises:
        ValueError: unequal lengths, a group without rows, a standardizing group that does not vary
            where the means differ, an unknown standardizer, two columns that get the same name, or
            a column that mixes text and numbers.

    Source: Austin (2009), Statistics in Medicine 28:3083; Stuart (2010), Statistical Science 25:1,
    for the SD of the treated.
    """
    _check_choice("standardizer", standardizer, _STANDARDIZERS)
    group = zero_one(treated, name="treated")
    sample = two_groups(np.zeros(group.size), group, covariates)
    differences = mean_differences(sample.covariates, sample.treated, standardizer=standardizer)
    for name, difference in differences.items():
        if np.isnan(difference):
            raise ValueError(
                f"Covariate {name!r} does not vary where its standard deviation is taken from "
                f'(standardizer="{standardizer}"), so its difference cannot be standardized.'
            )
    return _as_figures(differences, sample)


def average_treatment_effect(
    outcome: Any,
    treated: Any,
    covariates: Any,
    *,
    method: Method = "regression",
    estimand: Estimand = "ate",
    design: Design = "observational",
) -> TreatmentEffect:
    """
    Return the adjusted difference between treated and control, with the balance it rests on.

    `outcome` and `treated` (0/1 or bool) have shape (n,); `covariates` (n, columns) may hold text
    columns, and None stands for no covariates; incomplete rows are left out and counted.

    - "regression": least squares of outcome on treatment and covariates, the treatment coefficient,
      HC2. It assumes one effect for all, so it answers for either estimand; it moves nobody, so
      "after" repeats "before".
    - "weighting": inverse probability of a main-effects logit, normalized weights (Hájek); the
      standard error allows for the estimated scores.
    - "matching": nearest logit with replacement, ties averaged, Abadie–Imbens; "att" only.

    Balance is standardized by the unadjusted SD of the treated group, as
    `standardized_mean_differences` does by default; it is NaN where that SD is 0 and the means
    differ. The claim is "caused" for a randomized design, else "associated", or "describes" without
    covariates.

    Raises:
        ValueError: an unknown choice, matching for another estimand than "att" or without
            covariates, a group too small for a standard error, covariates that determine the
            treatment (regression), and whatever `standardized_mean_differences` refuses in data.
    """
    _check_choice("method", method, ("regression", "weighting", "matching"))
    _check_choice("estimand", estimand, ("ate", "att"))
    _check_choice("design", design, ("observational", "randomized"))
    if method == "matching" and estimand != "att":
        raise ValueError('Matching estimates the effect on the treated only: use estimand="att".')
    sample = two_groups(outcome, treated, covariates)
    return _with_balance(sample, _adjusted(sample, method, estimand), estimand, design)


def difference_in_differences(
    outcome: Any, treated: Any, post: Any, *, clusters: Any = None
) -> DifferenceInDifferences:
    """
    Return (treated after − before) − (control after − before) with robust standard errors.

    `outcome`, `treated` and `post` (0/1 or bool) have shape (n,), one row per person and period;
    `clusters` (n,) are any labels. Incomplete rows are left out and counted. The estimate is the
    interaction of a saturated least squares fit: HC1 and t with N − 4 degrees of freedom, or, by
    clusters, CR1 and t with G − 1.

    Raises:
        ValueError: unequal lengths, a group or period other than 0 and 1, one of the four cells
            without rows, fewer than five rows, or fewer than two clusters.

    Source: Angrist and Pischke (2009), Mostly Harmless Econometrics, section 5.2.
    """
    y, group = numeric_vector(outcome, name="outcome"), zero_one(treated, name="treated")
    period = zero_one(post, name="post")
    labels = np.zeros(y.size, dtype=np.int64) if clusters is None else cluster_codes(clusters)
    if not y.size == group.size == period.size == labels.size:
        raise ValueError("outcome, treated, post and clusters must have the same length.")
    kept = ~(np.isnan(y) | np.isnan(group) | np.isnan(period) | (labels < 0))
    return _interaction(
        y[kept],
        group[kept],
        period[kept],
        labels=None if clusters is None else labels[kept],
        dropped=int((~kept).sum()),
    )


def _interaction(
    y: Floats, group: Floats, period: Floats, *, labels: NDArray[np.int64] | None, dropped: int
) -> DifferenceInDifferences:
    cells = [int(((group == g) & (period == p)).sum()) for g in (0, 1) for p in (0, 1)]
    if not all(cells):
        raise ValueError("Each of the two groups needs rows before and after.")
    design = np.column_stack([np.ones(y.size), group, period, group * period])
    robust = fit_heteroskedastic(y, design) if labels is None else fit_clustered(y, design, labels)
    interval: Interval = (float(robust.intervals[3, 0]), float(robust.intervals[3, 1]))
    errors = "HC1" if labels is None else "CR1 cluster-robust"
    return DifferenceInDifferences(
        estimate=float(robust.estimates[3]),
        interval=interval,
        n=int(y.size),
        method=f"difference in differences, 2 × 2; {errors} standard error, t interval",
        warnings=(
            *dropped_rows_warning(dropped),
            *small_sample_warning(min(cells), below=_FEW),
            *(() if labels is None else few_clusters_warning(robust.clusters)),
        ),
        standard_error=float(robust.standard_errors[3]),
    )


def _with_balance(
    sample: Sample, effect: Effect, estimand: Estimand, design: Design
) -> TreatmentEffect:
    before = mean_differences(sample.covariates, sample.treated)
    after = mean_differences(sample.covariates, sample.treated, weights=effect.weights)
    half = effect.critical * effect.standard_error
    return TreatmentEffect(
        estimate=effect.estimate,
        interval=(effect.estimate - half, effect.estimate + half),
        n=sample.n,
        method=f"{estimand.upper()}: {effect.method}",
        warnings=(
            *dropped_rows_warning(sample.dropped),
            *small_sample_warning(_smaller_group(sample), below=_FEW),
            *effect.warnings,
            *_imbalance_warning(after),
        ),
        standard_error=effect.standard_error,
        balance={"before": _as_figures(before, sample), "after": _as_figures(after, sample)},
        claim=_claim(sample, design),
    )


def _adjusted(sample: Sample, method: Method, estimand: Estimand) -> Effect:
    if method == "weighting":
        return by_weighting(sample, estimand=estimand)
    return by_matching(sample) if method == "matching" else by_regression(sample)


def _claim(sample: Sample, design: Design) -> Claim:
    if design == "randomized":
        return "caused"
    return "describes" if sample.covariates.columns.empty else "associated"


def _as_figures(differences: pd.Series, sample: Sample) -> Figures:
    return Figures(
        by_name={name: float(value) for name, value in differences.items()},
        n=sample.n,
        warnings=(
            *dropped_rows_warning(sample.dropped),
            *small_sample_warning(_smaller_group(sample), below=_FEW),
        ),
    )


def _smaller_group(sample: Sample) -> int:
    return int(min(sample.treated.sum(), (1 - sample.treated).sum()))


def _imbalance_warning(after: pd.Series) -> tuple[str, ...]:
    far = [str(name) for name, value in after.items() if not abs(value) <= _IMBALANCE]
    if not far:
        return ()
    return (f"The groups still differ by more than .10 standard deviations in: {', '.join(far)}.",)


def _check_choice(name: str, value: str, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        raise ValueError(f"{name} must be one of {', '.join(allowed)}.")
