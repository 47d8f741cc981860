"""Erase a person: everything or nothing, as often as it is asked for, and never in silence."""

from datetime import datetime

from django.db import transaction

from outcomes_plugin.actors import api as actors_api
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.ledger import api as ledger_api
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.programs.data import Action, Thing
from outcomes_plugin.progression import api as progression_api

from .applets import APPLETS


@transaction.atomic
def erase_user(actor: Actor, user_id: int, *, at: datetime) -> bool:
    """
    Clear what every applet keeps about the user, then cut the person from the user.

    What HR sent about somebody who is in no program yet is cleared too.

    Returns whether there was somebody to erase: a second time there is not. Whatever fails is
    raised, and then nothing has been erased.

    Raises:
        NotFound: the actor is neither the platform's retirement nor global staff.
    """
    if not actor.may_as_system("person.erase"):
        programs_api.require_global_staff(actor, Thing.ERASURE, Action.REQUEST)
    progression_api.erase_held_of_user(user_id)
    person = actors_api.person_for(user_id)
    if person is None:
        return False
    for applet in APPLETS:
        applet.erase_person(person, at=at)
    ledger_api.record(actor, "person.erased", at=at, person=person)
    actors_api.cut_person(person, at=at)
    return True
