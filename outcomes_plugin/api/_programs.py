"""Programs, their cohorts and what they still lack."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import NotFound
from outcomes_plugin.governance.api import end_program, ending_of
from outcomes_plugin.programs.api import change_cohort as keep_cohort
from outcomes_plugin.programs.api import (
    change_program,
    create_cohort,
    create_program,
    follow_group,
    follow_no_group,
    go_live,
    groups_to_follow,
    own_program,
    own_standing,
    programs_for,
    require,
    require_global_staff,
    usual_days,
    whole_standing,
)
from outcomes_plugin.programs.api import cohorts as find_cohorts
from outcomes_plugin.programs.api import milestones as find_milestones
from outcomes_plugin.programs.api import set_milestones as keep_milestones
from outcomes_plugin.programs.data import Action, CohortData, MilestoneData, Thing
from outcomes_plugin.readiness.api import begin_program, set_up_of
from outcomes_plugin.surveys.api import follow_days

__all__ = [
    "begin_program",
    "change_cohort",
    "change_program",
    "cohorts_of",
    "create_cohort",
    "create_program",
    "end_program",
    "ending_of",
    "follow_group",
    "follow_no_group",
    "go_live",
    "groups_to_follow",
    "may_create_programs",
    "milestones_of",
    "own_program",
    "own_standing",
    "programs_for",
    "set_milestones",
    "set_up_of",
    "usual_days",
    "whole_standing",
]


@transaction.atomic
def change_cohort(
    actor: Actor,
    program: str,
    slug: str,
    *,
    title: str,
    starts_on: date,
    ends_on: date | None,
    at: datetime,
    seen: str = "",
) -> CohortData:
    """
    Give the cohort this title and these days; what is planned from its days moves with them.

    `seen` is the edition that the person has changed.

    Raises:
        NotFound: no such cohort, or the actor may not set it up.
        Invalid: the cohort cannot be so.
        Conflict: the program has ended, or somebody else has changed the cohort since.
    """
    kept = keep_cohort(
        actor, program, slug, title=title, starts_on=starts_on, ends_on=ends_on, seen=seen, at=at
    )
    follow_days(actor, kept.program_id, at=at)
    return kept


def cohorts_of(actor: Actor, program: str) -> Sequence[CohortData]:
    """
    Return the program's cohorts, the earliest first.

    Raises:
        NotFound: no such program, or the actor may not count its participation.
    """
    held = require(actor, program, Thing.PARTICIPATION, Action.READ_COUNTS)
    return find_cohorts(held.program.id)


def may_create_programs(actor: Actor) -> bool:
    """Return whether the actor makes programs."""
    try:
        require_global_staff(actor, Thing.PROGRAMS, Action.CREATE)
    except NotFound:
        return False
    return True


def milestones_of(actor: Actor, program: str) -> Sequence[MilestoneData]:
    """
    Return the milestones of the program's cohorts by day.

    Raises:
        NotFound: no such program, or the actor may not count its participation.
    """
    held = require(actor, program, Thing.PARTICIPATION, Action.READ_COUNTS)
    return find_milestones(held.program.id)


@transaction.atomic
def set_milestones(
    actor: Actor, program: str, cohort: str, *, days: Mapping[str, date | None], at: datetime
) -> None:
    """
    Set the days of these milestones of the cohort; what is planned from them moves with them.

    A milestone without a day is no longer there, and what followed it keeps its times.

    Raises:
        NotFound: no such cohort, or the actor may not set it up.
        Invalid: a key cannot be one.
        Conflict: the program has ended.
    """
    keep_milestones(actor, program, cohort, days=days, at=at)
    held = require(actor, program, Thing.COHORTS, Action.CONFIGURE)
    follow_days(actor, held.program.id, at=at)
