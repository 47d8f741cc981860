"""What a person sees who comes to a survey: at most 9 queries, whatever number was asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import F, FilteredRelation, Q

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.consent import api as consent_api
from outcomes_plugin.consent.data import NoticeData
from outcomes_plugin.pairings import api as pairings_api
from outcomes_plugin.programs import api as programs_api

from . import questionnaire as questionnaires
from . import schedule
from .admitting import asked_from
from .data import Answers, Mode, Outcome, SurveyState, SurveyView, WindowState
from .drafts import find_draft
from .item_views import items_and_sections
from .models import Window
from .own_response import find_response
from .questionnaire import Questionnaire
from .receipts import is_taking_late, key_of, window_at
from .rules import surveys_section
from .texts import say
from .wording import html_of

_OVER = {WindowState.CLOSING, WindowState.CLOSED}


@dataclass(frozen=True, kw_only=True)
class _Visit:
    """One person at one window, with what has been read so far."""

    person: str | None
    window: Any
    outcome: Outcome | None
    outcome_at: datetime | None
    answered_late: bool
    questionnaire: Questionnaire
    language: str
    at: datetime

    @property
    def is_over(self) -> bool:
        return self.window.state in _OVER or self.at >= (self.late_until or self.closes_at)

    @property
    def is_late(self) -> bool:
        """Whether the person can still answer, and the answer counts as late."""
        return (
            self.is_over
            and self.outcome in (Outcome.WAITING, Outcome.DECLINED)
            and is_taking_late(self.window, at=self.at)
        )

    @property
    def closes_at(self) -> datetime:
        """When the survey closes for this person."""
        closes_at: datetime = self.window.own_closes_at or self.window.closes_at
        return closes_at

    @property
    def late_until(self) -> datetime | None:
        """Until when this person's answer is still received after that."""
        if self.window.own_closes_at is None:
            late: datetime | None = self.window.late_until
            return late
        zone = ZoneInfo(self.window.program.time_zone)
        return schedule.late_until(self.closes_at, self.window.grace_days, zone)

    @property
    def mode(self) -> Mode:
        return Mode(self.window.mode)


def learner_view(
    actor: Actor, program_slug: str, window_key: str, *, at: datetime, language: str
) -> SurveyView:
    """
    Return what the actor sees of the survey now, in that language.

    Nobody is refused: `state` says what there is to see, which for a stranger is the title alone.
    """
    window = _window_of(actor, program_slug, window_key)
    if window is None:
        known = programs_api.program_by_slug(program_slug)
        state = SurveyState.NOT_OPEN if known is not None else SurveyState.NO_PROGRAM
        return SurveyView(state=state, program_slug=program_slug, window_key=window_key)
    visit = _Visit(
        person=actor.person,
        window=window,
        outcome=Outcome(window.own_outcome) if window.own_outcome is not None else None,
        outcome_at=window.own_outcome_at,
        answered_late=bool(window.own_is_late),
        questionnaire=questionnaires.read(window.version.document),
        language=language,
        at=at,
    )
    return _view(visit)


def _window_of(actor: Actor, program_slug: str, window_key: str) -> Any:
    """Return the window with the outcome of the actor's own row, None where nobody asked them."""
    own = FilteredRelation("frame", condition=Q(frame__person=actor.person or ""))
    rows = Window.objects.annotate(
        own_row=own,
        own_outcome=F("own_row__outcome"),
        own_outcome_at=F("own_row__outcome_at"),
        own_is_late=F("own_row__is_late"),
        own_closes_at=F("own_row__closes_at"),
    )
    return window_at(program_slug, window_key, rows=rows)


def _view(visit: _Visit) -> SurveyView:
    if visit.window.state == WindowState.PLANNED:
        return SurveyView(state=SurveyState.NOT_OPEN, **_head(visit))
    if visit.outcome is None or visit.person is None:
        return _not_asked(visit)
    if visit.outcome is Outcome.RECEIVED:
        return _received(visit, visit.person)
    if visit.outcome is Outcome.DECLINED:
        return SurveyView(
            state=SurveyState.DECLINED,
            received_at=visit.outcome_at,
            can_edit=not visit.is_over or visit.is_late,
            **_head(visit),
        )
    if visit.is_over and not visit.is_late:
        return SurveyView(state=SurveyState.CLOSED, **_head(visit))
    asking = _asking(visit, visit.person)
    first = asking["notice"] is not None
    state = SurveyState.NOTICE_FIRST if first else SurveyState.READY
    return SurveyView(state=state, **_head(visit), **asking)


