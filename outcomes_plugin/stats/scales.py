"""Reliability of a scale: Cronbach's alpha, McDonald's omega, and what each item adds."""

from collections.abc import Hashable, Iterable
from typing import Any, Literal

import numpy as np
import pandas as pd
from scipy import stats

from ._omega import OneFactor, fit_one_factor
from .estimates import (
    CONFIDENCE,
    Z_95,
    Estimate,
    Figures,
    Interval,
    dropped_rows_warning,
    numeric_frame,
    numeric_scalar,
    small_sample_warning,
)

_FEWEST_ITEMS = 3
_FEW_RESPONDENTS = 30
_TAIL = (1 - CONFIDENCE) / 2

Missing = Literal["pairwise", "listwise"]


def cronbach_alpha(
    items: Any,
    *,
    reverse_keyed: Iterable[Hashable] = (),
    scale_range: tuple[float, float] | None = None,
    missing: Missing = "pairwise",
    counted: int | None = None,
) -> Estimate:
    """
    Return Cronbach's alpha (raw, from covariances) with Feldt's interval.

    `items` has shape (respondents, items), NaN where an answer is missing. `reverse_keyed` names
    items by column label, or by position where no column has that label; they are turned around
    within `scale_range` = (lowest, highest) first. With missing="pairwise" each covariance uses the
    rows that have both items, with "listwise" only complete rows count. `n`, and with it the
    interval, is the number of complete rows either way; below two of them there is no interval.
    Where `counted` is given, `n`, interval and warnings are those of so many people: fewer than
    there are, for a reader who shall not know how many exactly.

    Raises:
        ValueError: fewer than 3 items, a constant item, a value outside `scale_range`, reverse keys
            without a range or without a column, too few rows, a total that does not vary, or more
            people `counted` than complete rows.

    Source: Cronbach (1951), Psychometrika 16:297; Feldt, Woodruff and Salih (1987), Applied
    Psychological Measurement 11:93: (1 − α)/(1 − α̂) follows F with n − 1 and (n − 1)(k − 1).
    """
    scored = _scored(items, reverse_keyed, scale_range)
    covariance = _covariance(scored, missing)
    alpha, n = _alpha(covariance), _counted(scored, counted)
    return Estimate(
        estimate=alpha,
        interval=_feldt(alpha, n=n, k=scored.shape[1]) if n > 1 else None,
        n=n,
        method=f"Cronbach's alpha, {missing} covariances; Feldt interval",
        warnings=(*_warnings(scored, missing, n), *_direction_warning(alpha < 0)),
    )


def mcdonald_omega(
    items: Any,
    *,
    reverse_keyed: Iterable[Hashable] = (),
    scale_range: tuple[float, float] | None = None,
    missing: Missing = "pairwise",
    counted: int | None = None,
) -> Estimate:
    """
    Return McDonald's omega of one common factor with a delta-method interval.

    The arguments, the missing-value rule and `n` are those of `cronbach_alpha`. One factor is
    fitted by maximum likelihood to the raw covariance matrix; omega is (Σλ)²/((Σλ)² + Σθ), so the
    denominator is the model-implied total variance. The interval is omega ± 1.96 standard errors
    (expected information), kept within 0 and 1.

    Raises:
        ValueError: as `cronbach_alpha`, and when the covariance matrix is singular.

    Source: McDonald (1999), Test Theory; Raykov (2002), Multivariate Behavioral Research 37:89.
    """
    scored = _scored(items, reverse_keyed, scale_range)
    factor = fit_one_factor(_covariance(scored, missing).to_numpy())
    n = _counted(scored, counted)
    return Estimate(
        estimate=factor.omega,
        interval=_delta(factor, n=n) if n > 1 else None,
        n=n,
        method=f"McDonald's omega, one factor by maximum likelihood, {missing} covariances; "
        "delta-method interval",
        warnings=(
            *_warnings(scored, missing, n),
            *_direction_warning(bool((factor.loadings < 0).any())),
            *_heywood_warning(factor.at_boundary),
        ),
    )


def item_rest_correlation(
    items: Any,
    *,
    reverse_keyed: Iterable[Hashable] = (),
    scale_range: tuple[float, float] | None = None,
) -> Figures:
    """
    Return, by column, Pearson's correlation of each item with the sum of the others, listwise.

    Raises:
        ValueError: as `cronbach_alpha`, and when the sum of the other items does not vary.
    """
    scored, dropped = _complete(_scored(items, reverse_keyed, scale_range))
    correlations = {}
    for label in scored.columns:
        rest = scored.drop(columns=[label]).sum(axis=1)
        if np.ptp(rest) <= 1e-12 * np.abs(scored.to_numpy()).max():
            raise ValueError(f"The sum of the items other than {label!r} does not vary.")
        correlations[label] = float(np.corrcoef(scored[label], rest)[0, 1])
    return Figures(
        by_name=correlations, n=len(scored), warnings=_dropped_and_few(dropped, len(scored))
    )


