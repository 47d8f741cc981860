"""Answers with names as files: for coordinators whom the notice tells of, and for nobody else."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from outcomes_plugin.surveys import exporting
from tests import given
from tests import given_surveys as gs
from tests.pages.world import address, client_of, the

pytestmark = pytest.mark.django_db

FILES = ("answers_csv", "answers_xlsx")
WORDS = [
    "",
    "Strongly disagree",
    "Disagree",
    "Neither agree nor disagree",
    "Agree",
    "Strongly agree",
]
FORMULA = '=HYPERLINK("https://example.com","<script>alert(1)</script>")'


def read(program, name="answers_csv", *, key="pulse", role="coordinator", **asked):
    return client_of(role).get(address(name, program.slug, the(program, key).id), asked)


def lines(program, **asked):
    text = b"".join(read(program, **asked).streaming_content).decode()
    return list(csv.reader(io.StringIO(text)))


def sheet(program, **asked):
    file = io.BytesIO(b"".join(read(program, "answers_xlsx", **asked).streaming_content))
    return [list(row) for row in load_workbook(file).active.iter_rows(values_only=True)]


def test_everybody_who_answered_has_one_line_in_words_with_a_header(program):
    head, *rows = lines(program)
    assert head[:4] == ["name", "cohort", "changed_at", "late"]
    assert {row[3] for row in rows} == {"no"}
    assert head[4] == "My mentor gives me advice that I can use."
    assert {row[0] for row in rows} == {
        *(f"autumn_{n}" for n in range(3)),
        *(f"spring_{n}" for n in range(3)),
    }
    codes = {row[0]: int(row[4]) for row in lines(program, values="codes")[1:]}
    assert {row[0]: row[4] for row in rows} == {name: WORDS[code] for name, code in codes.items()}


def test_as_stored_the_columns_are_keys_and_the_cells_codes(program):
    head, *rows = lines(program, values="codes")
    assert head[4:] == [*gs.all_answers("pulse"), "note"]
    assert {row[4] for row in rows} <= {"1", "2", "3", "4", "5"}


def test_the_workbook_holds_the_same_and_numbers_stay_numbers(program):
    head, *rows = sheet(program, values="codes")
    assert [[str(cell or "") for cell in row] for row in rows] == lines(program, values="codes")[1:]
    assert head[0] == "name"
    assert isinstance(rows[0][4], int)


def test_no_cell_is_a_formula(program):
    words = gs.all_answers("pulse") | {"note": FORMULA}
    gs.answer(the(program, "pulse"), "autumn_7", words, at=given.A_MONTH_LATER)
    (line,) = (row for row in lines(program) if row[0] == "autumn_7")
    assert line[-1] == f"'{FORMULA}"
    (row,) = (row for row in sheet(program) if row[0] == "autumn_7")
    assert row[-1] == FORMULA
    file = io.BytesIO(b"".join(read(program, "answers_xlsx").streaming_content))
    assert all(
        cell.data_type != "f" for row in load_workbook(file).active.iter_rows() for cell in row
    )


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("role", ["analyst", "sponsor", "course_staff", "global_staff", "mentee"])
def test_nobody_else_gets_a_file(program, name, role):
    assert read(program, name, role=role).status_code == 404
    assert read(program, name).status_code == 200


@pytest.mark.parametrize("name", FILES)
def test_there_is_no_file_of_a_protected_window_nor_of_values_nobody_knows(program, name):
    assert read(program, name, key="halfway").status_code == 404
    assert read(program, name, values="secrets").status_code == 404


def test_many_rows_are_read_in_batches_each_once(program, monkeypatch):
    whole = lines(program)
    monkeypatch.setattr(exporting, "BATCH", 2)
    with CaptureQueriesContext(connection) as asked:
        assert lines(program) == whole
    of_answers = [one for one in asked if "identifiedresponse" in one["sql"]]
    assert len(of_answers) == -(-len(whole[1:]) // 2) + 1
