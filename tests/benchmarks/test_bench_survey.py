"""The survey's benchmark on few people: what it measures does not grow with them."""

import pytest

from benchmarks import bench_survey

pytestmark = pytest.mark.django_db

FEW, MORE = 4, 60
VIEW, SUBMIT = 8, 12


@pytest.fixture
def measured():
    """Measure the benchmark with few respondents and with more."""
    found = bench_survey.measure((FEW, MORE), runs=1)
    return {(one.act, one.what, one.respondents): one for one in found}


def test_queries_do_not_grow_with_respondents_and_stay_in_their_budgets(measured):
    for act, most in (("view", VIEW), ("submit", SUBMIT)):
        few, more = (measured[act, bench_survey.OURS, count] for count in (FEW, MORE))
        assert more.queries.own == few.queries.own
        assert 0 < more.queries.own - more.signal <= most


def test_a_unit_with_a_text_alone_asks_none_of_our_tables(measured):
    assert measured["view", bench_survey.TEXT, MORE].queries.own == 0


def test_every_ratio_names_both_sides(measured):
    lines = bench_survey.ratios(list(measured.values()))
    for count in (FEW, MORE):
        start = f"view, {count} respondents: our survey to a text "
        (line,) = [line for line in lines if line.startswith(start)]
        ours, text = (measured["view", what, count] for what in ("our survey", "a text"))
        assert line.endswith(f"queries {ours.queries.total} to {text.queries.total}")
    assert lines[-1].startswith(f"submit, ours at {MORE} to ours at {FEW} respondents: ")
