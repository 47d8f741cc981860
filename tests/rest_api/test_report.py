"""The numbers that REST gives are the released cells that the report shows, and no others."""

import pytest

from outcomes_plugin.rest_api.v1 import urls
from tests.pages.world import a_running_program, client_of
from tests.reporting.scenes import report_of
from tests.worlds import made_once

from .world import address

pytestmark = pytest.mark.django_db


_reported = made_once(a_running_program)


@pytest.fixture
def program(_reported, db):
    return _reported


def cells(client, program, **query):
    path = address("cells", program.slug)
    return client.get(path, {"page_size": 100, **query}).json()["results"]


def test_every_cell_is_one_of_the_report_and_stands_there_once(program):
    found = cells(client_of("sponsor"), program)
    places = [(one["indicator_key"], one["release_number"], one["cohort"]) for one in found]
    assert len(set(places)) == len(places)
    figures = [one.figure for domain in report_of(program).domains for one in domain.indicators]
    shown = {one["indicator_key"]: one for one in found if one["cohort"] == ""}
    for figure in figures:
        one = shown[figure.indicator_key]
        assert (one["estimate"], one["n"]) == (figure.estimate, figure.n)


def test_a_hidden_cell_has_no_number(program):
    hidden = [one for one in cells(client_of("sponsor"), program) if one["hidden"]]
    assert hidden
    numbers = ("estimate", "low", "high", "n", "asked", "exposure")
    assert {one[name] for one in hidden for name in numbers} == {None}


def test_the_report_is_read_for_one_release(program):
    client = client_of("mentee")
    (release,) = client.get(address("releases", program.slug)).json()["results"]
    path = address("report", program.slug)
    report = client.get(path, {"release": release["number"]}).json()
    assert report["release"]["digest"] == release["digest"]
    figures = [one["figure"] for domain in report["domains"] for one in domain["indicators"]]
    assert {one["release_number"] for one in figures} == {release["number"]}
    assert report["headline"]


@pytest.mark.parametrize("query", [{"release": 99}, {"release": "x"}, {"cohort": "nothing"}])
def test_a_release_or_cohort_that_there_is_not_is_refused(program, query):
    answer = client_of("sponsor").get(address("report", program.slug), query)
    assert answer.status_code in {400, 404}


def test_no_answer_leaves_with_a_name(program):
    """Who answered what stands on one page for coordinators, and in no endpoint."""
    assert not [
        one.name for one in urls.endpoints if "answers" in one.name and one.name != "survey_answers"
    ]
