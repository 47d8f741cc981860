"""Efron's approximation of the partial likelihood, its maximum and its Schoenfeld residuals."""

from dataclasses import dataclass

import numpy as np

from ._censoring import Counts, Mask, distinct, still_at_risk
from .estimates import Floats

TOLERANCE = 1e-11
MOST_STEPS = 50
MOST_HALVINGS = 30
VANISHED = 1e-9
INVOLVED = 0.01


@dataclass(frozen=True, kw_only=True)
class Derivatives:
    """The log partial likelihood at some coefficients, its gradient and its negative Hessian."""

    log_likelihood: float
    score: Floats
    information: Floats
    means: Floats


@dataclass(frozen=True, kw_only=True)
class Maximum:
    """
    Where the likelihood is largest, or where its rise came to nothing.

    `endless` marks the coefficients along which it rises for ever.
    """

    coefficients: Floats
    log_likelihood: float
    information: Floats
    converged: bool
    endless: Mask


@dataclass(frozen=True, kw_only=True)
class PartialLikelihood:
    """
    The partial likelihood of right-censored rows in descending order of their durations.

    `place` gives the distinct event time of each event, `fraction` how much of the tied events'
    weight has left the risk set when it happens: 0, 1/d, … (d - 1)/d.
    """

    values: Floats
    event_rows: Counts
    place: Counts
    fraction: Floats
    risk_set_ends: Counts
    deaths: Counts

    @classmethod
    def of(cls, durations: Floats, events: Mask, values: Floats) -> "PartialLikelihood":
        """Return the partial likelihood of the rows."""
        order = np.lexsort((~events, -durations))
        event_rows = np.flatnonzero(events[order])[::-1]
        times, deaths = distinct(np.sort(durations[events]))
        first = np.cumsum(deaths) - deaths
        place = np.repeat(np.arange(times.size), deaths)
        return cls(
            values=values[order],
            event_rows=event_rows,
            place=place,
            fraction=(np.arange(place.size) - first[place]) / deaths[place],
            risk_set_ends=still_at_risk(np.sort(durations), times) - 1,
            deaths=deaths,
        )

    def derivatives(self, coefficients: Floats) -> Derivatives:
        """Return value, gradient and observed information at the coefficients."""
        predictor = self.values @ coefficients
        weights = np.exp(predictor - predictor.max())
        total = self._left_at_events(weights)
        means = self._left_at_events(weights[:, np.newaxis] * self.values) / total[:, np.newaxis]
        information = np.empty((coefficients.size, coefficients.size))
        for column in range(coefficients.size):
            weighted = weights[:, np.newaxis] * self.values * self.values[:, [column]]
            moments = self._left_at_events(weighted) / total[:, np.newaxis]
            information[column] = (moments - means * means[:, [column]]).sum(axis=0)
        at_events = predictor[self.event_rows] - predictor.max()
        return Derivatives(
            log_likelihood=float(at_events.sum() - np.log(total).sum()),
            score=(self.values[self.event_rows] - means).sum(axis=0),
            information=(information + information.T) / 2,
            means=means,
        )

    def schoenfeld_residuals(self, coefficients: Floats) -> Floats:
        """Return, per event, its covariates minus their mean in the risk set of its time."""
        means = self.derivatives(coefficients).means
        starts = np.cumsum(self.deaths) - self.deaths
        tied: Floats = np.add.reduceat(means, starts, axis=0) / self.deaths[:, np.newaxis]
        residuals: Floats = self.values[self.event_rows] - tied[self.place]
        return residuals

    def kaplan_meier_clock(self) -> Floats:
        """Return 1 - S just before the time of each event."""
        at_risk = self.risk_set_ends + 1
        survival = np.cumprod((at_risk - self.deaths) / at_risk)
        clock: Floats = np.concatenate(([0.0], 1.0 - survival[:-1]))
        return clock[self.place]

    def _left_at_events(self, weighted: Floats) -> Floats:
        """Return the sums over each event's risk set, less the part that Efron takes away."""
        at_risk = np.cumsum(weighted, axis=0)[self.risk_set_ends]
        starts = np.cumsum(self.deaths) - self.deaths
        dying = np.add.reduceat(weighted[self.event_rows], starts, axis=0)
        shape = (-1,) + (1,) * (weighted.ndim - 1)
        left: Floats = at_risk[self.place] - self.fraction.reshape(shape) * dying[self.place]
        return left


def maximum(likelihood: PartialLikelihood) -> Maximum:
    """Return the maximum by Newton's method from zero; a step that loses is halved."""
    coefficients = np.zeros(likelihood.values.shape[1])
    start = here = likelihood.derivatives(coefficients)
    converged = False
    for _ in range(MOST_STEPS):
        step = np.linalg.lstsq(here.information, here.score, rcond=None)[0]
        for halving in range(MOST_HALVINGS):
            moved = coefficients + step / 2**halving
            there = likelihood.derivatives(moved)
            if there.log_likelihood >= here.log_likelihood - TOLERANCE:
                break
        gained = there.log_likelihood - here.log_likelihood
        coefficients, here = moved, there
        converged = abs(gained) <= TOLERANCE * (1 + abs(here.log_likelihood))
        if converged and np.abs(step).max() <= np.sqrt(TOLERANCE):
            break
    return Maximum(
        coefficients=coefficients,
        log_likelihood=here.log_likelihood,
        information=here.information,
        converged=converged,
        endless=_endless(start.information, here.information),
    )


def _endless(start: Floats, end: Floats) -> Mask:
    """Return which coefficients take part in a direction that has lost all its information."""
    scale = np.sqrt(np.diag(start))
    values, vectors = np.linalg.eigh(end / np.outer(scale, scale))
    return np.asarray((np.abs(vectors[:, values < VANISHED]) > INVOLVED).any(axis=1))
