"""The file says exactly what the screen says, and no spreadsheet takes a cell for a formula."""

import csv
import io

import pytest

from outcomes_plugin.reporting import api
from outcomes_plugin.reporting.export import COLUMNS, safe_text
from tests import given_surveys as gs
from tests.given_programs import the_coordinator
from tests.reporting import scenes
from tests.worlds import made_once

pytestmark = pytest.mark.django_db


def twice_released():
    """Return a program with two releases; one cohort is so small that it is hidden."""
    program = gs.an_asking_program()
    scenes.people(program, {"autumn": 7, "spring": 7, "summer": 4})
    scenes.a_release(program, {"autumn": 6, "spring": 6, "summer": 3}, title="=SUM(A1)")
    scenes.a_release(program, {"autumn": 7, "spring": 6, "summer": 2}, key="end", seed=9)
    return program


_world = made_once(twice_released)


@pytest.fixture
def program(_world, db):
    """Return a program with two releases. What a test does to it is undone after the test."""
    return _world


def lines(program, **fields):
    text = api.report_csv(the_coordinator(), program.slug, **{"language": "en", **fields})
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.mark.parametrize("cohort", [None, "autumn", "summer"])
def test_every_figure_of_the_screen_is_a_line_of_the_file_and_no_other(program, cohort):
    report = scenes.report_of(program, cohort=cohort)
    screen = {}
    for domain in report.domains:
        for one in domain.indicators:
            parents = [one.parent] if one.parent else []
            for figure in (one.figure, *parents, *one.trend, *one.by_cohort):
                place = (one.key, str(figure.release_number), figure.cohort_title)
                screen[place] = (
                    ("hidden", "hidden", "hidden", "hidden", "hidden")
                    if figure.hidden
                    else (
                        figure.text.value.replace("−", "-"),
                        *figure.text.interval.replace("−", "-").split(" to "),
                        figure.text.people.split()[0],
                        figure.text.target,
                    )
                )
    file = {
        (line["indicator"], line["release"], line["cohort"]): (
            line["value"],
            line["low"],
            line["high"],
            line["people"],
            line["target"],
        )
        for line in lines(program, cohort=cohort)
    }
    assert file == screen
    assert "hidden" in {values[0] for values in file.values()}
    assert len(file) == len(lines(program, cohort=cohort))


def test_a_hidden_line_has_the_one_mark_in_every_number(program):
    gone = [line for line in lines(program) if line["status"] == "hidden"]
    assert gone
    for line in gone:
        numbers = ("value", "low", "high", "people", "asked", "person_years", "target")
        assert {line[name] for name in numbers} == {"hidden"}
        assert set(line) == set(COLUMNS)


def test_what_a_person_typed_is_never_a_formula(program):
    assert {line["window_or_quarter"] for line in lines(program)} == {
        "'=SUM(A1)",
        "Halfway survey",
    }


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@a", "\t=1", "\r=1"])
def test_dangerous_beginnings_get_a_quote(text):
    assert safe_text(text) == f"'{text}"
    assert safe_text(f"a{text}") == f"a{text}"


def test_numbers_of_the_file_are_the_same_in_every_language(program):
    numbers = ("value", "low", "high", "people", "asked", "target", "status")
    english, arabic = (
        [[line[name] for name in numbers] for line in lines(program, language=language)]
        for language in ("en", "ar")
    )
    assert english == arabic
