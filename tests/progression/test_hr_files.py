"""Files and rows of a source: workbooks, bad input, and rows that come as values."""

from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from outcomes_plugin import api
from outcomes_plugin.errors import Conflict, Invalid, NotFound
from outcomes_plugin.ledger import api as ledger_api
from outcomes_plugin.progression.data import HrKind
from outcomes_plugin.progression.models import CareerEvent, OrgUnit, ReportingLine
from tests import given

from .given_hr import (
    HEAD,
    PAYROLL,
    a_program_with_steward,
    a_source,
    a_workbook,
    check,
    lines,
    own_columns,
    send,
    the_steward,
)

pytestmark = pytest.mark.django_db

COLUMNS = HEAD.split(";")
ROW = ("V-1", 17, "amara", "Beförderung", datetime(2026, 5, 4))  # noqa: DTZ001 - as Excel has it


@pytest.fixture
def program():
    found = a_program_with_steward()
    a_source(found)
    return found


def test_a_workbook_is_read_like_a_file(program):
    assert send(program, a_workbook(COLUMNS, ROW)).adds == 1
    assert CareerEvent.objects.get().on == date(2026, 5, 4)
    assert send(program, lines("V-1;17;amara;Beförderung;04.05.2026")).unchanged == 1


def test_a_problem_of_a_workbook_names_sheet_and_cell(program):
    raw = a_workbook(COLUMNS, [], ("V-1", 17, "amara", "Beförderung", "soon"))
    (problem,) = check(program, raw).problems
    assert (problem.line, problem.column) == (3, "Wirksam ab")
    assert str(problem) == "Sheet “Export”, cell E3: soon is not a date."


def test_the_sheet_that_the_mapping_names_is_read(program):
    raw = a_workbook(COLUMNS, ROW, before=2)
    assert check(program, raw).problems
    a_source(program, mapping=replace(PAYROLL, sheet="export"))
    assert send(program, raw).adds == 1
    a_source(program, mapping=replace(PAYROLL, sheet="Archive"))
    (problem,) = check(program, raw).problems
    assert "It has: Notes 1, Notes 0, Export." in str(problem)


def test_a_formula_is_not_taken_for_its_value(program):
    (problem,) = check(program, a_workbook(COLUMNS, (*ROW[:3], "=A1", ROW[4]))).problems[:1]
    assert str(problem).startswith("Sheet “Export”, cell D2: This is a formula")
    plan = check(program, lines("=cmd();1;amara;Beförderung;04.05.2026"))
    assert (plan.problems[0].line, plan.problems[0].column) == (2, "Vorgang")
    assert check(program, lines("V-1;1;#N/A;Beförderung;04.05.2026")).problems


def a_bomb():
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as book:
        book.writestr("xl/worksheets/sheet1.xml", b"0" * 20_000_000)
    return packed.getvalue()


def with_entities():
    packed = BytesIO(a_workbook(COLUMNS, ROW))
    with ZipFile(packed, "a") as book:
        book.writestr("xl/extra.xml", b" " * 70_000 + b"<!DOCTYPE a [<!ENTITY b 'c'>]>")
    return packed.getvalue()


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "The file is empty"),
        (b"PK\x03\x04 and nothing more", "broken, locked or no .xlsx"),
        (a_workbook(COLUMNS, ROW)[:-200], "broken, locked or no .xlsx"),
        (b"\xd0\xcf\x11\xe0", "old Excel"),
        (a_bomb(), "unpacks to far more"),
        (with_entities(), "entities of its own"),
        (a_workbook(), "lacks a column"),
        (a_workbook([*COLUMNS, "vorgang"], ROW), "is there twice"),
        (b"x" * 5_000_001, "larger than 5 MB"),
        (b"PK\x03\x04" + b"x" * 5_000_000, "larger than 5 MB"),
        (lines("V-1;1;amara"), "cells and the first line has"),
    ],
)
def test_a_file_that_cannot_be_read_says_so_and_nothing_is_written(program, raw, said):
    plan = check(program, raw)
    assert said in str(plan.problems[0])
    with pytest.raises(Invalid):
        send(program, raw)
    assert CareerEvent.objects.count() == 0


@pytest.mark.parametrize(
    ("told", "column"),
    [
        (";1;amara;Versetzung;04.05.2026", "Vorgang"),
        (f"{'k' * 65};1;amara;Versetzung;04.05.2026", "Vorgang"),
        ("V-1;1;;Versetzung;04.05.2026", "E-Mail"),
        (f"V-1;1;{'a' * 255};Versetzung;04.05.2026", "E-Mail"),
        ("V-1;1;amara\x07;Versetzung;04.05.2026", "E-Mail"),
        ("V-1;1;amara;Versetzung;", "Wirksam ab"),
        ("V-1;1;amara;;04.05.2026", "Maßnahme"),
    ],
)
def test_a_cell_that_cannot_be_kept_is_named(program, told, column):
    (problem,) = check(program, lines(told)).problems
    assert (problem.line, problem.column) == (2, column)


