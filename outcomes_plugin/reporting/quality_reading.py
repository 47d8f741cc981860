"""Read the quality figures of a window's release. Nothing here computes one."""

from collections.abc import Mapping, Sequence

from outcomes_plugin.surveys.data import TracedItem

from .data import QualityData, QualityKind
from .models import ReleaseQuality
from .quality_words import figure_of, finding
from .window_data import ItemQuality, QualityFigure, ScoreQuality

_Key = tuple[QualityKind, str, str]

_OF_SCORES = (QualityKind.ALPHA, QualityKind.OMEGA)
_OF_ANSWERS = (QualityKind.STRAIGHT_LINING, QualityKind.SPEEDING)


def quality_of(release_id: int | None) -> Sequence[QualityData]:
    """Return the release's quality figures in the order in which they were frozen."""
    if release_id is None:
        return []
    rows = ReleaseQuality.objects.filter(release_id=release_id).order_by("id")
    return [row.to_data() for row in rows]


def score_qualities(
    rows: Sequence[QualityData], items: Mapping[str, TracedItem], titles: Mapping[str, str]
) -> Sequence[ScoreQuality]:
    """Return the reliability of every score, with what each of its questions adds."""
    found: dict[_Key, QualityData] = {(row.kind, row.key, row.item): row for row in rows}
    scores = dict.fromkeys(row.key for row in rows if row.kind is QualityKind.ALPHA)
    return [
        ScoreQuality(
            key=score,
            title=titles.get(score, score),
            finding=finding(found[QualityKind.OMEGA, score, ""]),
            figures=[figure_of(found[kind, score, ""]) for kind in _OF_SCORES],
            items=[_item(found, row, items) for row in rows if _is_item_of(row, score)],
        )
        for score in scores
    ]


def answering_styles(rows: Sequence[QualityData]) -> Sequence[QualityFigure]:
    """Return the shares of all answers that were given in haste or without a look."""
    return [figure_of(row) for row in rows if row.kind in _OF_ANSWERS]


def drop_offs(rows: Sequence[QualityData]) -> Sequence[QualityFigure]:
    """Return the shares of those who began that stopped: at all, then in each third."""
    return [figure_of(row) for row in rows if row.kind is QualityKind.PAGE_DROP_OFF]


def _is_item_of(row: QualityData, score: str) -> bool:
    return row.kind is QualityKind.ITEM_REST and row.key == score


def _item(
    found: Mapping[_Key, QualityData], rest: QualityData, items: Mapping[str, TracedItem]
) -> ItemQuality:
    item = items.get(rest.item)
    return ItemQuality(
        prompt=item.prompt if item is not None else rest.item,
        reverse_keyed=item is not None and item.reverse_keyed,
        rest=figure_of(rest),
        without=figure_of(found[QualityKind.ALPHA_IF_DROPPED, rest.key, rest.item]),
    )
