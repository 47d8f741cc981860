"""Who may have a hand in the relay."""

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import NotFound
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.programs.data import Action, Thing


def check_relay(actor: Actor) -> None:
    """
    Return when the actor is the relay itself.

    Raises:
        NotFound: otherwise.
    """
    if not actor.may_as_system("ledger.deliver"):
        raise NotFound


def check_operator(actor: Actor) -> None:
    """
    Return when the actor is the relay or global staff.

    Raises:
        NotFound: otherwise.
    """
    if not actor.may_as_system("ledger.deliver"):
        programs_api.require_global_staff(actor, Thing.LEDGER, Action.CONFIGURE)
