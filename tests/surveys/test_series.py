"""The same survey again and again: planned as one, changed and called off as one or singly."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from outcomes_plugin import api
from outcomes_plugin.errors import Conflict, Invalid, NotFound
from outcomes_plugin.surveys import api as surveys_api
from outcomes_plugin.surveys.data import OffsetUnit, Timing
from tests import given
from tests import given_surveys as gs
from tests.given_programs import a_cohort, a_member, the_coordinator
from tests.programs.entries import entries_of

pytestmark = pytest.mark.django_db

BERLIN = ZoneInfo("Europe/Berlin")
AFTER_A_MONTH = Timing(anchor="start", amount=30, days_open=7)


@pytest.fixture
def program():
    program = gs.an_asking_program()
    a_cohort(program, ends_on=date(2026, 12, 18))
    a_cohort(program, "autumn", starts_on=date(2026, 4, 6), ends_on=date(2026, 8, 28))
    a_cohort(program, "endless", ends_on=None)
    return program


def plan(program, actor=None, **changes):
    facts = {
        "key": "pulse",
        "title": "Pulse",
        "instrument": "satisfaction_mentee",
        "role": "mentee",
        "timing": AFTER_A_MONTH,
        "cohorts": ["spring"],
        "every": 60,
        "count": 3,
        "at": given.MONDAY,
        **changes,
    }
    return surveys_api.plan_series(actor or the_coordinator(), program.id, **facts)


def opening_days(windows):
    return [one.opens_at.astimezone(BERLIN).date() for one in windows]


def test_a_series_is_a_window_every_so_many_days(program):
    waves = plan(program)
    assert [(one.key, one.title, one.number) for one in waves] == [
        ("pulse_1", "Pulse 1", 1),
        ("pulse_2", "Pulse 2", 2),
        ("pulse_3", "Pulse 3", 3),
    ]
    assert opening_days(waves) == [date(2026, 4, 1), date(2026, 5, 31), date(2026, 7, 30)]
    assert {one.series for one in surveys_api.find_windows(program.id)} == {"pulse"}
    assert surveys_api.distance_of(waves) == (AFTER_A_MONTH, 60)
    assert surveys_api.distance_of(waves[1:]) == (AFTER_A_MONTH, 60)


def test_months_are_counted_from_the_day_and_not_from_the_survey_before(program):
    last = Timing(anchor="end", amount=-8, unit=OffsetUnit.MONTHS, days_open=7)
    api.set_milestones(
        the_coordinator(),
        program.slug,
        "spring",
        days={"end": date(2026, 12, 31)},
        at=given.MONDAY,
    )
    waves = plan(program, timing=last, every=1, count=4)
    assert opening_days(waves) == [
        date(2026, 4, 30),
        date(2026, 5, 31),
        date(2026, 6, 30),
        date(2026, 7, 31),
    ]


def test_without_a_number_each_cohort_is_asked_until_its_last_day(program):
    waves = plan(program, cohorts=["spring", "autumn"], count=None)
    asked = [len(one.cohort_ids) for one in waves]
    assert asked == [2, 2, 1, 1, 1]
    assert opening_days(waves)[-1] <= date(2026, 12, 18)


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"every": 0}, "every"),
        ({"every": 900}, "every"),
        ({"count": 0}, "count"),
        ({"count": 53}, "count"),
        ({"count": None, "cohorts": ["endless"]}, "count"),
        ({"count": None, "timing": Timing(anchor="end", amount=1)}, "amount"),
        ({"title": " "}, "title"),
        ({"cohorts": ["winter"]}, "cohorts"),
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
    assert len(entries_of("leap", "window.planned")) == 1


def test_what_is_planned_of_a_series_changes_as_one_and_what_has_opened_stays(program):
    a_member(program, "mia", cohort="spring")
    first, *_rest = plan(program)
    opened = surveys_api.open_window(the_coordinator(), first.id, at=first.opens_at)
    changed = surveys_api.change_series(
        the_coordinator(),
        program.id,
        "pulse",
        title="Check",
        timing=Timing(anchor="start", amount=10, days_open=7),
        every=90,
        grace_days=2,
        at=first.opens_at,
    )
    assert [(one.title, one.grace_days) for one in changed] == [("Check 2", 2), ("Check 3", 2)]
    assert changed[0].opens_at == datetime(2026, 6, 10, 9, tzinfo=BERLIN)
    assert surveys_api.find_window(first.id) == opened


def test_a_series_is_called_off_as_one_or_singly(program):
    waves = plan(program)
    surveys_api.cancel_window(the_coordinator(), waves[1].id, at=given.MONDAY)
    assert surveys_api.cancel_series(the_coordinator(), program.id, "pulse", at=given.MONDAY) == 2
    assert surveys_api.find_windows(program.id) == []
    with pytest.raises(NotFound):
        surveys_api.cancel_series(the_coordinator(), program.id, "pulse", at=given.MONDAY)


def test_only_a_coordinator_plans_changes_and_calls_off(program):
    for actor in (given.global_staff(), given.an_actor("nora")):
        with pytest.raises(NotFound):
            plan(program, actor)
    plan(program)
    for actor in (given.global_staff(), given.an_actor("nora")):
        with pytest.raises(NotFound):
            surveys_api.cancel_series(actor, program.id, "pulse", at=given.MONDAY)
        with pytest.raises(NotFound):
            surveys_api.preview_series(
                actor, program.id, timing=AFTER_A_MONTH, cohorts=["spring"], every=60, count=3
            )
    assert len(surveys_api.find_windows(program.id)) == 3
