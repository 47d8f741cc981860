"""Find what an address names, for those to whom the pages show it."""

from django.utils.translation import gettext as _

from outcomes_plugin import api
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.edxapp import UserFacts
from outcomes_plugin.errors import Invalid, NotFound, Problem
from outcomes_plugin.pairings.data import PairingData


def shown_pairing(actor: Actor, pairing_id: int) -> PairingData:
    """
    Return the pairing, for one of its two people or a coordinator.

    A mentee is shown no proposal: to come to nothing would be news of who did not want them.

    Raises:
        NotFound: no such pairing, or the actor is shown none.
    """
    found = api.pairing(actor, pairing_id)
    if found.started_at is None and found.mentee == actor.person:
        raise NotFound
    return found


def mentored(actor: Actor, pairing_id: int) -> PairingData:
    """
    Return the actor's own pairing as its mentor.

    Raises:
        NotFound: there is none.
    """
    found = api.pairing(actor, pairing_id)
    if found.mentor != actor.person:
        raise NotFound
    return found


def user_found(found: UserFacts | None, *, field: str) -> int:
    """
    Return the id of the user who was named.

    Raises:
        Invalid: nobody has this username or mail address.
    """
    if found is None:
        sentence = _("Nobody has exactly this username or mail address.")
        raise Invalid(sentence, problems=[Problem(sentence, column=field)])
    return found.user_id
