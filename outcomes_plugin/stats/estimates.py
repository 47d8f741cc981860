"""The shape that every estimate has, and the checks that every function makes of its input."""

import math
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import pandas as pd

CONFIDENCE = 0.95
Z_95 = 1.959963984540054

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


@dataclass(frozen=True, kw_only=True, eq=False)
class Figures(Mapping[Hashable, float]):
    """
    A read-only mapping of numbers by name, such as one number per column.

    It equals a plain dict with the same entries; `n` and `warnings` say what the numbers rest on.
    """

    by_name: Mapping[Hashable, float]
    n: int
    warnings: tuple[str, ...] = ()

    def __getitem__(self, name: Hashable) -> float:
        return self.by_name[name]

    def __iter__(self) -> Iterator[Hashable]:
        return iter(self.by_name)

    def __len__(self) -> int:
        return len(self.by_name)


def numeric_vector(values: Any, *, name: str) -> Floats:
    """
    Return the values as one-dimensional floats, by position; NaN, None and NA mean missing.

    Raises:
        ValueError: not one-dimensional, holds anything but real numbers, or holds an infinity.
    """
    import pandas as pd

    if np.ndim(values) != 1:
        raise ValueError(f"{name} must be one-dimensional.")
    series = pd.Series(values)
    plain = pd.api.types.is_numeric_dtype(series.dtype)
    vector: Floats
    if plain and not pd.api.types.is_complex_dtype(series.dtype):
        vector = series.to_numpy(dtype=float, na_value=np.nan)
    else:
        vector = np.array([_as_float(value, name=name) for value in series], dtype=float)
    if np.isinf(vector).any():
        raise ValueError(f"{name} must not hold infinite values.")
    return vector


def numeric_scalar(value: Any, *, name: str) -> float:
    """
    Return one value as a float.

    Raises:
        ValueError: missing, infinite, or anything but a real number.
    """
    if np.ndim(value) != 0:
        raise ValueError(f"{name} must be one number.")
    number = _as_float(value, name=name)
    if math.isinf(number):
        raise ValueError(f"{name} must not hold infinite values.")
    if math.isnan(number):
        raise ValueError(f"{name} is missing.")
    return number


def numeric_frame(values: Any, *, name: str) -> "pd.DataFrame":
    """
    Return the values as a DataFrame of floats; array columns are named 0, 1, and so on.

    Raises:
        ValueError: not two-dimensional, a column name twice, text, or an infinity.
    """
    import pandas as pd

    frame = labeled_frame(values, name=name)
    columns = {
        label: numeric_vector(frame.iloc[:, position], name=f"{name}, column {label!r}")
        for position, label in enumerate(frame.columns)
    }
    return pd.DataFrame(columns, columns=frame.columns, index=pd.RangeIndex(len(frame)))


def labeled_frame(values: Any, *, name: str) -> "pd.DataFrame":
    """
    Return the values as a DataFrame of whatever they hold, rows numbered by position.

    Raises:
        ValueError: not one- or two-dimensional, or a column name twice.
    """
    import pandas as pd

    if isinstance(values, pd.Series):
        values = values.to_frame()
    frame = (
        values
        if isinstance(values, pd.DataFrame)
        else pd.DataFrame(_two_dimensional(values, name=name))
    )
    if not frame.columns.is_unique:
        raise ValueError(f"{name} names a column twice.")
    return frame.reset_index(drop=True)


def dropped_rows_warning(dropped: int) -> tuple[str, ...]:
    """Return the warning that says how many incomplete rows were left out, or nothing."""
    if dropped == 1:
        return ("1 row with missing values was left out.",)
    return (f"{dropped} rows with missing values were left out.",) if dropped else ()


def small_sample_warning(n: int, *, below: int) -> tuple[str, ...]:
    """Return the warning that a figure rests on too few to be relied on, or nothing."""
    return (f"This rests on {n}, fewer than {below}: read it with care.",) if n < below else ()


def _as_float(value: Any, *, name: str) -> float:
    if isinstance(value, str | bytes):
        raise ValueError(f"{name} must hold numbers, not text.")
    try:
        if isinstance(value, int | float):
            return float(value)
        return math.nan if _is_missing(value) else float(value)
    except (TypeError, ValueError, OverflowError) as error:
        raise ValueError(f"{name} must hold numbers.") from error


def _is_missing(value: Any) -> bool:
    import pandas as pd

    return bool(pd.isna(value))


def _two_dimensional(values: Any, *, name: str) -> NDArray[Any]:
    try:
        array = np.asarray(values)
    except ValueError as error:
        raise ValueError(f"{name} must have rows of equal length.") from error
    if array.ndim not in {1, 2}:
        raise ValueError(f"{name} must be two-dimensional.")
    return array
