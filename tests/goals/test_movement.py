"""How a goal moves: places on the track, the last change, and the pace. Pure."""

from datetime import date, timedelta

import pytest
from hypothesis import given as property_of
from hypothesis import strategies as st

from outcomes_plugin.goals.data import (
    Better,
    CheckInData,
    GoalData,
    HelpFrom,
    Kind,
    Pace,
    Status,
    Visibility,
)
from outcomes_plugin.goals.movement import movement
from tests import given

VALUES = st.floats(-1e6, 1e6)


def a_goal(values=(), *, days=None, **facts) -> GoalData:
    """Return a goal from 0 to 6 with check-ins of these values, a week apart."""
    days = days or [7 * (number + 1) for number in range(len(values))]
    check_ins = tuple(
        CheckInData(
            id=number,
            at=given.MONDAY + timedelta(days=day),
            value=value,
            confidence=None,
            changed="",
            next_step="",
            help_from=HelpFrom.NOBODY,
        )
        for number, (value, day) in enumerate(zip(values, days, strict=True))
    )
    known = {
        "baseline": 0.0,
        "target": 6.0,
        "stretch": 8.0,
        "kind": Kind.NUMBER,
        "better": Better.MORE,
        **facts,
    }
    texts = dict.fromkeys(
        [
            "what",
            "why",
            "unit",
            "first_step",
            "obstacle",
            "plan",
            "support",
            "indicator",
            "closing_words",
            "person",
        ],
        "",
    )
    return GoalData(
        id=1,
        program_id=1,
        pairing_id=None,
        levels=(),
        weight=1,
        due=None,
        visibility=Visibility.ONLY_ME,
        status=Status.ACTIVE,
        agreed_at=None,
        finished_at=None,
        version=1,
        created_at=given.MONDAY,
        changed_at=given.MONDAY,
        check_ins=check_ins,
        **texts,
        **known,
    )


def test_the_track_runs_from_the_start_to_the_stretch():
    found = movement(a_goal([1, 2, 4]))
    assert [found.start.place, found.target_place, found.stretch_place] == [0, 0.75, 1]
    assert [point.place for point in found.points] == [0.125, 0.25, 0.5]
    assert (found.now.value, found.change) == (4, 2)
    assert found.since == given.MONDAY + timedelta(days=14)


def test_before_the_first_check_in_it_stands_at_the_start():
    found = movement(a_goal())
    assert (found.now, found.change, found.pace) == (found.start, None, Pace.UNKNOWN)


def test_a_goal_that_is_done_or_not_has_no_track():
    assert movement(a_goal(kind=Kind.DONE, baseline=None, target=None, stretch=None)) is None


def test_levels_stand_at_five_places():
    found = movement(a_goal([0], kind=Kind.LEVELS, baseline=-1.0, target=None, stretch=None))
    assert [found.start.place, found.now.place, found.target_place] == [0.25, 0.5, 0.5]
    assert found.pace is Pace.REACHED


@pytest.mark.parametrize("count", [0, 1, 2])
def test_two_check_ins_tell_no_pace(count):
    assert movement(a_goal([1, 2][:count])).pace is Pace.UNKNOWN


def test_three_check_ins_at_an_even_pace_tell_the_day():
    found = movement(a_goal([1, 2, 3]))
    assert (found.pace, found.expected_on) == (Pace.COMING, date(2026, 4, 13))


def test_a_number_that_is_to_fall_is_as_good():
    rising = movement(a_goal([1, 2, 3], stretch=None))
    falling = movement(
        a_goal([5, 4, 3], baseline=6.0, target=0.0, stretch=None, better=Better.LESS)
    )
    assert falling.expected_on == rising.expected_on
    assert [one.place for one in falling.points] == [one.place for one in rising.points]
    assert falling.change == -1


def test_what_does_not_come_closer_has_no_day():
    assert movement(a_goal([2, 1, 0])).pace is Pace.STANDING
    assert movement(a_goal([0.001, 0.002, 0.003])).pace is Pace.STANDING


def test_three_check_ins_within_a_day_tell_no_pace():
    assert movement(a_goal([1, 2, 3], days=[0, 0, 0])).pace is Pace.UNKNOWN


@property_of(st.lists(VALUES, max_size=8), VALUES, st.floats(0.5, 1e6), st.sampled_from(Better))
def test_every_place_lies_on_the_track_and_better_lies_further(values, baseline, way, better):
    sign = 1 if better is Better.MORE else -1
    goal = a_goal(
        values, baseline=baseline, target=baseline + sign * way, stretch=None, better=better
    )
    found = movement(goal)
    points = [found.start, *found.points]
    assert all(0 <= point.place <= 1 for point in points)
    assert 0 <= found.target_place <= 1
    for one in points:
        for other in points:
            if sign * one.value > sign * other.value:
                assert one.place >= other.place


@property_of(st.lists(st.integers(0, 5), min_size=3, max_size=8))
def test_an_expected_day_lies_after_the_last_check_in(values):
    found = movement(a_goal(values))
    if found.pace is Pace.COMING:
        assert found.expected_on >= found.now.at.date()
    else:
        assert found.expected_on is None
