"""What a form has sent is read whole, or said to be unreadable field by field."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given as with_any
from hypothesis import strategies as st

from outcomes_plugin.errors import Invalid
from outcomes_plugin.pages.told import Told, shown_moment

BERLIN = ZoneInfo("Europe/Berlin")


def told(**body):
    return Told(body, BERLIN)


def wrong(reader):
    with pytest.raises(Invalid) as refused:
        reader.check()
    return [problem.column for problem in refused.value.problems]


def test_every_field_that_cannot_be_read_is_named_at_once():
    reader = told(text=3, chosen="a", number="x", whole="1.5", day="soon", moment="now")
    for read in (reader.text, reader.chosen, reader.number, reader.whole, reader.day):
        read(read.__name__)
    reader.moment("moment")
    assert wrong(reader) == ["text", "chosen", "number", "whole", "day", "moment"]


@pytest.mark.parametrize("text", ["0001-01-01T00:00", "9999-12-31T23:59"])
def test_years_that_nobody_means_are_refused(text):
    reader = told(moment=text, day=text[:10])
    reader.moment("moment")
    reader.day("day")
    assert wrong(reader) == ["moment", "day"]


def test_what_is_empty_is_none_where_it_may_be():
    reader = told(number="", day=" ")
    assert (reader.number_if_any("number"), reader.day_if_any("day")) == (None, None)
    reader.check()


def test_a_comma_counts_as_a_point():
    assert told(number=" 4,25 ").number("number") == pytest.approx(4.25)


def test_a_time_that_the_clocks_skip_is_refused_and_one_that_comes_twice_is_the_first():
    skipped = told(moment="2026-03-29T02:30")
    skipped.moment("moment")
    assert wrong(skipped) == ["moment"]
    twice = told(moment="2026-10-25T02:30").moment("moment")
    assert twice.astimezone(UTC) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@with_any(st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2090, 1, 1)))  # noqa: DTZ001 - what clocks show has no zone
def test_a_moment_comes_back_as_it_was_shown(shown):
    moment = shown.replace(second=0, microsecond=0, fold=0, tzinfo=UTC)
    text = shown_moment(moment, BERLIN)
    reader = told(moment=text)
    read = reader.moment("moment")
    reader.check()
    assert shown_moment(read, BERLIN) == text


@with_any(
    st.dictionaries(
        st.sampled_from(["text", "chosen", "number", "whole", "day", "moment"]),
        st.one_of(st.none(), st.text(), st.integers(), st.lists(st.text()), st.booleans()),
    )
)
def test_nothing_that_is_sent_breaks_the_reader(body):
    reader = Told(body, BERLIN)
    assert isinstance(reader.text("text"), str)
    assert isinstance(reader.chosen("chosen"), list)
    assert isinstance(reader.number("number"), float)
    assert isinstance(reader.whole("whole"), int)
    assert isinstance(reader.day("day"), date)
    assert reader.moment("moment").tzinfo is not None
