"""What is asked of a person themselves: open now, done, and still ahead."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from django.db.models import Q, prefetch_related_objects

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.programs.data import MemberData

from . import questionnaire as questionnaires
from .data import Mode, Outcome, OwnWindow, WindowState
from .models import FrameRow, Window


def own_windows(
    actor: Actor, program: programs_api.ProgramRef, *, at: datetime
) -> Sequence[OwnWindow]:
    """
    Return the surveys that the actor can answer now and those planned for them, the nearest first.

    Whoever has answered or would rather not is done; the survey stays listed until it closes.

    Raises:
        NotFound: no such program, or the actor never had a role in it.
    """
    if actor.person is None:
        return []
    data, held = programs_api.own_memberships(actor, program)
    asked = FrameRow.objects.filter(person=actor.person, window__program_id=data.id)
    outcomes = dict(asked.values_list("window_id", "outcome"))
    rows = Window.objects.filter(program_id=data.id).select_related("version")
    rows = rows.filter(
        Q(state=WindowState.OPEN, id__in=outcomes, closes_at__gt=at)
        | Q(state=WindowState.PLANNED, closes_at__gt=at)
    )
    found = list(rows)
    # Whom a survey means is asked of planned ones alone: who is asked in an open one is known.
    prefetch_related_objects([row for row in found if row.state == WindowState.PLANNED], "cohorts")
    return sorted(_own(found, outcomes, held), key=lambda one: (not one.is_open, one.turns_at))


def _own(
    rows: Iterable[Window], outcomes: dict[int, str], roles: Sequence[MemberData]
) -> Iterator[OwnWindow]:
    for row in rows:
        if row.state == WindowState.PLANNED and not any(_is_meant(row, role) for role in roles):
            continue
        yield OwnWindow(
            key=row.key,
            title=row.title,
            mode=Mode(row.mode),
            minutes=questionnaires.read(row.version.document).minutes,
            opens_at=row.opens_at,
            closes_at=row.closes_at,
            is_open=row.state == WindowState.OPEN,
            is_done=outcomes.get(row.id, Outcome.WAITING) != Outcome.WAITING,
        )


def _is_meant(row: Window, member: MemberData) -> bool:
    cohorts = {cohort.id for cohort in row.cohorts.all()}
    return row.role == member.role and (not cohorts or member.cohort_id in cohorts)
