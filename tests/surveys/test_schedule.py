"""Days are counted on the calendar and clocks are the program's, whatever the clocks do."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from outcomes_plugin.surveys import schedule
from outcomes_plugin.surveys.data import CohortTimes, OffsetUnit, Timing

ZONES = st.sampled_from(
    [
        "UTC",
        "Europe/Berlin",
        "America/New_York",
        "America/Sao_Paulo",
        "Africa/Cairo",
        "Asia/Beirut",
        "Asia/Kathmandu",
        "Australia/Lord_Howe",
        "Pacific/Apia",
        "Pacific/Chatham",
    ]
).map(ZoneInfo)
DAYS = st.dates(date(2000, 1, 1), date(2036, 12, 31))
CLOCKS = st.times().map(lambda one: one.replace(second=0, microsecond=0))


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2023, 1, 31), 1, date(2023, 2, 28)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 12, 18), 6, date(2027, 6, 18)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(1999, 11, 30), 3, date(2000, 2, 29)),
        (date(2100, 1, 29), 1, date(2100, 2, 28)),
    ],
)
def test_months_are_counted_on_the_calendar_and_end_with_a_short_month(day, months, expected):
    assert schedule.add_months(day, months) == expected


@pytest.mark.parametrize(
    ("zone", "day", "clock", "expected"),
    [
        # New York, 8 March 2026: 02:30 does not exist (RFC 5545, 3.3.5: the offset from before).
        ("America/New_York", date(2026, 3, 8), time(2, 30), "2026-03-08T07:30"),
        # New York, 1 November 2026: 01:30 exists twice; the first.
        ("America/New_York", date(2026, 11, 1), time(1, 30), "2026-11-01T05:30"),
        # Berlin, 29 March and 25 October 2026.
        ("Europe/Berlin", date(2026, 3, 29), time(2, 30), "2026-03-29T01:30"),
        ("Europe/Berlin", date(2026, 10, 25), time(2, 30), "2026-10-25T00:30"),
        # Zones whose clocks change at midnight: the day begins at one.
        ("America/Sao_Paulo", date(2018, 11, 4), time(0), "2018-11-04T03:00"),
        ("Africa/Cairo", date(2024, 4, 26), time(0), "2024-04-25T22:00"),
        ("Asia/Beirut", date(2026, 3, 29), time(0), "2026-03-28T22:00"),
        # Half an hour of summer time on Lord Howe Island.
        ("Australia/Lord_Howe", date(2026, 10, 4), time(2, 15), "2026-10-03T15:45"),
        # Samoa had no 30 December 2011.
        ("Pacific/Apia", date(2011, 12, 30), time(9), "2011-12-30T19:00"),
    ],
)
def test_an_instant_where_the_clocks_change(zone, day, clock, expected):
    found = schedule.instant(day, clock, ZoneInfo(zone))
    assert found == datetime.fromisoformat(expected).replace(tzinfo=UTC)


def test_nine_stays_nine_over_a_change_of_the_clocks():
    berlin = ZoneInfo("Europe/Berlin")
    timing = Timing(anchor="start", amount=27, days_open=7)
    span = schedule.span_of(timing, date(2026, 3, 2), berlin)
    assert span.opens_at.astimezone(berlin) == datetime(2026, 3, 29, 9, tzinfo=berlin)
    assert span.opens_at.hour == 7
    assert schedule.shifted(datetime(2026, 3, 28, 8, tzinfo=UTC), 1, berlin).hour == 7


@for_all(day=DAYS, months=st.integers(-120, 120))
def test_months_land_in_the_month_counted_and_never_on_a_later_day(day, months):
    found = schedule.add_months(day, months)
    assert (found.year * 12 + found.month) - (day.year * 12 + day.month) == months
    assert found.day <= day.day
    assert found.day == day.day or (found + timedelta(days=1)).day == 1


@for_all(day=DAYS, later=st.integers(0, 400), months=st.integers(-120, 120))
def test_a_later_day_never_gives_an_earlier_window(day, later, months):
    other = day + timedelta(days=later)
    assert schedule.add_months(day, months) <= schedule.add_months(other, months)


@for_all(day=DAYS, clock=CLOCKS, zone=ZONES)
def test_the_clocks_show_what_was_asked_unless_the_day_skips_it(day, clock, zone):
    found = schedule.instant(day, clock, zone)
    asked = datetime.combine(day, clock)
    shown = found.astimezone(zone).replace(tzinfo=None)
    assert shown == asked or timedelta(0) < shown - asked <= timedelta(days=1)
    if shown == asked:
        # Of two instants that show the same, it is the first.
        earlier = (found - timedelta(hours=1)).astimezone(zone).replace(tzinfo=None)
        assert earlier != asked


TIMINGS = st.builds(
    Timing,
    anchor=st.just("end"),
    amount=st.integers(-60, 60),
    unit=st.sampled_from(OffsetUnit),
    days_open=st.integers(1, 60),
)


@for_all(
    day=DAYS,
    zone=ZONES,
    timing=TIMINGS,
    shift=st.integers(-60, 60),
    moved=st.integers(1, 300),
)
def test_a_window_opens_before_it_closes_and_moves_the_way_its_day_does(
    day, zone, timing, shift, moved
):
    span = schedule.span_of(timing, day, zone, shift_days=shift)
    assert span.opens_at < span.closes_at
    later = schedule.span_of(timing, day + timedelta(days=moved), zone, shift_days=shift)
    assert later.opens_at >= span.opens_at
    assert later.closes_at >= span.closes_at


@for_all(st.lists(st.tuples(st.integers(0, 500), st.integers(1, 90)), min_size=1, max_size=8))
def test_a_window_holds_the_times_of_all_its_cohorts(spans):
    start = datetime(2026, 3, 2, 8, tzinfo=UTC)
    times = [
        CohortTimes(
            cohort_id=number,
            opens_at=start + timedelta(days=after),
            closes_at=start + timedelta(days=after + lasts),
        )
        for number, (after, lasts) in enumerate(spans)
    ]
    hull = schedule.hull_of(times)
    assert all(hull.opens_at <= one.opens_at for one in times)
    assert all(one.closes_at <= hull.closes_at for one in times)
    assert hull.opens_at in {one.opens_at for one in times}
    assert hull.closes_at in {one.closes_at for one in times}


def test_every_zone_that_a_program_can_have_gives_an_instant():
    for zone in sorted(available_timezones()):
        schedule.instant(date(2026, 3, 29), time(2, 30), ZoneInfo(zone))


def test_a_person_is_told_the_close_and_then_the_end_of_the_grace():
    close = datetime(2026, 3, 27, 17, tzinfo=UTC)
    berlin = ZoneInfo("Europe/Berlin")
    late = schedule.late_until(close, 3, berlin)
    assert late == datetime(2026, 3, 30, 16, tzinfo=UTC)
    assert schedule.late_until(close, 0, berlin) is None
    assert schedule.told_until(close, late, at=close - timedelta(minutes=1)) == close
    assert schedule.told_until(close, late, at=close) == late
    assert schedule.told_until(close, None, at=close) == close
