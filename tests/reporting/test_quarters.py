"""Quarters begin and end at midnight of the program's own clocks."""

import itertools
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given as over
from hypothesis import strategies as st

from outcomes_plugin.reporting.quarters import instant, quarter_of, quarters_ended

BERLIN = ZoneInfo("Europe/Berlin")


@over(st.dates(min_value=date(1990, 1, 1), max_value=date(2100, 1, 1)))
def test_every_day_lies_in_one_quarter_of_three_months(day):
    quarter = quarter_of(day)
    assert quarter.starts_on <= day < quarter.ends_on
    assert quarter_of(quarter.ends_on).starts_on == quarter.ends_on
    assert quarter_of(quarter.starts_on - timedelta(1)).ends_on == quarter.starts_on
    assert (quarter.starts_on.day, quarter.ends_on.day) == (1, 1)
    assert quarter.number in {1, 2, 3, 4}
    assert (quarter.ends_on.month - quarter.starts_on.month) % 12 == 3


def test_a_quarter_with_a_change_of_clocks_is_an_hour_shorter_or_longer():
    starts = [instant(date(2026, month, 1), BERLIN) for month in (1, 4, 7, 10)]
    starts.append(instant(date(2027, 1, 1), BERLIN))
    hours = [(end - start).total_seconds() / 3600 for start, end in itertools.pairwise(starts)]
    assert hours == [90 * 24 - 1, 91 * 24, 92 * 24, 92 * 24 + 1]
    assert starts[1] == datetime(2026, 3, 31, 22, 0, tzinfo=UTC)


def test_where_the_clocks_skip_midnight_the_quarter_begins_at_the_skip():
    # In Asuncion the clocks went from 00:00 to 01:00 on the first of October 2017.
    asuncion = ZoneInfo("America/Asuncion")
    begins = instant(date(2017, 10, 1), asuncion)
    assert begins == datetime(2017, 10, 1, 4, 0, tzinfo=UTC)
    assert (begins - timedelta(seconds=1)).astimezone(asuncion).date() == date(2017, 9, 30)
    assert begins.astimezone(asuncion).date() == date(2017, 10, 1)


@pytest.mark.parametrize(
    ("at", "ended"),
    [
        (datetime(2026, 3, 31, 21, 59, 59, tzinfo=UTC), [1]),
        (datetime(2026, 3, 31, 22, 0, tzinfo=UTC), [1, 1]),
    ],
)
def test_a_quarter_has_ended_at_midnight_in_the_zone_and_not_before(at, ended):
    since = datetime(2025, 12, 31, 23, 30, tzinfo=UTC)  # already 2026 in Berlin
    found = list(quarters_ended(since=since, at=at, zone=BERLIN))
    assert [quarter.starts_on for quarter in found] == [date(2026, 1, 1)] * (len(ended) - 1)


def test_quarters_follow_each_other_without_a_gap():
    since = datetime(2024, 2, 10, tzinfo=UTC)
    found = list(quarters_ended(since=since, at=datetime(2026, 11, 1, tzinfo=UTC), zone=BERLIN))
    assert found[0].starts_on == date(2024, 1, 1)
    assert found[-1].ends_on == date(2026, 10, 1)
    assert all(one.ends_on == other.starts_on for one, other in itertools.pairwise(found))
