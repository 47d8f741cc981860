"""Share an entry that was kept, or no longer."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import Invalid
from outcomes_plugin.programs.api import ProgramRef

from . import rules
from .access import lock_own, writing_desk
from .audience import readers_of
from .data import EntryData, Visibility
from .writing import record, show_to


@transaction.atomic
def share(
    actor: Actor,
    program: ProgramRef,
    entry_id: str,
    *,
    visibility: Visibility,
    audience: str,
    expected_version: int,
    at: datetime,
) -> EntryData:
    """
    Let the mentor, or program staff too, read the entry as it was kept.

    Raises:
        NotFound: no such program, or no such entry of the actor.
        Invalid: it was not kept yet, or this shares it with nobody.
        Conflict: `details["reason"]` is "version", "audience" or "notice"; or the program has
            ended.
    """
    desk = writing_desk(actor, program)
    row = lock_own(actor, program, entry_id)
    if row.kept_at is None or visibility is Visibility.ONLY_ME:
        raise Invalid(_("Save the entry first, then choose who can read it."))
    readers = readers_of(actor, desk.program.id, desk.coordinators)
    rules.check_version(row.version, expected_version, entry_id=row.id)
    rules.check_audience(readers.tokens, visibility, audience)
    show_to(row, visibility, at=at)
    row.version += 1
    row.save(update_fields=["visibility", "shared_at", "version"])
    payload = {"key": row.key, "visibility": str(visibility)}
    record(actor, "journal.shared", desk.program.slug, payload, at=at)
    return readers.entry(row)


@transaction.atomic
def stop_sharing(actor: Actor, program: ProgramRef, entry_id: str, *, at: datetime) -> None:
    """
    Let nobody but the writer read the entry any more. Stopping twice is stopping once.

    It works after the program has ended and after the writer has left. What was read was read.

    Raises:
        NotFound: no such program, or no such entry of the actor.
    """
    row = lock_own(actor, program, entry_id)
    if row.visibility == Visibility.ONLY_ME:
        return
    show_to(row, Visibility.ONLY_ME, at=at)
    row.version += 1
    row.save(update_fields=["visibility", "shared_at", "version"])
    record(actor, "journal.unshared", row.program.slug, {"key": row.key}, at=at)
