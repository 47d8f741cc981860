"""Check in on a goal: how it stands, how sure one is, what changed and what is next."""

from datetime import datetime

from django.db import transaction

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import Invalid, Message, Problem
from outcomes_plugin.pairings import api as pairings_api
from outcomes_plugin.programs import api as programs_api

from . import rules
from .access import lock_own, note_change, record
from .data import CheckInData, GoalData, HelpFrom, Said, Status
from .fields import LONGEST_TEXT, number
from .models import Goal, GoalCheckIn


@transaction.atomic
def check_in(actor: Actor, goal_id: int, *, said: Said, at: datetime) -> CheckInData:
    """
    Keep how the actor's goal stands now. The same sent twice within ten minutes is kept once.

    The first check-in begins the work on the goal. A wish for help goes to the mentor who reads
    the goal, else to the coordinators, who learn that there is one and nothing of the goal. If the
    person was told of another helper, it goes to nobody, as `help_from` then says.

    Raises:
        NotFound: no such goal, or it is somebody else's.
        Invalid: with a problem for each field.
        Conflict: the goal is closed, or nothing can be written now.
    """
    row, data = lock_own(actor, goal_id)
    goal = row.to_data()
    rules.check_open(goal)
    facts = _read(goal, said)
    facts["help_from"] = _help_from(goal, said)
    last = row.check_ins.filter(at__gt=at - rules.SENT_TWICE).last()
    if last is not None and all(getattr(last, name) == value for name, value in facts.items()):
        return last.to_data()
    kept = GoalCheckIn.objects.create(goal=row, at=at, **facts)
    _begin(actor, row, at=at)
    record(actor, row, "goal.progressed", data, at=at, kind=row.kind)
    return kept.to_data()


def _help_from(goal: GoalData, said: Said) -> HelpFrom:
    """Return whom the wish for help goes to: who helps now, if the person knew that."""
    helper = _helper_of(goal) if said.wants_help else HelpFrom.NOBODY
    return helper if said.helper in ("", helper) else HelpFrom.NOBODY


def _helper_of(goal: GoalData) -> HelpFrom:
    partners = pairings_api.open_partners(goal.person, goal.program_id)
    mentors = {one.pairing_id for one in partners if one.is_mentor}
    is_read = goal.is_shared and goal.pairing_id in mentors
    return HelpFrom.MENTOR if is_read else HelpFrom.COORDINATORS


def _begin(actor: Actor, row: Goal, *, at: datetime) -> None:
    if row.status == Status.ACTIVE:
        return
    before = {"status": row.status}
    row.status = Status.ACTIVE
    row.save(update_fields=["status"])
    note_change(actor, row, fields=["status"], before=before, at=at)


def _read(goal: GoalData, said: Said) -> dict[str, object]:
    value, wrong_value = number(said.value)
    confidence, wrong_confidence = number(said.confidence)
    found: dict[str, Message] = {
        "value": wrong_value,
        "confidence": wrong_confidence,
        "changed": programs_api.text_problem(said.changed, longest=LONGEST_TEXT),
        "next_step": programs_api.text_problem(said.next_step, longest=LONGEST_TEXT),
    }
    problems = [Problem(why, column=name) for name, why in found.items() if why]
    if problems:
        raise Invalid(problems[0].message, problems=problems)
    rules.check_value(goal, value)
    rules.check_confidence(confidence)
    return {
        "value": value if goal.baseline is not None else None,
        "confidence": None if confidence is None else int(confidence),
        "changed": programs_api.plain_text(said.changed),
        "next_step": programs_api.plain_text(said.next_step),
    }
