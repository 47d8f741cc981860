import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext

from outcomes_plugin.actors import api as actors_api
from outcomes_plugin.errors import Conflict, Invalid, NotFound
from outcomes_plugin.programs import api as programs_api
from tests import given, given_programs
from tests.programs.entries import entries_of

pytestmark = pytest.mark.django_db

FILE = b"""\
user;role;cohort;site
amara;mentee;spring;oslo
ben@example.com;mentor;;
carl;mentee;autumn;rome
"""


@pytest.fixture
def program(db):
    program = given_programs.a_program()
    for slug in ("spring", "autumn"):
        given_programs.a_cohort(program, slug)
    for name in ("amara", "ben", "carl"):
        given.a_user(name)
    return program


@pytest.fixture
def cleo(program):
    return given_programs.the_coordinator()


def check(cleo, program, raw):
    return programs_api.check_import(cleo, program.id, raw)


def apply(cleo, program, raw, *, at=given.TUESDAY):
    digest = check(cleo, program, raw).digest
    return programs_api.apply_import(cleo, program.id, raw, digest=digest, at=at)


def people(program):
    """Return who is in the program, by username."""
    found = programs_api.active_members(program.id)
    users = actors_api.users_of([member.person for member in found])
    names = {given.a_user(name).pk: name for name in ("amara", "ben", "carl", "cleo")}
    return {
        (names[users[member.person]], member.role.value): (member.cohort, dict(member.attributes))
        for member in found
    }


def test_checking_says_what_would_be_added_and_writes_nothing(program, cleo):
    before = people(program)
    plan = check(cleo, program, FILE)
    assert (plan.adds, plan.changes, plan.unchanged, plan.problems) == (3, 0, 0, ())
    assert plan.is_applicable
    assert [(row.line, row.effect.value) for row in plan.rows] == [
        (2, "added"),
        (3, "added"),
        (4, "added"),
    ]
    assert people(program) == before
    assert entries_of("leap", "members.imported") == []


def test_a_file_is_applied_as_one_write(program, cleo):
    plan = apply(cleo, program, FILE)
    assert people(program) == {
        ("cleo", "coordinator"): ("", {}),
        ("amara", "mentee"): ("spring", {"site": "oslo"}),
        ("ben", "mentor"): ("", {}),
        ("carl", "mentee"): ("autumn", {"site": "rome"}),
    }
    (entry,) = entries_of("leap", "members.imported")
    assert entry.payload == {"rows": 3, "digest": plan.digest}
    assert entry.actor_person == cleo.person
    joined = {m.joined_at for m in programs_api.active_members(program.id, role="mentee")}
    assert joined == {given.TUESDAY}


def test_the_same_file_again_changes_nothing(program, cleo):
    apply(cleo, program, FILE)
    before = people(program)
    again = apply(cleo, program, FILE, at=given.NEXT_MONDAY)
    assert (again.adds, again.changes, again.unchanged) == (0, 0, 3)
    assert people(program) == before
    assert len(entries_of("leap", "members.imported")) == 1


def test_a_later_file_changes_what_it_names_and_leaves_the_rest(program, cleo):
    apply(cleo, program, FILE)
    plan = apply(
        cleo,
        program,
        b"user,role,cohort,level\namara,mentee,autumn,junior\ncarl,mentee,autumn,\n",
    )
    assert (plan.adds, plan.changes, plan.unchanged) == (0, 1, 1)
    assert people(program)[("amara", "mentee")] == ("autumn", {"site": "oslo", "level": "junior"})
    assert people(program)[("carl", "mentee")] == ("autumn", {"site": "rome"})
    plan = apply(cleo, program, b"user,role,site\namara,mentee,\n")
    assert plan.changes == 1
    assert people(program)[("amara", "mentee")] == ("autumn", {"level": "junior"})
    assert len(entries_of("leap", "members.imported")) == 3


def test_one_who_left_joins_again_by_file(program, cleo):
    apply(cleo, program, FILE)
    member = programs_api.membership(given.a_person("amara"), program.id, "mentee")
    programs_api.end_membership(cleo, member.id, at=given.NEXT_MONDAY)
    assert apply(cleo, program, FILE, at=given.A_MONTH_LATER).adds == 1


BAD = """\
user,role,cohort,site
amara,mentee,spring,oslo
nobody,mentee,spring,oslo
,mentee,spring,
ben,boss,spring,
carl,mentee,winter,Rome!
amara,mentee,autumn,
ben,hr_steward,,
carl
"""


