"""Cohorts of a program that follow cohorts and teams of its course."""

from demo.courses import groups
from demo.courses.models import DemoGroup
from outcomes_plugin.edxapp import GroupKind
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.programs.data import ProgramData
from tests import given
from tests.given_programs import COURSE, a_cohort, a_course, the_coordinator


def a_followed_group(
    program: ProgramData, cohort: str, *, kind: GroupKind = GroupKind.COHORT
) -> DemoGroup:
    """Return a group of the course that the program's cohort of that slug follows."""
    a_cohort(program, cohort)
    group = groups.add_group(a_course(), f"Group of {cohort}", kind=kind)
    programs_api.follow_group(
        the_coordinator(),
        program.id,
        cohort,
        course_key=COURSE,
        group=groups.key_of(group),
        at=given.MONDAY,
    )
    return group


def puts(name: str, group: DemoGroup) -> None:
    """The platform puts the person into the group."""
    groups.put_into(group, given.a_user(name))


def takes(name: str, group: DemoGroup) -> None:
    """The platform takes the person out of the group."""
    groups.take_out(group, given.a_user(name))
