"""Give a program its cohorts, and each cohort the days that matter to it."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import Conflict, NotFound
from outcomes_plugin.ledger import api as ledger_api

from . import rules
from .access import ProgramRef, require
from .data import CohortData, MilestoneData, ProgramData
from .editions import check_edition
from .lookups import cohort_data, milestone_data
from .models import Cohort, Milestone
from .rights import Action, Thing


@transaction.atomic
def create_cohort(
    actor: Actor,
    program: ProgramRef,
    *,
    slug: str,
    title: str,
    starts_on: date,
    at: datetime,
    ends_on: date | None = None,
) -> CohortData:
    """
    Add a cohort to the program.

    Raises:
        NotFound: no such program, or the actor may not set it up.
        Invalid: the cohort cannot be so.
        Conflict: the program has ended, or the slug is taken in it.
    """
    data = _changeable(actor, program)
    rules.check_cohort(slug=slug, title=title, starts_on=starts_on, ends_on=ends_on)
    try:
        with transaction.atomic():
            row = Cohort.objects.create(
                program_id=data.id, slug=slug, title=title, starts_on=starts_on, ends_on=ends_on
            )
    except IntegrityError:
        raise Conflict(_("Another cohort has this short name already.")) from None
    ledger_api.record(actor, "cohort.created", at=at, program=data.slug, payload={"cohort": slug})
    return cohort_data(row)


@transaction.atomic
def change_cohort(
    actor: Actor,
    program: ProgramRef,
    slug: str,
    *,
    title: str,
    starts_on: date,
    ends_on: date | None,
    at: datetime,
    seen: str = "",
) -> CohortData:
    """
    Give the cohort this title and these days. `seen` is the edition that the person has changed.

    Raises:
        NotFound: no such cohort, or the actor may not set it up.
        Invalid: the cohort cannot be so.
        Conflict: the program has ended, or somebody else has changed the cohort since.
    """
    data = _changeable(actor, program)
    row = _lock_cohort(data.id, slug)
    rules.check_cohort(slug=row.slug, title=title, starts_on=starts_on, ends_on=ends_on)
    if (row.title, row.starts_on, row.ends_on) == (title, starts_on, ends_on):
        return cohort_data(row)
    check_edition(cohort_data(row).edition, seen=seen)
    row.title, row.starts_on, row.ends_on = title, starts_on, ends_on
    row.save(update_fields=["title", "starts_on", "ends_on"])
    ledger_api.record(
        actor, "cohort.changed", at=at, program=data.slug, payload={"cohort": row.slug}
    )
    return cohort_data(row)


@transaction.atomic
def set_milestone(
    actor: Actor, program: ProgramRef, cohort: str, *, key: str, on: date, at: datetime
) -> MilestoneData:
    """
    Set the day of the cohort's milestone, whether or not it had one.

    Raises:
        NotFound: no such cohort, or the actor may not set it up.
        Invalid: the key cannot be one.
        Conflict: the program has ended.
    """
    data = _changeable(actor, program)
    rules.check_key("key", key)
    row = _lock_cohort(data.id, cohort)
    _keep_days(actor, data, row, {key: on}, at=at)
    return milestone_data(Milestone.objects.select_related("cohort").get(cohort=row, key=key))


@transaction.atomic
def set_milestones(
    actor: Actor,
    program: ProgramRef,
    cohort: str,
    *,
    days: Mapping[str, date | None],
    at: datetime,
) -> None:
    """
    Set the days of these milestones of the cohort; one without a day is no longer there.

    Raises:
        NotFound: no such cohort, or the actor may not set it up.
        Invalid: a key cannot be one.
        Conflict: the program has ended.
    """
    data = _changeable(actor, program)
    for key in days:
        rules.check_key("key", key)
    _keep_days(actor, data, _lock_cohort(data.id, cohort), days, at=at)


def _keep_days(
    actor: Actor,
    program: ProgramData,
    row: Cohort,
    days: Mapping[str, date | None],
    *,
    at: datetime,
) -> None:
    known = dict(Milestone.objects.filter(cohort=row).values_list("key", "on"))
    changed = {key: on for key, on in days.items() if known.get(key) != on}
    for key, on in changed.items():
        if on is None:
            Milestone.objects.filter(cohort=row, key=key).delete()
        else:
            Milestone.objects.update_or_create(cohort=row, key=key, defaults={"on": on})
    if changed:
        named = sorted(changed)
        payload = {"cohort": row.slug, "milestone": named[0] if len(named) == 1 else named}
        ledger_api.record(actor, "milestone.set", at=at, program=program.slug, payload=payload)


def _changeable(actor: Actor, program: ProgramRef) -> ProgramData:
    data = require(actor, program, Thing.COHORTS, Action.CONFIGURE).program
    rules.check_not_ended(data)
    return data


def _lock_cohort(program_id: int, slug: str) -> Cohort:
    row = Cohort.objects.select_for_update().filter(program_id=program_id, slug=slug).first()
    if row is None or row.slug != slug:
        raise NotFound
    return row
