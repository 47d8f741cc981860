"""
The surveys that a program usually asks, ready to be planned.

Skill before and after, a pulse after a month, and how mentoring is experienced by both sides at
half time and at the end. Each stands at a day of its cohort.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.programs.data import Action, CohortData, Thing

from .data import SuggestedWindow, Timing
from .following import days_of
from .schedule import span_of
from .windows import find_windows

_LONGEST_COHORT_KEY = 40


@dataclass(frozen=True, kw_only=True)
class _Usual:
    """One usual survey: it opens on its day, or closes on it where `ends_there`."""

    key: str
    title: str | Promise
    instrument: str
    role: str
    day: str
    lasts: int
    wave: str = ""
    ends_there: bool = False


_USUAL = (
    _Usual(
        key="baseline",
        title=gettext_lazy("Skill at the start"),
        instrument="skill",
        role="mentee",
        day="start",
        lasts=14,
        wave="baseline",
    ),
    _Usual(
        key="pulse",
        title=gettext_lazy("First pulse"),
        instrument="pulse",
        role="mentee",
        day="first_month",
        lasts=7,
    ),
    _Usual(
        key="halfway_mentees",
        title=gettext_lazy("Halfway, mentees"),
        instrument="satisfaction_mentee",
        role="mentee",
        day="midpoint",
        lasts=14,
    ),
    _Usual(
        key="halfway_mentors",
        title=gettext_lazy("Halfway, mentors"),
        instrument="satisfaction_mentor",
        role="mentor",
        day="midpoint",
        lasts=14,
    ),
    _Usual(
        key="endline",
        title=gettext_lazy("Skill at the end"),
        instrument="skill",
        role="mentee",
        day="end",
        lasts=14,
        wave="endline",
        ends_there=True,
    ),
    _Usual(
        key="end_mentees",
        title=gettext_lazy("At the end, mentees"),
        instrument="satisfaction_mentee",
        role="mentee",
        day="end",
        lasts=14,
        ends_there=True,
    ),
)


def suggested_windows(
    actor: Actor, program: programs_api.ProgramRef, *, at: datetime
) -> Sequence[SuggestedWindow]:
    """
    Return the usual surveys that are not planned yet and not over, the earliest first.

    Raises:
        NotFound: no such program, or the actor may not set up its windows.
    """
    data = programs_api.require(actor, program, Thing.WINDOWS, Action.CONFIGURE).program
    planned = {window.key for window in find_windows(data.id)}
    days = days_of(data.id)
    found = [
        one
        for cohort in programs_api.cohorts(data.id)
        for one in _for_cohort(cohort, days[cohort.id], data.zone)
    ]
    left = [one for one in found if one.key not in planned and one.closes_at > at]
    return sorted(left, key=lambda one: (one.opens_at, one.key))


def _for_cohort(
    cohort: CohortData, days: Mapping[str, date], zone: ZoneInfo
) -> Iterator[SuggestedWindow]:
    for usual in _USUAL:
        if usual.day in days:
            yield _suggestion(usual, cohort, days[usual.day], zone)


def _suggestion(usual: _Usual, cohort: CohortData, day: date, zone: ZoneInfo) -> SuggestedWindow:
    timing = Timing(
        anchor=usual.day, amount=-usual.lasts if usual.ends_there else 0, days_open=usual.lasts
    )
    span = span_of(timing, day, zone)
    prefix = cohort.slug.replace("-", "_")[:_LONGEST_COHORT_KEY]
    title = _("{survey}: {cohort}").format(survey=usual.title, cohort=cohort.title)
    return SuggestedWindow(
        key=f"{prefix}_{usual.key}",
        title=title[:200],
        instrument=usual.instrument,
        role=usual.role,
        wave=usual.wave,
        cohort=cohort.slug,
        opens_at=span.opens_at,
        closes_at=span.closes_at,
        timing=timing,
    )
