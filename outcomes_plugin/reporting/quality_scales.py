"""Whether the items of a score measure one thing: alpha, omega, and what each item adds."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, repeat
from typing import TYPE_CHECKING, Any

from outcomes_plugin import stats
from outcomes_plugin.surveys.data import ScalePatterns

from .data import QualityData, QualityKind
from .quality_data import Judged
from .quality_rules import People, people_to_tell
from .suppression import SAME_ANSWER_SHARE

if TYPE_CHECKING:
    import pandas as pd

# Two decimals say what there is to say, and keep a figure from naming the people it came from.
DECIMALS = 2
FEWEST_ITEMS = 3


def reliability(judged: Judged) -> Sequence[QualityData]:
    """
    Return the figures of every score of at least three items, over those who answered them all.

    Where nothing may be told of a score, or where its items do not vary enough to tell anything,
    each of its figures is a hidden one.
    """
    return [
        row
        for scale in judged.answers.scales
        if len(scale.items) >= FEWEST_ITEMS
        for row in _figures(scale, judged)
    ]


def _figures(scale: ScalePatterns, judged: Judged) -> Sequence[QualityData]:
    if judged.is_too_small or scale.score not in judged.shown_scores:
        return _hidden(scale)
    complete = Counter({pattern: n for pattern, n in scale.patterns.items() if None not in pattern})
    people = people_to_tell(complete.total(), of=sum(scale.patterns.values()), k=judged.k)
    if people is None or _is_nearly_constant(complete):
        return _hidden(scale)
    try:
        return list(_computed(scale, _frame(scale, complete), people))
    except ValueError:
        # The items repeat each other or cancel out. That, too, would tell what people answered.
        return _hidden(scale)


def _is_nearly_constant(patterns: Mapping[tuple[int | None, ...], int]) -> bool:
    """Return whether (nearly) all answered one of the items alike."""
    everybody = sum(patterns.values())
    for answers in zip(*patterns, strict=True):
        same: Counter[int | None] = Counter()
        for answer, people in zip(answers, patterns.values(), strict=True):
            same[answer] += people
        if max(same.values()) >= SAME_ANSWER_SHARE * everybody:
            return True
    return False


def _frame(scale: ScalePatterns, patterns: Mapping[tuple[int | None, ...], int]) -> "pd.DataFrame":
    import pandas as pd

    rows = chain.from_iterable(repeat(pattern, people) for pattern, people in patterns.items())
    return pd.DataFrame(rows, columns=list(scale.items), dtype=float)


def _computed(
    scale: ScalePatterns, answers: "pd.DataFrame", people: People
) -> Iterator[QualityData]:
    how: dict[str, Any] = {
        "reverse_keyed": scale.reverse_keyed,
        "scale_range": (scale.low, scale.high),
    }
    for kind, estimate_of in (
        (QualityKind.ALPHA, stats.cronbach_alpha),
        (QualityKind.OMEGA, stats.mcdonald_omega),
    ):
        found = estimate_of(answers, missing="listwise", counted=people.n, **how)
        yield _row(scale, kind, people, found.estimate, found.interval)
    for kind, figures_of in (
        (QualityKind.ITEM_REST, stats.item_rest_correlation),
        (QualityKind.ALPHA_IF_DROPPED, stats.alpha_if_dropped),
    ):
        for item, value in figures_of(answers, **how).items():
            yield _row(scale, kind, people, value, item=str(item))


def _row(
    scale: ScalePatterns,
    kind: QualityKind,
    people: People,
    value: float,
    interval: tuple[float, float] | None = None,
    *,
    item: str = "",
) -> QualityData:
    low, high = interval or (None, None)
    return QualityData(
        kind=kind,
        key=scale.score,
        item=item,
        estimate=round(value, DECIMALS),
        low=None if low is None else round(low, DECIMALS),
        high=None if high is None else round(high, DECIMALS),
        n=people.n,
        n_is_least=people.is_least,
    )


def _hidden(scale: ScalePatterns) -> Sequence[QualityData]:
    whole = [(QualityKind.ALPHA, ""), (QualityKind.OMEGA, "")]
    by_item = [
        (kind, item)
        for kind in (QualityKind.ITEM_REST, QualityKind.ALPHA_IF_DROPPED)
        for item in scale.items
    ]
    return [
        QualityData(kind=kind, key=scale.score, item=item, hidden=True)
        for kind, item in (*whole, *by_item)
    ]