def _not_asked(visit: _Visit) -> SurveyView:
    """For somebody who is asked later the survey is not open yet."""
    later = asked_from(visit.window.pk, visit.person or "", at=visit.at)
    if later is None or visit.window.state != WindowState.OPEN:
        return SurveyView(state=SurveyState.NOT_ASKED, **_head(visit))
    return SurveyView(state=SurveyState.NOT_OPEN, **{**_head(visit), "opens_at": later})


def _received(visit: _Visit, person: str) -> SurveyView:
    can_find = visit.mode is not Mode.ANONYMOUS and not visit.is_over
    own = find_response(visit.window, person) if can_find else None
    if own is None:
        return SurveyView(state=SurveyState.RECEIVED, received_at=visit.outcome_at, **_head(visit))
    return SurveyView(
        state=SurveyState.RECEIVED,
        received_at=visit.outcome_at,
        can_edit=True,
        answers=own.answers,
        response_version=own.version,
        **_head(visit),
        **_asking(visit, person, answers=own.answers),
    )


def _head(visit: _Visit) -> dict[str, Any]:
    """Return what everybody may know of the window."""
    window, asked = visit.window, visit.questionnaire
    return {
        "program_slug": window.program.slug,
        "window_key": window.key,
        "program_title": window.program.title,
        "time_zone": window.program.time_zone,
        "title": window.title,
        "about": say(asked.about, visit.language),
        "thanks_html": html_of(asked.thanks, visit.language, words={}),
        "licence": asked.licence,
        "minutes": asked.minutes,
        "is_validated": asked.is_validated,
        "role": window.role,
        "mode": visit.mode,
        "k": window.program.k,
        "opens_at": window.opens_at,
        "closes_at": schedule.told_until(visit.closes_at, visit.late_until, at=visit.at),
        "is_late": visit.is_late or visit.answered_late,
        "late_last_day": window.late_last_day if window.takes_late else None,
    }


def _asking(visit: _Visit, person: str, *, answers: Answers | None = None) -> dict[str, Any]:
    """Return what a person needs who is about to answer, or to change these answers."""
    notice, was_shown = consent_api.notice_for(person, visit.window.program_id)
    has_to_be_shown = notice is not None and not was_shown
    return {
        **items_and_sections(
            visit.questionnaire,
            role=visit.window.role,
            language=visit.language,
            answers=answers,
            is_identified=visit.mode is Mode.IDENTIFIED,
        ),
        "instrument_version": visit.window.version.number,
        "draft": find_draft(visit.window, person),
        "notice_version": notice.version if notice is not None else None,
        "notice": notice.in_language(visit.language) if notice and has_to_be_shown else None,
        "why": _why(notice, visit.language),
        "months_kept": notice.months_kept if notice is not None else None,
        **_readers(visit, person),
    }


def _why(notice: NoticeData | None, language: str) -> str:
    section = surveys_section(notice.in_language(language)) if notice is not None else None
    return str(section["why"]) if section is not None else ""


def _readers(visit: _Visit, person: str) -> dict[str, Any]:
    """Return who reads an answer, by name, and for how long its code can be undone."""
    if visit.mode is Mode.CONFIDENTIAL:
        key = key_of(visit.window)
        return {"key_destroyed_on": key.destroy_on if key is not None else None}
    if visit.mode is Mode.ANONYMOUS:
        return {}
    coordinators = programs_api.coordinators(visit.window.program_id)
    mentors = _mentors_who_read(visit, person)
    names = programs_api.names_of([*coordinators, *mentors])
    return {
        "coordinator_names": tuple(names[one] for one in coordinators if one in names),
        "mentor_names": tuple(names[one] for one in mentors if one in names),
    }


def _mentors_who_read(visit: _Visit, person: str) -> Sequence[str]:
    is_shared = any(
        item.shared_with_mentor for item in visit.questionnaire.items_for(visit.window.role)
    )
    if not is_shared or visit.window.role != "mentee":
        return []
    return pairings_api.mentors_of(person, visit.window.program_id)
