"""Pairings, made through the front door."""

from datetime import datetime
from typing import Any

from outcomes_plugin.pairings import api as pairings_api
from outcomes_plugin.pairings.data import MeetingData, PairingData
from outcomes_plugin.programs.data import ProgramData
from tests import given
from tests.given_programs import the_coordinator


def a_pairing(
    program: ProgramData, mentee: str, mentor: str, *, at: datetime = given.MONDAY
) -> PairingData:
    """Return the active pairing of two members, by name."""
    return pairings_api.form_pairing(
        the_coordinator(),
        program.id,
        mentee=given.a_person(mentee),
        mentor=given.a_person(mentor),
        at=at,
    )


def a_proposal(
    program: ProgramData, mentee: str, mentor: str, *, at: datetime = given.MONDAY
) -> PairingData:
    """Return the proposed pairing of two members, by name."""
    return pairings_api.propose_pairing(
        the_coordinator(),
        program.id,
        mentee=given.a_person(mentee),
        mentor=given.a_person(mentor),
        at=at,
    )


def a_meeting(pairing: PairingData, name: str, **said: Any) -> MeetingData:
    """Return a meeting of the pairing that the person of that name has logged."""
    facts = {"held_on": given.MONDAY.date(), "minutes": 60, "mode": "video", "at": given.MONDAY}
    return pairings_api.log_meeting(given.an_actor(name), pairing.id, **{**facts, **said})
