"""Each side is told what a step means for what is seen: whole sentences, with names in place."""

import pytest

from outcomes_plugin.pairings import api as pairings_api
from outcomes_plugin.pairings.data import PairingStep
from outcomes_plugin.programs.data import Role

NAMES = {"partner": "Ben", "mentee": "Amara", "mentor": "Ben"}
OWN_STEPS = {
    Role.MENTEE: {"accept", "pause", "resume", "end"},
    Role.MENTOR: {"accept", "decline", "pause", "resume", "end"},
    Role.COORDINATOR: set(PairingStep) - {"accept"},
}


@pytest.mark.parametrize("role", OWN_STEPS)
def test_every_step_a_side_can_take_is_explained_to_it(role):
    for step in OWN_STEPS[role]:
        told = pairings_api.what_stays(PairingStep(step), role=role, **NAMES)
        assert told
        assert all(one.endswith(".") and "{" not in one for one in told)


def test_the_end_says_what_is_no_longer_seen():
    told = pairings_api.what_stays(PairingStep.END, role=Role.MENTEE, partner="Ben")
    assert told[0] == "Ben no longer sees your goals, your journal entries or your answers."
