"""Cohorts, people, pairings and courses are set up by hand, and nobody is written over."""

import pytest

from outcomes_plugin.programs import api as programs_api
from tests import given
from tests.given_pairings import a_pairing, a_proposal
from tests.given_programs import (
    COURSE,
    a_cohort,
    a_draft_program,
    a_member,
    a_program,
    course_staff,
    the_coordinator,
)
from tests.pages.forms import problems, read, send
from tests.pages.world import address

pytestmark = pytest.mark.django_db


def test_what_somebody_else_saved_meanwhile_is_not_written_over():
    program = a_draft_program()
    cohort = a_cohort(program)
    fields = {"subject": "spring", "starts_on": "2026-03-02", "ends_on": "2026-12-18"}
    send(program, "set_up_cohorts", "change", title="Early", edition=cohort.edition, **fields)
    told = send(program, "set_up_cohorts", "change", title="Late", edition=cohort.edition, **fields)
    assert told.status_code == 409
    edition = told.json()["edition"]
    assert f'data-edition="{edition}"' in read(program, "set_up_cohorts")
    again = send(program, "set_up_cohorts", "change", title="Late", edition=edition, **fields)
    assert again.status_code == 200


def test_a_cohort_gets_its_usual_days_as_a_suggestion_that_is_saved_by_hand():
    program = a_draft_program()
    told = send(
        program,
        "set_up_cohorts",
        "add",
        title="Spring 26",
        starts_on="2026-03-02",
        ends_on="2026-12-18",
    )
    assert told.json()["said"] == "The cohort “Spring 26” is added."
    page = read(program, "set_up_cohorts")
    assert "Nothing is saved yet." in page
    assert 'value="2026-07-25"' in page
    assert programs_api.milestones(program.id) == []
    days = {"first_month": "", "midpoint": "2026-07-20", "end": "", "half_year_after": ""}
    assert send(program, "set_up_cohorts", "days", subject="spring-26", **days).status_code == 200
    assert [one.key for one in programs_api.milestones(program.id)] == ["midpoint"]


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"title": " ", "starts_on": "2026-03-02"}, {"title", "slug"}),
        ({"title": "ربيع", "starts_on": "2026-03-02"}, {"slug"}),
        ({"title": "Spring", "starts_on": "31.02.2026"}, {"starts_on"}),
        ({"title": "Spring", "starts_on": "2026-03-02", "ends_on": "2026-03-01"}, {"ends_on"}),
        ({"title": "a\0", "starts_on": "2026-03-02"}, {"title"}),
        ({"title": ["Spring"], "starts_on": 7}, {"title", "starts_on"}),
    ],
)
def test_what_is_wrong_with_a_cohort_stands_beside_its_field(fields, wrong):
    program = a_draft_program()
    told = send(program, "set_up_cohorts", "add", **fields)
    assert told.status_code == 400
    assert set(problems(told)) == wrong
    assert programs_api.cohorts(program.id) == []


def test_people_are_added_moved_and_their_role_ended():
    program = a_draft_program()
    a_cohort(program)
    given.a_user("nora")
    added = send(program, "set_up_people", "add", person="nora", role="mentee", cohort="spring")
    assert added.json()["said"] == "nora has the role “Mentee” now."
    (member,) = programs_api.active_members(program.id, role="mentee")
    assert member.cohort == "spring"
    again = send(program, "set_up_people", "add", person="nora", role="mentee", cohort="")
    assert again.status_code == 409
    page = read(program, "set_up_people", member=str(member.id))
    assert "Their pairings of this role end with it." in page
    send(program, "set_up_people", "move", subject=str(member.id), cohort="")
    assert programs_api.active_members(program.id, role="mentee")[0].cohort == ""
    ended = send(program, "set_up_people", "end", subject=str(member.id))
    assert ended.json()["said"] == "The role of nora has ended."
    assert programs_api.active_members(program.id, role="mentee") == []


def test_ending_a_role_ends_the_pairings_that_rest_on_it():
    program = a_program()
    mia = a_member(program, "mia")
    a_member(program, "mika", role="mentor")
    pairing = a_pairing(program, "mia", "mika")
    assert send(program, "set_up_people", "end", subject=str(mia.id)).status_code == 200
    page = read(program, "pairings", state="over")
    assert address("pairing", program.slug, pairing.id) in page
    assert "Somebody has left" in page


def test_the_last_coordinator_stays_and_global_staff_name_another():
    program = a_draft_program()
    (cleo,) = programs_api.named_members(the_coordinator(), program.id)
    told = send(program, "set_up_people", "end", subject=str(cleo.member.id))
    assert (told.status_code, "last coordinator" in told.json()["error"]) == (409, True)
    given.a_user("nora")
    answer = send(
        program, "set_up_people", "add", by="global_staff", person="nora", role="coordinator"
    )
    assert answer.status_code == 200
    assert send(program, "set_up_people", "end", subject=str(cleo.member.id)).status_code == 200


def test_a_coordinator_cannot_touch_the_members_of_another_program():
    program = a_draft_program()
    other = programs_api.create_program(
        given.global_staff(),
        slug="other",
        title="Other",
        org="Northlight",
        time_zone="UTC",
        coordinator_user_id=given.a_user("nora").pk,
        at=given.MONDAY,
    )
    (theirs,) = programs_api.named_members(given.an_actor("nora"), other.id)
    for action in ("end", "move"):
        told = send(program, "set_up_people", action, subject=str(theirs.member.id), cohort="")
        assert told.status_code == 404
    assert programs_api.coordinators(other.id)


def test_who_is_alone_stands_on_the_page_of_pairings():
    program = a_program()
    for name in ("mia", "mo", "max"):
        a_member(program, name)
    a_member(program, "mika", role="mentor")
    a_pairing(program, "mia", "mika")
    a_proposal(program, "mo", "mika")
    page = read(program, "set_up_pairings")
    assert "1 mentee has a mentor." in page
    assert "1 proposal waits for an answer." in page
    assert "<li>max</li>" in page
    assert "<li>mo</li>" not in page


def test_a_course_is_linked_by_its_staff_and_the_link_ended():
    program = a_draft_program()
    assert "no other course of which you are staff" in read(program, "set_up_courses")
    course_staff("cleo")
    assert "Mentor" in read(program, "set_up_courses")
    assert send(program, "set_up_courses", "link", subject=COURSE).status_code == 200
    assert [one.course_key for one in programs_api.linked_courses(program.id)] == [COURSE]
    assert send(program, "set_up_courses", "link", subject=COURSE).status_code == 409
    assert send(program, "set_up_courses", "unlink", subject=COURSE).status_code == 200
    assert programs_api.linked_courses(program.id) == []
    for key in ("course-v1:Foreign+X+1", "nonsense"):
        assert send(program, "set_up_courses", "link", subject=key).status_code == 404
