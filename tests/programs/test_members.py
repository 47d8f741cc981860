from datetime import timedelta

import pytest

from outcomes_plugin.errors import Conflict, Invalid, NotFound
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.programs.data import Role
from tests import given, given_programs
from tests.programs.entries import entries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def program(db):
    return given_programs.a_program()


@pytest.fixture
def cleo(program):
    return given_programs.the_coordinator()


def test_a_coordinator_adds_a_member_with_cohort_and_attributes(program, cleo):
    member = given_programs.a_member(program, "amara", cohort="spring", attributes={"site": "oslo"})
    assert (member.role, member.cohort, member.attributes) == (
        Role.MENTEE,
        "spring",
        {"site": "oslo"},
    )
    assert programs_api.membership(member.person, program.id, "mentee") == member
    assert programs_api.memberships_of(member.person) == [member]
    (entry,) = entries_of("leap", "member.added")
    assert (entry.person, entry.actor_person) == (member.person, cleo.person)
    assert entry.payload == {"role": "mentee", "cohort": "spring"}


def test_a_person_holds_several_roles_each_once(program):
    given_programs.a_member(program, "amara", role="mentee")
    given_programs.a_member(program, "amara", role="mentor")
    with pytest.raises(Conflict):
        given_programs.a_member(program, "amara", role="mentee")
    standing = programs_api.standing(given.an_actor("amara"), program.id)
    assert standing.roles == {"mentee", "mentor"}
    assert len(entries_of("leap", "member.added")) == 2


def test_one_who_left_may_come_back(program, cleo):
    first = given_programs.a_member(program, "amara")
    programs_api.end_membership(cleo, first.id, at=given.TUESDAY)
    again = given_programs.a_member(program, "amara", at=given.NEXT_MONDAY)
    assert again.id != first.id
    assert programs_api.memberships_of(first.person) == [again]


