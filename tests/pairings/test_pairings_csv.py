from datetime import UTC, datetime

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext

from outcomes_plugin.errors import Conflict, Invalid, NotFound
from outcomes_plugin.pairings import api as pairings_api
from outcomes_plugin.pairings.data import PairingState
from outcomes_plugin.programs import api as programs_api
from tests import given, given_pairings, given_programs
from tests.programs.entries import entries_of

pytestmark = pytest.mark.django_db

FILE = b"""\
mentee;mentor;cohort;started
amara;ben@example.com;;2026-02-16
carl;ben;autumn;17.02.2026
carl;mina;;
"""


@pytest.fixture
def program(db):
    program = given_programs.a_program()
    given_programs.a_cohort(program, "autumn")
    for name in ("amara", "carl"):
        given_programs.a_member(program, name, cohort="spring")
    for name in ("ben", "mina"):
        given_programs.a_member(program, name, role="mentor")
    return program


@pytest.fixture
def cleo(program):
    return given_programs.the_coordinator()


def check(cleo, program, raw):
    return pairings_api.check_import(cleo, program.id, raw, at=given.TUESDAY)


def apply(cleo, program, raw, *, at=given.TUESDAY):
    digest = check(cleo, program, raw).digest
    return pairings_api.apply_import(cleo, program.id, raw, digest=digest, at=at)


def pairs(program):
    """Return the cohort, state and start of each open pairing, by username."""
    names = {given.a_person(name): name for name in ("amara", "carl", "ben", "mina")}
    found = pairings_api.pairings(given_programs.the_coordinator(), program.id)
    return {
        (names[one.mentee], names[one.mentor]): (one.cohort, one.state.value, one.started_at)
        for one in found
    }


def midnight(day: int) -> datetime:
    """Return the start of a day of February 2026 in the program's zone, an hour before UTC's."""
    return datetime(2026, 2, day - 1, 23, 0, tzinfo=UTC)


def test_a_file_is_checked_and_applied_as_one_write(program, cleo):
    plan = check(cleo, program, FILE)
    assert (plan.adds, plan.changes, plan.unchanged, plan.problems) == (3, 0, 0, ())
    assert pairs(program) == {}
    apply(cleo, program, FILE)
    assert pairs(program) == {
        ("amara", "ben"): ("spring", "active", midnight(16)),
        ("carl", "ben"): ("autumn", "active", midnight(17)),
        ("carl", "mina"): ("spring", "active", given.TUESDAY),
    }
    (entry,) = entries_of("leap", "pairings.imported")
    assert entry.payload == {"rows": 3, "digest": plan.digest}
    formed = entries_of("leap", "pairing.formed")
    assert len(formed) == entry.payload["rows"]
    assert sorted(one.person for one in formed) == sorted(
        given.a_person(mentee) for mentee, _mentor in pairs(program)
    )


def test_imported_pairings_have_a_history(program, cleo):
    apply(cleo, program, FILE)
    for pairing in pairings_api.pairings(cleo, program.id):
        (step,) = pairings_api.history(cleo, pairing.id)
        assert (step.state, step.at, step.by_person) == (
            PairingState.ACTIVE,
            pairing.started_at,
            cleo.person,
        )


def test_the_same_file_again_changes_nothing(program, cleo):
    apply(cleo, program, FILE)
    before = pairs(program)
    again = apply(cleo, program, FILE, at=given.NEXT_MONDAY)
    assert (again.adds, again.changes, again.unchanged) == (0, 0, 3)
    assert pairs(program) == before
    assert len(entries_of("leap", "pairings.imported")) == 1


def test_a_later_file_corrects_day_and_cohort(program, cleo):
    apply(cleo, program, FILE)
    plan = apply(
        cleo,
        program,
        b"mentee,mentor,cohort,started\namara,ben,autumn,2026-02-20\ncarl,mina,,\n",
    )
    assert (plan.adds, plan.changes, plan.unchanged) == (0, 1, 1)
    assert pairs(program)[("amara", "ben")] == ("autumn", "active", midnight(20))
    assert pairs(program)[("carl", "ben")] == ("autumn", "active", midnight(17))


def test_a_file_turns_a_waiting_proposal_into_the_pairing(program, cleo):
    proposal = given_pairings.a_proposal(program, "amara", "ben")
    plan = apply(cleo, program, b"mentee,mentor\namara,ben\n")
    assert (plan.adds, plan.changes) == (0, 1)
    assert pairings_api.pairing(cleo, proposal.id).state == PairingState.ACTIVE
    states = [step.state.value for step in pairings_api.history(cleo, proposal.id)]
    assert states == ["proposed", "active"]


def test_a_paused_pairing_stays_paused(program, cleo):
    pairing = given_pairings.a_pairing(program, "amara", "ben")
    pairings_api.pause_pairing(cleo, pairing.id, at=given.MONDAY)
    assert apply(cleo, program, b"mentee,mentor\namara,ben\n").unchanged == 1
    assert pairings_api.pairing(cleo, pairing.id).state == PairingState.PAUSED


