"""Whatever is said of units and days, no unit is part of itself on any day."""

from datetime import date, timedelta

from hypothesis import given as any_of
from hypothesis import strategies as st

from outcomes_plugin.progression.hr.units import Belonging, in_circles

FIRST = date(2026, 1, 1)
LENGTH = 6
names = st.sampled_from("abcd")
starts = st.none() | st.integers(min_value=0, max_value=LENGTH - 1)


def belonging(number, told):
    unit, parent, start, length = told
    starts_on = None if start is None else FIRST + timedelta(days=start)
    ends_on = None if length is None else (starts_on or FIRST) + timedelta(days=length)
    return Belonging(
        key=str(number), unit=unit, parent=parent, starts_on=starts_on, ends_on=ends_on
    )


belongings = st.lists(
    st.tuples(names, names | st.just(""), starts, st.none() | st.integers(0, 2)), max_size=7
).map(lambda told: [belonging(number, one) for number, one in enumerate(told)])


def reached(told, start, day):
    found, waiting = set(), [start]
    while waiting:
        unit = waiting.pop()
        above = {one.parent for one in told if one.unit == unit and one.holds_on(day)} - {""}
        waiting += above - found
        found |= above
    return found


def is_part_of_itself(told):
    days = [FIRST + timedelta(days=number - 1) for number in range(LENGTH + 4)]
    return any(one.unit in reached(told, one.unit, day) for one in told for day in days)


@any_of(told=belongings)
def test_a_circle_is_found_exactly_where_a_unit_is_part_of_itself_on_some_day(told):
    assert bool(in_circles(told)) == is_part_of_itself(told)


@any_of(told=belongings)
def test_without_the_rows_that_are_named_there_is_no_circle(told):
    named = in_circles(told)
    assert not is_part_of_itself([one for one in told if one.key not in named])


def test_a_long_line_of_units_costs_no_more_than_its_length():
    chain = [belonging(number, (f"u{number}", f"u{number + 1}", None, None))
             for number in range(20_000)]  # fmt: skip
    assert in_circles(chain) == frozenset()
    closed = [*chain, belonging(20_000, ("u20000", "u0", None, None))]
    assert len(in_circles(closed)) == len(closed)
