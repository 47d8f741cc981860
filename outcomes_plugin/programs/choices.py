"""What a person may agree to in a program, and take back: the optional purposes of its notice."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.consent import api as consent_api
from outcomes_plugin.consent.purposes import PURPOSES
from outcomes_plugin.errors import Conflict, NotFound

from .access import ProgramRef
from .data import ChoiceData, ProgramData
from .models import Member
from .own import own_program


def own_choices(actor: Actor) -> Sequence[ChoiceData]:
    """
    Return what the actor may agree to in the programs in which they have or had a role.

    What they once agreed to and can take back is among it, whatever the notice offers now.
    """
    if actor.person is None:
        return []
    own = Member.objects.filter(person=actor.person).select_related("program")
    programs = {row.program_id: row.program for row in own.order_by("program__title", "program_id")}
    return [
        _choice(row.slug, row.title, purpose, is_given=purpose in given)
        for row in programs.values()
        for given in [consent_api.grants_of(actor.person, row.id)]
        for purpose in PURPOSES
        if purpose in given or purpose in _offered(row.id)
    ]


@transaction.atomic
def choose(
    actor: Actor, program: ProgramRef, purpose: str, *, agrees: bool, at: datetime
) -> ChoiceData:
    """
    Record that the actor agrees to an optional purpose from now on, or no longer does.

    Raises:
        NotFound: no such program or optional purpose, or the actor never had a role in it.
        Conflict: the notice in force does not offer the purpose; it can only be taken back.
    """
    data = own_program(actor, program)
    if purpose not in PURPOSES or not PURPOSES[purpose].is_optional:
        raise NotFound
    if agrees:
        _check_offered(data, purpose)
    change = consent_api.give_grant if agrees else consent_api.withdraw_grant
    change(actor, data.id, program_slug=data.slug, purpose=purpose, at=at)
    return _choice(data.slug, data.title, purpose, is_given=agrees)


def _check_offered(data: ProgramData, purpose: str) -> None:
    if purpose not in _offered(data.id):
        raise Conflict(_("The notice of this program does not ask for this. Reload the page."))


def _offered(program_id: int) -> Collection[str]:
    notice = consent_api.current_notice(program_id)
    sections: Sequence[Mapping[str, str]] = (
        notice.in_language("en").get("choices", ()) if notice is not None else ()
    )
    return {section["purpose"] for section in sections}


def _choice(slug: str, title: str, purpose: str, *, is_given: bool) -> ChoiceData:
    found = PURPOSES[purpose]
    return ChoiceData(
        program_slug=slug,
        program_title=title,
        purpose=purpose,
        kept=str(found.kept),
        why=str(found.why),
        readers=str(found.readers),
        is_given=is_given,
    )
