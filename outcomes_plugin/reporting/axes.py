"""The value axis of a chart: at most a few ticks, at round numbers, in the reader's digits."""

import math
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from outcomes_plugin.frameworks.data import IndicatorData, Measure

from . import wording
from .points import TrendPoint

_INTERVALS = 4


def value_ticks(indicator: IndicatorData, points: Sequence[TrendPoint]) -> Sequence[float]:
    """
    Return the ticks; the first and the last are the ends of the axis.

    A score has its whole scale and a share 0 to 1; changes and rates reach from 0 to what is shown.
    """
    if indicator.measure is Measure.SHARE:
        return _ticks(0.0, 1.0, step=0.25)
    if indicator.measure is Measure.SCORE_MEAN:
        low, high = indicator.scale_low or 0.0, indicator.scale_high or 0.0
        step = max(1.0, math.ceil((high - low) / 5))
        return _ticks(low, high, step=step)
    ends = [
        end for point in points for end in (point.low, point.high, point.target) if end is not None
    ]
    low, high = min(0.0, *ends, 0.0), max(0.0, *ends, 0.0)
    step = _round_step((high - low) / _INTERVALS or 1.0)
    return _ticks(math.floor(low / step) * step, math.ceil(high / step) * step or step, step=step)


def _ticks(low: float, high: float, *, step: float) -> Sequence[float]:
    count = max(1, math.ceil((high - low) / step - 1e-9))
    ticks = [float(Decimal(repr(low)) + Decimal(repr(step)) * place) for place in range(count)]
    return [*ticks, round(high, 12)]


def _round_step(least: float) -> float:
    """Return 1, 2, 2.5 or 5 times a power of ten: the first that is no smaller."""
    power = 10.0 ** math.floor(math.log10(least))
    return next(
        round(factor * power, 12) for factor in (1, 2, 2.5, 5, 10) if factor * power >= least
    )


def value_axis(indicator: IndicatorData, ticks: Sequence[float]) -> dict[str, Any]:
    """Return the axis with the ticks, each in the digits of the active language."""
    names: Mapping[str, str] = {f"{tick:.6f}": wording.tick(tick, indicator) for tick in ticks}
    pairs = ", ".join(f"'{tick}': '{name}'" for tick, name in names.items())
    return {"values": list(ticks), "labelExpr": f"({{{pairs}}})[format(datum.value, '.6f')]"}
