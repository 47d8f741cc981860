"""See how far a program is set up, and begin it."""

from datetime import datetime

from django.db import transaction

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.consent import api as consent_api
from outcomes_plugin.errors import NotFound
from outcomes_plugin.frameworks import api as frameworks_api
from outcomes_plugin.pairings import api as pairings_api
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.programs.data import Action, ProgramData, Role, Thing
from outcomes_plugin.surveys import api as surveys_api

from . import rules
from .data import SetUp, SetUpFacts

__all__ = ["begin_program", "set_up_of"]


def set_up_of(actor: Actor, program: programs_api.ProgramRef) -> SetUp:
    """
    Return how far the program is set up, in as many queries whatever its size.

    Raises:
        NotFound: no such program, or the actor sets nothing of it up.
    """
    held = programs_api.whole_standing(actor, program)
    mine = rules.open_steps(held)
    if not mine:
        raise NotFound
    return SetUp(
        standing=held,
        steps=rules.steps_of(_facts(held.program.id)),
        open_to_reader=mine,
        theirs_to_do=rules.steps_to_do(held),
        may_begin=held.allows(Thing.STATUS, Action.CONFIGURE),
    )


@transaction.atomic
def begin_program(actor: Actor, program: programs_api.ProgramRef, *, at: datetime) -> ProgramData:
    """
    Begin the program: from now on people can be asked.

    Raises:
        NotFound: no such program, or the actor may not begin it.
        Conflict: something that it needs is missing, or it has begun or ended already.
    """
    data = programs_api.require(actor, program, Thing.STATUS, Action.CONFIGURE).program
    steps = rules.steps_of(_facts(data.id))
    rules.check_can_begin([step for step in steps if step.is_needed and not step.is_done])
    return programs_api.go_live(actor, data.id, at=at)


def _facts(program_id: int) -> SetUpFacts:
    members = programs_api.active_members(program_id)
    mentees = {one.person for one in members if one.role == Role.MENTEE}
    pairings = pairings_api.pairings_not_over(program_id)
    paired = mentees & {one.mentee for one in pairings if one.is_open}
    proposed = mentees & {one.mentee for one in pairings if not one.is_open}
    return SetUpFacts(
        cohorts=len(programs_api.cohorts(program_id)),
        mentees=len(mentees),
        mentors=sum(one.role == Role.MENTOR for one in members),
        paired_mentees=len(paired),
        proposed_mentees=len(proposed - paired),
        courses=len(programs_api.linked_courses(program_id)),
        indicators=len(frameworks_api.indicators(program_id)),
        windows=len(surveys_api.find_windows(program_id)),
        hindrances=tuple(surveys_api.hindrances(program_id).values()),
        has_notice=consent_api.current_notice(program_id) is not None,
    )
