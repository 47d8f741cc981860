"""What others shared: read by a mentor while they are paired, and by coordinators."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import NotFound
from outcomes_plugin.ledger import api as ledger_api
from outcomes_plugin.pairings import api as pairings_api
from outcomes_plugin.pairings.data import PairingData
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.programs.data import Action, Thing

from . import rules
from .access import entry_data, reply_data
from .data import EntryData, ReplyData, SharedJournal, Visibility
from .models import JournalEntry, JournalReply


def shared_with_mentor(
    actor: Actor, program: programs_api.ProgramRef, *, mentee: str
) -> SharedJournal:
    """
    Return what the mentee shares with the actor now, the latest first, with the actor's replies.

    Raises:
        NotFound: no such program, or the actor is not the mentor of this person now.
    """
    held = programs_api.require(actor, program, Thing.SHARED_WORK, Action.READ_PARTNER)
    pairings = _pairings_with(actor, held.program.id, mentee)
    if not pairings:
        raise NotFound
    rows = list(_readable(pairings).order_by("-kept_at", "-id"))
    names = programs_api.names_of([mentee, actor.person or ""])
    replies = _own_replies(actor, rows)
    entries = [
        entry_data(row, names=names, replies=[one for one in replies if one.entry_id == row.id])
        for row in rows
    ]
    return SharedJournal(
        name=names.get(mentee, ""),
        program_title=held.program.title,
        time_zone=held.program.time_zone,
        entries=tuple(map(_without_draft, entries)),
    )


def shared_with_staff(
    actor: Actor, program: programs_api.ProgramRef, *, most: int | None = None
) -> Sequence[EntryData]:
    """
    Return the entries that are shared with program staff, the latest first, at most so many.

    Raises:
        NotFound: no such program, or the actor does not coordinate it.
    """
    held = programs_api.require(actor, program, Thing.SHARED_WORK, Action.READ)
    rows = list(
        JournalEntry.objects.filter(
            program_id=held.program.id, visibility=Visibility.STAFF, kept_at__isnull=False
        ).order_by("-kept_at", "-id")[:most]
    )
    names = programs_api.names_of({row.person for row in rows})
    return [_without_draft(entry_data(row, names=names)) for row in rows]


def waiting_for_reply(actor: Actor, pairing_ids: Collection[int]) -> Mapping[str, datetime]:
    """
    Return which mentees share an entry that has no reply of the actor's, and since when the latest.

    Of these pairings only those count that are open and whose mentor the actor is.
    """
    pairings = pairings_api.open_as_mentor(actor, pairing_ids)
    if not pairings:
        return {}
    rows = _readable(pairings).exclude(replies__person=actor.person)
    found = rows.order_by("shared_at").values_list("person", "shared_at")
    return {person: at for person, at in found if at is not None}


@transaction.atomic
def reply(
    actor: Actor, program: programs_api.ProgramRef, entry_id: str, *, text: str, at: datetime
) -> ReplyData:
    """
    Answer an entry that the mentee shares with the actor. The same words sent twice are kept once.

    Raises:
        NotFound: no such program, or the actor cannot read such an entry as a mentor.
        Invalid: there is no word in it, or it is too long.
    """
    held = programs_api.require(actor, program, Thing.SHARED_WORK, Action.READ_PARTNER)
    words = rules.plain(text).strip()
    row = _readable_entry(actor, held.program.id, entry_id)
    rules.check_written(words, most=rules.LONGEST_REPLY)
    person = actor.person or ""
    names = programs_api.names_of([person])
    same = JournalReply.objects.filter(entry=row, person=person, text=words).first()
    if same is not None:
        return reply_data(same, names=names)
    made = JournalReply.objects.create(entry=row, person=person, text=words, at=at)
    ledger_api.record(
        actor,
        "journal.replied",
        at=at,
        person=row.person,
        program=held.program.slug,
        payload={"key": row.key},
    )
    return reply_data(made, names=names)


def _readable_entry(actor: Actor, program_id: int, entry_id: str) -> JournalEntry:
    """Return the entry, locked: its writer may be taking it back at this moment."""
    pairings = _pairings_with(actor, program_id)
    if not pairings or not rules.is_entry_id(entry_id):
        raise NotFound
    row = _readable(pairings).select_for_update().filter(id=entry_id).first()
    if row is None:
        raise NotFound
    return row


def _pairings_with(
    actor: Actor, program_id: int, mentee: str | None = None
) -> Sequence[PairingData]:
    return [
        pairing
        for pairing in pairings_api.my_pairings(actor)
        if pairing.is_open
        and pairing.program_id == program_id
        and pairing.mentor == actor.person
        and mentee in {None, pairing.mentee}
    ]


def _readable(pairings: Sequence[PairingData]) -> QuerySet[JournalEntry]:
    """Return what the mentees of these pairings have shared since they began."""
    since = Q()
    for pairing in pairings:
        since |= Q(
            program_id=pairing.program_id,
            person=pairing.mentee,
            shared_at__gte=pairing.started_at,
        )
    return JournalEntry.objects.filter(since, kept_at__isnull=False).exclude(
        visibility=Visibility.ONLY_ME
    )


def _own_replies(actor: Actor, rows: Sequence[JournalEntry]) -> Sequence[JournalReply]:
    found = JournalReply.objects.filter(entry_id__in=[row.id for row in rows], person=actor.person)
    return list(found.order_by("id")) if rows else []


def _without_draft(entry: EntryData) -> EntryData:
    """Return the entry as others have it: what was typed since, and its tags, are the writer's."""
    return replace(entry, draft=None, tags=())
