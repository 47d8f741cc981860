"""Facts are taken back by key, by a row that says so, and by being missing in a complete file."""

import pytest

from outcomes_plugin import api
from outcomes_plugin.errors import Conflict, NotFound
from outcomes_plugin.programs.data import Effect
from outcomes_plugin.progression.data import HrKind
from outcomes_plugin.progression.hr.data import HrExtent
from outcomes_plugin.progression.models import CareerEvent, EmploymentSpell, HeldHrRow
from tests import given

from .given_hr import (
    HEAD,
    a_program_with_steward,
    a_source,
    check,
    lines,
    own_columns,
    send,
    the_steward,
)

pytestmark = pytest.mark.django_db

COMPLETE = {"extent": HrExtent.COMPLETE}


def row(number, name="amara"):
    return f"V-{number};1;{name};Beförderung;04.05.2026"


@pytest.fixture
def program():
    found = a_program_with_steward()
    a_source(found)
    return found


def test_a_row_that_says_so_takes_back_what_its_key_said(program):
    columns = ("source_key", "user", "starts_on", "retracted")
    a_source(program, "spells", kind=HrKind.SPELLS, mapping=own_columns(*columns))
    head = ",".join(columns)
    send(program, lines("1,amara,2020-01-01,no", "2,zoe,2020-01-01,", head=head), "spells")
    assert (EmploymentSpell.objects.count(), HeldHrRow.objects.count()) == (1, 1)
    raw = lines("1,,,yes", "2,,,YES", "3,,,yes", head=head)
    plan = send(program, raw, "spells")
    assert [one.effect for one in plan.rows] == [
        Effect.RETRACTED,
        Effect.RETRACTED,
        Effect.UNCHANGED,
    ]
    assert (EmploymentSpell.objects.count(), HeldHrRow.objects.count()) == (0, 0)
    assert send(program, raw, "spells").retracts == 0


def test_keys_that_a_complete_file_lacks_are_retracted_and_named_before(program):
    send(program, lines(*map(row, range(20)), row(99, "zoe")))
    raw = lines(*map(row, range(19)), row(99, "zoe"))
    plan = check(program, raw, **COMPLETE)
    assert (plan.missing, plan.retracts, plan.needs_confirmation) == (("V-19",), 1, False)
    assert check(program, raw).retracts == 0
    send(program, raw, **COMPLETE)
    assert CareerEvent.objects.count() == 19
    (latest, _first) = api.hr_imports(the_steward(), program.id)
    assert (latest.retracted, latest.unchanged) == (1, 19)


def test_so_many_missing_keys_have_to_be_confirmed_by_their_number(program):
    send(program, lines(*map(row, range(8)), row(98, "zoe"), row(99, "yan")))
    raw = lines(*map(row, range(7)), row(98, "zoe"))
    plan = check(program, raw, **COMPLETE)
    assert (sorted(plan.missing), plan.needs_confirmation) == (["V-7", "V-99"], True)
    for confirmed in (None, 1, 3):
        with pytest.raises(Conflict, match="2 of 10 rows"):
            send(program, raw, confirmed=confirmed, **COMPLETE)
    assert (CareerEvent.objects.count(), HeldHrRow.objects.count()) == (8, 2)
    send(program, raw, confirmed=2, **COMPLETE)
    assert (CareerEvent.objects.count(), HeldHrRow.objects.count()) == (7, 1)


def test_a_complete_file_says_nothing_of_other_sources(program):
    a_source(program, "portal")
    send(program, lines(row(1)), "portal")
    send(program, lines(row(2)), **COMPLETE)
    assert CareerEvent.objects.count() == 2


def test_an_empty_complete_file_takes_nothing_back_unless_confirmed(program):
    send(program, lines(row(1)))
    with pytest.raises(Conflict):
        send(program, HEAD.encode(), **COMPLETE)
    assert CareerEvent.objects.count() == 1


def test_a_complete_file_with_a_problem_retracts_nothing(program):
    send(program, lines(*map(row, range(20))))
    plan = check(
        program, lines(*map(row, range(18)), row(18).replace("04.05", "31.02")), **COMPLETE
    )
    assert plan.problems
    assert not plan.is_applicable


def test_a_checked_file_of_changes_is_not_applied_as_a_complete_one(program):
    send(program, lines(*map(row, range(20))))
    raw = lines(*map(row, range(19)))
    digest = check(program, raw).digest
    with pytest.raises(Conflict, match="not the file that was checked"):
        api.apply_hr_file(
            the_steward(),
            program.id,
            "payroll",
            raw,
            digest=digest,
            at=given.MONDAY,
            **COMPLETE,
        )


def test_facts_are_retracted_by_key_by_the_steward_alone(program):
    send(program, lines(row(1), row(2)))
    for name in ("cleo", "amara"):
        with pytest.raises(NotFound):
            api.retract_hr_facts(
                given.an_actor(name), program.id, "payroll", ["V-1"], at=given.MONDAY
            )
    count = api.retract_hr_facts(
        the_steward(), program.id, "payroll", ["V-1", "V-7"], at=given.MONDAY
    )
    assert count == 1
    assert [one.source_key for one in CareerEvent.objects.all()] == ["V-2"]


def test_facts_of_files_with_our_own_columns_are_retracted_too(program):
    raw = b"source_key,user,kind,on\nC-1,amara,promotion,2026-05-04\n"
    plan = api.check_hr_import(the_steward(), program.id, HrKind.EVENTS, raw)
    api.apply_hr_import(
        the_steward(), program.id, HrKind.EVENTS, raw, digest=plan.digest, at=given.MONDAY
    )
    with pytest.raises(NotFound):
        api.retract_hr_facts(the_steward(), program.id, "", ["C-1"], at=given.MONDAY)
    count = api.retract_hr_facts(
        the_steward(), program.id, "", ["C-1"], at=given.MONDAY, kind=HrKind.EVENTS
    )
    assert (count, CareerEvent.objects.count()) == (1, 0)
