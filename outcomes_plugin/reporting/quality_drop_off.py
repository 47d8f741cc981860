"""Who began and did not send, and how far they had come."""

from collections.abc import Sequence

from outcomes_plugin import stats

from .data import QualityData, QualityKind
from .quality_data import Judged
from .quality_rules import may_tell_share


def drop_off(judged: Judged) -> Sequence[QualityData]:
    """Return the shares of those who began that stopped; none where nobody could be seen to."""
    left = judged.answers.left
    if left is None:
        return []
    return drop_off_rows(left, answered=judged.answers.answered, k=judged.k)


def drop_off_rows(left: Sequence[int], *, answered: int, k: int) -> Sequence[QualityData]:
    """
    Return the share of those who began that stopped at all, then that stopped in each part.

    The parts are told together or not at all: one that is hidden alone is the whole less the rest.
    """
    stopped, began = sum(left), sum(left) + answered
    if not began:
        return []
    if not may_tell_share(stopped, of=began, k=k):
        return _hidden(len(left))
    if not all(may_tell_share(people, of=began, k=k) for people in left):
        return [_row("", stopped, began), *_hidden(len(left))[1:]]
    return [
        _row("", stopped, began),
        *(_row(str(place), people, began) for place, people in enumerate(left, start=1)),
    ]


def _row(key: str, people: int, began: int) -> QualityData:
    share = stats.wilson_interval(people, began)
    low, high = share.interval or (None, None)
    return QualityData(
        kind=QualityKind.PAGE_DROP_OFF,
        key=key,
        estimate=share.estimate,
        low=low,
        high=high,
        n=began,
    )


def _hidden(parts: int) -> list[QualityData]:
    keys = ("", *(str(place) for place in range(1, parts + 1)))
    return [QualityData(kind=QualityKind.PAGE_DROP_OFF, key=key, hidden=True) for key in keys]
