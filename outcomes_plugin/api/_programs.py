"""Programs, their cohorts and what they still lack."""

from collections.abc import Sequence

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import NotFound
from outcomes_plugin.governance.api import end_program, ending_of
from outcomes_plugin.programs.api import (
    change_cohort,
    change_program,
    create_cohort,
    create_program,
    go_live,
    own_program,
    own_standing,
    programs_for,
    require,
    require_global_staff,
    set_milestones,
    usual_days,
    whole_standing,
)
from outcomes_plugin.programs.api import cohorts as find_cohorts
from outcomes_plugin.programs.api import milestones as find_milestones
from outcomes_plugin.programs.data import Action, CohortData, MilestoneData, Thing
from outcomes_plugin.readiness.api import begin_program, set_up_of

__all__ = [
    "begin_program",
    "change_cohort",
    "change_program",
    "cohorts_of",
    "create_cohort",
    "create_program",
    "end_program",
    "ending_of",
    "go_live",
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
