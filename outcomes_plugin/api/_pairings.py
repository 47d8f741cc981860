"""Pairings from the proposal to the end."""

from collections.abc import Iterable, Mapping

from outcomes_plugin.actors.api import users_of
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.edxapp import UserFacts, platform
from outcomes_plugin.errors import NotFound
from outcomes_plugin.pairings.api import (
    accept_pairing,
    answer_until,
    contact_of,
    decline_pairing,
    end_pairing,
    form_pairing,
    hand_over,
    my_pairings,
    pairing,
    pairings,
    pause_pairing,
    propose_pairing,
    resume_pairing,
    what_stays,
)
from outcomes_plugin.pairings.api import apply_import as apply_pairings_import
from outcomes_plugin.pairings.api import check_import as check_pairings_import
from outcomes_plugin.pairings.api import history as pairing_history
from outcomes_plugin.pairings.data import PairingData
from outcomes_plugin.programs.api import require
from outcomes_plugin.programs.data import Action, ProgramData, Role, Standing, Thing

__all__ = [
    "accept_pairing",
    "answer_until",
    "apply_pairings_import",
    "check_pairings_import",
    "contact_of",
    "decline_pairing",
    "end_pairing",
    "form_pairing",
    "hand_over",
    "mentors_standing",
    "my_pairings",
    "pairing",
    "pairing_history",
    "pairings",
    "partners_of",
    "pause_pairing",
    "program_to_pair",
    "propose_pairing",
    "resume_pairing",
    "what_stays",
]


def mentors_standing(actor: Actor, program: str) -> Standing:
    """
    Return what the actor, a mentor, is to the program.

    Raises:
        NotFound: no such program, or the actor is no mentor of it.
    """
    held = require(actor, program, Thing.SHARED_WORK, Action.READ_PARTNER)
    if Role.MENTOR not in held.roles:
        raise NotFound
    return held


def partners_of(actor: Actor, pairings: Iterable[PairingData]) -> Mapping[str, UserFacts]:
    """Return who everybody is with whom the actor is, was or is to be paired in these pairings."""
    person = actor.person or ""
    partners = {one.partner_of(person) for one in pairings if person in one.people}
    users = users_of(partners) if partners else {}
    facts = platform().users(set(users.values())) if users else {}
    return {partner: facts[user] for partner, user in users.items() if user in facts}


def program_to_pair(actor: Actor, program: str) -> ProgramData:
    """
    Return the program whose people the actor pairs.

    Raises:
        NotFound: no such program, or no such right.
    """
    return require(actor, program, Thing.PAIRINGS, Action.CONFIGURE).program
