from datetime import date

import pytest

from outcomes_plugin.actors import api as actors_api
from outcomes_plugin.errors import Conflict, Invalid, NotFound
from outcomes_plugin.ledger import api as ledger_api
from outcomes_plugin.programs import api as programs_api
from tests import given, given_programs
from tests.programs.entries import entries_of

pytestmark = pytest.mark.django_db


def columns(refusal) -> set[str]:
    return {problem.column for problem in refusal.value.problems}


def test_global_staff_create_a_program_and_name_its_coordinator():
    program = given_programs.a_draft_program()
    assert (program.status, program.k) == ("draft", 5)
    assert programs_api.coordinators(program.id) == [given.a_person("cleo")]
    assert programs_api.program_by_slug("leap") == program
    assert [entry.type for entry in entries_of("leap")] == ["program.created"]


def test_nobody_else_creates_programs():
    for actor in (given_programs.the_coordinator(), given.an_actor("nora")):
        with pytest.raises(NotFound):
            create(actor)
    assert programs_api.program_by_slug("leap") is None
    assert create(given.global_staff()).slug == "leap"


def create(actor, **settings):
    facts = {
        "slug": "leap",
        "title": "Leap",
        "org": "Northlight",
        "time_zone": "Europe/Berlin",
        "coordinator_user_id": given.a_user("cleo").pk,
        "at": given.MONDAY,
        **settings,
    }
    return programs_api.create_program(actor, **facts)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("slug", "Leap"),
        ("slug", "le ap"),
        ("slug", ""),
        ("slug", "é"),
        ("slug", "leap\n"),
        ("slug", "a" * 65),
        ("title", " "),
        ("title", "a" * 256),
        ("org", "North light"),
        ("org", ""),
        ("time_zone", "Europe/Atlantis"),
        ("time_zone", ""),
        ("time_zone", "../etc/passwd"),
        ("k", 2),
        ("k", 51),
    ],
)
def test_a_setting_that_cannot_be_is_refused_beside_its_field(column, value):
    with pytest.raises(Invalid) as refusal:
        create(given.global_staff(), **{column: value})
    assert columns(refusal) == {column}
    assert programs_api.program_by_slug("leap") is None


def test_all_settings_that_cannot_be_are_named_at_once():
    with pytest.raises(Invalid) as refusal:
        create(given.global_staff(), slug="!", title="", org="", time_zone="x", k=0)
    assert columns(refusal) == {"slug", "title", "org", "time_zone", "k"}


@pytest.mark.parametrize("k", [3, 50])
def test_the_smallest_shown_group_has_three_to_fifty_people(k):
    assert create(given.global_staff(), k=k).k == k


def test_a_coordinator_must_be_a_user():
    with pytest.raises(Invalid):
        create(given.global_staff(), coordinator_user_id=987654)


def test_a_slug_is_taken_once():
    given_programs.a_draft_program()
    with pytest.raises(Conflict):
        create(given.global_staff())


@pytest.mark.parametrize("other", ["LEAP", "leap ", "léap", ""])
def test_a_slug_names_its_program_only_as_it_is_written(other):
    program = given_programs.a_draft_program()
    assert programs_api.program_by_slug("leap") == program
    assert programs_api.program_by_slug(other) is None
    with pytest.raises(NotFound):
        programs_api.standing(given_programs.the_coordinator(), other)


def test_settings_are_changed_by_global_staff_and_recorded_once():
    program = given_programs.a_program()
    with pytest.raises(NotFound):
        programs_api.change_program(
            given_programs.the_coordinator(), program.id, k=3, at=given.TUESDAY
        )
    changed = programs_api.change_program(
        given.global_staff(), program.id, k=7, title="Leap on", at=given.TUESDAY
    )
    assert (changed.k, changed.title, changed.time_zone) == (7, "Leap on", "Europe/Berlin")
    programs_api.change_program(given.global_staff(), program.id, k=7, at=given.TUESDAY)
    changes = [entry.payload["fields"] for entry in entries_of("leap", "program.changed")]
    assert changes == [["status"], ["k", "title"]]


def test_the_smallest_group_can_only_become_larger_once_people_were_promised_it():
    program = given_programs.a_program()
    with pytest.raises(Conflict):
        programs_api.change_program(given.global_staff(), program.id, k=4, at=given.TUESDAY)
    assert programs_api.find_program(program.id) == program
    draft = given_programs.a_draft_program("draft")
    changed = programs_api.change_program(given.global_staff(), draft.id, k=4, at=given.TUESDAY)
    assert changed.k == 4