@pytest.mark.parametrize(
    ("facts", "column"),
    [
        ({"role": "boss"}, "role"),
        ({"cohort": "winter"}, "cohort"),
        ({"user_id": 987654}, "user"),
        ({"attributes": {"site": "Oslo, Norway"}}, "site"),
        ({"attributes": {"Site": "oslo"}}, "Site"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(program, cleo, facts, column):
    given_programs.a_cohort(program, "spring")
    wanted = {"user_id": given.a_user("amara").pk, "role": "mentee", "cohort": "spring"}
    with pytest.raises(Invalid) as refusal:
        programs_api.add_member(cleo, program.id, **{**wanted, **facts}, at=given.MONDAY)
    assert [problem.column for problem in refusal.value.problems] == [column]
    assert programs_api.add_member(cleo, program.id, **wanted, at=given.MONDAY).cohort == "spring"


def test_who_may_give_which_role(program, cleo):
    gudrun = given.global_staff()
    given_programs.a_member(program, "ana", role="analyst")
    by_coordinators = {"mentee", "mentor", "coordinator", "analyst", "sponsor", "line_manager"}
    by_global_staff = {"coordinator", "hr_steward", "equity_steward"}
    for role in Role:
        assert gives(cleo, program, role) == (role in by_coordinators)
        assert gives(gudrun, program, role) == (role in by_global_staff)
        assert not gives(given.an_actor("ana"), program, role)


def gives(actor, program, role) -> bool:
    name = f"{actor.user_id}-{role}"
    try:
        programs_api.add_member(
            actor, program.id, user_id=given.a_user(name).pk, role=role, at=given.MONDAY
        )
    except NotFound:
        return False
    return True


def test_a_stranger_learns_nothing_from_a_wrong_role(program):
    with pytest.raises(NotFound):
        programs_api.add_member(
            given.an_actor("nora"), program.id, user_id=987654, role="boss", at=given.MONDAY
        )


def test_a_member_changes_cohort_and_attributes(program, cleo):
    given_programs.a_cohort(program, "autumn")
    member = given_programs.a_member(program, "amara", cohort="spring")
    wanted = {"cohort": "autumn", "attributes": {"site": "oslo"}}
    changed = programs_api.change_member(cleo, member.id, **wanted, at=given.TUESDAY)
    assert (changed.cohort, changed.attributes) == ("autumn", {"site": "oslo"})
    programs_api.change_member(cleo, member.id, **wanted, at=given.TUESDAY)
    (entry,) = entries_of("leap", "member.changed")
    assert entry.payload == {"role": "mentee", "fields": ["attributes", "cohort"]}
    with pytest.raises(NotFound):
        programs_api.change_member(given.an_actor("amara"), member.id, **wanted, at=given.TUESDAY)


def test_a_coordinator_or_the_member_ends_the_membership(program, cleo):
    amara = given_programs.a_member(program, "amara")
    ben = given_programs.a_member(program, "ben")
    with pytest.raises(NotFound):
        programs_api.end_membership(given.an_actor("ben"), amara.id, at=given.TUESDAY)
    left = programs_api.end_membership(given.an_actor("amara"), amara.id, at=given.TUESDAY)
    assert left.left_at == given.TUESDAY
    assert programs_api.end_membership(cleo, ben.id, at=given.TUESDAY).left_at == given.TUESDAY
    assert programs_api.standing(given.an_actor("amara"), program.id).roles == frozenset()
    assert programs_api.active_members(program.id, role="mentee") == []
    assert len(entries_of("leap", "member.left")) == 2


def test_one_who_has_only_another_role_cannot_end_it_themselves(program, cleo):
    analyst = given_programs.a_member(program, "ana", role="analyst")
    with pytest.raises(NotFound):
        programs_api.end_membership(given.an_actor("ana"), analyst.id, at=given.TUESDAY)
    assert programs_api.end_membership(cleo, analyst.id, at=given.TUESDAY).left_at


def test_a_membership_ends_once_and_not_before_it_began(program, cleo):
    member = given_programs.a_member(program, "amara")
    with pytest.raises(Invalid):
        programs_api.end_membership(cleo, member.id, at=given.MONDAY - timedelta(days=1))
    programs_api.end_membership(cleo, member.id, at=given.TUESDAY)
    with pytest.raises(Conflict):
        programs_api.end_membership(cleo, member.id, at=given.TUESDAY)
    with pytest.raises(NotFound):
        programs_api.end_membership(cleo, member.id + 1000, at=given.TUESDAY)


def test_the_last_coordinator_cannot_be_removed(program, cleo):
    (last,) = programs_api.members(cleo, program.id, role="coordinator")
    for actor in (cleo, given.global_staff()):
        with pytest.raises(Conflict):
            programs_api.end_membership(actor, last.id, at=given.TUESDAY)
    given_programs.a_member(program, "dora", role="coordinator")
    programs_api.end_membership(cleo, last.id, at=given.TUESDAY)
    assert programs_api.coordinators(program.id) == [given.a_person("dora")]


def test_only_coordinators_list_members(program, cleo):
    given_programs.a_member(program, "amara", cohort="spring")
    given_programs.a_member(program, "ben", role="mentor")
    roles = [member.role for member in programs_api.members(cleo, program.id)]
    assert sorted(roles) == ["coordinator", "mentee", "mentor"]
    (found,) = programs_api.members(cleo, program.slug, role="mentee", cohort="spring")
    assert found.person == given.a_person("amara")
    for name in ("amara", "ben", "nora"):
        with pytest.raises(NotFound):
            programs_api.members(given.an_actor(name), program.id)
    with pytest.raises(NotFound):
        programs_api.members(given.global_staff(), program.id)


def test_members_are_found_as_they_were_at_a_time(program, cleo):
    early = given_programs.a_member(program, "amara", cohort="spring")
    given_programs.a_member(program, "ben", cohort="spring", at=given.NEXT_MONDAY)
    programs_api.end_membership(cleo, early.id, at=given.NEXT_MONDAY)

    def at(moment):
        return [m.person for m in programs_api.active_members(program.id, role="mentee", at=moment)]

    assert at(given.MONDAY - timedelta(seconds=1)) == []
    assert at(given.TUESDAY) == [given.a_person("amara")]
    assert at(given.NEXT_MONDAY) == [given.a_person("ben")]


def test_members_are_found_by_cohort(program):
    spring = given_programs.a_cohort(program, "spring")
    member = given_programs.a_member(program, "amara", cohort="spring")
    given_programs.a_member(program, "ben", cohort="autumn")
    assert programs_api.active_members(program.id, cohort_ids=[spring.id]) == [member]
    assert programs_api.active_members(program.id, cohort_ids=[]) == []


def test_a_person_takes_their_memberships_along_and_is_erased(program, cleo):
    member = given_programs.a_member(program, "amara", cohort="spring", attributes={"site": "oslo"})
    (exported,) = programs_api.export_person(member.person)["memberships"]
    assert exported == {
        "program": "leap",
        "role": "mentee",
        "cohort": "spring",
        "attributes": {"site": "oslo"},
        "joined_at": given.MONDAY.isoformat(),
        "left_at": None,
    }
    for _time in range(2):
        programs_api.erase_person(member.person, at=given.TUESDAY)
    (left,) = programs_api.export_person(member.person)["memberships"]
    assert left == {**exported, "attributes": {}, "left_at": given.TUESDAY.isoformat()}
    assert programs_api.memberships_of(member.person) == []
