"""The same survey again and again on fixed dates: clocks, month ends, cohorts and refusals."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from outcomes_plugin.errors import Conflict, Invalid, NotFound
from outcomes_plugin.surveys import api as surveys_api
from outcomes_plugin.surveys.data import OffsetUnit, Timing
from tests import given
from tests import given_surveys as gs
from tests.given_programs import a_cohort, the_coordinator

pytestmark = pytest.mark.django_db

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture
def program():
    program = gs.an_asking_program()
    a_cohort(program)
    a_cohort(program, "autumn")
    return program


def berlin(month, day, hour=9, year=2026):
    return datetime(year, month, day, hour, tzinfo=BERLIN).astimezone(UTC)


def plan(program, actor=None, **changes):
    facts = {
        "key": "pulse",
        "title": "Pulse",
        "instrument": "satisfaction_mentee",
        "role": "mentee",
        "opens_at": berlin(3, 25),
        "closes_at": berlin(3, 31, 18),
        "every": 7,
        "count": 3,
        "at": given.MONDAY,
        **changes,
    }
    return surveys_api.plan_fixed_series(actor or the_coordinator(), program.id, **facts)


def spans(waves):
    return [(one.opens_at, one.closes_at) for one in waves]


def test_each_survey_opens_at_the_same_clock_when_the_clocks_change(program):
    waves = plan(program)
    assert spans(waves) == [
        (berlin(3, 25), berlin(3, 31, 18)),
        (berlin(4, 1), berlin(4, 7, 18)),
        (berlin(4, 8), berlin(4, 14, 18)),
    ]
    assert {one.opens_at.astimezone(BERLIN).time() for one in waves} == {time(9)}
    assert {one.opens_at.time() for one in waves} == {time(8), time(7)}
    assert [(one.key, one.title, one.series, one.number) for one in waves] == [
        ("pulse_1", "Pulse 1", "pulse", 1),
        ("pulse_2", "Pulse 2", "pulse", 2),
        ("pulse_3", "Pulse 3", "pulse", 3),
    ]


def test_months_are_counted_from_the_first_and_short_ones_end_early(program):
    waves = plan(
        program,
        opens_at=berlin(8, 31),
        closes_at=berlin(9, 7),
        every=1,
        unit=OffsetUnit.MONTHS,
        count=7,
    )
    assert [(one.opens_at, one.closes_at) for one in (waves[1], waves[2], waves[6])] == [
        (berlin(9, 30), berlin(10, 7)),
        (berlin(10, 31), berlin(11, 7)),
        (berlin(2, 28, year=2027), berlin(3, 7, year=2027)),
    ]


def test_a_clock_that_the_first_day_shows_twice_is_the_usual_one_afterwards(program):
    twice = datetime(2026, 10, 25, 2, 30, fold=1, tzinfo=BERLIN).astimezone(UTC)
    skipped = datetime(2027, 3, 28, 2, 30, tzinfo=BERLIN).astimezone(UTC)
    waves = plan(program, opens_at=twice, closes_at=berlin(10, 28), every=154, count=2)
    assert [one.opens_at for one in waves] == [twice, skipped]


def test_a_moved_cohort_is_moved_in_each_survey(program):
    waves = plan(program, cohorts=["spring", "autumn"], shifts={"autumn": 2}, count=2)
    assert [[(one.shift_days, one.opens_at) for one in wave.cohort_times] for wave in waves] == [
        [(0, berlin(3, 25)), (2, berlin(3, 27))],
        [(0, berlin(4, 1)), (2, berlin(4, 3))],
    ]


def test_what_is_shown_before_is_what_is_planned(program):
    facts = {
        "opens_at": berlin(1, 31),
        "closes_at": berlin(2, 3),
        "every": 1,
        "unit": OffsetUnit.MONTHS,
        "count": 3,
        "cohorts": ["spring", "autumn"],
        "shifts": {"spring": -1},
    }
    shown = surveys_api.preview_fixed_series(the_coordinator(), program.id, **facts)
    assert surveys_api.find_windows(program.id) == []
    planned = plan(program, **{**facts, "at": berlin(1, 1)})
    assert spans(shown) == spans(planned)
    assert [one.cohort_times for one in shown] == [one.cohort_times for one in planned]


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"every": 0}, "every"),
        ({"every": 367}, "every"),
        ({"count": 0}, "count"),
        ({"count": 53}, "count"),
        ({"every": 12, "unit": OffsetUnit.MONTHS, "count": 12}, "count"),
        ({"closes_at": datetime(9999, 12, 31, 23, tzinfo=UTC)}, "count"),
        ({"closes_at": berlin(3, 24)}, "closes_at"),
        ({"opens_at": berlin(2, 1), "closes_at": berlin(2, 2)}, "closes_at"),
        ({"title": " "}, "title"),
        ({"shifts": {"spring": 1}}, "shifts"),
    ],
)
def test_a_series_that_cannot_be_is_not_planned_at_all(program, changes, wrong):
    with pytest.raises(Invalid) as refused:
        plan(program, **changes)
    assert [problem.column for problem in refused.value.problems] == [wrong]
    assert surveys_api.find_windows(program.id) == []


def test_a_taken_key_leaves_no_part_of_a_series(program):
    gs.a_window(program, key="pulse_3")
    with pytest.raises(Conflict):
        plan(program)
    assert [one.key for one in surveys_api.find_windows(program.id)] == ["pulse_3"]


def test_others_find_no_program_to_look_at_or_to_plan_in(program):
    stranger = given.an_actor("nora")
    asked = {"opens_at": berlin(3, 25), "closes_at": berlin(3, 31), "every": 7, "count": 2}
    with pytest.raises(NotFound):
        surveys_api.preview_fixed_series(stranger, program.id, **asked)
    with pytest.raises(NotFound):
        plan(program, stranger)


def test_it_is_called_off_as_one_and_changed_one_by_one(program):
    first, *rest = plan(program)
    surveys_api.cancel_window(the_coordinator(), first.id, at=given.MONDAY)
    with pytest.raises(Conflict, match="one by one"):
        surveys_api.change_series(
            the_coordinator(),
            program.id,
            "pulse",
            title="Pulse",
            timing=Timing(anchor="start"),
            every=7,
            at=given.MONDAY,
        )
    assert surveys_api.planned_series(the_coordinator(), program.id, "pulse") == rest
    count = surveys_api.cancel_series(the_coordinator(), program.id, "pulse", at=given.MONDAY)
    assert (count, surveys_api.find_windows(program.id)) == (2, [])
