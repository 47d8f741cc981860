"""How people answered: straight down one column, or sooner than they can have read."""

from collections.abc import Sequence

from outcomes_plugin import stats

from .data import QualityData, QualityKind
from .quality_data import Judged
from .quality_rules import may_tell_share


def answering_style(judged: Judged) -> Sequence[QualityData]:
    """
    Return the shares of all answers that go straight down, and that came too fast.

    There is no share where nothing tells: where the survey has too few statements, and where
    browsers have told of fewer than half of the answers how fast they came.
    """
    found = judged.answers
    shares: list[QualityData] = []
    if found.straight is not None and found.answered:
        shares.append(_share(QualityKind.STRAIGHT_LINING, found.straight, judged))
    if found.answered and 2 * found.timed >= found.answered:
        shares.append(_share(QualityKind.SPEEDING, found.fast, judged))
    return shares


def _share(kind: QualityKind, count: int, judged: Judged) -> QualityData:
    answered = judged.answers.answered
    if judged.is_too_small or not may_tell_share(count, of=answered, k=judged.k):
        return QualityData(kind=kind, hidden=True)
    share = stats.wilson_interval(count, answered)
    low, high = share.interval or (None, None)
    return QualityData(kind=kind, estimate=share.estimate, low=low, high=high, n=answered)
