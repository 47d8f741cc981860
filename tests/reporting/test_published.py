"""The attacker again, on what people really see: report, CSV, charts and participation together."""

import csv
import io
import json

import pytest

from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.reporting import api as reporting_api
from outcomes_plugin.reporting.models import ReleaseChart
from outcomes_plugin.surveys import api as surveys_api
from tests import given_surveys as gs
from tests.given_programs import the_coordinator
from tests.reporting import scenes
from tests.reporting.attacker import ranges

pytestmark = pytest.mark.django_db

FACETS = ("usefulness", "trust", "accessibility", "reciprocity")
K = 5
PROGRAMS = [
    {"autumn": (14, 3), "spring": (12, 9), "summer": (15, 11)},
    {"autumn": (8, 2), "spring": (9, 2), "summer": (14, 12)},
    {"autumn": (10, 4), "spring": (18, 14)},
    {"autumn": (9, 4), "spring": (9, 4), "summer": (9, 4), "": (9, 5)},
    {"autumn": (7, 0), "spring": (16, 13), "summer": (12, 10)},
]


def seen_counts(program):
    """What report, CSV and chart say about how many people stand behind each cell."""
    report = scenes.report_of(program)
    lines = list(
        csv.DictReader(
            io.StringIO(
                reporting_api.report_csv(the_coordinator(), program.slug, language="en"), newline=""
            )
        )
    )
    seen = {}
    for key in FACETS:
        one = scenes.indicator(report, key)
        seen[key] = {figure.cohort: figure.n for figure in (one.figure, *one.by_cohort)}
        titles = {figure.cohort_title: figure.cohort for figure in (one.figure, *one.by_cohort)}
        in_file = {
            titles[line["cohort"]]: None if line["people"] == "hidden" else int(line["people"])
            for line in lines
            if line["indicator"] == key
        }
        assert in_file == seen[key]
    return seen


def true_counts(window_id):
    """How many really have each score, by cohort; known to nobody outside."""
    slugs = {cohort.id: cohort.slug for cohort in cohorts_of(window_id)}
    counts = {key: {} for key in FACETS}
    for sums in surveys_api.score_sums(window_id):
        counts[sums.score][slugs.get(sums.cohort_id, "")] = sums.n
    return counts


def cohorts_of(window_id):
    return programs_api.cohorts(surveys_api.find_window(window_id).program_id)


@pytest.mark.parametrize("people", PROGRAMS)
def test_every_table_that_fits_what_is_published_leaves_a_small_cell_open(people):
    program = gs.an_asking_program(k=K)
    scenes.people(program, {cohort: asked for cohort, (asked, _n) in people.items()})
    release = scenes.a_release(program, {cohort: n for cohort, (_asked, n) in people.items()})
    seen, truth = seen_counts(program), true_counts(release.window_id)
    participation = surveys_api.participation(the_coordinator(), release.window_id)
    hidden = {frozenset(c for c, n in seen[key].items() if n is None) for key in FACETS}
    assert len(hidden) == 1
    for key in FACETS:
        # Nobody can have a score who is not done, so participation bounds the whole.
        found = ranges(seen[key], k=K, at_most=participation.done)
        for cohort, n in seen[key].items():
            true = truth[key].get(cohort, 0) if cohort != "-" else None
            if n is not None:
                assert n >= K
                assert true is None or n == true
            elif cohort and true is not None and true < K and seen[key][""] is not None:
                low, high = found[cohort]
                assert low <= true <= high
                assert high - low >= K


@pytest.mark.parametrize("people", PROGRAMS[:3])
def test_even_who_knows_every_count_cannot_solve_for_a_hidden_groups_answers(people):
    program = gs.an_asking_program(k=K)
    scenes.people(program, {cohort: asked for cohort, (asked, _n) in people.items()})
    release = scenes.a_release(program, {cohort: n for cohort, (_asked, n) in people.items()})
    report, counts = scenes.report_of(program), true_counts(release.window_id)
    for key in FACETS:
        one = scenes.indicator(report, key)
        shown = [figure for figure in one.by_cohort if not figure.hidden]
        gone = [figure.cohort for figure in one.by_cohort if figure.hidden]
        assert gone
        whole = one.figure.estimate * one.figure.n
        left = whole - sum(figure.estimate * figure.n for figure in shown)
        for cohort in gone:
            n = counts[key].get(cohort, 0)
            others = sum(counts[key].get(other, 0) for other in gone if other != cohort)
            low = max(1 * n, left - 5 * others)
            high = min(5 * n, left - 1 * others)
            assert n == 0 or (high - low) / n > 0.5  # of 4 points from end to end


def test_no_chart_says_more_than_the_whole_programs_cells():
    people = PROGRAMS[0]
    program = gs.an_asking_program(k=K)
    scenes.people(program, {cohort: asked for cohort, (asked, _n) in people.items()})
    release = scenes.a_release(program, {cohort: n for cohort, (_asked, n) in people.items()})
    whole = {key: scenes.indicator(scenes.report_of(program), key).figure for key in FACETS}
    charts = ReleaseChart.objects.filter(release_id=release.id, language="en")
    assert {chart.indicator_key for chart in charts} == set(FACETS)
    for chart in charts:
        (row,) = chart.spec["data"]["values"]
        assert row["estimate"] == whole[chart.indicator_key].estimate
        for cohort in people:
            assert cohort.title() not in json.dumps(chart.spec)
            assert cohort.title() not in chart.svg


def test_a_hidden_cell_has_no_number_anywhere():
    people = PROGRAMS[0]
    program = gs.an_asking_program(k=K)
    scenes.people(program, {cohort: asked for cohort, (asked, _n) in people.items()})
    scenes.a_release(program, {cohort: n for cohort, (_asked, n) in people.items()})
    one = scenes.indicator(scenes.report_of(program, cohort="autumn"), "trust")
    numbers = ("estimate", "low", "high", "n", "asked", "exposure", "target", "threshold")
    assert one.figure.hidden
    assert [getattr(one.figure, name) for name in numbers] == [None] * len(numbers)
    assert one.figure.text.sentence == (
        "Hidden to protect people. The whole program is shown instead."
    )
    assert one.parent == scenes.indicator(scenes.report_of(program), "trust").figure
    assert one.parent.estimate is not None


@pytest.mark.parametrize(
    ("asked", "answering", "rows"),
    [
        ({"autumn": 12, "spring": 11}, {"autumn": 8, "spring": 9}, {"autumn", "spring"}),
        ({"autumn": 12, "spring": 9}, {"autumn": 8, "spring": 9}, set()),
        ({"": 14}, {"": 11}, set()),
    ],
)
def test_anonymous_answers_are_told_apart_only_by_cohorts_of_twice_k(asked, answering, rows):
    program = gs.an_asking_program(k=K)
    scenes.people(program, asked)
    release = scenes.a_release(program, answering, mode="anonymous")
    one = scenes.indicator(scenes.report_of(program), "trust")
    assert {figure.cohort for figure in one.by_cohort} == rows
    assert one.figure.n == true_counts(release.window_id)["trust"][""]