BAD = """\
mentee;mentor;cohort;started
amara;ben;;2026-02-16
nobody;mina;;
ben;amara;;
carl;;winter;soon
carl;mina;;31.02.2026
amara;ben;;2026-02-17
carl;mina;;2026-03-04
"""


def test_every_problem_is_named_by_line_and_column(program, cleo):
    plan = check(cleo, program, BAD.encode())
    assert [(problem.line, problem.column) for problem in plan.problems] == [
        (3, "mentee"),
        (4, "mentee"),
        (4, "mentor"),
        (5, "cohort"),
        (5, "mentor"),
        (5, "started"),
        (6, "started"),
        (7, "mentee"),
        (8, "mentee"),
        (8, "started"),
    ]
    assert str(plan.problems[1]) == "Line 4, “mentee”: “ben” is no mentee of this program."
    assert str(plan.problems[7]) == "Line 7, “mentee”: The same two are in line 2 already."
    assert str(plan.problems[9]) == "Line 8, “started”: 2026-03-04 lies in the future."


def test_a_file_with_a_problem_is_applied_not_at_all(program, cleo):
    with pytest.raises(Invalid) as refusal:
        apply(cleo, program, b"mentee,mentor,started\ncarl,mina,\namara,ben,31.02.2026\n")
    assert str(refusal.value) == (
        "Line 3, “started”: 31.02.2026 is not a date. Nothing was imported."
    )
    assert pairs(program) == {}
    assert entries_of("leap", "pairings.imported") == []
    assert apply(cleo, program, b"mentee,mentor,started\ncarl,mina,\namara,ben,\n").adds == 2


def test_nobody_is_their_own_mentor(program, cleo):
    given_programs.a_member(program, "amara", role="mentor")
    plan = check(cleo, program, b"mentee,mentor\namara,amara@example.com\n")
    assert [problem.column for problem in plan.problems] == ["mentor"]


def test_an_unknown_column_is_named(program, cleo):
    (problem,) = check(cleo, program, b"mentee,mentor,shoe\namara,ben,42\n").problems
    assert "“shoe”" in str(problem)


def test_only_the_checked_file_is_applied(program, cleo):
    digest = check(cleo, program, FILE).digest
    other = FILE.replace(b"carl;mina;;\n", b"")
    with pytest.raises(Conflict):
        pairings_api.apply_import(cleo, program.id, other, digest=digest, at=given.TUESDAY)
    assert pairs(program) == {}
    apply(cleo, program, FILE)
    assert len(pairs(program)) == 3


def test_only_coordinators_import(program, cleo):
    digest = check(cleo, program, FILE).digest
    for actor in (given.an_actor("ben"), given.global_staff(), given.an_actor("nora")):
        with pytest.raises(NotFound):
            check(actor, program, FILE)
        with pytest.raises(NotFound):
            pairings_api.apply_import(actor, program.id, FILE, digest=digest, at=given.TUESDAY)


def test_nothing_is_imported_into_an_ended_program(program, cleo):
    digest = check(cleo, program, FILE).digest
    programs_api.end_program(cleo, program.id, at=given.TUESDAY)
    with pytest.raises(Conflict):
        pairings_api.apply_import(cleo, program.id, FILE, digest=digest, at=given.TUESDAY)


def a_file_of(cleo, program, rows: int) -> bytes:
    users = get_user_model().objects
    users.bulk_create(
        [users.model(username=f"person{number}") for number in range(rows)], ignore_conflicts=True
    )
    names = [f"person{number}" for number in range(rows)]
    members = "\n".join(["user,role", *(f"{name},mentee" for name in names)]).encode()
    digest = programs_api.check_import(cleo, program.id, members).digest
    programs_api.apply_import(cleo, program.id, members, digest=digest, at=given.MONDAY)
    return "\n".join(["mentee,mentor", *(f"{name},ben" for name in names)]).encode()


def queries_of(act) -> list[str]:
    with CaptureQueriesContext(connection) as queries:
        act()
    return [query["sql"] for query in queries]


def selects(queries) -> int:
    return sum(query.startswith("SELECT") for query in queries)


def test_a_thousand_rows_read_no_more_than_ten_and_are_written_in_bulk(program, cleo):
    few, many = (a_file_of(cleo, program, rows) for rows in (10, 1000))
    assert len(queries_of(lambda: check(cleo, program, few))) == len(
        queries_of(lambda: check(cleo, program, many))
    )
    first = queries_of(lambda: apply(cleo, program, few))
    second = queries_of(lambda: apply(cleo, program, many))
    assert selects(second) == selects(first)
    # SQLite takes a few hundred values per statement; MySQL takes all rows at once.
    assert len(second) - selects(second) < 50
    assert len(pairs_of_ben(cleo, program)) == 1000


def pairs_of_ben(cleo, program):
    return pairings_api.mentees_of(given.a_person("ben"), program.id)
