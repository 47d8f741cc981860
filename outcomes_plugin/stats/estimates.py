"""The shape that every estimate has, and the checks that every function makes of its input."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

CONFIDENCE = 0.95

Interval = tuple[float, float]
Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Estimate:
    """
    A number with the range it may lie in.

    `interval` is a 95 % interval, or None where none exists; `n` counts what the number rests on;
    `method` names the formula; `warnings` says what is fragile or was left out.
    """

    estimate: float
    interval: Interval | None
    n: int
    method: str
    warnings: tuple[str, ...] = ()


def numeric_vector(values: Any, *, name: str) -> Floats:
    """
    Return the values as one-dimensional floats, by position; NaN and None mean missing.

    Raises:
        ValueError: not one-dimensional, holds text, or holds an infinity.
    """
    series = pd.Series(values).reset_index(drop=True) if np.ndim(values) == 1 else None
    if series is None:
        raise ValueError(f"{name} must be one-dimensional.")
    if series.map(lambda value: isinstance(value, str | bytes)).any():
        raise ValueError(f"{name} must hold numbers, not text.")
    vector = pd.to_numeric(series, errors="raise").to_numpy(dtype=float, na_value=np.nan)
    if np.isinf(vector).any():
        raise ValueError(f"{name} must not hold infinite values.")
    return vector


def numeric_frame(values: Any, *, name: str) -> pd.DataFrame:
    """
    Return the values as a DataFrame of floats; array columns are named 0, 1, and so on.

    Raises:
        ValueError: not two-dimensional, a column name twice, text, or an infinity.
    """
    frame = values if isinstance(values, pd.DataFrame) else pd.DataFrame(np.asarray(values))
    if not frame.columns.is_unique:
        raise ValueError(f"{name} names a column twice.")
    columns = {
        label: numeric_vector(frame.iloc[:, position], name=f"{name}, column {label!r}")
        for position, label in enumerate(frame.columns)
    }
    return pd.DataFrame(columns, columns=frame.columns)


def dropped_rows_warning(dropped: int) -> tuple[str, ...]:
    """Return the warning that says how many incomplete rows were left out, or nothing."""
    return (f"{dropped} rows with missing values were left out.",) if dropped else ()
