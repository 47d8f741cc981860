"""Charts say what the cells say, in every language, and are always drawn the same."""

import xml.etree.ElementTree as ET
from datetime import timedelta
from html import unescape

import pytest
from django.utils import translation

from outcomes_plugin.frameworks import api as frameworks_api
from outcomes_plugin.reporting.alt_text import LONGEST_ALT, trend_alt
from outcomes_plugin.reporting.axes import value_ticks
from outcomes_plugin.reporting.charts import trend_spec
from outcomes_plugin.reporting.drawing import drawn_svg
from outcomes_plugin.reporting.models import ReleaseChart
from outcomes_plugin.reporting.points import TrendPoint
from tests import given
from tests import given_surveys as gs
from tests.reporting import scenes

pytestmark = pytest.mark.django_db


@pytest.fixture
def indicators():
    program = gs.an_asking_program()
    return {one.key: one for one in frameworks_api.indicators(program.id)}


def a_point(estimate, *, week=0, n=40, label="Halfway", target=4.0, formula=(1,)):
    return TrendPoint(
        label=label,
        closed_at=given.MONDAY + timedelta(weeks=week),
        hidden=estimate is None,
        estimate=estimate,
        low=None if estimate is None else estimate - 0.2,
        high=None if estimate is None else estimate + 0.2,
        n=None if estimate is None else n,
        target=None if estimate is None else target,
        status="hidden" if estimate is None else "not_settled",
        formula=formula,
    )


def rows(indicator, points):
    return trend_spec(indicator, points, right_to_left=False)["data"]["values"]


def test_a_release_brings_a_chart_per_indicator_and_language(every_language, settings):
    program = gs.an_asking_program()
    scenes.people(program, {"autumn": 12})
    release = scenes.a_release(program, {"autumn": 11})
    charts = ReleaseChart.objects.filter(release_id=release.id)
    assert charts.count() == 4 * len(settings.LANGUAGES)
    for chart in charts:
        root = ET.fromstring(chart.svg)  # noqa: S314  (drawn by us, a moment ago)
        assert root.attrib["role"] == "img"
        assert root.attrib["aria-label"] == chart.alt
        assert 0 < len(chart.alt) <= LONGEST_ALT
    trust = scenes.indicator(scenes.report_of(program), "trust")
    assert trust.figure.text.value in trust.chart.alt
    assert trust.figure.text.value in unescape(trust.chart.svg)


def test_in_a_language_without_a_catalog_charts_are_the_english_ones(settings):
    settings.LANGUAGES = [("de-de", "Deutsch"), ("es-419", "Español"), ("zh-cn", "中文")]
    program = gs.an_asking_program()
    scenes.people(program, {"autumn": 12})
    release = scenes.a_release(program, {"autumn": 11})
    charts = ReleaseChart.objects.filter(release_id=release.id)
    assert set(charts.values_list("language", flat=True)) == {"en", "es-419"}
    shown = {
        language: scenes.indicator(scenes.report_of(program, language=language), "trust").chart
        for language in ("en", "de-de", "es-419")
    }
    assert shown["de-de"].svg == shown["en"].svg != shown["es-419"].svg


def test_the_same_chart_is_drawn_the_same_twice(indicators):
    spec = trend_spec(
        indicators["trust"], [a_point(3.9), a_point(4.1, week=8)], right_to_left=False
    )
    assert drawn_svg(spec, alt="Trust") == drawn_svg(spec, alt="Trust")


def test_no_chart_reaches_for_the_network(indicators):
    spec = trend_spec(indicators["trust"], [a_point(3.9)], right_to_left=False)
    away = {**spec, "data": {"url": "http://127.0.0.1:9/points.json"}}
    assert "http" not in drawn_svg(spec, alt="Trust").replace("http://www.w3.org/", "")
    with pytest.raises(ValueError, match=r"127\.0\.0\.1"):
        drawn_svg(away, alt="Trust")


