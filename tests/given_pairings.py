"""Pairings, made through the front door."""

from datetime import datetime

from outcomes_plugin.pairings import api as pairings_api
from outcomes_plugin.pairings.data import PairingData
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
