"""When enough was asked of somebody, and until when. Pure."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from outcomes_plugin.surveys.burden import enough_for
from outcomes_plugin.surveys.data import Ask, BurdenLimit, BurdenMeasure

BERLIN = ZoneInfo("Europe/Berlin")
MONTH = BurdenLimit(days=30, invitations=2, minutes=10)
QUARTER = BurdenLimit(days=90, invitations=5, minutes=25)
NOW = datetime(2026, 6, 30, 9, tzinfo=UTC)


def ask(days_ago: int, minutes: int = 2) -> Ask:
    return Ask(at=NOW - timedelta(days=days_ago), minutes=minutes)


def enough(*asks: Ask, minutes: int = 2, limits=(MONTH, QUARTER), at=NOW, zone=BERLIN):
    return enough_for(asks, minutes, limits=limits, at=at, zone=zone)


def test_whoever_was_asked_nothing_can_be_asked_anything():
    assert enough(minutes=60) is None


def test_a_third_survey_waits_until_the_first_is_a_month_past():
    found = enough(ask(20), ask(5))
    assert (found.measure, found.days) == (BurdenMeasure.INVITATIONS, 30)
    assert found.until == NOW + timedelta(days=10)


def test_minutes_count_beside_invitations():
    found = enough(ask(7, minutes=6), minutes=5)
    assert (found.measure, found.until) == (BurdenMeasure.MINUTES, NOW + timedelta(days=23))
    assert enough(ask(7, minutes=5), minutes=5) is None


def test_the_longer_limit_counts_what_the_shorter_has_forgotten():
    asks = [ask(days) for days in (80, 70, 60, 50, 40)]
    assert enough(*asks, limits=[MONTH]) is None
    assert enough(*asks).until == NOW + timedelta(days=10)


def test_the_later_of_two_limits_tells_until_when():
    asks = [ask(days, minutes=5) for days in (85, 75, 65, 28, 27)]
    found = enough(*asks, minutes=5)
    assert (found.days, found.until) == (90, NOW + timedelta(days=5))


def test_what_was_asked_at_nine_counts_until_nine_when_the_clocks_have_changed():
    asked = datetime(2026, 3, 20, 9, tzinfo=BERLIN)
    until = datetime(2026, 4, 19, 9, tzinfo=BERLIN)
    one = BurdenLimit(days=30, invitations=1, minutes=10)
    ask_then = Ask(at=asked.astimezone(UTC), minutes=2)
    just_before = (until - timedelta(minutes=1)).astimezone(UTC)
    found = enough(ask_then, limits=[one], at=just_before)
    assert found.until == until.astimezone(UTC) == datetime(2026, 4, 19, 7, tzinfo=UTC)
    assert enough(ask_then, limits=[one], at=until.astimezone(UTC)) is None


def test_thirty_days_over_a_leap_day_end_a_day_earlier_in_the_month():
    one = BurdenLimit(days=30, invitations=1, minutes=10)
    leap, usual = (
        enough(
            Ask(at=datetime(year, 2, 10, 12, tzinfo=UTC), minutes=1),
            limits=[one],
            at=datetime(year, 2, 20, 12, tzinfo=UTC),
        ).until.date()
        for year in (2028, 2027)
    )
    assert (leap.month, leap.day) == (3, 11)
    assert (usual.month, usual.day) == (3, 12)


ASKS = st.lists(
    st.builds(
        Ask,
        at=st.integers(0, 100 * 24).map(lambda hours: NOW - timedelta(hours=hours)),
        minutes=st.integers(1, 15),
    ),
    max_size=12,
)


@settings(max_examples=200)
@given(ASKS, st.integers(1, 30), st.sampled_from(["UTC", "Europe/Berlin", "America/St_Johns"]))
def test_at_the_moment_named_the_survey_is_no_longer_too_much(asks, minutes, zone):
    found = enough(*asks, minutes=minutes, zone=ZoneInfo(zone))
    if found is not None:
        assert found.until > NOW
        assert enough(*asks, minutes=minutes, at=found.until, zone=ZoneInfo(zone)) is None