def test_a_chart_is_one_picture_with_one_description(indicators):
    spec = trend_spec(indicators["trust"], [a_point(3.9)], right_to_left=False)
    svg = drawn_svg(spec, alt="Trust")
    assert svg.startswith('<svg role="img" aria-label="Trust" ')
    assert svg.count("role=") == 1
    assert "aria-roledescription" not in svg


def test_words_of_people_cannot_break_out_of_the_picture(indicators):
    point = a_point(3.9, label="</text><script>alert(1)</script>")
    spec = trend_spec(indicators["trust"], [point], right_to_left=False)
    svg = drawn_svg(spec, alt='"><script>alert(1)</script>')
    assert "<script" not in svg
    ET.fromstring(svg)  # noqa: S314  (drawn by us, a moment ago)


def test_a_hidden_release_leaves_a_gap_that_no_line_crosses(indicators):
    points = [a_point(3.9), a_point(None, week=4), a_point(4.1, week=8), a_point(4.2, week=12)]
    found = rows(indicators["trust"], points)
    first, hidden, third, last = (row["segment"] for row in found)
    assert len({first, hidden, third}) == 3
    assert third == last
    assert "estimate" not in found[1]
    assert [row["hidden"] for row in found] == [False, True, False, False]


def test_a_new_formula_begins_a_new_line(indicators):
    one, other = rows(indicators["trust"], [a_point(3.9), a_point(4.0, week=4, formula=(2,))])
    assert one["segment"] != other["segment"]


def test_few_people_make_a_dashed_whisker_and_no_words_of_direction(indicators):
    points = [a_point(3.0, n=29), a_point(4.5, week=4, n=60)]
    assert [row["few"] for row in rows(indicators["trust"], points)] == [True, False]
    assert "rose" not in trend_alt(indicators["trust"], points, language="en")
    many = [a_point(3.0, n=30), a_point(4.5, week=4, n=60)]
    assert "It rose from 3.00" in trend_alt(indicators["trust"], many, language="en")
    near = [a_point(4.3, n=30), a_point(4.5, week=4, n=60)]
    assert "the ranges overlap" in trend_alt(indicators["trust"], near, language="en")


def test_each_point_has_the_target_it_had(indicators):
    points = [a_point(3.9, target=4.0), a_point(4.1, week=4, target=4.5)]
    first, second = rows(indicators["trust"], points)
    assert (first["target"], second["target"]) == (4.0, 4.5)
    assert first["until"] == second["from"] < second["at"]


def test_the_description_never_grows_past_its_limit_and_keeps_the_finding(indicators):
    points = [a_point(3.0, label="x" * 200, n=50), a_point(None, week=2, label="y" * 200)]
    points += [a_point(4.5, week=4, label="z" * 200, n=60)]
    for language in ("en", "es-419", "ar"):
        with translation.override(language):
            alt = trend_alt(indicators["trust"], points, language=language)
        assert len(alt) <= LONGEST_ALT
    assert "4.50 (4.30 to 4.70), 60 people" in trend_alt(indicators["trust"], points, language="en")


def test_time_runs_with_the_reading_direction(indicators):
    with translation.override("ar"):
        spec = trend_spec(indicators["trust"], [a_point(3.9)], right_to_left=True)
    encodings = [layer["encoding"] for layer in spec["layer"]]
    assert all(encoding["x"]["scale"]["reverse"] for encoding in encodings)


def test_shares_and_rates_begin_at_nothing_and_scores_show_their_whole_scale(indicators):
    assert value_ticks(indicators["trust"], [a_point(3.9)]) == [1.0, 2.0, 3.0, 4.0, 5.0]
    assert value_ticks(indicators["course_progress"], [a_point(0.5)])[0] == 0.0
    rates = value_ticks(indicators["promotions"], [a_point(0.5, target=0.15)])
    assert (rates[0], len(rates) <= 6, rates[-1] >= 0.7) == (0.0, True, True)
    changes = value_ticks(indicators["skill_change"], [a_point(-0.5, target=0.5)])
    assert changes[0] <= -0.7 < 0.5 <= changes[-1]
    assert 0.0 in changes
