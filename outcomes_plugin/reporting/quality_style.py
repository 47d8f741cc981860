"""How people answered: straight down one column, or sooner than they can have read."""

from collections.abc import Sequence

from outcomes_plugin import stats
from outcomes_plugin.surveys.data import AnswerQuality

from .data import QualityData, QualityKind
from .quality_data import Judged
from .quality_rules import may_tell_share


def answering_style(judged: Judged) -> Sequence[QualityData]:
    """Return the shares of all answers that go straight down, and that came too fast."""
    return style_rows(judged.answers, k=judged.k)


def style_rows(found: AnswerQuality, *, k: int) -> Sequence[QualityData]:
    """
    Return the same of these answers, each share hidden where it would tell of a few.

    There is no share where nothing tells: where the survey has too few statements, and where
    browsers have told of fewer than half of the answers how fast they came.
    """
    shares: list[QualityData] = []
    if found.straight is not None and found.answered:
        shares.append(_share(QualityKind.STRAIGHT_LINING, found.straight, found.answered, k=k))
    if found.answered and 2 * found.timed >= found.answered:
        shares.append(_share(QualityKind.SPEEDING, found.fast, found.answered, k=k))
    return shares


def _share(kind: QualityKind, count: int, answered: int, *, k: int) -> QualityData:
    if not may_tell_share(count, of=answered, k=k):
        return QualityData(kind=kind, hidden=True)
    share = stats.wilson_interval(count, answered)
    low, high = share.interval or (None, None)
    return QualityData(kind=kind, estimate=share.estimate, low=low, high=high, n=answered)
