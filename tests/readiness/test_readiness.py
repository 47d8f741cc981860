"""What a program lacks is said step by step, and it begins only when it can keep its word."""

from dataclasses import replace

import pytest
from hypothesis import given as with_any
from hypothesis import strategies as st

from outcomes_plugin.errors import Conflict, NotFound
from outcomes_plugin.frameworks import api as frameworks_api
from outcomes_plugin.pairings import api as pairings_api
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.readiness import api as readiness_api
from outcomes_plugin.readiness import rules
from outcomes_plugin.readiness.data import SetUpFacts, StepName
from outcomes_plugin.surveys import api as surveys_api
from outcomes_plugin.surveys.models import ProgramKey
from tests import given
from tests import given_surveys as gs
from tests.given_pairings import a_pairing, a_proposal
from tests.given_programs import (
    a_cohort,
    a_draft_program,
    a_linked_course,
    a_member,
    the_coordinator,
)

NOTHING = SetUpFacts(
    cohorts=0,
    mentees=0,
    mentors=0,
    paired_mentees=0,
    proposed_mentees=0,
    courses=0,
    indicators=0,
    windows=0,
    hindrances=(),
    has_notice=False,
)


def missing(program, actor=None):
    found = readiness_api.set_up_of(actor or the_coordinator(), program.id)
    return {step.name.value: list(step.missing) for step in found.steps if not step.is_done}


@pytest.mark.django_db
def test_a_new_program_lacks_everything_but_itself():
    assert set(missing(a_draft_program())) == set(StepName) - {"program", "instruments"}


@pytest.mark.django_db
def test_each_step_is_done_by_what_it_asks_for():
    program = a_draft_program()
    a_cohort(program)
    a_member(program, "mia")
    a_member(program, "mo")
    a_member(program, "mika", role="mentor")
    a_linked_course(program)
    frameworks_api.copy_example(the_coordinator(), program.id, at=given.MONDAY)
    gs.a_notice(program)
    gs.a_window(program)
    assert missing(program) == {"pairings": ["Nobody is paired yet."]}
    paused = a_pairing(program, "mia", "mika")
    assert missing(program) == {"pairings": ["1 mentee has no mentor now."]}
    a_pairing(program, "mo", "mika")
    assert missing(program) == {}
    pairings_api.pause_pairing(the_coordinator(), paused.id, at=given.TUESDAY)
    assert missing(program) == {}
    assert readiness_api.set_up_of(the_coordinator(), program.id).next_step is None


@pytest.mark.django_db
def test_who_waits_for_an_answer_is_not_counted_as_alone():
    program = a_draft_program()
    for name in ("mia", "mo", "max"):
        a_member(program, name)
    a_member(program, "mika", role="mentor")
    a_pairing(program, "mia", "mika")
    a_proposal(program, "mo", "mika")
    assert missing(program)["pairings"] == [
        "1 mentee has no mentor now.",
        "1 mentee waits until a mentor answers.",
    ]


@pytest.mark.django_db
def test_a_program_begins_when_people_are_there_and_were_told():
    program = a_draft_program()
    with pytest.raises(Conflict) as refused:
        begin(program)
    assert refused.value.details["steps"] == ["people", "notice"]
    assert "Nobody is a mentee yet." in str(refused.value)
    a_member(program, "mia")
    a_member(program, "mika", role="mentor")
    gs.a_notice(program)
    assert begin(program).is_live
    with pytest.raises(Conflict):
        begin(program)


def begin(program, actor=None):
    return readiness_api.begin_program(actor or the_coordinator(), program.id, at=given.MONDAY)


@pytest.mark.django_db
def test_only_those_who_set_up_see_how_far_it_is():
    program = a_draft_program()
    for name, role in (("mia", "mentee"), ("anna", "analyst"), ("sid", "sponsor")):
        a_member(program, name, role=role)
    for name in ("mia", "anna", "sid", "nora"):
        with pytest.raises(NotFound):
            readiness_api.set_up_of(given.an_actor(name), program.id)
        with pytest.raises(NotFound):
            begin(program, given.an_actor(name))
    with pytest.raises(NotFound):
        begin(program, given.global_staff())
    theirs = readiness_api.set_up_of(given.global_staff(), program.id)
    assert (theirs.open_to_reader, theirs.may_begin) == ({"program", "people"}, False)
    assert (theirs.theirs_to_do, theirs.next_step) == ({"program"}, None)
    own = readiness_api.set_up_of(the_coordinator(), program.id)
    assert (own.open_to_reader, own.may_begin) == (set(StepName), True)
    assert own.next_step is not None
    assert own.next_step.name == "cohorts"


@pytest.mark.django_db
def test_what_would_keep_a_survey_from_opening_is_foreseen_without_making_a_key():
    program = a_draft_program()
    gs.a_window(program)
    assert any("needs an indicator" in one for one in missing(program)["windows"])
    frameworks_api.copy_example(the_coordinator(), program.id, at=given.MONDAY)
    assert any("notice" in one for one in missing(program)["windows"])
    gs.a_notice(program, key_destroyed_on=given.NEXT_MONDAY.date())
    assert any("key to the codes is deleted" in one for one in missing(program)["windows"])
    gs.a_notice(program)
    assert "windows" not in missing(program)
    assert not ProgramKey.objects.exists()
    programs_api.go_live(the_coordinator(), program.id, at=given.MONDAY)
    (window,) = surveys_api.find_windows(program.id)
    assert surveys_api.open_window(the_coordinator(), window.id, at=given.MONDAY).state == "open"


@pytest.mark.django_db
def test_looking_costs_the_same_for_many():
    program = gs.an_asking_program()
    a_cohort(program)

    def queries():
        with gs.own_queries() as found:
            readiness_api.set_up_of(the_coordinator(), program.id)
        return len(found)

    gs.a_window(program, cohorts=["spring"])
    before = queries()
    for index, name in enumerate(gs.mentees(program, 6)):
        a_member(program, f"mentor{index}", role="mentor")
        a_pairing(program, name, f"mentor{index}")
        gs.a_window(program, key=f"w{index}", cohorts=["spring"])
    assert queries() == before
    assert before <= 18


@with_any(
    st.builds(
        SetUpFacts,
        **{
            name: st.integers(0, 3)
            for name in (
                *("cohorts", "mentees", "mentors", "paired_mentees"),
                *("courses", "indicators", "windows"),
            )
        },
        hindrances=st.lists(st.sampled_from(["One.", "Two."])),
        has_notice=st.booleans(),
    )
)
def test_a_step_is_done_exactly_when_nothing_is_missing(facts):
    steps = {step.name: step for step in rules.steps_of(facts)}
    assert list(steps) == list(StepName)
    assert steps[StepName.PEOPLE].is_done == bool(facts.mentees and facts.mentors)
    assert steps[StepName.WINDOWS].is_done == bool(facts.windows and not facts.hindrances)
    assert steps[StepName.NOTICE].is_done == facts.has_notice


def test_people_and_a_notice_are_all_that_a_program_needs():
    told = replace(NOTHING, mentees=1, mentors=1, has_notice=True)
    for facts, lacking in ((NOTHING, {"people", "notice"}), (told, set())):
        found = rules.steps_of(facts)
        assert {step.name for step in found if step.is_needed and not step.is_done} == lacking
