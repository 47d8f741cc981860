import pytest

from demo.courses.models import DemoCourse
from outcomes_plugin.edxapp import platform
from outcomes_plugin.errors import Conflict, NotFound
from outcomes_plugin.programs import api as programs_api
from tests import given, given_programs
from tests.programs.entries import entries_of

pytestmark = pytest.mark.django_db

FIRST = "course-v1:Northlight+FIRST+2026"
SECOND = "course-v1:Northlight+SECOND+2026"


@pytest.fixture
def program(db):
    return given_programs.a_program()


def link(actor, program, course_key, **how):
    return programs_api.link_course(actor, program.id, course_key, at=given.MONDAY, **how)


def test_only_a_coordinator_who_is_course_staff_links_a_course(program):
    given_programs.course_staff("sten", FIRST)
    for actor in (
        given_programs.the_coordinator(),
        given.an_actor("sten"),
        given.global_staff(),
        given.an_actor("nora"),
    ):
        with pytest.raises(NotFound):
            link(actor, program, FIRST)
    both = given_programs.course_staff("cleo", FIRST)
    assert link(both, program, FIRST).is_primary
    assert [linked.course_key for linked in programs_api.linked_courses(program.id)] == [FIRST]
    (entry,) = entries_of("leap", "course.linked")
    assert (entry.course_key, entry.payload) == (FIRST, {"is_primary": True})


def test_a_course_that_does_not_exist_looks_like_a_foreign_one(program):
    given_programs.a_course(FIRST)
    cleo = given_programs.the_coordinator()
    refusals = []
    for course_key in (FIRST, "course-v1:No+Such+Course", "nonsense"):
        with pytest.raises(NotFound) as refusal:
            link(cleo, program, course_key)
        refusals.append(str(refusal.value))
    assert len(set(refusals)) == 1


def test_staff_of_every_course_link_none_that_is_not_there(program, monkeypatch):
    monkeypatch.setattr(platform(), "is_course_staff", lambda user_id, course_key: True)
    given_programs.a_course(FIRST)
    cleo = given_programs.the_coordinator()
    with pytest.raises(NotFound):
        link(cleo, program, "course-v1:No+Such+Course")
    assert link(cleo, program, FIRST).is_primary


def test_a_course_belongs_once_to_each_of_several_programs(program):
    other = given_programs.a_program("rise")
    cleo = given_programs.course_staff("cleo", FIRST)
    link(cleo, program, FIRST)
    link(cleo, other, FIRST)
    with pytest.raises(Conflict):
        link(cleo, program, FIRST)
    assert [found.slug for found in programs_api.programs_of_course(FIRST)] == ["leap", "rise"]
    assert programs_api.programs_of_course(SECOND) == []


def primaries(program):
    links = programs_api.linked_courses(program.id)
    return [linked.course_key for linked in links if linked.is_primary]


def test_a_program_has_exactly_one_primary_course(program):
    cleo = given_programs.course_staff("cleo", FIRST)
    given_programs.course_staff("cleo", SECOND)
    link(cleo, program, FIRST, is_primary=False)
    assert primaries(program) == [FIRST]
    link(cleo, program, SECOND)
    assert primaries(program) == [FIRST]
    programs_api.unlink_course(cleo, program.id, FIRST, at=given.TUESDAY)
    assert primaries(program) == [SECOND]
    link(cleo, program, FIRST, is_primary=True)
    assert primaries(program) == [FIRST]
    assert programs_api.linked_courses(program.id)[0].course_key == FIRST


def test_unlinking_takes_both_standings_too(program):
    given_programs.a_linked_course(program, FIRST)
    given_programs.a_member(program, "dora", role="coordinator")
    for actor in (given.an_actor("dora"), given_programs.course_staff("sten", FIRST)):
        with pytest.raises(NotFound):
            programs_api.unlink_course(actor, program.id, FIRST, at=given.TUESDAY)
    cleo = given_programs.the_coordinator()
    programs_api.unlink_course(cleo, program.id, FIRST, at=given.TUESDAY)
    assert programs_api.linked_courses(program.id) == []
    with pytest.raises(NotFound):
        programs_api.unlink_course(cleo, program.id, FIRST, at=given.TUESDAY)
    assert link(cleo, program, FIRST).is_primary


def test_a_coordinator_alone_ends_the_link_of_a_course_that_is_gone(program):
    given_programs.a_linked_course(program, FIRST)
    DemoCourse.objects.filter(key=FIRST).delete()
    given_programs.a_member(program, "dora", role="coordinator")
    dora = given.an_actor("dora")
    (linked,) = programs_api.courses_linked(dora, program.id)
    assert (linked.facts, linked.is_own) == (None, True)
    with pytest.raises(NotFound):
        programs_api.unlink_course(given.an_actor("nora"), program.id, FIRST, at=given.TUESDAY)
    programs_api.unlink_course(dora, program.id, FIRST, at=given.TUESDAY)
    assert programs_api.linked_courses(program.id) == []


def test_the_courses_of_course_staff_are_named(program):
    given_programs.a_linked_course(program, FIRST)
    given_programs.a_linked_course(program, SECOND)
    sten = given_programs.course_staff("sten", SECOND)
    assert programs_api.staffed_courses(sten, program.id) == [SECOND]


def test_a_member_is_found_in_a_course_in_one_query(program, django_assert_num_queries):
    given_programs.a_linked_course(program, FIRST)
    amara = given_programs.a_member(program, "amara")
    users = {name: given.a_user(name).pk for name in ("amara", "cleo", "nora")}
    with django_assert_num_queries(1):
        assert programs_api.member_in_course(users["amara"], FIRST) == amara.person
    for name, course_key in (("nora", FIRST), ("cleo", FIRST), ("amara", SECOND)):
        with django_assert_num_queries(1):
            assert programs_api.member_in_course(users[name], course_key) is None
    assert programs_api.programs_of_members_in_course([amara.person], FIRST) == {
        amara.person: {amara.program_id: "leap"}
    }
