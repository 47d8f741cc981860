"""A window with fixed times asks a cohort some days earlier or later than the others."""

from datetime import UTC, datetime, timedelta

import pytest

from outcomes_plugin.errors import Invalid
from outcomes_plugin.surveys import api as surveys_api
from outcomes_plugin.surveys.models import FrameRow
from tests import given
from tests import given_surveys as gs
from tests.given_programs import a_cohort, a_member, the_coordinator

pytestmark = pytest.mark.django_db

BOTH = ["spring", "autumn"]
A_WEEK = timedelta(days=7)


@pytest.fixture
def program():
    found = gs.an_asking_program()
    for cohort, name in (("spring", "mia"), ("autumn", "max")):
        a_cohort(found, cohort)
        a_member(found, name, cohort=cohort)
    return found


def asked(window) -> set[str]:
    return set(FrameRow.objects.filter(window_id=window.id).values_list("person", flat=True))


def change(window, **facts):
    told = {
        "title": window.title,
        "opens_at": window.opens_at,
        "closes_at": window.closes_at,
        "cohorts": BOTH,
        "at": given.MONDAY,
        "seen": window.edition,
        **facts,
    }
    return surveys_api.change_window(the_coordinator(), window.id, **told)


def test_a_moved_cohort_is_asked_in_its_own_time(program):
    window = gs.an_open_window(program, cohorts=BOTH, shifts={"autumn": 7})
    assert asked(window) == {given.a_person("mia")}
    assert window.closes_at == given.NEXT_MONDAY + A_WEEK
    assert surveys_api.admit_joiners(at=given.NEXT_MONDAY) == 1
    gs.answer(window, "max", at=given.NEXT_MONDAY + timedelta(days=6))
    assert surveys_api.due_to_close(at=given.NEXT_MONDAY) == []


def test_the_times_before_the_move_are_known(program):
    for shifts in ({}, {"autumn": 7}, {"spring": -3, "autumn": 2}):
        key = f"k{len(shifts)}"
        window = gs.a_window(program, key=key, cohorts=BOTH, shifts=shifts)
        own = surveys_api.unshifted(window)
        assert (own.opens_at, own.closes_at) == (given.MONDAY, given.NEXT_MONDAY)


def test_a_cohort_is_moved_and_that_is_taken_back(program):
    window = gs.a_window(program, cohorts=BOTH)
    moved = change(window, shifts={"autumn": 7})
    assert [one.shift_days for one in moved.cohort_times] == [0, 7]
    assert moved.closes_at == given.NEXT_MONDAY + A_WEEK
    back = change(moved, opens_at=window.opens_at, closes_at=window.closes_at)
    assert (back.cohort_times, back.closes_at) == ((), given.NEXT_MONDAY)


@pytest.mark.parametrize("shifts", [{"autumn": 367}, {"winter": 7}])
def test_a_cohort_is_moved_that_the_window_is_for_and_not_too_far(program, shifts):
    with pytest.raises(Invalid) as caught:
        gs.a_window(program, cohorts=BOTH, shifts=shifts)
    assert [problem.column for problem in caught.value.problems] == ["shifts"]


def test_the_clock_stays_when_the_clocks_change():
    program = gs.an_asking_program(time_zone="Europe/Berlin")
    for cohort in BOTH:
        a_cohort(program, cohort)
    opens_at = datetime(2026, 3, 27, 8, tzinfo=UTC)
    window = gs.a_window(
        program,
        cohorts=BOTH,
        shifts={"autumn": 7},
        opens_at=opens_at,
        closes_at=opens_at + A_WEEK,
    )
    spring, autumn = window.cohort_times
    assert spring.opens_at == opens_at
    assert autumn.opens_at == datetime(2026, 4, 3, 7, tzinfo=UTC)
