"""Whether a meeting was to be expected by now: a fact from days, and never a score."""

from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from outcomes_plugin.pairings import api as pairings_api
from outcomes_plugin.pairings.data import ContactState, MeetingFacts, PairingData, PairingState
from outcomes_plugin.programs.data import ProgramData, ProgramStatus
from tests.given import MONDAY

DAYS = st.integers(min_value=0, max_value=400)


def a_pairing(state=PairingState.ACTIVE):
    return PairingData(
        id=1,
        program_id=1,
        cohort_id=None,
        cohort="",
        mentee="a",
        mentor="b",
        state=state,
        proposed_at=MONDAY,
        started_at=MONDAY,
        ended_at=None,
        end_reason=None,
    )


def a_program(status):
    return ProgramData(
        id=1,
        slug="leap",
        title="Leap",
        org="Northlight",
        time_zone="Europe/Berlin",
        k=5,
        status=status,
        created_at=MONDAY,
    )


def contact(*met_after: int, today: int, state=PairingState.ACTIVE, program=ProgramStatus.LIVE):
    """Return the contact some days after the start, with the days of meetings after it."""
    days = tuple(MONDAY.date() + timedelta(days=after) for after in sorted(met_after))
    return pairings_api.contact_of(
        a_pairing(state),
        MeetingFacts(days=days),
        program=a_program(program),
        at=MONDAY + timedelta(days=today),
    )


@pytest.mark.parametrize(
    ("met", "today", "state", "days"),
    [
        ((), 9, ContactState.NOT_YET, 9),
        ((), 10, ContactState.NO_FIRST_MEETING, 10),
        ((3,), 23, ContactState.IN_TOUCH, 20),
        ((3,), 24, ContactState.LONG_AGO, 21),
        ((3, 20), 24, ContactState.IN_TOUCH, 4),
    ],
)
def test_the_state_follows_from_the_last_meeting(met, today, state, days):
    found = contact(*met, today=today)
    assert (found.state, found.days) == (state, days)


@for_all(met=st.sets(DAYS, max_size=6), later=DAYS)
def test_the_days_are_those_since_the_last_meeting_or_the_start(met, later):
    today = max(met, default=0) + later
    found = contact(*met, today=today)
    assert found.days == later
    assert found.needs_a_call == (later >= (21 if met else 10))


@for_all(today=DAYS)
@pytest.mark.parametrize("state", set(PairingState) - {PairingState.ACTIVE})
def test_who_is_not_actively_paired_is_not_expected_to_meet(state, today):
    assert contact(today=today, state=state).state == ContactState.NOT_EXPECTED


@for_all(today=DAYS)
def test_nobody_is_expected_to_meet_when_the_program_has_ended(today):
    found = contact(today=today, program=ProgramStatus.ENDED)
    assert found.state == ContactState.NOT_EXPECTED


@for_all(met=st.sets(DAYS, min_size=2))
def test_the_longest_gap_is_between_neighbors(met):
    days = sorted(MONDAY.date() + timedelta(days=after) for after in met)
    gap = MeetingFacts(days=tuple(days)).longest_gap
    assert gap == max((b - a).days for a, b in pairwise(days))
