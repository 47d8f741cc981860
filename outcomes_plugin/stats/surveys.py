"""Figures of a survey: proportions, net promoter score, goal attainment, response rates."""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from .estimates import (
    Z_95,
    Estimate,
    dropped_rows_warning,
    numeric_scalar,
    numeric_vector,
    small_sample_warning,
)

_FEW_ANSWERS = 30
_PROMOTER_FROM, _DETRACTOR_TO, _HIGHEST_SCORE = 9, 6, 10
_EXTREME_LEVEL = 2
# What the logarithm of odds is divided by to be read as a number of standard deviations.
_LOGISTIC_SD = 1.65


def wilson_interval(successes: float, n: float) -> Estimate:
    """
    Return the proportion with Wilson's score interval, without continuity correction.

    The limits lie in [0, 1]; at no success the lower one is exactly 0, at no failure the upper one
    is exactly 1.

    Raises:
        ValueError: `n` is 0, `successes` exceeds it, or a count is negative, fractional or missing.

    Source: Wilson (1927), JASA 22:209; Newcombe (1998), Statistics in Medicine 17:857, method 3.
    """
    hits, total = _count(successes, name="successes"), _count(n, name="n")
    if total == 0:
        raise ValueError("A proportion of nobody cannot be computed: n is 0.")
    if hits > total:
        raise ValueError("There cannot be more successes than n.")
    share = hits / total
    center = (share + Z_95**2 / (2 * total)) / (1 + Z_95**2 / total)
    spread = math.sqrt(share * (1 - share) / total + Z_95**2 / (4 * total**2))
    half = Z_95 * spread / (1 + Z_95**2 / total)
    low = 0.0 if hits == 0 else max(0.0, center - half)
    high = 1.0 if hits == total else min(1.0, center + half)
    return Estimate(
        estimate=share, interval=(low, high), n=total, method="proportion; Wilson score interval"
    )


def net_promoter_score(scores: Any) -> Estimate:
    """
    Return the net promoter score in points, −100 to 100: percent 9–10 minus percent 0–6.

    `scores` has shape (n,), whole numbers 0 to 10; missing ones are left out and counted. The
    normal interval uses the variance (p + d − (p − d)²)/n and is clipped to −100 and 100.

    Raises:
        ValueError: no score at all, or one that is no whole number from 0 to 10.

    Source: Reichheld (2003), Harvard Business Review 81(12):46; Rocks (2016), The American
    Statistician 70:365, for the variance.
    """
    given = numeric_vector(scores, name="scores")
    kept = given[~np.isnan(given)]
    if kept.size == 0:
        raise ValueError("A net promoter score needs at least one score.")
    if ((kept < 0) | (kept > _HIGHEST_SCORE) | (kept != np.floor(kept))).any():
        raise ValueError("A score must be a whole number from 0 to 10.")
    promoters = float(np.mean(kept >= _PROMOTER_FROM))
    detractors = float(np.mean(kept <= _DETRACTOR_TO))
    net = promoters - detractors
    half = Z_95 * math.sqrt(max(0.0, promoters + detractors - net**2) / kept.size)
    return Estimate(
        estimate=100 * net,
        interval=(100 * max(-1.0, net - half), 100 * min(1.0, net + half)),
        n=int(kept.size),
        method="net promoter score; normal interval with multinomial variance",
        warnings=(
            *dropped_rows_warning(given.size - kept.size),
            *small_sample_warning(kept.size, below=_FEW_ANSWERS),
            *_unanimity_warning(half),
        ),
    )


def goal_attainment_score(levels: Any, weights: Any, *, correlation: float = 0.3) -> Estimate:
    """
    Return the goal attainment T score of one person: 50 when every goal was met as expected.

    `levels` (shape (goals,), −2 … +2) and `weights` (same shape, ≥ 0) belong together by position;
    goals without a level or weight are left out and counted. `correlation` is the assumed
    correlation ρ among the goals. One person's score has no interval; `n` counts the goals.

    Raises:
        ValueError: no goal with a weight above 0, unequal lengths, a level outside −2 … +2, a
            negative weight, or a correlation outside 0 … 1.

    Source: Kiresuk and Sherman (1968), Community Mental Health Journal 4:443:
    T = 50 + 10 Σwx / √((1 − ρ) Σw² + ρ (Σw)²).
    """
    x, w = numeric_vector(levels, name="levels"), numeric_vector(weights, name="weights")
    if x.size != w.size:
        raise ValueError("levels and weights must have the same length.")
    rho = numeric_scalar(correlation, name="correlation")
    if not 0 <= rho <= 1:
        raise ValueError("The correlation among goals must lie between 0 and 1.")
    kept = ~(np.isnan(x) | np.isnan(w))
    x, w = x[kept], w[kept]
    if (np.abs(x) > _EXTREME_LEVEL).any():
        raise ValueError("A goal attainment level must lie between −2 and +2.")
    if (w < 0).any():
        raise ValueError("A goal's weight must not be negative.")
    if not w.any():
        raise ValueError("A goal attainment score needs at least one goal with a weight above 0.")
    spread = math.sqrt((1 - rho) * float(w @ w) + rho * float(w.sum()) ** 2)
    return Estimate(
        estimate=50 + 10 * float(w @ x) / spread,
        interval=None,
        n=int(kept.sum()),
        method=f"goal attainment T score, assumed correlation {rho:g}",
        warnings=dropped_rows_warning(int((~kept).sum())),
    )


