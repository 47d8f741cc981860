"""Coordinators, and nobody else, take with them who was asked and has answered."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from demo.courses.models import DemoPerson
from tests import given
from tests import given_surveys as gs
from tests.pages.world import PERSONS, address, client_of
from tests.reporting import scenes

pytestmark = pytest.mark.django_db


def rows_of(program):
    answer = client_of("coordinator").get(address("participation_csv", program.slug))
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="leap-participation.csv"'
    return list(csv.DictReader(io.StringIO(answer.content.decode())))


def test_everybody_asked_stands_there_with_yes_or_no_and_no_answer(program):
    pulse = [row for row in rows_of(program) if row["window"] == "pulse"]
    assert len(pulse) == 24
    assert sum(row["answered"] == "yes" for row in pulse) == 6
    first = next(row for row in pulse if row["name"] == "autumn_0")
    assert (first["cohort"], first["role"], first["state"]) == ("Autumn", "mentee", "open")
    assert set(first) == {
        "window",
        "title",
        "role",
        "state",
        "opened_on",
        "closes_on",
        "cohort",
        "name",
        "answered",
        "late",
    }


def test_today_leads_there(program):
    path = address("participation_csv", program.slug)
    assert path in client_of("coordinator").get(address("today", program.slug)).content.decode()
    assert path not in client_of("sponsor").get(address("today", program.slug)).content.decode()


@pytest.mark.parametrize("role", sorted(set(PERSONS) - {"coordinator"}))
def test_nobody_else_gets_it(program, role):
    assert client_of(role).get(address("participation_csv", program.slug)).status_code == 404


def test_no_name_or_title_is_a_formula(program):
    DemoPerson.objects.create(user=given.a_user("autumn_0"), name="=HYPERLINK(1)")
    gs.an_open_window(
        program,
        key="evil",
        title="@SUM(1)",
        instrument="pulse",
        closes_at=given.A_YEAR_LATER,
    )
    rows = rows_of(program)
    assert "'@SUM(1)" in {row["title"] for row in rows}
    assert "'=HYPERLINK(1)" in {row["name"] for row in rows}
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "@"))]


def test_more_people_cost_no_more_queries(program):
    def count():
        client = client_of("coordinator")
        with CaptureQueriesContext(connection) as queries:
            client.get(address("participation_csv", program.slug))
        return len(queries)

    few = count()
    scenes.people(program, {"winter": 15})
    gs.an_open_window(program, key="more", instrument="pulse", closes_at=given.A_YEAR_LATER)
    assert count() == few
