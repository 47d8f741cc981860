"""A coordinator moves a survey for one person, and takes that back."""

from datetime import UTC, date, datetime, timedelta

import pytest

from outcomes_plugin.errors import Conflict, Invalid, NotFound
from outcomes_plugin.ledger.models import LedgerEntry
from outcomes_plugin.surveys import api as surveys_api
from outcomes_plugin.surveys.data import ShiftReason
from outcomes_plugin.surveys.models import FrameRow, PersonShift
from tests import given
from tests import given_surveys as gs
from tests.given_programs import a_member, the_coordinator

pytestmark = pytest.mark.django_db

CLOSES = given.NEXT_MONDAY
LATER_DAY = date(2026, 3, 16)
LATER = CLOSES + timedelta(days=7)
NOON = timedelta(hours=3)


@pytest.fixture
def program():
    found = gs.an_asking_program()
    for name in ("mia", "tom"):
        a_member(found, name)
    return found


@pytest.fixture
def window(program):
    """A survey from Monday nine o'clock to the next, which asks Mia and Tom."""
    return gs.an_open_window(program)


def shift(window, name="mia", *, at=given.TUESDAY, actor=None, **facts):
    told = {"reason": "away", "closes_on": LATER_DAY, **facts}
    coordinator = actor or the_coordinator()
    return surveys_api.shift_person(coordinator, window.id, given.a_person(name), at=at, **told)


def take_back(window, name="mia", *, at=given.TUESDAY):
    surveys_api.unshift_person(the_coordinator(), window.id, given.a_person(name), at=at)


def columns(caught) -> list[str]:
    return [problem.column for problem in caught.value.problems]


def own_window(program, name, *, at):
    return surveys_api.own_windows(given.an_actor(name), program.id, at=at)


def test_one_person_has_longer_and_the_others_do_not(window):
    assert shift(window).closes_at == LATER
    after = CLOSES + NOON
    assert gs.answer(window, "mia", at=after).outcome == "received"
    with pytest.raises(Conflict):
        gs.answer(window, "tom", at=after)


def test_the_window_waits_for_the_last_person_and_then_closes(window):
    shift(window)
    assert surveys_api.due_to_close(at=CLOSES + NOON) == []
    assert surveys_api.find_window(window.id).ends_at == LATER
    assert surveys_api.due_to_close(at=LATER) == [window.id]


def test_the_grace_of_the_window_is_theirs_too(program):
    window = gs.an_open_window(program, grace_days=2)
    shift(window)
    in_grace = LATER + timedelta(days=1)
    assert surveys_api.due_to_close(at=in_grace) == []
    assert gs.answer(window, "mia", at=in_grace).outcome == "received"
    assert surveys_api.due_to_close(at=LATER + timedelta(days=2)) == [window.id]


def test_they_see_their_own_last_day(window, program):
    shift(window)
    (mias,) = own_window(program, "mia", at=CLOSES + NOON)
    assert (mias.closes_at, mias.is_moved, mias.is_open) == (LATER, True, True)
    assert own_window(program, "tom", at=CLOSES + NOON) == []


def test_it_can_be_taken_back(window, program):
    shift(window)
    take_back(window)
    (mias,) = own_window(program, "mia", at=given.TUESDAY)
    assert (mias.closes_at, mias.is_moved) == (CLOSES, False)
    assert surveys_api.due_to_close(at=CLOSES) == [window.id]
    with pytest.raises(NotFound):
        take_back(window)


def test_the_window_waits_for_whoever_is_left(window):
    shift(window, "mia", closes_on=date(2026, 3, 20))
    shift(window, "tom")
    take_back(window, "mia")
    assert surveys_api.find_window(window.id).waits_until == LATER


def test_moving_again_takes_the_place_of_the_earlier_move(window):
    shift(window)
    shift(window, closes_on=date(2026, 3, 12), reason="workload")
    (found,) = surveys_api.person_shifts(the_coordinator(), window.program_id)
    assert found.reason is ShiftReason.WORKLOAD
    assert found.closes_at == datetime(2026, 3, 12, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("facts", "column"),
    [
        ({"reason": "she said so"}, "reason"),
        ({"closes_on": None}, "closes_on"),
        ({"closes_on": date(2026, 3, 9)}, "closes_on"),
        ({"closes_on": date(2026, 5, 9)}, "closes_on"),
        ({"not_before": date(2026, 3, 10)}, "not_before"),
    ],
)
def test_times_that_help_nobody_name_their_field(window, facts, column):
    with pytest.raises(Invalid) as caught:
        shift(window, **facts)
    assert columns(caught) == [column]
    assert not PersonShift.objects.exists()
    assert shift(window, closes_on=date(2026, 5, 8)).closes_at is not None


def test_a_survey_is_moved_for_those_whom_it_is_for(window, program):
    a_member(program, "ben", role="mentor")
    for name in ("ben", "nobody"):
        with pytest.raises(Invalid) as caught:
            shift(window, name)
        assert columns(caught) == ["person"]


