"""
What needs a coordinator today.

Requests, help wanted, pairings that have not met, stalled courses, and overdue windows.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from outcomes_plugin import api
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.panels import request_words
from outcomes_plugin.panels.pairing_rows import Row, rows_of
from outcomes_plugin.programs.data import Action, ProgramStatus, Standing, Thing
from outcomes_plugin.requests.data import RequestData
from outcomes_plugin.surveys.data import WindowData

from . import words
from .overdue import why_overdue

Names = Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Call:
    """One reason to call somebody: who, what it is about, why in a sentence, where to go on."""

    who: str
    about: str | Promise
    why: str
    url: str


@dataclass(frozen=True, kw_only=True)
class Calls:
    """Who needs a call today, and whose request was read and is still to be answered."""

    today: Sequence[Call] = ()
    to_answer: Sequence[Call] = ()


def calls_of(
    actor: Actor, held: Standing, names: Names, windows: Sequence[WindowData], *, at: datetime
) -> Calls:
    """
    Return who needs a call today, what people ask for themselves first; nothing for others.

    In a program that has ended only what was asked is left to answer.
    """
    if not held.allows(Thing.PAIRINGS, Action.READ):
        return Calls()
    found = api.open_requests(actor, held.program.slug)
    unread = [_request(one, held, names) for one in found if one.acknowledged_at is None]
    is_over = held.program.status is ProgramStatus.ENDED
    silent = () if is_over else _unasked(actor, held, names, windows, at=at)
    return Calls(
        today=[*unread, *silent],
        to_answer=[_read(one, actor, held, names) for one in found if one.acknowledged_at],
    )


def _unasked(
    actor: Actor, held: Standing, names: Names, windows: Sequence[WindowData], *, at: datetime
) -> Sequence[Call]:
    rows = rows_of(actor, held.program, at=at, names=names)
    pages = _pages_of(held, rows)
    return [
        *_help_wanted(actor, held, names, pages),
        *_overdue(actor, held, windows, at=at),
        *_silent(held, rows),
        *_stalled(actor, held, names, pages, at=at),
    ]


def _pages_of(held: Standing, rows: Sequence[Row]) -> Mapping[str, str]:
    """Return where a person's open pairing is shown; without one, where people are listed."""
    slug = held.program.slug
    people = reverse("outcomes_plugin:people", args=[slug])
    pages: defaultdict[str, str] = defaultdict(lambda: people)
    for row in rows:
        if row.pairing.is_open:
            url = reverse("outcomes_plugin:pairing", args=[slug, row.pairing.id])
            pages.update(dict.fromkeys(row.pairing.people, url))
    return pages


def _request(one: RequestData, held: Standing, names: Names) -> Call:
    day = words.day(one.asked_at, held.program.time_zone)
    kind = request_words.KINDS[one.kind]
    return Call(
        who=names.get(one.person, _("Someone who was erased")),
        about=_("Request"),
        why=_("{kind}. Sent on {day}.").format(kind=kind, day=day),
        url=reverse("outcomes_plugin:requests", args=[held.program.slug]),
    )


def _read(one: RequestData, actor: Actor, held: Standing, names: Names) -> Call:
    day = words.day(one.acknowledged_at or one.asked_at, held.program.time_zone)
    why = request_words.read_by(one, reader=actor.person, names=names, day=day)
    return replace(_request(one, held, names), about=request_words.KINDS[one.kind], why=why)


def _help_wanted(
    actor: Actor, held: Standing, names: Names, pages: Mapping[str, str]
) -> Iterator[Call]:
    for one in api.help_wanted(actor, held.program.slug):
        if one.person in names:
            yield Call(
                who=names[one.person],
                about=_("Help wanted"),
                why=_("Would like help with a goal, since {day}.").format(
                    day=words.day(one.at, held.program.time_zone)
                ),
                url=pages[one.person],
            )


def _overdue(
    actor: Actor, held: Standing, windows: Sequence[WindowData], *, at: datetime
) -> Iterator[Call]:
    slug = held.program.slug
    for window, why in why_overdue(actor, held.program, windows, at=at):
        yield Call(
            who=window.title,
            about=_("Survey overdue"),
            why=why,
            url=reverse("outcomes_plugin:set_up_windows", args=[slug]),
        )


def _stalled(
    actor: Actor, held: Standing, names: Names, pages: Mapping[str, str], *, at: datetime
) -> Iterator[Call]:
    slug = held.program.slug
    found = api.stalled_mentees(actor, slug, at=at)
    titles = _course_titles(actor, slug) if found else {}
    for one in found:
        if one.person in names:
            yield Call(
                who=names[one.person],
                about=_("Stalled in the course"),
                why=_(
                    "Has done {percent}% of {course}, and was last active there on {day}."
                ).format(
                    percent=one.percent_done,
                    course=titles.get(one.course_key, one.course_key),
                    day=words.day(one.last_active_at or at, held.program.time_zone),
                ),
                url=pages[one.person],
            )


def _course_titles(actor: Actor, slug: str) -> Mapping[str, str]:
    linked = api.courses_linked(actor, slug)
    return {one.link.course_key: one.facts.title for one in linked if one.facts is not None}


def _silent(held: Standing, rows: Sequence[Row]) -> Iterator[Call]:
    silent = [row for row in rows if row.contact.needs_a_call]
    for row in sorted(silent, key=lambda row: -row.contact.days):
        yield Call(
            who=_("{mentee} with {mentor}").format(mentee=row.mentee, mentor=row.mentor),
            about=_("No meeting"),
            why=row.says,
            url=reverse("outcomes_plugin:pairing", args=[held.program.slug, row.pairing.id]),
        )
