"""A program ends with all that was still to happen in it, and keeps what was promised."""

import pytest

from outcomes_plugin.errors import Conflict, NotFound
from outcomes_plugin.governance import api
from outcomes_plugin.ledger.models import LedgerEntry
from outcomes_plugin.pairings import api as pairings_api
from outcomes_plugin.pairings.data import PairingState
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.surveys import api as surveys_api
from outcomes_plugin.surveys.data import WindowState
from tests import given, given_late
from tests import given_surveys as gs
from tests.given_pairings import a_pairing
from tests.given_programs import a_draft_program, a_member, the_coordinator

pytestmark = pytest.mark.django_db


@pytest.fixture
def program():
    """A live program with an open window, a planned one, a pair and a proposal."""
    program = gs.an_asking_program()
    a_member(program, "mika", role="mentor")
    first, second = gs.mentees(program, 2)
    a_pairing(program, first, "mika")
    proposed = given.a_person(second), given.a_person("mika")
    pairings_api.propose_pairing(
        the_coordinator(), program.id, mentee=proposed[0], mentor=proposed[1], at=given.MONDAY
    )
    gs.an_open_window(program, key="now")
    gs.a_window(program, key="later")
    return program


def states(program):
    return {one.key: one.state for one in surveys_api.find_windows(program.id)}


def test_what_would_end_is_said_and_nothing_ends(program):
    found = api.ending_of(the_coordinator(), program.id, at=given.TUESDAY)
    assert [one.key for one in found.to_close] == ["now"]
    assert [one.key for one in found.to_cancel] == ["later"]
    assert (found.proposals, found.pairs) == (1, 1)
    assert states(program) == {"now": WindowState.OPEN, "later": WindowState.PLANNED}


def test_what_takes_late_answers_still_is_said_too(program):
    given_late.closed_on(program, [], key="past", mode="identified")
    gs.a_closed_window(program, {}, key="over", mode="identified")
    found = api.ending_of(the_coordinator(), program.id, at=given_late.LATE)
    assert [one.key for one in found.to_end_late] == ["past"]
    api.end_program(the_coordinator(), program.id, at=given_late.LATE)
    after = api.ending_of(the_coordinator(), program.id, at=given_late.LATE)
    assert after.to_end_late == []


def test_the_end_takes_with_it_what_still_waits_and_leaves_who_is_paired(program):
    ended = api.end_program(the_coordinator(), program.id, at=given.TUESDAY)
    assert ended.ended_at == given.TUESDAY
    assert states(program) == {"now": WindowState.CLOSING}
    left = pairings_api.pairings(the_coordinator(), program.id)
    assert {one.state for one in left} == {PairingState.ACTIVE, PairingState.DECLINED}
    types = LedgerEntry.objects.order_by("-id").values_list("type", flat=True)[:4]
    assert set(types) == {
        "program.changed",
        "window.canceled",
        "window.closing_began",
        "pairing.declined",
    }


def test_it_ends_once_and_by_its_coordinator_alone(program):
    given.global_staff()
    for name in ("mika", "gudrun", "nora"):
        for call in (api.ending_of, api.end_program):
            with pytest.raises(NotFound):
                call(given.an_actor(name), program.id, at=given.TUESDAY)
    api.end_program(the_coordinator(), program.id, at=given.TUESDAY)
    with pytest.raises(Conflict):
        api.end_program(the_coordinator(), program.id, at=given.TUESDAY)


def test_the_day_on_which_data_go_counts_from_the_end_and_is_the_one_of_the_notice(program):
    months = gs.a_notice(program).months_kept
    before = api.ending_of(the_coordinator(), program.id, at=given.MONDAY)
    api.end_program(the_coordinator(), program.id, at=given.TUESDAY)
    after = api.ending_of(the_coordinator(), program.id, at=given.A_YEAR_LATER)
    assert (after.kept_until - before.kept_until).days == 1
    assert after.kept_until.month == (given.TUESDAY.month - 1 + months) % 12 + 1


def test_without_a_notice_no_day_is_named():
    program = a_draft_program()
    found = api.ending_of(the_coordinator(), program.id, at=given.MONDAY)
    assert (found.kept_until, found.key_destroyed_on) == (None, None)
    assert programs_api.find_program(program.id).ended_at is None
