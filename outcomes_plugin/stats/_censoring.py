"""Right-censored observations: what comes in is checked, and counted at each event time."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .estimates import Floats, dropped_rows_warning, numeric_vector

Counts = NDArray[np.int64]
Mask = NDArray[np.bool_]

FEW_EVENTS = 10


@dataclass(frozen=True, kw_only=True)
class Observations:
    """Complete rows: a duration each, whether it ended in the event, and which rows were kept."""

    durations: Floats
    events: Mask
    kept: Mask
    warnings: tuple[str, ...]


def observations(durations: Any, events: Any, *, complete: Mask | None = None) -> Observations:
    """
    Return the rows without missing values; `complete` says which rows have their other columns.

    Raises:
        ValueError: lengths that differ, a negative duration, an event that is neither 0 nor 1,
            text, or no complete row.
    """
    times = checked_durations(durations)
    flags = numeric_vector(events, name="events")
    if flags.shape != times.shape:
        raise ValueError("durations and events must have the same length.")
    kept = ~(np.isnan(times) | np.isnan(flags))
    if complete is not None:
        kept &= complete
    if not kept.all():
        times, flags = times[kept], flags[kept]
    if times.size == 0:
        raise ValueError("No row is complete, so there is nothing to estimate from.")
    happened = flags == 1
    if not (happened | (flags == 0)).all():
        raise ValueError("events must be 1 where the event happened and 0 where it was censored.")
    warnings = dropped_rows_warning(int(kept.size - times.size))
    return Observations(durations=times, events=happened, kept=kept, warnings=warnings)


def checked_durations(durations: Any) -> Floats:
    """
    Return the durations as floats, NaN where missing.

    Raises:
        ValueError: text, an infinity, or a negative duration.
    """
    times = numeric_vector(durations, name="durations")
    if (times < 0).any():
        raise ValueError("A duration must not be negative.")
    return times


def few_events_warning(count: int) -> tuple[str, ...]:
    """Return the warning for fewer than ten events, or nothing."""
    if count == 0:
        return ("No event was observed: every duration is censored.",)
    if count < FEW_EVENTS:
        return (f"Fewer than ten events were observed ({count}), so the interval is rough.",)
    return ()


def distinct(ordered: Floats) -> tuple[Floats, Counts]:
    """Return the distinct values of an ascending vector and how often each occurs."""
    starts = np.flatnonzero(np.diff(ordered, prepend=-np.inf) > 0)
    return ordered[starts], np.diff(starts, append=ordered.size)


def still_at_risk(ordered: Floats, times: Floats) -> Counts:
    """Return how many of the ascending durations reach each time; a censoring there does."""
    return ordered.size - np.searchsorted(ordered, times, side="left")
