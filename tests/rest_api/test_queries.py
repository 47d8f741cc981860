"""Lists cost as many queries for many rows as for a few."""

import pytest

from tests import given
from tests import given_surveys as gs
from tests.given_goals import a_check_in, a_goal
from tests.given_journals import writes
from tests.given_pairings import a_pairing
from tests.given_programs import a_cohort, a_member

from .world import CALLS, ask, client_of

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

LISTS = [call for call in CALLS if call.method == "get"]


def costs(things):
    """Return how many queries each reading of each role takes."""
    found = {}
    for role in ("mentee", "mentor", "coordinator"):
        client = client_of(role)
        for call in LISTS:
            with gs.own_queries() as queries:
                ask(client, call, things)
            found[role, str(call)] = len(queries)
    return found


def more_of_everything(program):
    for number in range(4):
        for person in (f"mia{number}", f"max{number}"):
            a_member(program, person, cohort="spring")
            a_pairing(program, person, "ilse")
        a_cohort(program, f"cohort{number}")
        gs.a_window(program, key=f"more{number}", instrument="pulse")
        goal = a_goal(program)
        a_check_in(goal)
        a_check_in(goal, at=given.NEXT_MONDAY)
        writes(program)


def test_no_reading_costs_more_queries_with_more_rows(program, things, settings):
    settings.OUTCOMES_API_RATES = {}
    before = costs(things)
    more_of_everything(program)
    after = costs(things)
    assert {call: (before[call], after[call]) for call in after if after[call] > before[call]} == {}


def test_no_reading_takes_more_than_twenty_queries(things, settings):
    settings.OUTCOMES_API_RATES = {}
    found = {call: count for call, count in costs(things).items() if count > 20}
    # What is kept about a person is read from every applet.
    assert {call for _role, call in found} <= {"get my_data"}
