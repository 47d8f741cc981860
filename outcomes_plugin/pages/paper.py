"""A questionnaire on paper: its sections, and beside each question when it is asked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from outcomes_plugin.surveys.data import ItemView, SectionView
from outcomes_plugin.surveys.instrument_data import Paper

from .paper_conditions import Condition, condition_of


@dataclass(frozen=True, kw_only=True)
class Line:
    """One question on paper: its number, and when it is asked."""

    item: ItemView
    number: int | None
    only_if: Condition | None

    @property
    def is_plain_list(self) -> bool:
        """Whether its answers stand in a list that one marks."""
        return self.item.kind in ("single_choice", "multiple_choice", "ranking")


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """Questions that stand together."""

    section: SectionView | None
    lines: Sequence[Line]


def sheets_of(paper: Paper) -> Sequence[Sheet]:
    """Return the questions of the paper by section, numbered from 1."""
    by_key = {one.key: one for one in paper.sections}
    return [
        Sheet(section=by_key.get(key), lines=list(run))
        for key, run in groupby(_lines(paper.items), key=lambda line: line.item.section)
    ]


def _lines(items: Sequence[ItemView]) -> Iterable[Line]:
    by_key = {item.key: item for item in items}
    asked = [item.key for item in items if item.kind != "information"]
    numbers = {key: number for number, key in enumerate(asked, start=1)}
    for item in items:
        only_if = (
            condition_of(item.show_if, items=by_key, numbers=numbers) if item.show_if else None
        )
        yield Line(item=item, number=numbers.get(item.key), only_if=only_if)
