from datetime import date

import pytest
from hypothesis import given as given_any
from hypothesis import strategies as st

from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.programs import csv_files


def read(raw: bytes, **columns):
    return programs_api.read_csv(raw, **{"required": ("user", "role"), **columns})


def cells(table):
    return [(row.line, dict(row.cells)) for row in table.rows]


AMARA = {"user": "amara", "role": "mentee"}


@pytest.mark.parametrize(
    "raw",
    [
        b"user,role\namara,mentee\n",
        b"user;role\namara;mentee\n",
        b"\xef\xbb\xbfuser;role\r\namara;mentee\r\n",
        b'"user";"role"\r\n"amara";"mentee"',
        b" User , ROLE \n amara , mentee \n",
        b"user;role;\namara;mentee;\n",
        b"user,role\namara,mentee\n\n , \n",
    ],
    ids=[
        "comma",
        "semicolon",
        "byte order mark",
        "quoted",
        "spaces",
        "one too many",
        "empty lines",
    ],
)
def test_a_file_as_spreadsheets_write_it(raw):
    table = read(raw)
    assert table.problems == ()
    assert cells(table) == [(2, AMARA)]


def test_quoted_cells_hold_separators_quotes_and_lines():
    table = read(b'user,role\n"a, ""b""\nc",mentee\nben,mentor\n')
    assert cells(table) == [
        (2, {"user": 'a, "b"\nc', "role": "mentee"}),
        (4, {"user": "ben", "role": "mentor"}),
    ]


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \n", "empty"),
        (b",,,\n", "lacks a column: user, role"),
        (b"user\namara", "lacks a column: role"),
        (b"user,role,user\n", "“user” is there twice"),
        (b"user,role,shoe size\n", "“shoe size” is not known"),
        (b"user,role\namara,mentee\nren\xe9,mentee\n", "see line 3"),
        ("user,role\nrené,mentee".encode("utf-16"), "not UTF-8"),
        (b'user,role\namara,mentee\n"ben,mentor\n', "Line 3 cannot be read"),
        (b'user,role\n"am"ara,mentee\n', "Line 2 cannot be read"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(raw, says):
    table = read(raw)
    (problem,) = table.problems
    assert says in str(problem)
    assert table.rows == ()


def test_lines_of_another_length_are_all_named():
    table = read(b"user,role\namara\nben,mentor\ncarl,mentee,spring\n")
    assert [problem.line for problem in table.problems] == [2, 4]
    assert cells(table) == [(3, {"user": "ben", "role": "mentor"})]


def test_a_file_that_is_too_large_is_refused_with_a_sentence():
    head = b"user,role\n"
    row = b"amara,mentee\n"
    fits = read(head + row * csv_files.MOST_ROWS)
    assert (len(fits.rows), fits.problems) == (csv_files.MOST_ROWS, ())
    (too_long,) = read(head + row * (csv_files.MOST_ROWS + 1)).problems
    assert str(too_long) == "The file has more than 50000 rows. Please split it."
    (too_big,) = read(head + b" " * csv_files.MOST_BYTES).problems
    assert str(too_big) == "The file is larger than 5 MB. Please split it."


def test_the_digest_names_the_bytes():
    one, same, other = read(b"user,role\n"), read(b"user,role\n"), read(b"user;role\n")
    assert one.digest == same.digest != other.digest


@given_any(st.binary(max_size=200))
def test_any_bytes_give_rows_or_problems_and_never_an_error(raw):
    table = read(raw, is_other=lambda _name: True)
    assert table.columns or table.problems


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-02-28", date(2026, 2, 28)),
        ("28.02.2026", date(2026, 2, 28)),
        ("31.02.2026", None),
        ("02/28/2026", None),
        ("2026-2", None),
        ("28.02.26", None),
        ("soon", None),
        ("", None),
    ],
)
def test_dates(text, day):
    assert programs_api.parse_date(text) == day
