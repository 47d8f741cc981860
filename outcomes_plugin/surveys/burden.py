"""
How much may be asked of one person, over all programs. Pure: what was asked in, an instant out.

A person of whom nothing was asked within the days of a limit is always within it: a survey that is
longer than the limit would else never be asked.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from . import schedule
from .data import Ask, BurdenLimit, BurdenMeasure, Enough


def enough_for(
    asks: Sequence[Ask],
    minutes: int,
    *,
    limits: Iterable[BurdenLimit],
    at: datetime,
    zone: ZoneInfo,
) -> Enough | None:
    """
    Return why a survey of these minutes would be too much now, and until when; None if it is not.

    Days are those of the calendar in the zone: what was asked at nine counts until nine.
    """
    found = [_over(asks, minutes, limit, at=at, zone=zone) for limit in limits]
    return max((one for one in found if one is not None), key=lambda one: one.until, default=None)


def _over(
    asks: Sequence[Ask], minutes: int, limit: BurdenLimit, *, at: datetime, zone: ZoneInfo
) -> Enough | None:
    ends = [(schedule.shifted(one.at, limit.days, zone), one.minutes) for one in asks]
    counting = sorted(one for one in ends if one[0] > at)
    measure = _too_much(counting, minutes, limit)
    if measure is None:
        return None
    while _too_much(counting, minutes, limit) is not None:
        until, counting = counting[0][0], counting[1:]
    return Enough(until=until, days=limit.days, measure=measure)


def _too_much(
    counting: Sequence[tuple[datetime, int]], minutes: int, limit: BurdenLimit
) -> BurdenMeasure | None:
    if not counting:
        return None
    if len(counting) >= limit.invitations:
        return BurdenMeasure.INVITATIONS
    if sum(each for _end, each in counting) + minutes > limit.minutes:
        return BurdenMeasure.MINUTES
    return None