def cox_index(successes: float, n: float, other_successes: float, other_n: float) -> float:
    """
    Return Cox's index: the log odds ratio of the first group against the other, over 1.65.

    It stands for a standardized mean difference where what is compared is yes or no.

    Raises:
        ValueError: a count is negative, fractional or missing, exceeds its group, or a group has
            only successes or only failures, so that its odds do not exist.

    Source: Cox (1970), Analysis of Binary Data; What Works Clearinghouse (2022), Procedures and
    Standards Handbook, version 5.0.
    """
    return (_log_odds(successes, n) - _log_odds(other_successes, other_n)) / _LOGISTIC_SD


def _log_odds(successes: float, n: float) -> float:
    hits, total = _count(successes, name="successes"), _count(n, name="n")
    if hits > total:
        raise ValueError("There cannot be more successes than n.")
    if hits in (0, total):
        raise ValueError("The odds of a group do not exist where all or none succeed.")
    return math.log(hits / (total - hits))


@dataclass(frozen=True, kw_only=True)
class ResponseRates:
    """
    AAPOR's six response rates, each between 0 and 1.

    Odd rates count complete interviews, even ones partial interviews too. Rates 1 and 2 take every
    case of unknown eligibility as eligible (the minimum), 3 and 4 the estimated share of them, 5
    and 6 none (the maximum). `rr3` and `rr4` are None when no share was given.
    """

    rr1: float
    rr2: float
    rr3: float | None
    rr4: float | None
    rr5: float
    rr6: float


def response_rates(
    *,
    complete: float,
    partial: float,
    refusal: float,
    non_contact: float,
    other: float,
    unknown: float,
    eligible_share: float | None = None,
) -> ResponseRates:
    """
    Return the response rates RR1 to RR6 from counts of people by their final disposition.

    `complete`, `partial`, `refusal` (with break-offs), `non_contact` and `other` count eligible
    people, `unknown` those of whom nobody knows whether they were eligible; `eligible_share` is the
    estimated share of eligible people among the unknown, 0 to 1.

    Raises:
        ValueError: a count is negative, fractional or missing, the share lies outside 0 … 1, or
            nobody is known to be eligible, so that a rate has a zero denominator.

    Source: AAPOR (2023), Standard Definitions, 10th edition, response rates 1 to 6.
    """
    full, part = _count(complete, name="complete"), _count(partial, name="partial")
    refused, missed = _count(refusal, name="refusal"), _count(non_contact, name="non_contact")
    eligible = full + part + refused + missed + _count(other, name="other")
    doubtful = _count(unknown, name="unknown")
    if eligible == 0:
        raise ValueError("Nobody is known to be eligible, so no response rate can be computed.")
    expected = None if eligible_share is None else eligible + _share(eligible_share) * doubtful
    return ResponseRates(
        rr1=full / (eligible + doubtful),
        rr2=(full + part) / (eligible + doubtful),
        rr3=None if expected is None else full / expected,
        rr4=None if expected is None else (full + part) / expected,
        rr5=full / eligible,
        rr6=(full + part) / eligible,
    )


def _share(value: Any) -> float:
    """Return a share as a float; refuse what lies outside 0 … 1."""
    share = numeric_scalar(value, name="eligible_share")
    if not 0 <= share <= 1:
        raise ValueError("The eligible share must lie between 0 and 1.")
    return share


def _count(value: Any, *, name: str) -> int:
    """Return a count of people as an int; refuse text, fractions, negatives and missing values."""
    number = numeric_scalar(value, name=name)
    if number < 0 or number != math.floor(number):
        raise ValueError(f"{name} must be a whole number, 0 or more.")
    return int(number)


def _unanimity_warning(half: float) -> tuple[str, ...]:
    if half > 0:
        return ()
    return ("All scores fall in one group, so the interval has no width and says too much.",)
