"""Linear regression whose standard errors allow for people who share a mentor or a unit."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from statsmodels.regression.linear_model import OLS

from .estimates import (
    Estimate,
    Floats,
    dropped_rows_warning,
    numeric_frame,
    numeric_vector,
)

INTERCEPT = "intercept"
_FEW_CLUSTERS = 30


@dataclass(frozen=True, kw_only=True)
class Coefficient(Estimate):
    """A regression coefficient in units of the outcome per unit of its column."""

    standard_error: float


@dataclass(frozen=True, kw_only=True)
class ClusterRobustFit:
    """
    An ordinary least squares fit: coefficients by column name, with "intercept" among them.

    `n` counts rows, `clusters` the groups, `degrees_of_freedom` is that of the t intervals.
    """

    coefficients: Mapping[Hashable, Coefficient]
    n: int
    clusters: int
    degrees_of_freedom: int
    method: str
    warnings: tuple[str, ...]


def cluster_robust_ols(outcome: Any, covariates: Any, clusters: Any) -> ClusterRobustFit:
    """
    Fit outcome = intercept + covariates by least squares with cluster-robust (CR1) standard errors.

    `outcome` has shape (n,), `covariates` (n, columns) of numbers, `clusters` (n,) of any labels;
    rows that miss any of them are left out and counted. The covariance is the cluster sandwich
    times G/(G − 1)·(N − 1)/(N − K); intervals are Student's t with G − 1 degrees of freedom.

    Raises:
        ValueError: unequal lengths, text among the covariates, a column named "intercept", fewer
            than two clusters, no more rows than coefficients, or columns (with the intercept) that
            are constant or combinations of each other.

    Source: Liang and Zeger (1986), Biometrika 73:13; Cameron and Miller (2015), Journal of Human
    Resources 50:317, equations 10 to 12.
    """
    y = numeric_vector(outcome, name="outcome")
    frame = numeric_frame(covariates, name="covariates")
    labels = cluster_codes(clusters)
    if not len(frame) == y.size == labels.size:
        raise ValueError("outcome, covariates and clusters must have the same length.")
    if INTERCEPT in frame.columns:
        raise ValueError('A covariate must not be named "intercept"; that name is the constant\'s.')
    kept = ~(np.isnan(y) | frame.isna().any(axis=1).to_numpy() | (labels < 0))
    design = np.column_stack([np.ones(int(kept.sum())), frame.to_numpy()[kept]])
    fit = fit_clustered(y[kept], design, labels[kept])
    return _by_name(fit, [INTERCEPT, *frame.columns], n=y.size, kept=int(kept.sum()))


@dataclass(frozen=True, kw_only=True)
class LinearFit:
    """Estimates of a design's columns with robust standard errors and their t intervals."""

    estimates: Floats
    standard_errors: Floats
    intervals: Floats
    clusters: int = 0


def fit_clustered(y: Floats, design: Floats, labels: NDArray[np.int64]) -> LinearFit:
    """Fit by least squares with CR1 standard errors and t intervals on G − 1 degrees of freedom."""
    count = int(np.unique(labels).size)
    if count < 2:
        raise ValueError("Cluster-robust standard errors need at least two clusters.")
    fit = _least_squares(y, design).fit(
        cov_type="cluster",
        cov_kwds={"groups": np.unique(labels, return_inverse=True)[1]},
        use_t=True,
    )
    return LinearFit(
        estimates=fit.params, standard_errors=fit.bse, intervals=fit.conf_int(), clusters=count
    )


def fit_heteroskedastic(y: Floats, design: Floats) -> LinearFit:
    """Fit by least squares with HC1 standard errors and t intervals on N − K degrees of freedom."""
    fit = _least_squares(y, design).fit(cov_type="HC1", use_t=True)
    return LinearFit(estimates=fit.params, standard_errors=fit.bse, intervals=fit.conf_int())


def cluster_codes(clusters: Any) -> NDArray[np.int64]:
    """
    Return one whole number per cluster label, by position; a missing label becomes −1.

    Raises:
        ValueError: not one-dimensional.
    """
    if np.ndim(clusters) != 1:
        raise ValueError("clusters must be one-dimensional.")
    codes: NDArray[np.int64] = pd.factorize(pd.Series(clusters))[0].astype(np.int64)
    return codes


def few_clusters_warning(count: int) -> tuple[str, ...]:
    """Return the warning that cluster-robust errors rest on too few clusters, or nothing."""
    if count >= _FEW_CLUSTERS:
        return ()
    return (f"Only {count} clusters: cluster-robust standard errors tend to be too small.",)


def _by_name(fit: LinearFit, names: list[Hashable], *, n: int, kept: int) -> ClusterRobustFit:
    warnings = (*dropped_rows_warning(n - kept), *few_clusters_warning(fit.clusters))
    method = "ordinary least squares; CR1 cluster-robust standard errors; t interval"
    coefficients = {
        name: Coefficient(
            estimate=float(fit.estimates[position]),
            standard_error=float(fit.standard_errors[position]),
            interval=(float(fit.intervals[position, 0]), float(fit.intervals[position, 1])),
            n=kept,
            method=method,
            warnings=warnings,
        )
        for position, name in enumerate(names)
    }
    return ClusterRobustFit(
        coefficients=coefficients,
        n=kept,
        clusters=fit.clusters,
        degrees_of_freedom=fit.clusters - 1,
        method=method,
        warnings=warnings,
    )


def _least_squares(y: Floats, design: Floats) -> Any:
    rows, columns = design.shape
    if rows <= columns:
        raise ValueError(f"{columns} coefficients need more than {columns} complete rows.")
    scale = np.abs(design).max(axis=0)
    if not scale.all() or np.linalg.matrix_rank(design / scale) < columns:
        raise ValueError("A column is constant or a combination of other columns.")
    return OLS(y, design)
