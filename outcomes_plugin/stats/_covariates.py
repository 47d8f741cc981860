"""Covariates of two groups: text spread over indicator columns, and the balance between groups."""

import math
from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import linalg

from .estimates import Floats, labeled_frame, numeric_vector

_RANK_TOLERANCE = 1e-9

Standardizer = Literal["treated", "pooled"]


@dataclass(frozen=True, kw_only=True)
class Covariates:
    """Numeric columns by name; `binary` marks those whose SD is that of a proportion."""

    columns: pd.DataFrame
    binary: pd.Series


@dataclass(frozen=True, kw_only=True)
class Sample:
    """The complete rows of a comparison of two groups, and how many rows were left out."""

    outcome: Floats
    treated: Floats
    covariates: Covariates
    dropped: int

    @property
    def n(self) -> int:
        """Return the number of complete rows."""
        return self.treated.size


def two_groups(outcome: Any, treated: Any, covariates: Any) -> Sample:
    """
    Return the rows that are complete in outcome, treatment and covariates.

    Raises:
        ValueError: unequal lengths, a treatment other than 0 and 1, one empty group, a column that
            mixes text and numbers, or two columns that end up with the same name.
    """
    y, t = numeric_vector(outcome, name="outcome"), zero_one(treated, name="treated")
    nothing = covariates is None or np.size(covariates) == 0
    raw = pd.DataFrame(index=pd.RangeIndex(t.size)) if nothing else covariates
    frame = labeled_frame(raw, name="covariates")
    if not y.size == t.size == len(frame):
        raise ValueError("outcome, treated and covariates must have the same length.")
    kept = ~(np.isnan(y) | np.isnan(t) | frame.isna().any(axis=1).to_numpy(dtype=bool))
    for value, group in ((1, "treated"), (0, "control")):
        if not (t[kept] == value).any():
            raise ValueError(f"The {group} group has no complete row.")
    return Sample(
        outcome=y[kept],
        treated=t[kept],
        covariates=expand(frame[kept]),
        dropped=int((~kept).sum()),
    )


def zero_one(values: Any, *, name: str) -> Floats:
    """Return 0/1 or bool values as floats, NaN where missing; refuse anything else."""
    vector = numeric_vector(values, name=name)
    if not np.isin(vector[~np.isnan(vector)], (0, 1)).all():
        raise ValueError(f"{name} must hold 0 and 1 only.")
    return vector


def expand(frame: pd.DataFrame) -> Covariates:
    """
    Return complete columns as numbers: a text column becomes one `name=value` column per level.

    Raises:
        ValueError: a column that mixes text and numbers, or two columns with the same name.
    """
    parts: list[tuple[Hashable, Floats, bool]] = []
    for position, label in enumerate(frame.columns):
        column = frame.iloc[:, position]
        if _is_text(column, label):
            text = column.astype(str)
            parts += [
                (f"{label}={level}", _indicator(text, level), True) for level in sorted(set(text))
            ]
        else:
            numbers = numeric_vector(column, name=f"covariates, column {label!r}")
            parts.append((label, numbers, bool(np.isin(numbers, (0, 1)).all())))
    names = pd.Index([name for name, _, _ in parts], dtype=object, tupleize_cols=False)
    if not names.is_unique:
        raise ValueError(f"Two covariates end up with the name {names[names.duplicated()][0]!r}.")
    matrix = (
        np.column_stack([numbers for _, numbers, _ in parts])
        if parts
        else np.empty((len(frame), 0))
    )
    return Covariates(
        columns=pd.DataFrame(matrix, columns=names),
        binary=pd.Series([binary for _, _, binary in parts], index=names, dtype=bool),
    )


def mean_differences(
    covariates: Covariates,
    treated: Floats,
    *,
    standardizer: Standardizer = "treated",
    weights: Floats | None = None,
) -> pd.Series:
    """
    Return treated − control of the (weighted) means over the unadjusted SD, by column.

    It is 0 where neither the means nor the values of the standardizing group(s) differ, and NaN
    where only the latter do not, or where the SD needs a second person.
    """
    weight = np.ones(treated.size) if weights is None else weights
    values, inside = covariates.columns.to_numpy(), treated == 1
    difference = np.average(values[inside], axis=0, weights=weight[inside]) - np.average(
        values[~inside], axis=0, weights=weight[~inside]
    )
    binary = covariates.binary.to_numpy()
    variance = _variance(values[inside], binary)
    if standardizer == "pooled":
        variance = (variance + _variance(values[~inside], binary)) / 2
    scale = np.abs(values).max(axis=0, initial=0)
    nothing = np.abs(difference) <= 1e-12 * scale
    flat = (variance == 0) | np.isnan(variance)
    spread = np.sqrt(np.where(flat, 1, variance))
    result = np.where(flat, math.nan, difference / spread)
    return pd.Series(
        np.where((variance == 0) & nothing, 0.0, result), index=covariates.columns.columns
    )


def design_matrix(covariates: Covariates) -> Floats:
    """Return an intercept and the standardized columns, without those that repeat others."""
    values = covariates.columns.to_numpy()
    varying = np.ptp(values, axis=0) > 0 if values.size else np.zeros(values.shape[1], dtype=bool)
    values = values[:, varying]
    values = (values - values.mean(axis=0)) / values.std(axis=0) if values.size else values
    design = np.column_stack([np.ones(len(values)), values])
    triangle, order = linalg.qr(design, mode="r", pivoting=True)
    diagonal = np.abs(np.diag(triangle))
    rank = int((diagonal > _RANK_TOLERANCE * diagonal[0]).sum())
    return design[:, np.sort(order[:rank])]


def _variance(values: Floats, binary: NDArray[np.bool_]) -> Floats:
    share = values.mean(axis=0)
    sample = values.var(axis=0, ddof=1) if len(values) > 1 else np.full(values.shape[1], math.nan)
    constant = np.ptp(values, axis=0) == 0
    sample = np.where(constant & (len(values) > 1), 0.0, sample)
    return np.where(binary, np.where(constant, 0.0, share * (1 - share)), sample)


def _is_text(column: pd.Series, label: Hashable) -> bool:
    if isinstance(column.dtype, pd.CategoricalDtype):
        return True
    if pd.api.types.is_numeric_dtype(column.dtype):
        return False
    text = column.map(lambda value: isinstance(value, str)).to_numpy(dtype=bool)
    if text.any() and not text.all():
        raise ValueError(f"Covariate {label!r} mixes text and numbers.")
    return bool(text.any())


def _indicator(text: pd.Series, level: str) -> Floats:
    indicator: Floats = (text == level).to_numpy(dtype=float)
    return indicator
