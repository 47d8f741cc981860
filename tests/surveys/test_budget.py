"""Whoever was asked enough, in any program, is asked later or left out, and staff see why."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from outcomes_plugin.errors import NotFound
from outcomes_plugin.governance.applets import APPLETS
from outcomes_plugin.ledger.models import LedgerEntry
from outcomes_plugin.surveys import api as surveys_api
from outcomes_plugin.surveys.data import BurdenMeasure, WindowState
from outcomes_plugin.surveys.models import FrameRow, Postponement
from tests import given
from tests import given_surveys as gs
from tests.given_programs import a_member, the_coordinator

pytestmark = pytest.mark.django_db

IN_TWO_WEEKS = given.MONDAY + timedelta(days=14)
DAYS = timedelta(days=1)


@pytest.fixture(autouse=True)
def one_survey_in_ten_days(settings):
    settings.OUTCOMES_BURDEN_LIMITS = [{"days": 10, "invitations": 1, "minutes": 30}]


@pytest.fixture
def program():
    """A program with two mentees, of whom Mia is a mentee of another one too."""
    found = gs.an_asking_program()
    for name in ("mia", "tom"):
        a_member(found, name)
    return found


@pytest.fixture
def elsewhere():
    """Another program's survey, which asks Mia on Monday."""
    other = gs.an_asking_program("other")
    a_member(other, "mia")
    return gs.an_open_window(other)


def asked(window) -> set[str]:
    return set(FrameRow.objects.filter(window_id=window.id).values_list("person", flat=True))


def persons(*names: str) -> set[str]:
    return {given.a_person(name) for name in names}


def put_off(program, window):
    return surveys_api.postponements(the_coordinator(), program.id, window_id=window.id)


def test_who_was_asked_enough_in_another_program_is_asked_when_it_is_past(program, elsewhere):
    window = gs.an_open_window(program, closes_at=IN_TWO_WEEKS)
    assert asked(window) == persons("tom")
    assert window.asked == 1
    (mia,) = put_off(program, window)
    assert (mia.person, mia.days) == (given.a_person("mia"), 10)
    assert (mia.measure, mia.until) == (BurdenMeasure.INVITATIONS, given.MONDAY + 10 * DAYS)
    assert surveys_api.admit_joiners(at=mia.until - timedelta(minutes=1)) == 0
    assert surveys_api.admit_joiners(at=mia.until) == 1
    assert asked(window) == persons("tom", "mia")
    assert surveys_api.find_window(window.id).asked == 2
    assert put_off(program, window) == []


def test_who_would_have_less_than_a_day_is_left_out_and_that_stays_known(program, elsewhere):
    window = gs.an_open_window(program, closes_at=given.MONDAY + 10 * DAYS + timedelta(hours=23))
    (mia,) = put_off(program, window)
    assert mia.until is None
    assert surveys_api.admit_joiners(at=given.MONDAY + 10 * DAYS) == 0
    gs.close(window)
    assert put_off(program, window) == [mia]
    assert asked(window) == persons("tom")


def test_who_waits_when_the_window_is_closed_early_was_left_out(program, elsewhere):
    window = gs.an_open_window(program, closes_at=IN_TWO_WEEKS)
    surveys_api.close_window(the_coordinator(), window.id, at=given.TUESDAY)
    (mia,) = put_off(program, window)
    assert (mia.person, mia.until) == (given.a_person("mia"), None)


def test_an_anonymous_answer_that_would_stand_alone_is_not_asked_for_later(program):
    other = gs.an_asking_program("other")
    gs.mentees(program, 10, cohort="spring", name="spring")
    for name in ("eva", "uma"):
        a_member(program, name, cohort="autumn")
        a_member(other, name)
    gs.mentees(program, 10, name="nobodys")
    gs.an_open_window(other)
    window = gs.an_open_window(program, mode="anonymous", closes_at=IN_TWO_WEEKS)
    assert surveys_api.find_window(window.id).split_cohorts
    assert surveys_api.admit_joiners(at=given.MONDAY + 10 * DAYS) == 0
    assert {one.until for one in put_off(program, window)} == {None}


def test_who_joins_later_is_put_off_alike(program, elsewhere):
    gs.an_open_window(program, closes_at=IN_TWO_WEEKS)
    a_member(program, "eva", at=given.TUESDAY)
    assert surveys_api.admit_joiners(at=given.TUESDAY) == 1
    second = gs.an_open_window(program, key="second", closes_at=IN_TWO_WEEKS)
    assert asked(second) == set()
    assert {one.person for one in put_off(program, second)} == persons("mia", "tom", "eva")


