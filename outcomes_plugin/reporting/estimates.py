"""From sums to a number with its 95 % interval."""

from dataclasses import dataclass

from outcomes_plugin import stats
from outcomes_plugin.frameworks.data import Measure

from .sums import CellSums


@dataclass(frozen=True, kw_only=True)
class Measured:
    """A number and its whole interval, unscaled: a share of 80 % is 0.8."""

    estimate: float
    low: float
    high: float


def measured(cell: CellSums, measure: Measure) -> Measured:
    """
    Return the cell's number with Student's t interval, or Wilson's (share), or Garwood's (rate).

    Raises:
        ValueError: fewer than two values, or no time at risk.
    """
    if measure is Measure.SHARE:
        found = stats.wilson_interval(round(cell.total), cell.n)
    elif measure is Measure.RATE_PER_PERSON_YEAR:
        found = stats.rate_per_person_year(round(cell.total), cell.exposure)
    else:
        found = stats.mean_interval_from_sums(
            n=cell.n, total=cell.total, total_of_squares=cell.total_of_squares
        )
    low, high = found.interval
    return Measured(estimate=float(found.estimate), low=float(low), high=float(high))
