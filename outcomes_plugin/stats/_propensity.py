"""The propensity score: a main-effects logit that survives separation."""

import warnings
from dataclasses import dataclass

import numpy as np
from scipy import optimize
from scipy.special import expit, xlogy
from statsmodels.genmod.families import Binomial
from statsmodels.genmod.generalized_linear_model import GLM

from .estimates import Floats

_SUSPICIOUS = 1e-6
_HALFWAY = 0.5


@dataclass(frozen=True, kw_only=True)
class Propensity:
    """The fitted log odds of treatment by row, and whether the groups were separable."""

    logit: Floats
    separated: bool


def fit_propensity(design: Floats, treated: Floats) -> Propensity:
    """
    Return the logit fit of treatment on a full-rank design with an intercept.

    Where covariates separate the groups, completely or in part, maximum likelihood has no finite
    solution; then Firth's penalized likelihood takes its place and `separated` is true.

    Source: Firth (1993), Biometrika 80:27; Heinze and Schemper (2002), Statistics in Medicine
    21:2409; Konis (2007), for the test of separation by linear programming.
    """
    logit = _maximum_likelihood(design, treated)
    extreme = expit(-np.abs(logit)).min() < _SUSPICIOUS
    if extreme and _is_separated(design, treated):
        return Propensity(logit=_firth(design, treated), separated=True)
    return Propensity(logit=logit, separated=False)


def _maximum_likelihood(design: Floats, treated: Floats) -> Floats:
    with warnings.catch_warnings():
        # Separation is tested for afterwards, so the warnings of the fit say nothing new.
        warnings.simplefilter("ignore")
        fit = GLM(treated, design, family=Binomial()).fit(maxiter=100, tol=1e-12)
    logit: Floats = design @ fit.params
    return logit


def _is_separated(design: Floats, treated: Floats) -> bool:
    """Return whether some direction puts no row on the wrong side and at least one off the line."""
    signed = design * np.where(treated == 1, 1, -1)[:, np.newaxis]
    found = optimize.linprog(
        -signed.sum(axis=0), A_ub=-signed, b_ub=np.zeros(len(signed)), bounds=(-1, 1)
    )
    # Any such direction can be stretched to the edge of the box; without one only 0 is left.
    return bool(np.abs(found.x).max() > _HALFWAY)


def _firth(design: Floats, treated: Floats) -> Floats:
    found = optimize.minimize(
        _penalized_loss,
        np.zeros(design.shape[1]),
        args=(design, treated),
        jac=True,
        method="BFGS",
        options={"gtol": 1e-8, "maxiter": 10_000},
    )
    logit: Floats = design @ found.x
    return logit


def _penalized_loss(beta: Floats, design: Floats, treated: Floats) -> tuple[float, Floats]:
    """Return minus the log likelihood with Jeffreys' penalty, and its gradient."""
    chance, miss = expit(design @ beta), expit(-(design @ beta))
    weighted = design * np.sqrt(chance * miss)[:, np.newaxis]
    basis, triangle = np.linalg.qr(weighted)
    with np.errstate(divide="ignore"):
        penalty = float(np.log(np.abs(np.diag(triangle))).sum())
    likelihood = float((xlogy(treated, chance) + xlogy(1 - treated, miss)).sum())
    leverage = (basis**2).sum(axis=1)
    return -(likelihood + penalty), -design.T @ (treated - chance + leverage * (0.5 - chance))
