"""Who may write in a program's journal, whose entries these are, and rows as values."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.consent import api as consent_api
from outcomes_plugin.errors import Conflict, Invalid, NotFound
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.programs.data import Action, ProgramData, Thing

from . import rules
from .data import EntryData, ReplyData, Visibility
from .models import JournalEntry, JournalReply


@dataclass(frozen=True, kw_only=True)
class Desk:
    """A person in a program in which they may write, and who coordinates it."""

    person: str
    program: ProgramData
    coordinators: tuple[str, ...]


def writing_desk(actor: Actor, program: programs_api.ProgramRef) -> Desk:
    """
    Return the desk of someone who may write now, in two queries.

    Raises:
        NotFound: no such program, or the actor has no journal in it.
        Conflict: the program is not live, or `details["reason"]` is "notice": what becomes of
            journals was not shown.
    """
    held, coordinators = programs_api.standing_and_coordinators(actor, program)
    if actor.person is None or not held.allows(Thing.OWN_WORK, Action.WRITE):
        raise NotFound
    if not held.program.is_live:
        raise Conflict(_("This program is not running. Your journal can be read and taken along."))
    notice, was_shown = consent_api.notice_for(actor.person, held.program.id)
    if notice is None or not was_shown:
        raise Conflict(
            _("What this program tells you has changed. Read the new version, then go on."),
            reason="notice",
            notice_version=notice.version if notice is not None else None,
        )
    if not rules.tells_of_journals(notice.in_language("en")):
        raise Conflict(_("The program's notice does not tell of journals, so nothing is kept."))
    return Desk(person=actor.person, program=held.program, coordinators=tuple(coordinators))


def own_entries(actor: Actor, program: programs_api.ProgramRef) -> QuerySet[JournalEntry]:
    """
    Return the actor's own rows in the program, which stay theirs when they have left it.

    Raises:
        NotFound: no such program.
    """
    found = programs_api.find_program(program)
    if found is None or actor.person is None:
        raise NotFound
    return JournalEntry.objects.filter(program_id=found.id, person=actor.person)


def lock_own(actor: Actor, program: programs_api.ProgramRef, entry_id: str) -> JournalEntry:
    """Return the actor's own entry, locked until the transaction ends, or raise NotFound."""
    rows = own_entries(actor, program).select_for_update()
    row = rows.filter(id=entry_id).first() if rules.is_entry_id(entry_id) else None
    if row is None:
        raise NotFound
    return row


def check_prompt(key: str, prompt: str) -> None:
    """Refuse a prompt that could not be kept beside an entry."""
    if not rules.is_key(key) or len(prompt) > rules.LONGEST_PROMPT:
        raise Invalid(_("This block's prompt cannot be used. Its author can change it in Studio."))


def entry_data(
    row: JournalEntry,
    *,
    names: Mapping[str, str],
    mentors: Collection[str] = (),
    coordinators: Collection[str] = (),
    replies: Sequence[JournalReply] = (),
) -> EntryData:
    """Return the row as its writer has it, draft included."""
    return EntryData(
        id=row.id,
        person=row.person,
        name=names.get(row.person, ""),
        key=row.key,
        prompt=row.prompt,
        text=row.text,
        draft=row.draft,
        tags=tuple(row.tags),
        words=row.words,
        visibility=Visibility(row.visibility),
        version=row.version,
        changed_at=row.changed_at,
        kept_at=row.kept_at,
        mentor_names=tuple(names[one] for one in mentors if one in names),
        coordinator_names=tuple(names[one] for one in coordinators if one in names),
        replies=tuple(reply_data(reply, names=names) for reply in replies),
    )


def reply_data(row: JournalReply, *, names: Mapping[str, str]) -> ReplyData:
    """Return the row as a value."""
    return ReplyData(
        id=row.id, person=row.person, name=names.get(row.person, ""), text=row.text, at=row.at
    )
