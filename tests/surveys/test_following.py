"""A window can follow a day of its cohorts; a grace lets late answers in; what has opened stays."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from outcomes_plugin import api
from outcomes_plugin.errors import Conflict, Invalid, NotFound
from outcomes_plugin.surveys import api as surveys_api
from outcomes_plugin.surveys.data import OffsetUnit, SurveyState, Timing, WindowState
from outcomes_plugin.surveys.models import FrameRow
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
    a_cohort(program)
    a_cohort(program, "autumn", starts_on=date(2026, 4, 6))
    return program


def plan(program, actor=None, **changes):
    facts = {
        "key": "pulse",
        "title": "First pulse",
        "instrument": "satisfaction_mentee",
        "role": "mentee",
        "timing": AFTER_A_MONTH,
        "cohorts": ["spring", "autumn"],
        "at": given.MONDAY,
        **changes,
    }
    return surveys_api.plan_following_window(actor or the_coordinator(), program.id, **facts)


def days_of(window):
    return [
        (one.opens_at.astimezone(BERLIN).date(), one.closes_at.astimezone(BERLIN).date())
        for one in window.cohort_times
    ]


def set_day(program, key, on, *, cohort="spring", at=given.MONDAY):
    api.set_milestones(the_coordinator(), program.slug, cohort, days={key: on}, at=at)


def refused_fields(program, **changes):
    with pytest.raises(Invalid) as refused:
        plan(program, **changes)
    return [problem.column for problem in refused.value.problems]


def test_a_window_stands_at_the_day_of_each_cohort_and_holds_them_all(program):
    window = plan(program)
    assert days_of(window) == [
        (date(2026, 4, 1), date(2026, 4, 8)),
        (date(2026, 5, 6), date(2026, 5, 13)),
    ]
    assert window.opens_at == datetime(2026, 4, 1, 9, tzinfo=BERLIN)
    assert window.closes_at == datetime(2026, 5, 13, 18, tzinfo=BERLIN)
    assert window.timing == AFTER_A_MONTH
    assert len(entries_of("leap", "window.planned")) == 1


def test_a_cohort_can_stand_some_days_from_the_others(program):
    window = plan(program, shifts={"autumn": 7})
    assert days_of(window)[1] == (date(2026, 5, 13), date(2026, 5, 20))


def test_half_a_year_after_the_end_is_counted_in_months(program):
    set_day(program, "end", date(2026, 8, 31))
    after = Timing(anchor="end", amount=6, unit=OffsetUnit.MONTHS)
    window = plan(program, timing=after, cohorts=["spring"])
    assert days_of(window) == [(date(2027, 2, 28), date(2027, 3, 14))]


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"cohorts": []}, ["cohorts"]),
        ({"cohorts": ["winter"]}, ["cohorts"]),
        ({"timing": Timing(anchor="matched")}, ["anchor"]),
        ({"timing": Timing(anchor="start", amount=9999)}, ["amount"]),
        ({"timing": Timing(anchor="start", days_open=400)}, ["days_open"]),
        ({"timing": Timing(anchor="start", days_open=-1)}, ["days_open"]),
        ({"shifts": {"autumn": 500}}, ["shifts"]),
        ({"grace_days": 61}, ["grace_days"]),
        ({"timing": Timing(anchor="start", amount=-60)}, ["closes_at"]),
    ],
)
def test_what_cannot_be_is_named_beside_its_field(program, changes, wrong):
    if wrong == ["closes_at"]:
        changes = {**changes, "cohorts": ["spring"]}
    assert refused_fields(program, **changes) == wrong
    assert surveys_api.find_windows(program.id) == []


def test_a_moved_day_moves_what_is_planned_and_says_so_before(program):
    set_day(program, "midpoint", date(2026, 7, 1))
    window = plan(program, timing=Timing(anchor="midpoint"), cohorts=["spring"])
    later = {"midpoint": date(2026, 7, 15)}
    asked = {"days": later, "at": given.MONDAY}
    foreseen = surveys_api.windows_that_move(the_coordinator(), program.id, "spring", **asked)
    assert [one.window.key for one in foreseen] == ["pulse"]
    assert surveys_api.find_window(window.id) == window
    set_day(program, "midpoint", date(2026, 7, 15))
    moved = surveys_api.find_window(window.id)
    assert (moved.opens_at, moved.closes_at) == (foreseen[0].opens_at, foreseen[0].closes_at)
    assert moved.opens_at == datetime(2026, 7, 15, 9, tzinfo=BERLIN)
    assert len(entries_of("leap", "window.changed")) == 1
    assert surveys_api.windows_that_move(the_coordinator(), program.id, "spring", **asked) == []


def test_a_moved_first_day_moves_what_follows_it(program):
    window = plan(program, cohorts=["spring"])
    api.change_cohort(
        the_coordinator(),
        program.slug,
        "spring",
        title="Spring",
        starts_on=date(2026, 3, 9),
        ends_on=None,
        at=given.MONDAY,
    )
    moved = surveys_api.find_window(window.id)
    assert moved.opens_at - window.opens_at == timedelta(days=7)


def test_a_day_that_is_taken_away_leaves_the_window_where_it_was(program):
    set_day(program, "midpoint", date(2026, 7, 1))
    window = plan(program, timing=Timing(anchor="midpoint"), cohorts=["spring"])
    set_day(program, "midpoint", None)
    assert surveys_api.find_window(window.id) == window


def test_what_would_be_over_is_said_to_be_past(program):
    set_day(program, "midpoint", date(2026, 7, 1))
    plan(program, timing=Timing(anchor="midpoint"), cohorts=["spring"])
    (one,) = surveys_api.windows_that_move(
        the_coordinator(),
        program.id,
        "spring",
        days={"midpoint": date(2026, 1, 5)},
        at=given.MONDAY,
    )
    assert one.is_past


def test_an_open_window_stays_when_its_day_moves(program):
    a_member(program, "mia", cohort="spring")
    window = plan(program, timing=Timing(anchor="start"), cohorts=["spring"])
    opened = surveys_api.open_window(the_coordinator(), window.id, at=window.opens_at)
    api.change_cohort(
        the_coordinator(),
        program.slug,
        "spring",
        title="Spring",
        starts_on=date(2026, 4, 1),
        ends_on=None,
        at=given.TUESDAY,
    )
    assert surveys_api.find_window(window.id) == opened


def test_each_cohort_is_asked_in_its_time_and_answers_until_its_close(program):
    a_member(program, "mia", cohort="spring")
    a_member(program, "ana", cohort="autumn")
    window = plan(program)
    spring, autumn = window.cohort_times
    surveys_api.open_due(at=window.opens_at)
    window = surveys_api.find_window(window.id)
    assert (window.state, window.asked) == (WindowState.OPEN, 1)
    assert gs.look(window, "ana", at=window.opens_at).state is SurveyState.NOT_ASKED
    (ahead,) = surveys_api.own_windows(given.an_actor("ana"), program.slug, at=spring.closes_at)
    assert (ahead.is_open, ahead.opens_at) == (False, autumn.opens_at)
    (now,) = surveys_api.own_windows(given.an_actor("mia"), program.slug, at=window.opens_at)
    assert (now.is_open, now.closes_at) == (True, spring.closes_at)
    assert gs.look(window, "mia", at=window.opens_at).closes_at == spring.closes_at
    with pytest.raises(Conflict):
        gs.answer(window, "mia", at=spring.closes_at)
    assert surveys_api.own_windows(given.an_actor("mia"), program.slug, at=spring.closes_at) == []
    assert surveys_api.admit_joiners(at=autumn.opens_at) == 1
    assert gs.answer(window, "ana", at=autumn.opens_at).outcome
    assert surveys_api.due_to_close(at=spring.closes_at) == []
    assert surveys_api.due_to_close(at=autumn.closes_at) == [window.id]


def test_anonymous_answers_of_cohorts_that_come_one_after_another_are_not_told_apart(program):
    for name in gs.mentees(program, 12, cohort="spring"):
        assert name
    gs.mentees(program, 12, cohort="autumn", name="ana")
    facts = {"mode": "anonymous", "mode_reason": gs.A_REASON}
    window = plan(program, **facts)
    opened = surveys_api.open_window(the_coordinator(), window.id, at=window.opens_at)
    assert (opened.asked, opened.split_cohorts) == (12, ())
    assert surveys_api.admit_joiners(at=window.cohort_times[1].opens_at) == 12


def test_a_grace_lets_late_answers_in_and_then_closes(program):
    a_member(program, "mia", cohort="spring")
    a_member(program, "lea", cohort="spring")
    window = gs.an_open_window(program, grace_days=3)
    late = window.closes_at + timedelta(days=1)
    assert surveys_api.due_to_close(at=late) == []
    assert gs.look(window, "mia", at=late).closes_at == window.late_until
    assert gs.answer(window, "mia", at=late).can_edit_until == window.late_until
    a_member(program, "new")
    assert surveys_api.admit_joiners(at=late) == 0
    with pytest.raises(Conflict):
        gs.answer(window, "lea", at=window.late_until)
    assert surveys_api.due_to_close(at=window.late_until) == [window.id]


def test_a_planned_window_changes_its_day_and_can_leave_it(program):
    window = plan(program)
    changed = surveys_api.change_following_window(
        the_coordinator(),
        window.id,
        title="Second pulse",
        timing=Timing(anchor="start", amount=60),
        cohorts=["spring"],
        seen=window.edition,
        at=given.MONDAY,
    )
    assert changed.opens_at == datetime(2026, 5, 1, 9, tzinfo=BERLIN)
    with pytest.raises(Conflict):
        surveys_api.change_following_window(
            the_coordinator(),
            window.id,
            title="Third",
            timing=AFTER_A_MONTH,
            cohorts=["spring"],
            seen=window.edition,
            at=given.MONDAY,
        )
    fixed = surveys_api.change_window(
        the_coordinator(),
        window.id,
        title="Second pulse",
        opens_at=changed.opens_at,
        closes_at=changed.closes_at,
        cohorts=["spring"],
        at=given.MONDAY,
    )
    assert (fixed.timing, fixed.cohort_times) == (None, ())
    fields = [entry.payload["fields"] for entry in entries_of("leap", "window.changed")]
    assert fields[-1] == ["timing"]


def test_only_a_coordinator_plans_and_foresees(program):
    for actor in (given.global_staff(), given.an_actor("nora")):
        with pytest.raises(NotFound):
            plan(program, actor)
        with pytest.raises(NotFound):
            surveys_api.windows_that_move(actor, program.id, "spring", days={}, at=given.MONDAY)
        with pytest.raises(NotFound):
            surveys_api.preview_times(actor, program.id, timing=AFTER_A_MONTH, cohorts=["spring"])
    assert plan(program).key == "pulse"


def test_moving_and_listing_take_a_few_queries_whatever_the_number(program):
    def queries(count):
        for number in range(count):
            plan(program, key=f"w_{count}_{number}")
        with gs.own_queries() as found:
            surveys_api.windows_that_move(
                the_coordinator(),
                program.id,
                "spring",
                days={"start": date(2026, 3, 9)},
                at=given.MONDAY,
            )
        return len(found)

    assert queries(1) == queries(10)


def test_the_close_of_a_person_is_kept_only_where_it_is_not_the_windows(program):
    a_member(program, "mia", cohort="spring")
    a_member(program, "ana", cohort="autumn")
    window = plan(program)
    surveys_api.open_window(the_coordinator(), window.id, at=window.opens_at)
    surveys_api.admit_joiners(at=window.cohort_times[1].opens_at)
    ends = list(FrameRow.objects.order_by("id").values_list("closes_at", flat=True))
    assert ends == [window.cohort_times[0].closes_at, None]