def test_a_change_that_cannot_be_changes_nothing():
    program = given_programs.a_draft_program()
    with pytest.raises(Invalid):
        programs_api.change_program(
            given.global_staff(), program.id, title="Other", k=2, at=given.TUESDAY
        )
    assert programs_api.find_program(program.id) == program


def test_a_program_goes_live_and_ends_once():
    program = given_programs.a_draft_program()
    cleo = given_programs.the_coordinator()
    assert programs_api.live_programs() == []
    assert programs_api.go_live(cleo, program.id, at=given.MONDAY).is_live
    assert [live.slug for live in programs_api.live_programs()] == ["leap"]
    with pytest.raises(Conflict):
        programs_api.go_live(cleo, program.id, at=given.MONDAY)
    assert programs_api.end_program(cleo, program.id, at=given.TUESDAY).ended_at == given.TUESDAY
    with pytest.raises(Conflict):
        programs_api.end_program(cleo, program.id, at=given.TUESDAY)


def test_an_ended_program_is_read_and_no_longer_changed():
    program = given_programs.a_program()
    cleo = given_programs.the_coordinator()
    member = given_programs.a_member(program, "amara", cohort="spring")
    programs_api.end_program(cleo, program.id, at=given.TUESDAY)
    refused = [
        lambda: given_programs.a_member(program, "ben"),
        lambda: given_programs.a_cohort(program, "autumn"),
        lambda: programs_api.change_member(
            cleo, member.id, cohort="", attributes={}, at=given.TUESDAY
        ),
        lambda: programs_api.change_program(
            given.global_staff(), program.id, k=9, at=given.TUESDAY
        ),
        lambda: programs_api.check_import(cleo, program.id, b"user,role\namara,mentee"),
        lambda: programs_api.set_milestone(
            cleo, program.id, "spring", key="mid", on=date(2026, 6, 1), at=given.TUESDAY
        ),
    ]
    for change in refused:
        with pytest.raises(Conflict):
            change()
    assert len(programs_api.members(cleo, program.id)) == 2


def test_cohorts_have_days_and_milestones():
    program = given_programs.a_program()
    cleo = given_programs.the_coordinator()
    spring = given_programs.a_cohort(program, "spring")
    for day in (date(2026, 6, 1), date(2026, 6, 8)):
        programs_api.set_milestone(
            cleo, program.id, "spring", key="mid-point", on=day, at=given.MONDAY
        )
    programs_api.set_milestone(
        cleo, program.id, "spring", key="mid-point", on=date(2026, 6, 8), at=given.MONDAY
    )
    assert [(m.cohort_id, m.key, m.on) for m in programs_api.milestones(program.id)] == [
        (spring.id, "mid-point", date(2026, 6, 8))
    ]
    assert len(entries_of("leap", "milestone.set")) == 2


def test_a_cohort_has_one_slug_and_ends_after_it_starts():
    program = given_programs.a_program()
    spring = given_programs.a_cohort(program, "spring")
    cleo = given_programs.the_coordinator()
    same = {"slug": "spring", "title": "Again", "starts_on": date(2026, 4, 1)}
    with pytest.raises(Conflict):
        programs_api.create_cohort(cleo, program.id, **same, at=given.MONDAY)
    backwards = {"title": "Spring", "starts_on": date(2026, 4, 1), "ends_on": date(2026, 3, 1)}
    with pytest.raises(Invalid) as refusal:
        programs_api.change_cohort(cleo, program.id, "spring", **backwards, at=given.MONDAY)
    assert columns(refusal) == {"ends_on"}
    later = {**backwards, "ends_on": date(2026, 9, 1)}
    changed = programs_api.change_cohort(cleo, program.id, "spring", **later, at=given.MONDAY)
    assert (changed.id, changed.ends_on) == (spring.id, date(2026, 9, 1))
    assert programs_api.cohorts(program.id) == [changed]
    with pytest.raises(NotFound):
        programs_api.change_cohort(cleo, program.id, "Spring", **later, at=given.MONDAY)


def test_only_a_coordinator_publishes_the_notice():
    program = given_programs.a_program()
    terms = {"content": {}, "months_kept": 24, "key_destroyed_on": date(2027, 3, 1)}
    with pytest.raises(NotFound):
        programs_api.publish_notice(given.global_staff(), program.id, **terms, at=given.MONDAY)
    with pytest.raises(Invalid):
        programs_api.publish_notice(
            given_programs.the_coordinator(), program.id, **terms, at=given.MONDAY
        )


def test_the_ledger_names_who_did_it():
    given_programs.a_program()
    gudrun = given.global_staff().person
    assert gudrun is not None
    assert [entry.type for entry in ledger_api.entries_about(gudrun)] == ["program.created"]
    assert actors_api.users_of([gudrun]) == {gudrun: given.a_user("gudrun").pk}
