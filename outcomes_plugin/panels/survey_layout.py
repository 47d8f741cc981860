"""A survey, laid out: pages of groups of items, and the words that the browser needs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from .lists import enumerated
from .survey_questions import Question, question_of

MOST_TOGETHER = 6


@dataclass(frozen=True, kw_only=True)
class Group:
    """Items that stand together: the statements of one matrix, or single questions."""

    items: Sequence[Any]
    is_matrix: bool
    section: Any = None

    @property
    def questions(self) -> Sequence[Question]:
        return [question_of(item) for item in self.items]

    @property
    def points(self) -> Sequence[Any]:
        points: Sequence[Any] = self.items[0].points
        return points

    @property
    def does_not_apply(self) -> bool:
        return any(item.does_not_apply for item in self.items)

    @property
    def columns(self) -> int:
        return len(self.points) + self.does_not_apply


def pages_of(items: Sequence[Any], sections: Sequence[Any] = ()) -> Sequence[Sequence[Group]]:
    """
    Return the pages of a survey. The first group of a section brings its title and text.

    Statements that follow each other, of one section and with the same scale, become one matrix, or
    several of about the same size when they are many. Where a section asks for a new page, pages
    begin there and nowhere else; in all other surveys a page has at most six items.
    """
    by_key = {section.key: section for section in sections}
    if any(section.new_page for section in sections):
        return _pages_of_author(_groups(items, by_key))
    return _pages_by_size(_groups(items, by_key))


def _pages_of_author(groups: Iterator[Group]) -> Sequence[Sequence[Group]]:
    pages: list[list[Group]] = []
    for group in groups:
        if not pages or (group.section is not None and group.section.new_page):
            pages.append([])
        pages[-1].append(group)
    return pages


def _pages_by_size(groups: Iterator[Group]) -> Sequence[Sequence[Group]]:
    pages: list[list[Group]] = []
    room = 0
    for group in groups:
        if len(group.items) > room:
            pages.append([])
            room = MOST_TOGETHER
        pages[-1].append(group)
        room -= len(group.items)
    return pages


def _groups(items: Sequence[Any], sections: Mapping[str, Any]) -> Iterator[Group]:
    for key, of_section in groupby(items, key=lambda item: item.section):
        section = sections.get(key)
        for is_matrix, run in groupby(of_section, key=_matrix_key):
            for part in _split(list(run), MOST_TOGETHER if is_matrix else 1):
                is_together = bool(is_matrix) and len(part) > 1
                yield Group(items=part, is_matrix=is_together, section=section)
                section = None


def _matrix_key(item: Any) -> tuple[Any, ...]:
    """Return what statements of one matrix share; nothing for an item that stands alone."""
    if item.kind != "likert":
        return ()
    return (repr(item.show_if), *((point.value, point.label) for point in item.points))


def _split(items: list[Any], most: int) -> Sequence[Sequence[Any]]:
    """Return the items in parts of about the same size, none larger than `most`."""
    parts = -(-len(items) // most)
    size = -(-len(items) // parts)
    return [items[start : start + size] for start in range(0, len(items), size)]


def moment(at: datetime, time_zone: str) -> SafeString:
    """Return a time with its zone; where none was chosen, the browser puts its own in its place."""
    local = at.astimezone(ZoneInfo(time_zone))
    words = _("{day}, {time} ({zone})").format(
        day=date_format(local, "DATE_FORMAT"),
        time=date_format(local, "TIME_FORMAT"),
        zone=time_zone,
    )
    return format_html('<time datetime="{}">{}</time>', at.isoformat(), words)


def times_of(view: Any, *, time_zone: str | None) -> Mapping[str, SafeString]:
    """Return the times of the survey's window in the reader's zone, else in the program's."""
    found = {"opens": view.opens_at, "closes": view.closes_at}
    zone = time_zone or view.time_zone
    return {name: moment(at, zone) for name, at in found.items() if at is not None}


def readers_sentence(view: Any) -> str:
    """Return who reads answers that are kept with the name, in people's names."""
    coordinators = view.coordinator_names
    sentence = (
        _("Whoever coordinates the program can read your answers; now that is {names}.").format(
            names=_list(coordinators)
        )
        if coordinators
        else _("Whoever coordinates the program can read your answers.")
    )
    if not view.mentor_names:
        return _("{readers} Nobody else can.").format(readers=sentence)
    return _(
        "{readers} {mentors} reads only those marked “shared with my mentor”. Nobody else can."
    ).format(readers=sentence, mentors=_list(view.mentor_names))


def _list(names: Sequence[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    return _("{names} and {last}").format(names=enumerated(names[:-1]), last=names[-1])


def conditions_of(view: Any) -> Sequence[Mapping[str, Any]]:
    """Return what decides in the browser which items are shown."""
    return [
        {"key": item.key, "kind": item.kind, "section": item.section, "show_if": item.show_if}
        for item in (view.items if view is not None else ())
    ]
