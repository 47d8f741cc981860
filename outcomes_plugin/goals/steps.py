"""The steps of a goal's life: agreed, ended, opened again."""

from datetime import datetime

from django.db import transaction

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import Invalid, NotFound, Problem
from outcomes_plugin.pairings import api as pairings_api
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.programs.data import Action, Thing

from . import rules
from .access import lock_own, note_change, record
from .data import GoalData, Status, Visibility
from .fields import LONGEST_TEXT
from .models import Goal


@transaction.atomic
def agree_goal(actor: Actor, goal_id: int, *, expected_version: int, at: datetime) -> GoalData:
    """
    Say, as the mentor whom the goal was shared with, that it is a good one as it stands.

    Raises:
        NotFound: no such goal, or the actor is not the mentor of its open pairing.
        Conflict: it has ended, or its wording changed since it was read.
    """
    row = Goal.objects.select_for_update().filter(id=goal_id).first()
    if row is None or not _is_its_mentor(actor, row):
        raise NotFound
    held = programs_api.require(actor, row.program_id, Thing.SHARED_WORK, Action.READ_PARTNER)
    goal = row.to_data()
    rules.check_can_agree(goal, version=expected_version)
    if row.agreed_at is not None:
        return goal
    row.agreed_at = at
    if row.status == Status.DRAFT:
        row.status = Status.AGREED
    row.save(update_fields=["agreed_at", "status"])
    note_change(actor, row, fields=["agreed_at"], before={"agreed_at": None}, at=at)
    record(actor, row, "goal.agreed", held.program, at=at)
    return row.to_data()


@transaction.atomic
def finish_goal(
    actor: Actor, goal_id: int, *, status: Status, words: str, at: datetime
) -> GoalData:
    """
    Close the goal as achieved, not achieved or dropped. Whoever drops one says why.

    Raises:
        NotFound: no such goal, or it is somebody else's.
        Invalid: this is no ending, or it was dropped without a word.
        Conflict: it is closed already.
    """
    row, data = lock_own(actor, goal_id)
    rules.check_open(row.to_data())
    problem = programs_api.text_problem(words, longest=LONGEST_TEXT)
    if problem:
        raise Invalid(problem, problems=[Problem(problem, column="why")])
    kept = programs_api.plain_text(words)
    rules.check_ending(status, kept)
    _move(actor, row, status, words=kept, at=at, finished_at=at)
    if status is Status.ACHIEVED:
        record(actor, row, "goal.achieved", data, at=at, kind=row.kind)
    else:
        record(actor, row, "goal.closed", data, at=at, status=status.value)
    return row.to_data()


@transaction.atomic
def reopen_goal(actor: Actor, goal_id: int, *, at: datetime) -> GoalData:
    """
    Go on with a goal that was closed.

    Raises:
        NotFound: no such goal, or it is somebody else's.
        Conflict: it is not closed.
    """
    row, data = lock_own(actor, goal_id)
    status = rules.reopened(row.to_data())
    _move(actor, row, status, words="", at=at, finished_at=None)
    record(actor, row, "goal.reopened", data, at=at)
    return row.to_data()


def _move(
    actor: Actor,
    row: Goal,
    status: Status,
    *,
    words: str,
    at: datetime,
    finished_at: datetime | None,
) -> None:
    before = {"status": row.status, "closing_words": row.closing_words}
    row.status, row.closing_words, row.finished_at = status, words, finished_at
    row.changed_at = at
    row.save(update_fields=["status", "closing_words", "finished_at", "changed_at"])
    note_change(actor, row, fields=list(before), before=before, at=at)


def _is_its_mentor(actor: Actor, row: Goal) -> bool:
    if actor.person is None or row.visibility != Visibility.PAIRING:
        return False
    partners = pairings_api.open_partners(row.person, row.program_id)
    return any(
        one.pairing_id == row.pairing_id and one.person == actor.person and one.is_mentor
        for one in partners
    )
