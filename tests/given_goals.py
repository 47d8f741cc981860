"""Goals, set and checked in on through the front door."""

from datetime import date, datetime
from typing import Any

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.goals import api as goals_api
from outcomes_plugin.goals.data import CheckInData, GoalData, Said
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.programs.data import ProgramData
from tests import given
from tests import given_surveys as gs
from tests.given_pairings import a_pairing
from tests.given_programs import a_member, a_program

PURPOSES = (*gs.PURPOSES, "goals")
REVIEWS: dict[str, Any] = {
    "what": "Lead the design review without my manager in the room",
    "kind": "number",
    "baseline": 0,
    "target": 6,
    "stretch": 8,
    "unit": "reviews",
    "due": date(2026, 12, 18),
    "visibility": "pairing",
}
LEVELS: dict[str, Any] = {
    "what": "Say no to scope, with reasons",
    "kind": "levels",
    "levels": ["I say yes", "I hesitate", "I say no once", "I say no twice", "Others do it too"],
    "baseline": -1,
    "weight": 3,
}


def a_program_with_goals(slug: str = "leap", *, purposes: Any = PURPOSES) -> ProgramData:
    """Return a live program whose notice tells of goals; Ilse mentors Amara there, and Jonas Bo."""
    program = a_program(slug)
    gs.a_notice(program, purposes=purposes)
    for mentee, mentor in (("amara", "ilse"), ("bo", "jonas")):
        a_member(program, mentee)
        a_member(program, mentor, role="mentor")
        a_pairing(program, mentee, mentor)
    return program


def a_reader_of_the_notice(program: ProgramData, name: str) -> Actor:
    """Return the member of that name as actor, after they were shown the notice in force."""
    actor = given.an_actor(name)
    notice = programs_api.notice_in_force(actor, program.id)
    version = notice.version if notice is not None else None
    programs_api.read_notice(actor, program.id, version=version, at=given.MONDAY)
    return actor


def a_goal(
    program: ProgramData,
    name: str = "amara",
    *,
    at: datetime = given.MONDAY,
    fields: dict[str, Any] | None = None,
    **changes: Any,
) -> GoalData:
    """Return a goal of the person of that name: to lead six reviews, unless told otherwise."""
    actor = a_reader_of_the_notice(program, name)
    written = {**(REVIEWS if fields is None else fields), **changes}
    return goals_api.set_goal(actor, program.id, fields=written, at=at)


def a_check_in(
    goal: GoalData, name: str = "amara", *, at: datetime = given.TUESDAY, **said: Any
) -> CheckInData:
    """Return a check-in of the person of that name."""
    return goals_api.check_in(
        given.an_actor(name), goal.id, said=Said(**{"value": 2, **said}), at=at
    )


def change(
    goal: GoalData,
    name: str = "amara",
    *,
    version: int | None = None,
    at: datetime = given.TUESDAY,
    **changes: Any,
) -> GoalData:
    """Change the goal as the person of that name, who has read it as it is given here."""
    return goals_api.change_goal(
        given.an_actor(name),
        goal.id,
        changes=changes,
        expected_version=goal.version if version is None else version,
        at=at,
    )


def own(program: ProgramData, name: str = "amara") -> list[GoalData]:
    """Return the goals of the person of that name."""
    return list(goals_api.goals_of(given.an_actor(name), program.id))
