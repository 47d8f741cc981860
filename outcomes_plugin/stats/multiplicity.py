"""Adjust p-values for many tests: Holm to confirm, Benjamini–Hochberg to explore."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from .estimates import Floats, numeric_vector


def holm(p_values: Any) -> Floats:
    """
    Return Holm's step-down adjusted p-values, in the order of the input.

    They control the family-wise error rate under any dependence. Shape (m,) in and out; an empty
    family comes back empty.

    Raises:
        ValueError: a p-value is missing or lies outside [0, 1].

    Source: Holm (1979), Scandinavian Journal of Statistics 6:65.
    """
    p = _checked(p_values)
    order = np.argsort(p, kind="stable")
    factors = np.arange(p.size, 0, -1)
    return _placed(np.maximum.accumulate(p[order] * factors), order)


def benjamini_hochberg(p_values: Any) -> Floats:
    """
    Return Benjamini and Hochberg's step-up adjusted p-values, in the order of the input.

    They control the false discovery rate of independent (or positively dependent) tests. Shape
    (m,) in and out; an empty family comes back empty.

    Raises:
        ValueError: a p-value is missing or lies outside [0, 1].

    Source: Benjamini and Hochberg (1995), Journal of the Royal Statistical Society B 57:289.
    """
    p = _checked(p_values)
    order = np.argsort(p, kind="stable")
    stepped = p[order] * p.size / np.arange(1, p.size + 1)
    return _placed(np.minimum.accumulate(stepped[::-1])[::-1], order)


def _checked(p_values: Any) -> Floats:
    p = numeric_vector(p_values, name="p_values")
    if np.isnan(p).any():
        raise ValueError("A p-value is missing; leave the test out of the family or compute it.")
    if ((p < 0) | (p > 1)).any():
        raise ValueError("A p-value must lie between 0 and 1.")
    return p


def _placed(sorted_values: Floats, order: NDArray[np.int64]) -> Floats:
    adjusted = np.empty_like(sorted_values)
    adjusted[order] = np.minimum(sorted_values, 1)
    return adjusted