def test_only_a_coordinator_moves_it(window, program):
    a_member(program, "ana", role="analyst")
    for name in ("mia", "ana"):
        with pytest.raises(NotFound):
            shift(window, actor=given.an_actor(name))
    with pytest.raises(NotFound):
        shift(window, actor=given.global_staff())
    assert shift(window)


def test_whoever_has_answered_stays_and_whoever_declined_is_moved_like_the_others(window):
    gs.answer(window, "tom")
    with pytest.raises(Conflict):
        shift(window, "tom")
    mia = gs.has_read_the_notice(window, "mia")
    surveys_api.decline(mia, window.program_slug, window.key, at=given.TUESDAY)
    assert shift(window).closes_at == LATER


def test_after_the_close_nobody_is_moved(window):
    gs.close(window)
    with pytest.raises(Conflict):
        shift(window)


def test_whoever_is_away_is_asked_when_they_are_back(program):
    window = gs.a_window(program)
    shift(window, at=given.MONDAY, not_before=date(2026, 3, 5), closes_on=None)
    surveys_api.open_window(the_coordinator(), window.id, at=given.MONDAY)
    (mias,) = own_window(program, "mia", at=given.TUESDAY)
    back = given.MONDAY + timedelta(days=3)
    assert (mias.is_open, mias.opens_at) == (False, back)
    assert surveys_api.admit_joiners(at=back - timedelta(minutes=1)) == 0
    assert surveys_api.admit_joiners(at=back) == 1
    assert gs.answer(window, "mia", at=back).outcome == "received"


def test_whoever_is_away_the_whole_time_is_asked_after_it(program):
    window = gs.a_window(program)
    shift(window, at=given.MONDAY, not_before=date(2026, 3, 10), closes_on=LATER_DAY)
    surveys_api.open_window(the_coordinator(), window.id, at=given.MONDAY)
    back = given.MONDAY + timedelta(days=8)
    a_member(program, "eva", at=back)
    assert surveys_api.admit_joiners(at=back) == 1
    asked = FrameRow.objects.filter(window_id=window.id).values_list("person", flat=True)
    assert set(asked) == {given.a_person("mia"), given.a_person("tom")}
    assert gs.answer(window, "mia", at=back).outcome == "received"


def test_a_wait_that_leaves_no_day_takes_a_later_last_day(program):
    window = gs.a_window(program)
    with pytest.raises(Invalid) as caught:
        shift(window, at=given.MONDAY, not_before=date(2026, 3, 9), closes_on=None)
    assert columns(caught) == ["not_before"]


def test_clocks_stay_those_of_the_window_over_a_change_of_them():
    program = gs.an_asking_program(time_zone="Europe/Berlin")
    a_member(program, "mia")
    closes_at = datetime(2026, 3, 27, 17, tzinfo=UTC)
    window = gs.an_open_window(program, closes_at=closes_at)
    found = shift(window, closes_on=date(2026, 3, 30))
    assert found.closes_at == datetime(2026, 3, 30, 16, tzinfo=UTC)


def test_answers_under_codes_never_outlive_their_key(program):
    end = datetime(2027, 6, 25, 9, tzinfo=UTC)
    window = gs.an_open_window(program, closes_at=end)
    with pytest.raises(Invalid) as caught:
        shift(window, closes_on=date(2027, 6, 30))
    assert columns(caught) == ["closes_on"]
    assert shift(window, closes_on=date(2027, 6, 29))


def test_a_planned_survey_under_codes_does_not_open_to_outlive_their_key(program):
    end = datetime(2027, 6, 25, 9, tzinfo=UTC)
    window = gs.a_window(program, closes_at=end)
    shift(window, at=given.MONDAY, closes_on=date(2027, 6, 30))
    with pytest.raises(Invalid):
        surveys_api.open_window(the_coordinator(), window.id, at=given.MONDAY)
    take_back(window)
    assert surveys_api.open_window(the_coordinator(), window.id, at=given.MONDAY)


def test_the_ledger_tells_that_it_was_moved_and_never_why(window):
    shift(window)
    take_back(window)
    types = ["window.person_shifted", "window.person_unshifted"]
    entries = LedgerEntry.objects.filter(type__in=types).order_by("id")
    assert [one.type for one in entries] == types
    assert all("away" not in str(one.payload) for one in entries)


def test_it_is_handed_out_and_erased(window):
    shift(window)
    (kept,) = surveys_api.export_person(given.a_person("mia"))["own_times"]
    assert (kept["reason"], kept["closes_at"]) == ("away", LATER.isoformat())
    surveys_api.erase_person(given.a_person("mia"), at=given.TUESDAY)
    assert not PersonShift.objects.exists()


def test_a_planned_survey_that_was_moved_for_somebody_can_still_be_called_off(program):
    window = gs.a_window(program)
    shift(window, at=given.MONDAY)
    surveys_api.cancel_window(the_coordinator(), window.id, at=given.MONDAY)
    assert surveys_api.find_window(window.id) is None
    assert not PersonShift.objects.exists()
