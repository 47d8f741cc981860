"""Tables of counts: what comes in is checked and leaves as integers."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

# Larger counts are not exact as floats.
LARGEST = 2.0**53


def whole_counts(values: Any, *, name: str) -> Ints:
    """
    Return the counts as integers of the same shape; a DataFrame is read by position.

    Raises:
        ValueError: empty, ragged, text, missing, infinite, negative, fractional or beyond 2⁵³.
    """
    numbers = _floats(values, name=name)
    if numbers.size == 0:
        raise ValueError(f"{name} must not be empty.")
    if not np.isfinite(numbers).all():
        raise ValueError(f"{name} must not hold missing or infinite numbers.")
    if (numbers < 0).any() or (numbers != np.floor(numbers)).any():
        raise ValueError(f"{name} must hold whole numbers of at least 0.")
    if numbers.max() > LARGEST:
        raise ValueError(f"{name} holds a number too large to be counted exactly.")
    return numbers.astype(np.int64)


def _floats(values: Any, *, name: str) -> NDArray[np.float64]:
    try:
        array = np.asarray(values)
    except ValueError as error:
        raise ValueError(f"{name} must be a full table of numbers.") from error
    if array.dtype == object and not any(isinstance(one, str | bytes) for one in array.flat):
        try:
            array = array.astype(float)
        except (TypeError, ValueError) as error:
            raise ValueError(f"{name} must be a full table of numbers.") from error
    if array.dtype.kind not in "biuf":
        raise ValueError(f"{name} must hold numbers, not text.")
    return array.astype(float)