def test_twin_keys_are_named_whatever_their_case(program):
    one, two = "V-ä;1;amara;Versetzung;04.05.2026", "v-A;1;bela;Versetzung;04.05.2026"
    (problem,) = check(program, lines(one, two)).problems
    assert str(problem) == "Line 3, “Vorgang”: Line 2 has this key too."


def test_every_import_stands_in_the_log_also_a_refused_one(program):
    send(program, lines("V-1;1;amara;Versetzung;04.05.2026"))
    with pytest.raises(Invalid):
        send(program, lines("V-1;1;amara;Versetzung;x"), at=given.TUESDAY)
    refused, applied = api.hr_imports(the_steward(), program.id)
    assert (applied.added, applied.problems, applied.is_applied) == (1, 0, True)
    assert (refused.changed, refused.problems, refused.is_applied) == (0, 1, False)
    assert refused.at == given.TUESDAY
    assert ledger_api.entry_counts()["hr.imported"] == 1
    with pytest.raises(NotFound):
        api.hr_imports(given.an_actor("amara"), program.id)


def test_rows_that_come_as_values_are_read_by_the_same_mapping(program):
    rows = [
        {"Vorgang": 1, "E-Mail": "amara", "Maßnahme": "Beförderung", "Wirksam ab": "04.05.2026"},
        {"Vorgang": 2, "E-Mail": None, "Maßnahme": ["x"], "Wirksam ab": "04.05.2026"},
    ]
    plan = api.check_hr_rows(the_steward(), program.id, "payroll", rows)
    assert [(one.line, one.column) for one in plan.problems] == [
        (2, "E-Mail"),
        (2, "Maßnahme"),
        (2, "Maßnahme"),
    ]
    with pytest.raises(Conflict):
        api.apply_hr_rows(
            the_steward(), program.id, "payroll", rows[:1], digest=plan.digest, at=given.MONDAY
        )
    applied = api.apply_hr_rows(the_steward(), program.id, "payroll", rows[:1], at=given.MONDAY)
    assert applied.adds == 1
    assert CareerEvent.objects.get().source_key == "1"


def test_no_rows_are_no_problem(program):
    plan = api.apply_hr_rows(the_steward(), program.id, "payroll", [], at=given.MONDAY)
    assert (plan.problems, plan.adds) == ((), 0)


def test_only_the_hr_steward_sends_and_a_source_has_to_be_there(program):
    raw = lines("V-1;1;amara;Versetzung;04.05.2026")
    for name in ("cleo", "amara", "gudrun"):
        given.global_staff()
        with pytest.raises(NotFound):
            api.check_hr_file(given.an_actor(name), program.id, "payroll", raw)
        with pytest.raises(NotFound):
            api.apply_hr_rows(given.an_actor(name), program.id, "payroll", [], at=given.MONDAY)
    with pytest.raises(NotFound):
        check(program, raw, "portal")
    assert check(program, raw).adds == 1


def test_reporting_lines_name_two_people_of_the_program(program):
    columns = ("source_key", "user", "manager", "starts_on", "ends_on")
    a_source(program, "lines", kind=HrKind.LINES, mapping=own_columns(*columns))
    head = ",".join(columns)
    plan = send(program, lines("1,amara,bela,2026-01-01,", head=head), "lines")
    assert plan.adds == 1
    line = ReportingLine.objects.get()
    assert (line.person, line.manager) == (given.a_person("amara"), given.a_person("bela"))
    (mine,) = api.my_reporting_lines(given.an_actor("amara"))
    assert mine.manager == given.a_person("bela")
    assert api.my_reporting_lines(given.an_actor("bela")) == []
    for manager in ("amara", "Amara", "amara@example.com"):
        plan = check(program, lines(f"2,amara,{manager},2026-01-01,", head=head), "lines")
        assert [one.column for one in plan.problems] == ["manager"]
    plan = check(program, lines("2,amara,bela,2026-01-02,2026-01-01", head=head), "lines")
    assert [one.column for one in plan.problems] == ["ends_on"]


UNITS = ("source_key", "unit", "parent", "starts_on", "ends_on")


def units(*told):
    return lines(*told, head=",".join(UNITS))


def test_a_unit_is_never_part_of_itself(program):
    a_source(program, "units", kind=HrKind.UNITS, mapping=own_columns(*UNITS))
    send(program, units("1,all,,,", "2,sales,all,,", "3,north,sales,,"), "units")
    assert OrgUnit.objects.count() == 3
    plan = check(program, units("2,sales,Sales,,"), "units")
    assert [(one.line, one.column) for one in plan.problems] == [(2, "parent")]
    plan = check(program, units("2,sales,north,,"), "units")
    assert "makes a unit part of itself" in str(plan.problems[0])
    plan = check(program, units("9,x,y,,", "2,sales,north,,", "3,north,all,,"), "units")
    assert plan.problems == ()


def test_two_units_may_change_places_over_time(program):
    a_source(program, "units", kind=HrKind.UNITS, mapping=own_columns(*UNITS))
    one = "1,a,b,2024-01-01,2024-12-31"
    assert send(program, units(one, "2,b,a,2025-01-01,"), "units").adds == 2
    assert check(program, units("2,b,a,2024-12-31,"), "units").problems
