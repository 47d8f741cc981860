"""The mentor's desk: every mentee at a glance, and one of them with what they share."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from outcomes_plugin import api
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import Conflict, NotFound
from outcomes_plugin.goals.data import GoalData
from outcomes_plugin.pairings.data import PairingData
from outcomes_plugin.panels import goals as goals_panel
from outcomes_plugin.panels import journal as journal_panel
from outcomes_plugin.panels import meetings as meetings_panel
from outcomes_plugin.panels.goals_cards import Look, card_of
from outcomes_plugin.panels.meeting_cards import Card, cards_of
from outcomes_plugin.programs.data import ProgramData, ProgramStatus, Standing
from outcomes_plugin.progression.data import CourseProgressData
from outcomes_plugin.surveys.data import PersonAnswers

from . import http, words
from .course_progress import by_course, in_one_line
from .desk_ahead import coming
from .desk_rows import Desk, Row, desk_of, reasons_this_week, reasons_today
from .navigation import frame_around
from .panels import CALL, Shown, answer_call, place_for, with_panels


@http.page("GET", "HEAD")
def desk(request: HttpRequest, actor: Actor, slug: str) -> HttpResponse:
    """Show a mentor all mentees: who needs them today, who this week, and who is going well."""
    held, at = api.mentors_standing(actor, slug), http.now()
    program = held.program
    cards = cards_of(actor, program, time_zone=None, at=at, agendas={})
    mentees = [card for card in cards if card.is_mentor and not card.ended]
    pairing_ids = [card.pairing.id for card in mentees]
    shared = api.desk_goals(actor, pairing_ids)
    waiting = api.journals_waiting_for_reply(actor, pairing_ids)
    courses = api.partner_progress(actor, pairing_ids)
    with_goals = [(card, shared.get(card.pairing.mentee, ())) for card in mentees]
    rows = [
        _row(card, program, goals=goals, waiting=waiting, courses=courses)
        for card, goals in with_goals
    ]
    is_over = program.status is ProgramStatus.ENDED
    found = desk_of([replace(row, today=(), week=()) for row in rows] if is_over else rows)
    windows = api.own_windows(actor, slug, at=at)
    context = {
        "frame": frame_around(held, current="desk"),
        "desk": found,
        "is_over": is_over,
        "lead": _lead(found),
        "today": words.calendar_day(at.astimezone(program.zone).date()),
        "windows": [
            (one, words.moment(one.closes_at, program.time_zone))
            for one in windows
            if one.is_waiting
        ],
        "coming": () if is_over else coming(program, with_goals, windows, at=at),
        "is_empty": not rows,
        "past": sum(card.is_mentor and bool(card.ended) for card in cards),
    }
    return http.show(request, "desk.html", context)


@http.page("GET", "HEAD")
def mentee(request: HttpRequest, actor: Actor, slug: str, pairing_id: int) -> HttpResponse:
    """Show a mentor one mentee: the meetings, and what this mentee shares."""
    held, pairing = _mentored(actor, slug, pairing_id)
    place, at = place_for(request, "mo-meetings"), http.now()
    shown = [
        Shown(
            uid="mo-meetings",
            panel=meetings_panel.show(actor, slug, place=place, at=at, pairing_id=pairing.id),
            url=_call_url("call_mentee_meetings", slug, pairing.id),
        )
    ]
    if pairing.is_open:
        shown += [_shared_goals(request, actor, slug, pairing)]
        shown += [_shared_journal(request, actor, slug, pairing)]
    (card,) = cards_of(
        actor, held.program, time_zone=None, at=at, pairing_id=pairing.id, agendas={}
    )
    shared = api.partner_progress(actor, [pairing.id]).get(pairing.mentee, ())
    context = {
        "frame": frame_around(held, current="desk"),
        "card": card,
        "courses": list(by_course(actor, shared, zone=held.program.time_zone)),
        "surveys": _shared_surveys(actor, held.program, pairing),
        **with_panels(*shown),
    }
    return http.show(request, "mentee.html", context)


@http.page("POST")
def call_goals(
    request: HttpRequest, actor: Actor, slug: str, pairing_id: int, call: str
) -> JsonResponse:
    """Answer a call of the script of a mentee's goals."""
    pairing = _paired_now(actor, slug, pairing_id)
    place = place_for(request, "mo-goals")
    return answer_call(
        request,
        lambda told: goals_panel.act(
            actor, slug, told, place=place, at=http.now(), mentee=pairing.mentee
        ),
    )


