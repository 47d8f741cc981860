"""One common factor by maximum likelihood, and the reliability that follows from it."""

import math
from dataclasses import dataclass

import numpy as np
from scipy import optimize

from .estimates import Floats

_LEAST_UNIQUENESS = 0.005
_SINGULAR = 1e-10


@dataclass(frozen=True, kw_only=True)
class OneFactor:
    """Loadings and unique variances in raw units; `at_boundary` marks a Heywood case."""

    loadings: Floats
    uniquenesses: Floats
    at_boundary: bool

    @property
    def omega(self) -> float:
        """Return the share of the model-implied total variance that is common."""
        common = float(self.loadings.sum()) ** 2
        return common / (common + float(self.uniquenesses.sum()))

    def standard_error(self, n: int) -> float:
        """Return the delta-method standard error of omega for n rows (expected information)."""
        common, unique = float(self.loadings.sum()), float(self.uniquenesses.sum())
        total = (common**2 + unique) ** 2
        k = self.loadings.size
        slope = np.concatenate(
            [np.full(k, 2 * common * unique / total), np.full(k, -(common**2) / total)]
        )
        return math.sqrt(float(slope @ np.linalg.solve(self._information(n), slope)))

    def _information(self, n: int) -> Floats:
        """Return n/2 · tr(Σ⁻¹ ∂Σ/∂a Σ⁻¹ ∂Σ/∂b) over loadings, then unique variances."""
        k = self.loadings.size
        unit = np.eye(k)
        by_loading = np.einsum("ai,j->aij", unit, self.loadings)
        by_loading = by_loading + by_loading.transpose(0, 2, 1)
        by_unique = np.einsum("ai,aj->aij", unit, unit)
        implied = np.outer(self.loadings, self.loadings) + np.diag(self.uniquenesses)
        scaled = np.linalg.solve(implied, np.concatenate([by_loading, by_unique]))
        information: Floats = n / 2 * np.einsum("aij,bji->ab", scaled, scaled)
        return information


def fit_one_factor(covariance: Floats) -> OneFactor:
    """
    Return the maximum likelihood one-factor solution of a covariance matrix.

    The likelihood is concentrated on the uniquenesses of the correlation matrix (the estimates do
    not depend on units), each kept at or above 0.005; the factor's direction makes the sum of the
    loadings positive.

    Raises:
        ValueError: the matrix is singular, so that the likelihood has no maximum.

    Source: Jöreskog (1967), Psychometrika 32:443.
    """
    sd = np.sqrt(np.diag(covariance))
    correlation = covariance / np.outer(sd, sd)
    if np.linalg.eigvalsh(correlation)[0] < _SINGULAR:
        raise ValueError(
            "The items' covariance matrix is singular: "
            "an item repeats others, or there are too few rows."
        )
    start = np.clip(0.5 / np.diag(np.linalg.inv(correlation)), _LEAST_UNIQUENESS, 1)
    found = optimize.minimize(
        _discrepancy,
        start,
        args=(correlation,),
        jac=True,
        method="L-BFGS-B",
        bounds=[(_LEAST_UNIQUENESS, 1.0)] * sd.size,
        options={"ftol": 1e-15, "gtol": 1e-10, "maxiter": 10_000, "maxfun": 100_000},
    )
    loadings = _loadings(found.x, correlation)
    return OneFactor(
        loadings=loadings * sd * (1 if float((loadings * sd).sum()) >= 0 else -1),
        uniquenesses=found.x * sd**2,
        at_boundary=bool((found.x <= _LEAST_UNIQUENESS * 1.001).any()),
    )


def _discrepancy(uniquenesses: Floats, correlation: Floats) -> tuple[float, Floats]:
    """Return the likelihood discrepancy with the best loadings, and its gradient."""
    root = np.sqrt(uniquenesses)
    rest = np.linalg.eigvalsh(correlation / np.outer(root, root))[:-1]
    loadings = _loadings(uniquenesses, correlation)
    residual = loadings**2 + uniquenesses - np.diag(correlation)
    return float(np.sum(rest - np.log(rest) - 1)), residual / uniquenesses**2


def _loadings(uniquenesses: Floats, correlation: Floats) -> Floats:
    """Return the loadings that maximize the likelihood for given uniquenesses."""
    root = np.sqrt(uniquenesses)
    values, vectors = np.linalg.eigh(correlation / np.outer(root, root))
    loadings: Floats = root * vectors[:, -1] * math.sqrt(max(float(values[-1]) - 1, 0.0))
    return loadings
