"""Cohorts and their days can be changed, and nobody writes over what they have not seen."""

from datetime import date

import pytest

from outcomes_plugin.errors import Conflict, Invalid, NotFound
from outcomes_plugin.programs import api as programs_api
from tests import given
from tests.given_programs import a_cohort, a_program, the_coordinator
from tests.programs.entries import entries_of

pytestmark = pytest.mark.django_db

MIDPOINT, END = date(2026, 7, 1), date(2026, 12, 18)


@pytest.fixture
def program():
    return a_program()


def change(program, actor=None, **changes):
    facts = {"title": "Spring", "starts_on": date(2026, 3, 2), "ends_on": END, **changes}
    actor = actor or the_coordinator()
    return programs_api.change_cohort(actor, program.id, "spring", at=given.MONDAY, **facts)


def days(program, **wanted):
    programs_api.set_milestones(
        the_coordinator(), program.id, "spring", days=wanted, at=given.MONDAY
    )
    return {one.key: one.on for one in programs_api.milestones(program.id)}


def test_who_saves_second_is_told_instead_of_writing_over_the_first(program):
    seen = a_cohort(program).edition
    change(program, title="Early spring", seen=seen)
    with pytest.raises(Conflict) as refused:
        change(program, title="Late spring", seen=seen)
    (cohort,) = programs_api.cohorts(program.id)
    assert (cohort.title, refused.value.details["edition"]) == ("Early spring", cohort.edition)
    assert change(program, title="Late spring", seen=cohort.edition).title == "Late spring"


def test_saving_what_is_there_already_is_no_conflict_and_no_entry(program):
    seen = a_cohort(program).edition
    change(program, title="Early spring", seen=seen)
    change(program, title="Early spring", seen=seen)
    assert len(entries_of("leap", "cohort.changed")) == 1


def test_milestones_are_set_moved_and_taken_away_together(program):
    a_cohort(program)
    assert days(program, midpoint=MIDPOINT, end=END) == {"midpoint": MIDPOINT, "end": END}
    assert days(program, midpoint=END, end=None) == {"midpoint": END}
    assert days(program, midpoint=END, end=None) == {"midpoint": END}
    assert [entry.payload["milestone"] for entry in entries_of("leap", "milestone.set")] == [
        ["end", "midpoint"],
        ["end", "midpoint"],
    ]


def test_a_milestone_needs_a_key_and_the_right_to_set_it(program):
    a_cohort(program)
    with pytest.raises(Invalid):
        days(program, **{"Mid point": MIDPOINT})
    for actor in (given.global_staff(), given.an_actor("nora")):
        with pytest.raises(NotFound):
            programs_api.set_milestones(
                actor, program.id, "spring", days={"end": END}, at=given.MONDAY
            )
    assert days(program, end=END) == {"end": END}


def test_a_title_that_no_database_takes_is_refused_beside_its_field(program):
    a_cohort(program)
    for title in ("\0", "a\0b", "half \ud83d"):
        with pytest.raises(Invalid) as refused:
            change(program, title=title)
        assert [problem.column for problem in refused.value.problems] == ["title"]
    assert change(program, title="🌱 ربيع").title == "🌱 ربيع"


def test_a_program_that_somebody_else_has_changed_is_not_written_over(program):
    def rename(title, seen):
        actor = given.global_staff()
        return programs_api.change_program(
            actor, program.id, title=title, seen=seen, at=given.MONDAY
        )

    renamed = rename("Leap 2", program.edition)
    with pytest.raises(Conflict):
        rename("Leap 3", program.edition)
    assert rename("Leap 3", renamed.edition).title == "Leap 3"
