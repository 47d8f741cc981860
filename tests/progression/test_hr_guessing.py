"""From the head of a file it is guessed how it is read, and its first rows are shown so."""

from dataclasses import replace
from datetime import datetime

import pytest

from outcomes_plugin import api
from outcomes_plugin.progression.data import HrKind
from outcomes_plugin.progression.hr.data import DateForm, Encoding, HrMapping, Separator
from outcomes_plugin.progression.models import HeldHrRow

from .given_hr import HEAD, PAYROLL, a_program_with_steward, a_workbook, lines, the_steward

pytestmark = pytest.mark.django_db


@pytest.fixture
def program():
    return a_program_with_steward()


def guess(program, raw, kind=HrKind.EVENTS):
    return api.guess_hr_mapping(the_steward(), program.id, kind, raw)


def preview(program, raw, mapping=PAYROLL):
    return api.preview_hr_file(the_steward(), program.id, HrKind.EVENTS, mapping, raw)


def test_usual_names_of_columns_are_known(program):
    found = guess(program, lines("1;1;amara;Beförderung;04.05.2026"))
    assert found == HrMapping(
        columns={
            "source_key": "Vorgang",
            "user": "E-Mail",
            "on": "Wirksam ab",
            "kind": "Maßnahme",
        },
        separator=Separator.SEMICOLON,
        date_forms=(DateForm.GERMAN,),
    )


def test_our_own_names_come_first(program):
    raw = b"id,source_key,email,user,start,starts_on\n1,2,3,4,2020-01-01,2020-01-02"
    found = guess(program, raw, HrKind.SPELLS)
    assert found.columns == {"source_key": "source_key", "user": "user", "starts_on": "starts_on"}


@pytest.mark.parametrize(
    ("encoding", "found"),
    [
        ("utf-8-sig", Encoding.UTF_8),
        ("utf-16", Encoding.UTF_16),
        ("windows-1252", Encoding.WINDOWS_1252),
    ],
)
@pytest.mark.parametrize("separator", [one for one in Separator if one])
def test_letters_and_separators_are_found_out(program, encoding, found, separator):
    raw = HEAD.replace(";", separator).encode(encoding)
    mapping = guess(program, raw)
    assert (mapping.encoding, mapping.separator) == (found, separator)
    assert "kind" in mapping.columns


def test_days_that_could_be_either_way_are_read_day_first_and_others_as_they_must(program):
    assert guess(program, lines("1;1;a;b;04/05/2026")).date_forms == (DateForm.BRITISH,)
    assert guess(program, lines("1;1;a;b;04/25/2026")).date_forms == (DateForm.AMERICAN,)


@pytest.mark.parametrize("raw", [b"", b"\xff\xfe", b"PK\x03\x04", b"\n\n", b"\xd0\xcf\x11\xe0"])
def test_nothing_is_guessed_of_what_cannot_be_read(program, raw):
    assert guess(program, raw).columns == {}
    assert preview(program, raw).problems


def test_the_first_rows_are_shown_as_they_would_be_read(program):
    told = [f"V-{number};1;nobody;Beförderung;04.05.2026" for number in range(30)]
    told[1] = "V-1;1;nobody;Kündigung;31.02.2026"
    seen = preview(program, lines(*told))
    assert (len(seen.rows), seen.lines[:2]) == (20, (2, 3))
    assert seen.rows[0]["kind"] == "promotion"
    assert [(one.line, one.column) for one in seen.problems] == [(3, "Maßnahme"), (3, "Wirksam ab")]
    assert seen.columns == ("Vorgang", "Personalnummer", "E-Mail", "Maßnahme", "Wirksam ab")
    assert HeldHrRow.objects.count() == 0


def test_a_mapping_that_is_not_whole_shows_the_columns_and_what_it_lacks(program):
    seen = preview(program, lines("V-1;1;a;b;c"), replace(PAYROLL, columns={"user": "E-Mail"}))
    assert {one.column for one in seen.problems} == {"source_key", "kind", "on"}
    assert "Wirksam ab" in seen.columns
    assert seen.rows[0]["user"] == "a"


def test_the_sheets_of_a_workbook_are_named(program):
    row = ("V-1", 1, "amara", "Beförderung", datetime(2026, 5, 4))  # noqa: DTZ001 - as Excel has it
    raw = a_workbook(HEAD.split(";"), row, before=1)
    seen = preview(program, raw, replace(PAYROLL, sheet="Export"))
    assert (seen.sheets, seen.problems) == (("Notes 0", "Export"), ())
    assert seen.rows[0]["on"] == "2026-05-04"