@http.page("POST")
def call_journal(
    request: HttpRequest, actor: Actor, slug: str, pairing_id: int, call: str
) -> JsonResponse:
    """Answer a call of the script of a mentee's journal."""
    pairing = _paired_now(actor, slug, pairing_id)
    place = place_for(request, "mo-journal")
    return answer_call(
        request,
        lambda told: journal_panel.act(
            actor, slug, told, place=place, at=http.now(), mentee=pairing.mentee
        ),
    )


@http.page("POST")
def call_meetings(
    request: HttpRequest, actor: Actor, slug: str, pairing_id: int, call: str
) -> JsonResponse:
    """Answer a call of the script of the meetings with one mentee."""
    pairing = _own_pairing(actor, api.own_program(actor, slug), pairing_id)
    place = place_for(request, "mo-meetings")
    return answer_call(
        request,
        lambda told: meetings_panel.act(
            actor, slug, told, place=place, at=http.now(), alone=pairing.id
        ),
    )


def _shared_surveys(
    actor: Actor, program: ProgramData, pairing: PairingData
) -> Sequence[tuple[PersonAnswers, str]]:
    """Return what the mentee shares of surveys with names, each with when it was changed."""
    if not pairing.is_open:
        return []
    found = api.shared_survey_answers(actor, pairing.mentee, language=http.language())
    return [(one, words.moment(one.changed_at, program.time_zone)) for one in found]


def _shared_goals(request: HttpRequest, actor: Actor, slug: str, pairing: PairingData) -> Shown:
    place = place_for(request, "mo-goals")
    panel = goals_panel.show(
        actor, slug, place=place, at=http.now(), mentee=pairing.mentee, title=_("Shared goals")
    )
    url = _call_url("call_mentee_goals", slug, pairing.id)
    return Shown(uid=place.uid, panel=panel, url=url)


def _shared_journal(request: HttpRequest, actor: Actor, slug: str, pairing: PairingData) -> Shown:
    place = place_for(request, "mo-journal")
    panel = journal_panel.show(actor, slug, place=place, at=http.now(), mentee=pairing.mentee)
    url = _call_url("call_mentee_journal", slug, pairing.id)
    return Shown(uid=place.uid, panel=panel, url=url)


def _mentored(actor: Actor, slug: str, pairing_id: int) -> tuple[Standing, PairingData]:
    """Return the actor's own pairing as its mentor, be it proposed, open or past, or NotFound."""
    held = api.mentors_standing(actor, slug)
    return held, _own_pairing(actor, held.program, pairing_id)


def _own_pairing(actor: Actor, program: ProgramData, pairing_id: int) -> PairingData:
    for one in api.my_pairings(actor):
        if (one.id, one.program_id, one.mentor) == (pairing_id, program.id, actor.person):
            return one
    raise NotFound


def _paired_now(actor: Actor, slug: str, pairing_id: int) -> PairingData:
    """Return the pairing whose mentor sends something; Conflict where it ended meanwhile."""
    pairing = _own_pairing(actor, api.own_program(actor, slug), pairing_id)
    if not pairing.is_open:
        raise Conflict(
            _("You two are not paired now, so nothing was stored. What you wrote is still here.")
        )
    return pairing


def _row(
    card: Card,
    program: ProgramData,
    *,
    goals: Sequence[GoalData],
    waiting: Mapping[str, datetime],
    courses: Mapping[str, Sequence[CourseProgressData]],
) -> Row:
    now, zone = http.now(), program.time_zone
    planned = card.pairing.next_meeting_at
    open_goals = [goal for goal in goals if goal.is_open]
    look = Look(zone=program.zone, at=now, is_own=False)
    return Row(
        card=card,
        goal=card_of(open_goals[0], look) if open_goals else None,
        next=words.day_there(planned, zone) if planned is not None else "",
        course=in_one_line(courses.get(card.pairing.mentee, ()), zone=zone),
        page=reverse("outcomes_plugin:mentee", args=[program.slug, card.pairing.id]),
        today=list(reasons_today(card, open_goals, zone=zone)),
        week=list(
            reasons_this_week(
                card, open_goals, shared_at=waiting.get(card.pairing.mentee), at=now, zone=zone
            )
        ),
    )


def _lead(found: Desk) -> str:
    if not found.today:
        return _("Nobody needs you today.")
    count = len(found.today)
    return ngettext(
        "{count} mentee needs you today.", "{count} mentees need you today.", count
    ).format(count=count)


def _call_url(name: str, *parts: object) -> str:
    return reverse(f"outcomes_plugin:{name}", args=[*parts, CALL])
