"""My mentoring: what is open, whom one is paired with, one's goals, and what is one's to decide."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from outcomes_plugin import api
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.panels import meetings
from outcomes_plugin.panels.goals_cards import Card, Look, card_of
from outcomes_plugin.panels.meeting_cards import Card as MeetingCard
from outcomes_plugin.panels.meeting_cards import cards_of
from outcomes_plugin.panels.panel import Place
from outcomes_plugin.programs.data import Action, ProgramData, Role, Thing
from outcomes_plugin.surveys.data import OwnWindow

from . import http, words
from .navigation import own_frame
from .panels import CALL, Shown, place_for, with_panels

_MINUTES_OF_A_CHECK_IN = 2
_MINUTES_OF_AN_ANSWER = 1


@dataclass(frozen=True, kw_only=True)
class Task:
    """One thing to do now: a survey, a proposal, a goal to check in on. Surveys have a mode."""

    title: str
    about: str
    verb: str
    url: str
    minutes: int
    mode: str = ""
    is_main: bool = False


@http.page("GET", "HEAD")
def mine(request: HttpRequest, actor: Actor, slug: str) -> HttpResponse:
    """Show somebody's own mentoring in one program."""
    around = own_frame(actor, slug, current="mine")
    windows = api.own_windows(actor, slug, at=http.now())
    goals = _open_goals(actor, around.program)
    place = place_for(request, "mo-meetings")
    cards = cards_of(actor, around.program, time_zone=place.time_zone, at=http.now())
    panel = meetings.of_cards(actor, slug, cards, place=place)
    tasks = [
        *_to_answer(around.program, windows),
        *_to_accept(cards, place),
        *_to_check(around.program, goals),
    ]
    url = reverse("outcomes_plugin:call_meetings", args=[slug, CALL])
    context = {
        "frame": around,
        "name": api.own_name(actor),
        "tasks": tasks,
        "lead": _lead(tasks),
        "done": [one.title for one in windows if one.is_open and one.is_done],
        "ahead": [_ahead(one, around.program) for one in windows if not one.is_open],
        "goals": goals,
        "newcomer": next((card.newcomer for card in goals if card.newcomer), None),
        "may_work": around.standing.allows(Thing.OWN_WORK, Action.WRITE),
        "is_mentor": Role.MENTOR in around.standing.roles,
        "courses": api.course_ways(actor, slug) if around.standing.roles else (),
        **with_panels(Shown(uid=place.uid, panel=panel, url=url)),
    }
    return http.show(request, "mine.html", context)


@http.page("GET", "HEAD", "POST")
def leave(request: HttpRequest, actor: Actor, slug: str) -> HttpResponse:
    """Say what leaving means, and let somebody leave who has read it."""
    around = own_frame(actor, slug, current="mine")
    if request.method == "POST":
        api.leave_program(actor, slug, at=http.now())
        return redirect("outcomes_plugin:mine", slug)
    may_leave = around.standing.allows(Thing.OWN_WORK, Action.WRITE)
    return http.show(request, "leave.html", {"frame": around, "may_leave": may_leave})


def _open_goals(actor: Actor, program: ProgramData) -> Sequence[Card]:
    room = api.goals_room(actor, program.slug, at=http.now(), language=http.language())
    look = Look(
        zone=ZoneInfo(room.time_zone),
        at=http.now(),
        readers=room.readers,
        can_write=room.can_write,
    )
    return [card_of(goal, look) for goal in room.goals if goal.is_open]


def _to_answer(program: ProgramData, windows: Sequence[OwnWindow]) -> Iterator[Task]:
    for one in windows:
        if one.is_waiting:
            yield Task(
                title=one.title,
                about=_until(one, program),
                verb=_("Answer"),
                url=reverse("outcomes_plugin:survey", args=[program.slug, one.key]),
                minutes=one.minutes,
                mode=one.mode,
                is_main=True,
            )


def _until(one: OwnWindow, program: ProgramData) -> str:
    """Return until when a survey is open; of one that takes late answers, that it has closed."""
    if one.is_late:
        said = _("closed {moment}, late answers are taken")
    else:
        said = _("until {moment}, moved for you") if one.is_moved else _("until {moment}")
    return format_html(said, moment=words.moment(one.closes_at, program.time_zone))


def _to_accept(cards: Sequence[MeetingCard], place: Place) -> Iterator[Task]:
    """Return who is proposed to the actor; the answer is given on the card, on the same page."""
    for card in cards:
        if card.is_proposed and card.may_change:
            yield Task(
                title=_("Proposed to you: {name}").format(name=card.name),
                about=format_html(_("until {moment}"), moment=card.answer_until),
                verb=_("Answer"),
                url=f"#{place.uid}-{card.pairing.id}-name",
                minutes=_MINUTES_OF_AN_ANSWER,
            )


def _to_check(program: ProgramData, goals: Sequence[Card]) -> Iterator[Task]:
    for card in goals:
        if card.is_due and card.can_write:
            last = card.goal.last_check_in
            yield Task(
                title=_("Check in on “{goal}”").format(goal=card.goal.what),
                about=_("last on {day}").format(day=words.day(last.at, program.time_zone))
                if last is not None
                else _("no check-in yet"),
                verb=_("Check in"),
                url=reverse("outcomes_plugin:goals", args=[program.slug]),
                minutes=_MINUTES_OF_A_CHECK_IN,
            )


def _lead(tasks: Sequence[Task]) -> str:
    if not tasks:
        return _("Nothing is open now.")
    count, minutes = len(tasks), sum(task.minutes for task in tasks)
    found = ngettext("One thing is open.", "{count} things are open.", count)
    lasts = ngettext(
        "That takes about {minutes} minute.", "That takes about {minutes} minutes.", minutes
    )
    return f"{found.format(count=count)} {lasts.format(minutes=minutes)}"


def _ahead(window: OwnWindow, program: ProgramData) -> tuple[str, str]:
    return window.title, words.moment(window.opens_at, program.time_zone)
