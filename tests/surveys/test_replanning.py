"""A planned window can be changed and called off; an open one stays what people were told."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from outcomes_plugin.errors import Conflict, Invalid, NotFound
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.surveys import api as surveys_api
from outcomes_plugin.surveys.data import Mode
from tests import given
from tests import given_surveys as gs
from tests.given_programs import a_cohort, a_draft_program, a_program, the_coordinator
from tests.programs.entries import entries_of

pytestmark = pytest.mark.django_db

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture
def program():
    return gs.an_asking_program()


def change(window, actor=None, **changes):
    facts = {
        "title": window.title,
        "opens_at": window.opens_at,
        "closes_at": window.closes_at,
        "cohorts": (),
        "at": given.MONDAY,
        **changes,
    }
    return surveys_api.change_window(actor or the_coordinator(), window.id, **facts)


def test_a_planned_window_gets_other_times_and_cohorts(program):
    spring, autumn = a_cohort(program), a_cohort(program, "autumn")
    window = gs.a_window(program, cohorts=["spring"])
    later = window.closes_at + timedelta(days=7)
    changed = change(window, closes_at=later, cohorts=["autumn"])
    assert (changed.closes_at, changed.cohort_ids) == (later, (autumn.id,))
    both = change(changed, cohorts=["autumn", "spring"])
    assert both.cohort_ids == tuple(sorted((spring.id, autumn.id)))
    assert [entry.payload["fields"] for entry in entries_of("leap", "window.changed")] == [
        ["closes_at", "cohorts"],
        ["cohorts"],
    ]


def test_saving_the_same_again_leaves_no_entry(program):
    window = gs.a_window(program)
    assert change(window) == window
    assert entries_of("leap", "window.changed") == []


def test_who_saves_second_is_told_instead_of_writing_over_the_first(program):
    window = gs.a_window(program)
    change(window, title="Early", seen=window.edition)
    with pytest.raises(Conflict):
        change(window, title="Late", seen=window.edition)
    (now,) = surveys_api.find_windows(program.id)
    assert now.title == "Early"
    assert change(window, title="Late", seen=now.edition).title == "Late"


def test_an_open_window_can_neither_be_changed_nor_called_off(program):
    window = gs.an_open_window(program)
    with pytest.raises(Conflict):
        change(window, title="Other")
    with pytest.raises(Conflict):
        surveys_api.cancel_window(the_coordinator(), window.id, at=given.TUESDAY)
    assert surveys_api.find_windows(program.id) == [window]


@pytest.mark.parametrize(
    ("column", "changes"),
    [
        ("title", {"title": " "}),
        ("title", {"title": "a\0"}),
        ("closes_at", {"closes_at": given.MONDAY - timedelta(days=1)}),
        ("cohorts", {"cohorts": ["winter"]}),
    ],
)
def test_a_change_that_cannot_be_is_named_beside_its_field(program, column, changes):
    window = gs.a_window(program)
    with pytest.raises(Invalid) as refused:
        change(window, **changes)
    assert [problem.column for problem in refused.value.problems] == [column]
    assert surveys_api.find_windows(program.id) == [window]


def test_the_mode_of_a_planned_window_changes_before_there_is_a_notice():
    program = a_draft_program()
    window = gs.a_window(program)

    def change_mode(mode, reason=gs.A_REASON):
        return surveys_api.change_mode(
            the_coordinator(), window.id, mode=mode, reason=reason, at=given.MONDAY
        )

    assert change_mode("anonymous").mode is Mode.ANONYMOUS
    for mode, reason in (("secret", gs.A_REASON), ("identified", " "), ("identified", "\0")):
        with pytest.raises(Invalid):
            change_mode(mode, reason)
    assert surveys_api.find_windows(program.id)[0].mode is Mode.ANONYMOUS


def test_a_canceled_window_is_gone_and_its_key_is_free(program):
    window = gs.a_window(program)
    surveys_api.cancel_window(the_coordinator(), window.id, at=given.MONDAY)
    assert surveys_api.find_windows(program.id) == []
    assert [entry.payload["window"] for entry in entries_of("leap", "window.canceled")] == [
        "halfway"
    ]
    assert gs.a_window(program).key == "halfway"


def test_only_a_coordinator_changes_and_cancels(program):
    window = gs.a_window(program)
    for actor in (given.global_staff(), given.an_actor("nora")):
        with pytest.raises(NotFound):
            change(window, actor, title="Other")
        with pytest.raises(NotFound):
            surveys_api.cancel_window(actor, window.id, at=given.MONDAY)
        with pytest.raises(NotFound):
            surveys_api.suggested_windows(actor, program.id, at=given.MONDAY)
        with pytest.raises(NotFound):
            surveys_api.instrument_choices(actor, program.id, language="en")
    assert change(window, title="Other").title == "Other"


def suggested(program, *, at=given.MONDAY):
    return surveys_api.suggested_windows(the_coordinator(), program.id, at=at)


def test_usual_surveys_stand_at_the_days_of_each_cohort():
    program = a_draft_program()
    cohort = a_cohort(program)
    days = programs_api.usual_days(starts_on=cohort.starts_on, ends_on=cohort.ends_on)
    programs_api.set_milestones(the_coordinator(), program.id, "spring", days=days, at=given.MONDAY)
    found = {one.key: one for one in suggested(program)}
    assert found["spring_baseline"].opens_at == datetime(2026, 3, 2, 9, tzinfo=BERLIN)
    assert found["spring_baseline"].wave == "baseline"
    assert found["spring_halfway_mentors"].opens_at.date() == days["midpoint"]
    assert found["spring_endline"].closes_at.date() == date(2026, 12, 18)
    for one in found.values():
        surveys_api.plan_window(
            the_coordinator(),
            program.id,
            key=one.key,
            title=one.title,
            instrument=one.instrument,
            role=one.role,
            wave=one.wave,
            cohorts=[one.cohort],
            opens_at=one.opens_at,
            closes_at=one.closes_at,
            at=given.MONDAY,
        )
    assert suggested(program) == []


def test_what_is_over_is_not_suggested():
    program = a_program()
    a_cohort(program)
    assert {one.key for one in suggested(program, at=given.A_MONTH_LATER)} == {
        "spring_endline",
        "spring_end_mentees",
    }
    assert suggested(program, at=given.A_YEAR_LATER) == []


def test_the_days_of_a_cohort_without_an_end_or_shorter_than_a_month():
    start = date(2026, 3, 2)
    assert set(programs_api.usual_days(starts_on=start, ends_on=None)) == {"first_month"}
    short = programs_api.usual_days(starts_on=start, ends_on=date(2026, 3, 16))
    assert (set(short), short["midpoint"]) == (
        {"midpoint", "end", "half_year_after"},
        date(2026, 3, 9),
    )


def test_instruments_are_offered_with_their_usual_mode_in_the_readers_language():
    program = a_draft_program()
    found = {
        one.key: one
        for one in surveys_api.instrument_choices(the_coordinator(), program.id, language="es-419")
    }
    assert found["pulse"].title == "Pulso"
    assert found["pulse"].default_mode is Mode.IDENTIFIED
    assert found["satisfaction_mentee"].questions == 12
