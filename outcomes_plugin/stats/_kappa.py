"""Cohen's and Fleiss' κ: agreement on categories beyond chance."""

from typing import Any

import numpy as np
from scipy.special import stdtrit
from statsmodels.stats import inter_rater

from ._whole_counts import whole_counts
from .estimates import CONFIDENCE, Z_95, Estimate, Interval

FEW_SUBJECTS = 30


def cohens_kappa(table: Any) -> Estimate:
    """
    Return Cohen's unweighted κ of two raters.

    `table` is square: how often the first rater chose the category of the row and the second that
    of the column. `.n` is the number of subjects. The interval is the large-sample one of Fleiss,
    Cohen & Everitt (1969), clipped to [−1, 1]; None where a rater used one category only.

    Raises:
        ValueError: not square, smaller than 2 × 2, counts that are negative, fractional, missing
            or text, nobody rated, or both raters used one and the same category only.
    """
    counts = whole_counts(table, name="The table")
    if counts.ndim != 2 or counts.shape[0] != counts.shape[1] or counts.shape[0] < 2:
        raise ValueError("The table must be square, with at least two categories.")
    total = int(counts.sum())
    if total == 0:
        raise ValueError("Nobody was rated.")
    if counts.diagonal().max() == total:
        raise ValueError("Only one category was used, so agreement beyond chance is not defined.")
    # Its test statistic, not used here, may divide by zero.
    with np.errstate(divide="ignore", invalid="ignore"):
        result = inter_rater.cohens_kappa(counts.astype(float))
    warnings = _few_subjects(total)
    kappa, interval = float(result.kappa), None
    if np.count_nonzero(counts.sum(axis=0)) > 1 and np.count_nonzero(counts.sum(axis=1)) > 1:
        # Rounding may take a variance of 0 below it.
        margin = Z_95 * float(np.sqrt(max(result.var_kappa, 0.0)))
        interval = (max(kappa - margin, -1.0), min(kappa + margin, 1.0))
    else:
        warnings += ("A rater used one category only, so κ is 0 whatever the other one did.",)
    return Estimate(
        estimate=kappa,
        interval=interval,
        n=total,
        method="Cohen's κ, large-sample interval",
        warnings=warnings,
    )


def fleiss_kappa(counts: Any) -> Estimate:
    """
    Return Fleiss' κ of several raters.

    `counts` is subjects × categories: how many raters put the subject into the category; each
    subject has the same number of raters. `.n` is the number of subjects. The interval is Gwet's
    (2014, section 5.3), with n − 1 degrees of freedom; None for a single subject.

    Raises:
        ValueError: not two-dimensional, counts that are negative, fractional, missing or text,
            numbers of raters that differ or are below 2, or one category only.

    Source: Fleiss 1971.
    """
    table = whole_counts(counts, name="counts")
    if table.ndim != 2:
        raise ValueError("counts must be subjects × categories.")
    raters = table.sum(axis=1)
    if raters.min() < 2:
        raise ValueError("Every subject needs at least two raters.")
    if raters.min() != raters.max():
        raise ValueError("Every subject must have the same number of raters.")
    shares = table / raters[:, np.newaxis]
    overall = shares.mean(axis=0)
    by_chance = float(overall @ overall)
    if np.count_nonzero(overall) < 2:
        raise ValueError("Only one category was used, so agreement beyond chance is not defined.")
    agreeing = (table * (table - 1)).sum(axis=1) / (raters * (raters - 1))
    kappa = float(agreeing.mean() - by_chance) / (1 - by_chance)
    leverage = 2 * (1 - kappa) * (shares @ overall - by_chance)
    pseudo = (agreeing - by_chance - leverage) / (1 - by_chance)
    return Estimate(
        estimate=kappa,
        interval=_interval(kappa, pseudo),
        n=len(table),
        method="Fleiss' κ, Gwet's interval",
        warnings=_few_subjects(len(table)),
    )


def _interval(kappa: float, pseudo: Any) -> Interval | None:
    subjects = len(pseudo)
    if subjects < 2:
        return None
    error = np.sqrt(((pseudo - kappa) ** 2).sum() / (subjects * (subjects - 1)))
    margin = float(stdtrit(subjects - 1, (1 + CONFIDENCE) / 2) * error)
    return max(kappa - margin, -1.0), min(kappa + margin, 1.0)


def _few_subjects(subjects: int) -> tuple[str, ...]:
    if subjects < FEW_SUBJECTS:
        return (f"Only {subjects} subjects were rated, so the interval is rough.",)
    return ()
