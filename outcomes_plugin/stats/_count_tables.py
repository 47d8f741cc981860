"""Count tables with totals: input is checked, totals are added, relations written down."""

import math
from typing import Any

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]
Index = tuple[int, ...]

LARGEST_TOTAL = 2**53


def checked_threshold(k: Any) -> int:
    """
    Return the threshold as an int.

    Raises:
        ValueError: not a whole number of at least 1.
    """
    if isinstance(k, bool | np.bool_ | str | bytes) or np.ndim(k) != 0:
        raise ValueError("k must be a whole number of at least 1.")
    try:
        whole = math.isfinite(k) and int(k) == k
    except TypeError as error:
        raise ValueError("k must be a whole number of at least 1.") from error
    if not whole or k < 1:
        raise ValueError("k must be a whole number of at least 1.")
    return int(k)


def count_table(table: Any) -> Ints:
    """
    Return the counts as an integer array of the same shape; DataFrames are read by position.

    Raises:
        ValueError: empty, without an axis, text, missing, infinite, negative or fractional.
    """
    floats = _numbers(table, name="A count table")
    if floats.ndim == 0 or floats.size == 0:
        raise ValueError("A count table needs at least one cell and one axis.")
    if not np.isfinite(floats).all():
        raise ValueError("A count table must not hold missing or infinite counts.")
    if (floats < 0).any() or (floats != np.floor(floats)).any():
        raise ValueError("Counts must be whole numbers of at least 0.")
    if floats.sum() >= LARGEST_TOTAL:
        raise ValueError("The counts are too large to be added exactly.")
    return floats.astype(np.int64)


def published_counts(published: Any) -> NDArray[np.float64]:
    """
    Return a published table, its totals included, as floats with NaN for what is hidden.

    Raises:
        ValueError: an axis without a cell beside its total, or counts that are none.
    """
    floats = _numbers(published, name="A published table")
    if floats.ndim == 0 or min(floats.shape) < 2:
        raise ValueError("A published table needs a cell and a total along every axis.")
    shown = floats[~np.isnan(floats)]
    if not np.isfinite(shown).all() or (shown < 0).any() or (shown != np.floor(shown)).any():
        raise ValueError("Published counts must be whole numbers of at least 0.")
    if (shown >= LARGEST_TOTAL).any():
        raise ValueError("The published counts are too large to be added exactly.")
    return floats


def known_counts(published: Any, hidden: Any) -> tuple[Ints, Mask]:
    """
    Return the published counts, with 0 in place of what is hidden, and the mask of the hidden.

    Raises:
        ValueError: no published table; a mask of another shape; a number where hidden, or none
            where not.
    """
    known = published_counts(published)
    mask = mask_of(hidden, known.shape, name="hidden")
    if (np.isnan(known) != mask).any():
        raise ValueError("A published table must hold NaN exactly where it is hidden.")
    return np.where(mask, 0, known).astype(np.int64), mask


def mask_of(mask: Any, shape: tuple[int, ...], *, name: str) -> Mask:
    """
    Return the mask as booleans; None marks nothing.

    Raises:
        ValueError: another shape, or a value that is neither true nor false.
    """
    if mask is None:
        return np.zeros(shape, dtype=bool)
    numbers = _numbers(mask, name=f"The mask {name}")
    if numbers.shape != shape:
        raise ValueError(f"The mask {name} must have the shape {shape}, not {numbers.shape}.")
    if not np.isin(numbers, (0, 1)).all():
        raise ValueError(f"The mask {name} must hold only true and false.")
    return numbers.astype(bool)


def _numbers(values: Any, *, name: str) -> NDArray[np.float64]:
    if isinstance(values, np.ma.MaskedArray):
        values = np.where(values.mask, np.nan, values.data)
    try:
        array = np.asarray(values)
    except ValueError as error:
        raise ValueError(f"{name} must be a full array of numbers.") from error
    if array.dtype == object:
        array = _unboxed(array, name=name)
    if array.dtype.kind not in "biuf":
        raise ValueError(f"{name} must hold numbers.")
    return array.astype(float)


def _unboxed(array: NDArray[Any], *, name: str) -> NDArray[np.float64]:
    if any(isinstance(value, str | bytes) for value in array.flat):
        raise ValueError(f"{name} must hold numbers, not text.")
    try:
        return array.astype(float)
    except (TypeError, ValueError) as error:
        raise ValueError(f"{name} must be a full array of numbers.") from error


def with_totals(table: Ints) -> Ints:
    """Return the table with every axis one longer: the last index of an axis holds its total."""
    for axis in range(table.ndim):
        table = np.concatenate([table, table.sum(axis=axis, keepdims=True)], axis=axis)
    return table


def structural_with_totals(structural: Mask) -> Mask:
    """Return which cells and totals are impossible: a total is when all its cells are."""
    return ~with_totals((~structural).astype(np.int64)).astype(bool)


def table_relations(shape: tuple[int, ...]) -> sp.csr_matrix:
    """
    Return the additivity of a table whose axes include their totals, one row per line.

    Columns are the flattened cells. A row has 1 at the cells of the line and -1 at its total.
    """
    cells = np.arange(math.prod(shape)).reshape(shape)
    blocks = [
        _line_block(np.moveaxis(cells, axis, -1).reshape(-1, length), columns=cells.size)
        for axis, length in enumerate(shape)
    ]
    return sp.vstack(blocks, format="csr")


def _line_block(lines: Ints, *, columns: int) -> sp.csr_matrix:
    count, length = lines.shape
    signs = np.ones((count, length), dtype=np.int64)
    signs[:, -1] = -1
    starts = np.arange(count + 1) * length
    return sp.csr_matrix((signs.ravel(), lines.ravel(), starts), shape=(count, columns))
