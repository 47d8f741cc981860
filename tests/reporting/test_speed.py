"""A report costs the same whatever the number of answers and of releases."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from outcomes_plugin.reporting import api
from outcomes_plugin.surveys.models import (
    ConfidentialResponse,
    ConfidentialScore,
    FrameRow,
    Window,
)
from tests import given
from tests import given_surveys as gs
from tests.given_programs import a_cohort, a_member, the_coordinator
from tests.reporting import scenes

pytestmark = pytest.mark.django_db

LIMIT = 15
COHORTS = ("autumn", "spring")


def answered_by(count):
    """Return a program with a window that so many people have answered, put in as rows."""
    program = gs.an_asking_program()
    cohorts = [a_cohort(program, slug).id for slug in COHORTS]
    scenes.people(program, {"autumn": 1, "spring": 1})
    window = gs.close(gs.an_open_window(program))
    FrameRow.objects.bulk_create(
        (
            FrameRow(
                window_id=window.id,
                person=f"{index:032x}",
                cohort_id=cohorts[index % 2],
                outcome="received",
                taken=True,
            )
            for index in range(count)
        ),
        batch_size=5000,
    )
    responses = ConfidentialResponse.objects.bulk_create(
        (
            ConfidentialResponse(
                window_id=window.id,
                pseudonym=f"{index:064x}",
                cohort_id=cohorts[index % 2],
                answers={},
                is_scored=True,
            )
            for index in range(count)
        ),
        batch_size=5000,
    )
    ConfidentialScore.objects.bulk_create(
        (
            ConfidentialScore(response=response, score="trust", value=1 + index % 13 / 3)
            for index, response in enumerate(responses)
        ),
        batch_size=5000,
    )
    assert Window.objects.get(id=window.id).state == "closed"
    assert api.close_and_release(the_coordinator(), window.id, at=window.closes_at) is not None
    return program, count


def queries_of(program, actor, **fields):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        report = scenes.report_of(program, actor, **fields)
    return len(queries), scenes.indicator(report, "trust").figure.n


# What closing takes at once is 1,000 rows. `make bench` asks the same of 100,000 answers.
@pytest.mark.parametrize("count", [400, 2_400])
def test_a_report_takes_the_same_few_queries_at_any_number_of_answers(count):
    program, count = answered_by(count)
    a_member(program, "sid", role="sponsor")
    found = {
        name: queries_of(program, given.an_actor(name), **fields)
        for name, fields in (("cleo", {}), ("sid", {"cohort": "spring", "release": 1}))
    }
    assert found["cleo"] == (9, count)
    assert found["sid"] == (9, count // 2)
    assert found["cleo"][0] <= LIMIT


def test_more_releases_cost_no_more_queries():
    program = gs.an_asking_program()
    scenes.people(program, {"autumn": 6, "spring": 6})
    scenes.a_release(program, {"autumn": 6, "spring": 6})
    one, _n = queries_of(program, the_coordinator())
    for week in (1, 2):
        opens_at = given.MONDAY + timedelta(weeks=week)
        scenes.a_release(
            program,
            {"autumn": 6, "spring": 6},
            key=f"week{week}",
            opens_at=opens_at,
            closes_at=opens_at + timedelta(days=2),
        )
    assert queries_of(program, the_coordinator())[0] == one <= LIMIT
