"""Which mails a person wants from each of their programs."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import Invalid, NotFound
from outcomes_plugin.ledger import api as ledger_api
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.programs.data import Role

from .data import MailChoiceData, MailLevel
from .models import MailChoice


def mail_choices(actor: Actor) -> Sequence[MailChoiceData]:
    """Return what the actor has chosen for each program in which they have a role, by title."""
    held = [
        program for program, roles in programs_api.programs_for(actor) if roles & frozenset(Role)
    ]
    chosen = levels_of([actor.person], [one.id for one in held]) if actor.person else {}
    return [
        MailChoiceData(
            program_slug=program.slug,
            program_title=program.title,
            level=chosen.get((actor.person or "", program.id), MailLevel.ALL),
        )
        for program in held
    ]


@transaction.atomic
def choose_mail(
    actor: Actor, program: programs_api.ProgramRef, *, level: object, at: datetime
) -> MailChoiceData:
    """
    Let the actor get all mails of the program from now on, or only what they must know.

    Raises:
        NotFound: no such program, or the actor has no role in it.
        Invalid: there is no such level.
    """
    own = programs_api.standing(actor, program)
    if actor.person is None or not own.roles:
        raise NotFound
    if level not in tuple(MailLevel):
        raise Invalid(_("Choose all mails, or only what you must know."))
    chosen = MailLevel(str(level))
    MailChoice.objects.update_or_create(
        program_id=own.program.id,
        person=actor.person,
        defaults={"level": chosen, "chosen_at": at},
    )
    ledger_api.record(
        actor,
        "mail.chosen",
        at=at,
        person=actor.person,
        program=own.program.slug,
        payload={"level": chosen.value},
    )
    return MailChoiceData(
        program_slug=own.program.slug, program_title=own.program.title, level=chosen
    )


def levels_of(
    persons: Collection[str], program_ids: Collection[int]
) -> Mapping[tuple[str, int], MailLevel]:
    """Return what each person has chosen for each program, where they have."""
    rows = MailChoice.objects.filter(person__in=persons, program_id__in=program_ids)
    found = rows.values_list("person", "program_id", "level")
    return {(person, program_id): MailLevel(level) for person, program_id, level in found}
