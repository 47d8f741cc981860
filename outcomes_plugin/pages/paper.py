"""A questionnaire on paper: its sections, and beside each question when it is asked."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from outcomes_plugin.surveys.data import ItemView, SectionView
from outcomes_plugin.surveys.instrument_data import Paper


@dataclass(frozen=True, kw_only=True)
class Line:
    """One question on paper: its number, and when it is asked."""

    item: ItemView
    number: int | None
    only_if: str

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
    words = {item.key: item for item in paper.items}
    lines = list(_lines(paper.items, words))
    return [
        Sheet(section=by_key.get(key), lines=list(run))
        for key, run in groupby(lines, key=lambda line: line.item.section)
    ]


def _lines(items: Iterable[ItemView], words: Mapping[str, ItemView]) -> Iterable[Line]:
    number = 0
    for item in items:
        is_asked = item.kind != "information"
        number += is_asked
        only_if = _said(item.show_if, words) if item.show_if else ""
        yield Line(item=item, number=number if is_asked else None, only_if=only_if)


def _said(condition: Mapping[str, Any], items: Mapping[str, ItemView]) -> str:
    """Return the condition in words of the questions and answers that it names."""
    if "all" in condition:
        return _("; and ").join(_said(one, items) for one in condition["all"])
    if "any" in condition:
        return _("; or ").join(_said(one, items) for one in condition["any"])
    if "not" in condition:
        return _("not ({condition})").format(condition=_said(condition["not"], items))
    item = items.get(condition["item"])
    question = item.prompt if item is not None else condition["item"]
    return _about_one(condition, question, _labels(item))


def _about_one(condition: Mapping[str, Any], question: str, labels: Mapping[str, str]) -> str:
    if "answered" in condition:
        sentence = (
            _("“{question}” is answered")
            if condition["answered"]
            else _("“{question}” is not answered")
        )
        return sentence.format(question=question)
    if "at_least" in condition:
        return _("“{question}” is {number} or more").format(
            question=question, number=condition["at_least"]
        )
    if "at_most" in condition:
        return _("“{question}” is {number} or less").format(
            question=question, number=condition["at_most"]
        )
    wanted = condition.get("in") or [condition.get("is", condition.get("includes"))]
    said = _(" or ").join(
        _("“{answer}”").format(answer=labels.get(str(one), one)) for one in wanted
    )
    return _("“{question}” is {answers}").format(question=question, answers=said)


def _labels(item: ItemView | None) -> Mapping[str, str]:
    points = item.points if item is not None else ()
    apart = {"does_not_apply": _("Does not apply"), "other": pgettext("answer", "Other")}
    return {**apart, **{str(point.value): point.label for point in points}}