def test_every_problem_is_named_by_line_and_column(program, cleo):
    plan = check(cleo, program, BAD.encode())
    assert [(problem.line, problem.column) for problem in plan.problems] == [
        (3, "user"),
        (4, "user"),
        (5, "role"),
        (6, "cohort"),
        (6, "site"),
        (7, "user"),
        (8, "role"),
        (9, "role"),
    ]
    assert str(plan.problems[0]) == "Line 3, “user”: “nobody” is no user."
    assert str(plan.problems[5]) == (
        "Line 7, “user”: The same person has this role in line 2 already."
    )
    assert not plan.is_applicable


def test_a_file_with_a_problem_is_applied_not_at_all(program, cleo):
    before = people(program)
    with pytest.raises(Invalid) as refusal:
        apply(cleo, program, BAD.encode())
    assert len(refusal.value.problems) == 8
    assert str(refusal.value) == "8 problems were found. Nothing was imported."
    with pytest.raises(Invalid) as refusal:
        apply(cleo, program, b"user,role\namara,mentee\nnobody,mentee\n")
    assert str(refusal.value) == "Line 3, “user”: “nobody” is no user. Nothing was imported."
    assert people(program) == before
    assert entries_of("leap", "members.imported") == []


def test_the_same_person_by_name_and_by_mail_is_one(program, cleo):
    plan = check(cleo, program, b"user,role\namara,mentee\namara@example.com,mentee\n")
    assert [(problem.line, problem.column) for problem in plan.problems] == [(3, "user")]
    assert check(cleo, program, b"user,role\namara,mentee\namara@example.com,mentor\n").adds == 2


def test_a_mail_address_of_two_users_names_neither(program, cleo):
    twin = given.a_user("amara2")
    twin.email = "amara@example.com"
    twin.save()
    plan = check(cleo, program, b"user,role\namara@example.com,mentee\n")
    assert [problem.column for problem in plan.problems] == ["user"]
    assert check(cleo, program, b"user,role\namara2,mentee\n").adds == 1


def test_only_the_checked_file_is_applied(program, cleo):
    digest = check(cleo, program, FILE).digest
    with pytest.raises(Conflict):
        programs_api.apply_import(cleo, program.id, FILE + b"\n", digest=digest, at=given.TUESDAY)
    assert programs_api.active_members(program.id, role="mentee") == []
    plan = programs_api.apply_import(cleo, program.id, FILE, digest=digest, at=given.TUESDAY)
    assert plan.adds == 3


def test_only_coordinators_import(program, cleo):
    digest = check(cleo, program, FILE).digest
    given_programs.a_member(program, "ana", role="analyst")
    for actor in (given.an_actor("ana"), given.global_staff(), given.an_actor("nora")):
        with pytest.raises(NotFound):
            check(actor, program, FILE)
        with pytest.raises(NotFound):
            programs_api.apply_import(actor, program.id, FILE, digest=digest, at=given.TUESDAY)


def test_a_long_cell_is_quoted_by_its_beginning(program, cleo):
    plan = check(cleo, program, b"user,role\n" + b"x" * 5000 + b",mentee\n")
    (problem,) = plan.problems
    assert len(str(problem)) < 120


def a_file_of(rows: int) -> bytes:
    users = get_user_model().objects
    users.bulk_create(
        [users.model(username=f"person{number}") for number in range(rows)], ignore_conflicts=True
    )
    lines = [f"person{number},mentee,spring,oslo" for number in range(rows)]
    return "\n".join(["user,role,cohort,site", *lines]).encode()


def queries_of(act) -> list[str]:
    with CaptureQueriesContext(connection) as queries:
        act()
    return [query["sql"] for query in queries]


def test_checking_a_thousand_rows_costs_as_many_queries_as_ten(program, cleo):
    few, many = a_file_of(10), a_file_of(1000)
    assert len(queries_of(lambda: check(cleo, program, few))) == len(
        queries_of(lambda: check(cleo, program, many))
    )


def test_applying_a_thousand_rows_reads_no_more_than_ten_and_writes_in_bulk(program, cleo):
    few, many = a_file_of(10), a_file_of(1000)
    first = queries_of(lambda: apply(cleo, program, few))
    second = queries_of(lambda: apply(cleo, program, many))
    assert selects(second) == selects(first)
    # SQLite takes a few hundred values per statement; MySQL takes all rows at once.
    assert len(second) - selects(second) < 40
    assert len(programs_api.active_members(program.id, role="mentee")) == 1000


def selects(queries) -> int:
    return sum(query.startswith("SELECT") for query in queries)