def test_both_sides_of_a_before_and_after_ask_everybody_and_count(program, elsewhere):
    window = gs.an_open_window(program, instrument="skill", wave="baseline")
    assert asked(window) == persons("mia", "tom")
    assert put_off(program, window) == []
    later = gs.an_open_window(program, key="later", closes_at=IN_TWO_WEEKS)
    assert asked(later) == set()


def test_without_a_limit_nobody_is_put_off(program, elsewhere, settings):
    settings.OUTCOMES_BURDEN_LIMITS = []
    assert asked(gs.an_open_window(program)) == persons("mia", "tom")


def test_who_is_put_off_sees_when_and_the_survey_stays_closed_to_them(program, elsewhere):
    window = gs.an_open_window(program, closes_at=IN_TWO_WEEKS)
    mia = given.an_actor("mia")
    (ahead,) = surveys_api.own_windows(mia, program.id, at=given.TUESDAY)
    assert (ahead.is_open, ahead.opens_at) == (False, given.MONDAY + 10 * DAYS)
    with pytest.raises(NotFound):
        gs.answer(window, "mia")
    seen = gs.look(window, "mia")
    assert (seen.state, seen.opens_at) == ("not_open", ahead.opens_at)
    surveys_api.admit_joiners(at=ahead.opens_at)
    assert gs.answer(window, "mia", at=ahead.opens_at).outcome == "received"


def test_only_those_who_see_participation_see_who_was_put_off(program, elsewhere):
    window = gs.an_open_window(program, closes_at=IN_TWO_WEEKS)
    for name, role in (("ana", "analyst"), ("spo", "sponsor")):
        a_member(program, name, role=role)
    refused = [given.an_actor(name) for name in ("mia", "ana", "spo")] + [given.global_staff()]
    for actor in refused:
        with pytest.raises(NotFound):
            surveys_api.postponements(actor, program.id)
        with pytest.raises(NotFound):
            surveys_api.burden_of(actor, program.id, at=given.TUESDAY)
    assert len(put_off(program, window)) == 1


def test_the_burden_tells_of_this_program_alone(program, elsewhere):
    window = gs.an_open_window(program, closes_at=IN_TWO_WEEKS)
    minutes = surveys_api.shipped_instruments()[window.instrument]["minutes"]
    found = surveys_api.burden_of(the_coordinator(), program.id, at=given.TUESDAY)
    assert [(one.role, one.people, one.minutes) for one in found.roles] == [("mentee", 1, minutes)]
    assert (found.postponed, found.left_out, found.days) == (1, 0, 10)


def test_the_ledger_counts_who_was_put_off_and_names_nobody(program, elsewhere):
    gs.an_open_window(program, closes_at=IN_TWO_WEEKS)
    entry = LedgerEntry.objects.get(type="window.people_postponed")
    assert entry.payload["people"] == 1
    assert entry.person is None


def test_a_sweep_that_finds_nobody_asks_one_query_of_each_open_window(program, elsewhere):
    gs.an_open_window(program, closes_at=IN_TWO_WEEKS)

    def statements() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert surveys_api.admit_joiners(at=given.TUESDAY) == 0
        return len(caught)

    few = statements()
    for index in range(5):
        a_member(program, f"late{index}", at=given.MONDAY)
    surveys_api.admit_joiners(at=given.TUESDAY)
    assert statements() == few
    gs.an_open_window(program, key="second", closes_at=IN_TWO_WEEKS)
    assert statements() == few + 1


def test_what_is_kept_is_handed_out_and_erased(program, elsewhere):
    gs.an_open_window(program, closes_at=IN_TWO_WEEKS)
    applet = next(one for one in APPLETS if one.name == "surveys")
    (kept,) = applet.export_person(given.a_person("mia"))["own_times"]
    assert (kept["program"], kept["reason"]) == ("leap", "asked_enough")
    applet.erase_person(given.a_person("mia"), at=given.TUESDAY)
    assert not Postponement.objects.exists()


def test_a_program_past_its_period_keeps_nothing_of_it(program, elsewhere):
    window = gs.an_open_window(program, closes_at=IN_TWO_WEEKS)
    assert gs.close(window).state is WindowState.CLOSED
    surveys_api.expire_program(program.id)
    assert not Postponement.objects.exists()
