"""The pairs that may be matched: scores, seats and fixed pairs are checked and put in order."""

import operator
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import scipy.sparse as sp
from numpy.typing import NDArray

from ._whole_counts import Ints, whole_counts
from .estimates import Floats

Mask = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True)
class Pairs:
    """Allowed pairs in ascending order of mentee and mentor, each once, with finite scores."""

    mentees: Ints
    mentors: Ints
    scores: Floats
    shape: tuple[int, int]

    def of(self, kept: Mask) -> "Pairs":
        """Return the marked pairs."""
        return Pairs(
            mentees=self.mentees[kept],
            mentors=self.mentors[kept],
            scores=self.scores[kept],
            shape=self.shape,
        )

    def positions(self, mentees: Ints, mentors: Ints) -> Ints:
        """Return where each given pair stands, -1 where it is not allowed."""
        if self.scores.size == 0:
            return np.full(mentees.size, -1)
        keys = self.mentees * self.shape[1] + self.mentors
        wanted = mentees * self.shape[1] + mentors
        found = np.minimum(np.searchsorted(keys, wanted), keys.size - 1)
        return np.where(keys[found] == wanted, found, -1)


def allowed_pairs(scores: Any) -> Pairs:
    """
    Return the pairs that a score matrix allows; NaN, −inf and unstored entries are forbidden.

    What a sparse matrix stores twice at one place counts as its sum, as everywhere in SciPy.

    Raises:
        ValueError: not two-dimensional, text, complex, or +inf.
    """
    rows, columns, values, shape = _sparse(scores) if sp.issparse(scores) else _dense(scores)
    if np.isposinf(values).any():
        raise ValueError("A score must not be +inf; pin the pair instead.")
    keys = rows * shape[1] + columns
    if (np.diff(keys) <= 0).any():
        keys, values = _merged(keys, values)
        rows, columns = np.divmod(keys, shape[1])
    pairs = Pairs(mentees=rows, mentors=columns, scores=values, shape=shape)
    finite = np.isfinite(values)
    return pairs if finite.all() else pairs.of(finite)


def seat_counts(capacities: Any, mentors: int) -> Ints:
    """
    Return the seats per mentor.

    Raises:
        ValueError: not one whole number of at least 0 per mentor.
    """
    if np.shape(capacities) != (mentors,):
        raise ValueError("capacities must hold one number per mentor.")
    if mentors == 0:
        return np.zeros(0, dtype=np.int64)
    return whole_counts(capacities, name="capacities")


def named_pairs(pairs: Iterable[Any], shape: tuple[int, int], *, name: str) -> tuple[Ints, Ints]:
    """
    Return mentees and mentors of the (mentee, mentor) pairs.

    Raises:
        ValueError: something that is no pair of whole numbers, or lies outside the matrix.
    """
    listed = []
    for pair in pairs:
        try:
            mentee, mentor = (operator.index(index) for index in pair)
        except (TypeError, ValueError) as error:
            raise ValueError(f"{name} must hold (mentee, mentor) pairs of positions.") from error
        if not (0 <= mentee < shape[0] and 0 <= mentor < shape[1]):
            raise ValueError(f"The pair {(mentee, mentor)} in {name} lies outside the scores.")
        listed.append((mentee, mentor))
    array = np.array(listed, dtype=np.int64).reshape(-1, 2)
    return array[:, 0], array[:, 1]


def _sparse(scores: Any) -> tuple[Ints, Ints, Floats, tuple[int, int]]:
    if scores.ndim != 2:
        raise ValueError("scores must be mentees × mentors.")
    rows, columns, values = _diagonals(scores) if scores.format == "dia" else _entries(scores)
    return rows.astype(np.int64), columns.astype(np.int64), _real(values), scores.shape


def _entries(scores: Any) -> tuple[Any, Any, Any]:
    triplets = scores.tocoo()
    return triplets.row, triplets.col, triplets.data


def _diagonals(scores: Any) -> tuple[Any, Any, Any]:
    """Return what the diagonals store, zeros too, which SciPy's conversion leaves out."""
    mentees, mentors = scores.shape
    columns = np.broadcast_to(np.arange(scores.data.shape[1]), scores.data.shape)
    rows = columns - scores.offsets[:, np.newaxis]
    inside = (rows >= 0) & (rows < mentees) & (columns < mentors)
    return rows[inside], columns[inside], scores.data[inside]


def _dense(scores: Any) -> tuple[Ints, Ints, Floats, tuple[int, int]]:
    if isinstance(scores, np.ma.MaskedArray):
        scores = np.where(np.asarray(scores.mask), np.nan, scores.data)
    elif isinstance(scores, pd.DataFrame):
        numeric = all(pd.api.types.is_numeric_dtype(kind) for kind in scores.dtypes)
        scores = scores.to_numpy(dtype=float if numeric else object, na_value=np.nan)
    try:
        array = np.asarray(scores)
    except ValueError as error:
        raise ValueError("scores must be a full matrix of numbers.") from error
    if array.ndim != 2:
        raise ValueError("scores must be mentees × mentors.")
    values = _real(array)
    rows, columns = np.nonzero(~np.isnan(values) & ~np.isneginf(values))
    return rows, columns, values[rows, columns], (array.shape[0], array.shape[1])


def _real(values: Any) -> Floats:
    if values.dtype == object:
        if any(isinstance(one, str | bytes) for one in values.flat):
            raise ValueError("scores must be numbers, not text.")
        values = np.where(pd.isna(values), np.nan, values)
        try:
            values = values.astype(float)
        except (TypeError, ValueError) as error:
            raise ValueError("scores must be numbers.") from error
    if values.dtype.kind not in "biuf":
        raise ValueError("scores must be real numbers.")
    return np.asarray(values, dtype=float)


def _merged(keys: Ints, values: Floats) -> tuple[Ints, Floats]:
    order = np.argsort(keys, kind="stable")
    keys, values = keys[order], values[order]
    starts = np.flatnonzero(np.diff(keys, prepend=-1))
    return keys[starts], np.add.reduceat(values, starts)
