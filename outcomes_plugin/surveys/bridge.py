"""
What a new version of a questionnaire changes, and which trends go on across it. Pure.

An item is the same item as long as it has its key and its kind. Its trend goes on while the same
answers can be given to it; a score's while it is made of the same items in the same way.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from . import questionnaire as questionnaires
from .questionnaire import Item, Questionnaire, ScoreRule, Section


class Part(StrEnum):
    """What of a questionnaire has changed."""

    DOCUMENT = "document"
    SECTION = "section"
    ITEM = "item"
    SCORE = "score"


class Change(StrEnum):
    """How it has changed. Only `reworded` leaves what is asked as it was."""

    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    REWORDED = "reworded"
    KIND_CHANGED = "kind_changed"
    RESCALED = "rescaled"
    CHOICES_CHANGED = "choices_changed"
    LIMITS_CHANGED = "limits_changed"
    SHOWN_DIFFERENTLY = "shown_differently"
    SCORED_DIFFERENTLY = "scored_differently"
    SETTINGS_CHANGED = "settings_changed"


class Trend(StrEnum):
    """What becomes of the figures over time."""

    CONTINUES = "continues"
    BREAKS = "breaks"
    BEGINS = "begins"
    ENDS = "ends"


@dataclass(frozen=True, kw_only=True)
class Changed:
    """One change of one part; `key` is empty for the document as a whole."""

    part: Part
    key: str
    change: Change


@dataclass(frozen=True, kw_only=True)
class Bridge:
    """All that changes between two versions, and what becomes of each trend, by key."""

    changes: tuple[Changed, ...]
    items: Mapping[str, Trend]
    scores: Mapping[str, Trend]

    @property
    def is_wording_only(self) -> bool:
        """Whether the same is asked as before; nothing at all has changed, or words alone."""
        return all(one.change is Change.REWORDED for one in self.changes)


def _labels(item: Item) -> Any:
    return {point.value: point.label for point in item.points}


def _limits(item: Item) -> Any:
    return (
        [item.required, item.does_not_apply, item.other, item.least, item.most, item.longest],
        [item.lowest, item.highest, item.decimals, item.earliest, item.latest],
        [point.value for point in item.points if point.exclusive],
    )


def _rule(rule: ScoreRule) -> Any:
    return frozenset(rule.items), rule.reverse_keyed, rule.minimum_answered, rule.low, rule.high


_BREAKING = {Change.KIND_CHANGED, Change.RESCALED, Change.CHOICES_CHANGED}
# What is looked at of an item, one change after the other; the points depend on the kind.
_OF_ITEMS: Mapping[Change, Callable[[Item], Any]] = {
    Change.KIND_CHANGED: lambda item: item.kind,
    Change.REWORDED: lambda item: (item.prompt, item.help, item.low, item.high, _labels(item)),
    Change.LIMITS_CHANGED: _limits,
    Change.SHOWN_DIFFERENTLY: lambda item: (item.show_if, item.roles, item.section, item.style),
    Change.SETTINGS_CHANGED: lambda item: item.shared_with_mentor,
}
_OF_SECTIONS: Mapping[Change, Callable[[Section], Any]] = {
    Change.REWORDED: lambda section: (section.title, section.text),
    Change.SHOWN_DIFFERENTLY: lambda section: section.new_page,
}
_OF_SCORES: Mapping[Change, Callable[[ScoreRule], Any]] = {
    Change.SCORED_DIFFERENTLY: _rule,
}
_OF_DOCUMENTS: Mapping[Change, Callable[[Questionnaire], Any]] = {
    Change.REWORDED: lambda one: (one.title, one.about, one.thanks, one.licence),
    Change.SETTINGS_CHANGED: lambda one: (one.minutes, one.is_validated, one.default_mode),
}


def changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> Bridge:
    """Return what differs between two valid documents, in the order of the new one."""
    before, after = questionnaires.read(old), questionnaires.read(new)
    of_items = list(_of_items(before, after))
    items = _trends(before.items, after.items, broken=_broken(of_items))
    return Bridge(
        changes=(
            *_differing(Part.DOCUMENT, "", before, after, _OF_DOCUMENTS),
            *_of_parts(Part.SECTION, before.sections, after.sections, _OF_SECTIONS),
            *of_items,
            *_of_parts(Part.SCORE, before.scores, after.scores, _OF_SCORES),
        ),
        items=items,
        scores=_trends(before.scores, after.scores, broken=_broken_scores(before, after, items)),
    )


def _of_items(before: Questionnaire, after: Questionnaire) -> Iterator[Changed]:
    yield from _of_parts(Part.ITEM, before.items, after.items, _OF_ITEMS)
    earlier = {item.key: item for item in before.items}
    for item in after.items:
        was = earlier.get(item.key)
        if was is not None and was.kind == item.kind and _answers(was) != _answers(item):
            change = Change.CHOICES_CHANGED if _has_choices(item) else Change.RESCALED
            yield Changed(part=Part.ITEM, key=item.key, change=change)


def _answers(item: Item) -> Any:
    """Return what can be answered, in its order, and in what unit."""
    return [point.value for point in item.points], item.unit


def _has_choices(item: Item) -> bool:
    return item.kind in ("single_choice", "multiple_choice", "ranking")


def _of_parts(
    part: Part,
    before: Sequence[Any],
    after: Sequence[Any],
    looked_at: Mapping[Change, Callable[[Any], Any]],
) -> Iterator[Changed]:
    """Yield what was added, changed and moved in the new order, then what was removed."""
    earlier = {one.key: one for one in before}
    moved = _moved([one.key for one in before], [one.key for one in after])
    for one in after:
        if one.key not in earlier:
            yield Changed(part=part, key=one.key, change=Change.ADDED)
            continue
        yield from _differing(part, one.key, earlier[one.key], one, looked_at)
        if one.key in moved:
            yield Changed(part=part, key=one.key, change=Change.MOVED)
    kept = {one.key for one in after}
    for one in before:
        if one.key not in kept:
            yield Changed(part=part, key=one.key, change=Change.REMOVED)


def _differing(
    part: Part, key: str, was: Any, now: Any, looked_at: Mapping[Change, Callable[[Any], Any]]
) -> Iterator[Changed]:
    for change, look in looked_at.items():
        if look(was) != look(now):
            yield Changed(part=part, key=key, change=change)


def _moved(before: Sequence[str], after: Sequence[str]) -> set[str]:
    """Return the fewest keys whose moving explains the new order of those in both."""
    places = {key: place for place, key in enumerate(before)}
    both = [key for key in after if key in places]
    longest: list[list[str]] = []
    for key in both:
        rising = [one for one in longest if places[one[-1]] < places[key]]
        longest.append([*_longest(rising), key])
    return set(both) - set(_longest(longest))


def _longest(lists: Sequence[list[str]]) -> list[str]:
    return max(lists, key=len) if lists else []


def _broken(found: Sequence[Changed]) -> set[str]:
    return {one.key for one in found if one.change in _BREAKING}


def _broken_scores(
    before: Questionnaire, after: Questionnaire, items: Mapping[str, Trend]
) -> set[str]:
    found = _of_parts(Part.SCORE, before.scores, after.scores, _OF_SCORES)
    otherwise = {one.key for one in found if one.change is Change.SCORED_DIFFERENTLY}
    of_other_items = {
        rule.key
        for rule in after.scores
        if any(items[key] is not Trend.CONTINUES for key in rule.items)
    }
    return otherwise | of_other_items


def _trends(
    before: Sequence[Any], after: Sequence[Any], *, broken: set[str]
) -> Mapping[str, Trend]:
    earlier, later = {one.key for one in before}, {one.key for one in after}
    return {
        **{key: Trend.BREAKS if key in broken else Trend.CONTINUES for key in earlier & later},
        **dict.fromkeys(later - earlier, Trend.BEGINS),
        **dict.fromkeys(earlier - later, Trend.ENDS),
    }