def alpha_if_dropped(
    items: Any,
    *,
    reverse_keyed: Iterable[Hashable] = (),
    scale_range: tuple[float, float] | None = None,
) -> Figures:
    """
    Return, by column, the Cronbach's alpha that the scale has without that item, listwise.

    Raises:
        ValueError: as `cronbach_alpha`, and when the total of the remaining items does not vary.
    """
    scored, dropped = _complete(_scored(items, reverse_keyed, scale_range))
    alphas = {label: _alpha(scored.drop(columns=[label]).cov()) for label in scored.columns}
    return Figures(by_name=alphas, n=len(scored), warnings=_dropped_and_few(dropped, len(scored)))


def _scored(
    items: Any, reverse_keyed: Iterable[Hashable], scale_range: tuple[float, float] | None
) -> pd.DataFrame:
    """Return the items as floats, checked against the range, with reverse keys applied."""
    frame = numeric_frame(items, name="items")
    if frame.shape[1] < _FEWEST_ITEMS:
        raise ValueError("The reliability of a scale needs at least 3 items.")
    positions = _positions(frame.columns, reverse_keyed)
    if scale_range is None:
        if positions:
            raise ValueError("Reverse-keyed items need scale_range=(lowest, highest).")
        return frame
    if len(scale_range) != 2:
        raise ValueError("The scale range must be a pair of the lowest and the highest value.")
    low, high = (numeric_scalar(limit, name="scale_range") for limit in scale_range)
    if not low < high:
        raise ValueError("The lowest value of the scale range must lie below the highest.")
    if ((frame < low) | (frame > high)).any(axis=None):
        raise ValueError(f"An item has a value outside the scale range {low:g} to {high:g}.")
    frame.iloc[:, positions] = low + high - frame.iloc[:, positions]
    return frame


def _positions(columns: pd.Index, reverse_keyed: Iterable[Hashable]) -> list[int]:
    """Return the positions of the named columns; a label wins over a position."""
    keys = [reverse_keyed] if isinstance(reverse_keyed, str) else reverse_keyed
    labels = {label: position for position, label in enumerate(columns)}
    found = set()
    for key in keys:
        if key in labels:
            found.add(labels[key])
        elif isinstance(key, int | np.integer) and 0 <= key < len(columns):
            found.add(int(key))
        else:
            raise ValueError(f"There is no item {key!r} to reverse.")
    return sorted(found)


def _covariance(scored: pd.DataFrame, missing: Missing) -> pd.DataFrame:
    if missing not in {"pairwise", "listwise"}:
        raise ValueError('missing must be "pairwise" or "listwise".')
    used = _complete(scored)[0] if missing == "listwise" else scored
    _check_items_vary(used)
    covariance = used.cov()
    if covariance.isna().any(axis=None):
        raise ValueError("Two items have fewer than two rows in common.")
    return covariance


def _complete(scored: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    """Return the complete rows and how many were left out; refuse fewer than two."""
    complete = scored.dropna()
    if len(complete) < 2:
        raise ValueError("The reliability of a scale needs at least two complete rows.")
    _check_items_vary(complete)
    return complete, len(scored) - len(complete)


def _check_items_vary(used: pd.DataFrame) -> None:
    for label, distinct in used.nunique().items():
        if distinct < 2:
            raise ValueError(
                f"Item {label!r} is constant, so it cannot say anything about reliability."
            )


def _alpha(covariance: pd.DataFrame) -> float:
    k, values = len(covariance), covariance.to_numpy()
    own, total = float(np.trace(values)), float(values.sum())
    if total <= own * 1e-12:
        raise ValueError("The items cancel each other out: their total does not vary.")
    return k / (k - 1) * (1 - own / total)


def _feldt(alpha: float, *, n: int, k: int) -> Interval:
    points = stats.f.ppf([1 - _TAIL, _TAIL], n - 1, (n - 1) * (k - 1))
    return float(1 - (1 - alpha) * points[0]), float(1 - (1 - alpha) * points[1])


def _delta(factor: OneFactor, *, n: int) -> Interval:
    half = Z_95 * factor.standard_error(n)
    return max(0.0, factor.omega - half), min(1.0, factor.omega + half)


def _counted(scored: pd.DataFrame, counted: int | None) -> int:
    complete = len(scored.dropna())
    if counted is not None and counted > complete:
        raise ValueError("More people are to be counted than answered every item.")
    return complete if counted is None else counted


def _warnings(scored: pd.DataFrame, missing: Missing, n: int) -> tuple[str, ...]:
    incomplete = len(scored.index) - len(scored.dropna())
    if missing == "listwise":
        return _dropped_and_few(incomplete, n)
    kept = (
        (f"{incomplete} rows have missing values; each covariance uses the rows with both items.",)
        if incomplete
        else ()
    )
    return (*kept, *small_sample_warning(n, below=_FEW_RESPONDENTS))


def _dropped_and_few(dropped: int, n: int) -> tuple[str, ...]:
    return (*dropped_rows_warning(dropped), *small_sample_warning(n, below=_FEW_RESPONDENTS))


def _direction_warning(against: bool) -> tuple[str, ...]:
    if not against:
        return ()
    return ("Some items run against the others: check which ones are reverse-keyed.",)


def _heywood_warning(at_boundary: bool) -> tuple[str, ...]:
    if not at_boundary:
        return ()
    return ("The factor explains an item entirely (a Heywood case): do not rely on this omega.",)
