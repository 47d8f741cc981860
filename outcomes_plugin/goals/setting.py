"""Set a goal, and change it without losing what somebody else wrote meanwhile."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import Conflict, Invalid, Problem
from outcomes_plugin.frameworks import api as frameworks_api
from outcomes_plugin.pairings import api as pairings_api
from outcomes_plugin.programs.data import ProgramData

from . import rules
from .access import lock_own, note_change, record, require_writer, written
from .data import OPEN_STATUSES, GoalData, Visibility
from .fields import EMPTY, read_fields
from .models import Goal, GoalChange


@transaction.atomic
def set_goal(
    actor: Actor, program: int | str, *, fields: Mapping[str, Any], at: datetime
) -> GoalData:
    """
    Keep a new goal of the actor's own. One sentence in `what` is enough.

    The same goal sent twice within ten minutes is kept once.
    It is a draft until the mentor agrees or the first check-in begins the work; a goal that is
    shared is read by the partner from now on.

    Raises:
        NotFound: no such program, or the actor is no mentee or mentor of it.
        Invalid: with a problem for each field.
        Conflict: the notice was not shown, the program is not live, or there are too many goals.
    """
    person, data = require_writer(actor, program)
    whole = read_fields(fields, before=EMPTY, today=_today(data, at))
    whole = _settled(whole, before=EMPTY, person=person, program=data)
    own = Goal.objects.filter(person=person, program_id=data.id, status__in=OPEN_STATUSES)
    before = _sent_before(own, whole, at=at)
    if before is not None:
        return before.to_data()
    if own.count() >= rules.MOST_OPEN_GOALS:
        raise Conflict(_("You have 20 open goals. Close one before you write another."))
    row = Goal.objects.create(
        program_id=data.id, person=person, created_at=at, changed_at=at, **whole
    )
    record(actor, row, "goal.set", data, at=at, kind=whole["kind"].value)
    return row.to_data()


def _sent_before(own: QuerySet[Goal], whole: Mapping[str, Any], *, at: datetime) -> Goal | None:
    lately = own.filter(created_at__range=(at - rules.SENT_TWICE, at))
    return next((row for row in lately if not rules.changed_fields(written(row), whole)), None)


@transaction.atomic
def change_goal(
    actor: Actor, goal_id: int, *, changes: Mapping[str, Any], expected_version: int, at: datetime
) -> GoalData:
    """
    Keep these fields of the actor's goal instead; fields that are not named stay.

    What was written since `expected_version` in other fields stays, too. The mentor's agreement
    lapses with another wording, measure or day.

    Raises:
        NotFound: no such goal, or it is somebody else's.
        Invalid: with a problem for each field.
        Conflict: the goal is closed, or the same fields were changed meanwhile: then
            `details["fields"]` names them and `details["version"]` is the one to go on from.
    """
    row, data = lock_own(actor, goal_id)
    goal, before = row.to_data(), written(row)
    rules.check_open(goal)
    whole = read_fields(changes, before=before, today=_today(data, at))
    rules.check_kind(goal, whole["kind"])
    _check_uncontested(row, changes, whole, before=before, expected_version=expected_version)
    whole = _settled(whole, before=before, person=row.person, program=data)
    fields = rules.changed_fields(before, whole)
    if fields:
        _keep(actor, row, fields, whole, before=before, at=at)
        record(actor, row, "goal.changed", data, at=at, fields=fields)
    return row.to_data()


def _keep(
    actor: Actor,
    row: Goal,
    fields: Sequence[str],
    whole: Mapping[str, Any],
    *,
    before: Mapping[str, Any],
    at: datetime,
) -> None:
    row.status = rules.status_after_change(row.to_data(), fields)
    if rules.lapses_agreement(fields):
        row.agreed_at = None
    for name in fields:
        setattr(row, name, whole[name])
    row.version, row.changed_at = row.version + 1, at
    row.save(update_fields=[*fields, "status", "agreed_at", "version", "changed_at"])
    note_change(actor, row, fields=fields, before=before, at=at)


def _check_uncontested(
    row: Goal,
    changes: Mapping[str, Any],
    whole: Mapping[str, Any],
    *,
    before: Mapping[str, Any],
    expected_version: int,
) -> None:
    if expected_version == row.version:
        return
    since = GoalChange.objects.filter(goal=row, version__gt=expected_version)
    touched = {name for fields in since.values_list("fields", flat=True) for name in fields}
    wanted = {name: whole[name] for name in changes}
    fields = rules.contested(wanted, before, changed_since=touched)
    if fields:
        raise Conflict(
            _("This goal was changed elsewhere while you were writing."),
            reason="changed",
            fields=fields,
            version=row.version,
        )


def _settled(
    whole: Mapping[str, Any], *, before: Mapping[str, Any], person: str, program: ProgramData
) -> Mapping[str, Any]:
    """Return the fields with a pairing and an indicator that exist, or raise Invalid."""
    settled = dict(whole)
    is_newly_shared = settled["visibility"] is Visibility.PAIRING and (
        (before["visibility"], before["pairing_id"])
        != (settled["visibility"], settled["pairing_id"])
    )
    if is_newly_shared or (before is EMPTY and settled["pairing_id"] is None):
        settled["pairing_id"] = _pairing(settled, person=person, program=program)
    if settled["indicator"] and settled["indicator"] != before["indicator"]:
        known = {one.key for one in frameworks_api.indicators(program.id)}
        if settled["indicator"] not in known:
            raise _invalid("indicator", _("The program has no such indicator."))
    return settled


def _pairing(fields: Mapping[str, Any], *, person: str, program: ProgramData) -> int | None:
    """Return the open pairing that the goal is worked on in: the one chosen, else the first."""
    partners = [one.pairing_id for one in pairings_api.open_partners(person, program.id)]
    chosen = fields["pairing_id"]
    if fields["visibility"] is Visibility.PAIRING:
        if chosen is None and partners:
            return partners[0]
        if chosen not in partners:
            raise _invalid(
                "visibility", _("This pairing is not open now. Choose “Only me”, or wait for it.")
            )
        return int(chosen)
    return partners[0] if partners else None


def _invalid(column: str, message: Any) -> Invalid:
    return Invalid(message, problems=[Problem(message, column=column)])


def _today(program: ProgramData, at: datetime) -> date:
    return at.astimezone(program.zone).date()
