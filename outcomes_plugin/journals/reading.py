"""Read one's own journal. It stays its writer's when the program has ended or they have left."""

from collections.abc import Collection, Sequence

from django.db.models import F, Q, QuerySet

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import NotFound
from outcomes_plugin.programs import api as programs_api

from . import rules
from .access import own_entries
from .audience import Readers, readers_of
from .data import EntryData
from .models import JournalEntry, JournalReply


def entries_of(
    actor: Actor, program: programs_api.ProgramRef, *, tag: str = ""
) -> Sequence[EntryData]:
    """
    Return the actor's own entries that were kept, the latest first; with that tag, if one is named.

    Raises:
        NotFound: no such program, or the actor has written nothing in it and has no place there.
    """
    return with_readers(actor, program, kept_rows(own_entries(actor, program), tag=tag))


def entry(actor: Actor, program: programs_api.ProgramRef, entry_id: str) -> EntryData:
    """
    Return one of the actor's own entries, with its draft.

    Raises:
        NotFound: no such program, or no such entry of the actor.
    """
    known = own_entries(actor, program)
    rows = list(known.filter(id=entry_id)) if rules.is_entry_id(entry_id) else []
    if not rows:
        raise NotFound
    return with_readers(actor, program, rows)[0]


def recap(
    actor: Actor, program: programs_api.ProgramRef, *, keys: Collection[str]
) -> Sequence[EntryData]:
    """
    Return the actor's own entries to these prompts, in the order of the keys, the earliest first.

    Raises:
        NotFound: no such program.
    """
    rows = recap_rows(own_entries(actor, program), keys)
    return with_readers(actor, program, rows)


def kept_count(actor: Actor, program: programs_api.ProgramRef, *, key: str, words: int = 0) -> int:
    """
    Return how many entries of at least so many words the actor has kept for a prompt.

    Raises:
        NotFound: no such program.
    """
    kept = own_entries(actor, program).filter(kept_at__isnull=False, key=key)
    return kept.filter(words__gte=words).count()


def with_readers(
    actor: Actor, program: programs_api.ProgramRef, rows: Sequence[JournalEntry]
) -> Sequence[EntryData]:
    """Return the rows with the replies to them and who can read them now."""
    held, coordinators = programs_api.standing_and_coordinators(actor, program)
    if not rows and not held.roles:
        raise NotFound
    replies = replies_to(rows)
    authors = {reply.person for reply in replies}
    readers = readers_of(actor, held.program.id, coordinators, others=authors)
    return entries_with(readers, rows, replies)


def entries_with(
    readers: Readers, rows: Sequence[JournalEntry], replies: Sequence[JournalReply]
) -> Sequence[EntryData]:
    """Return the rows with their replies, oldest first, and their readers."""
    return [
        readers.entry(row, [reply for reply in replies if reply.entry_id == row.id]) for row in rows
    ]


def replies_to(rows: Sequence[JournalEntry]) -> Sequence[JournalReply]:
    """Return the replies to these entries, oldest first, in one query."""
    ids = [row.id for row in rows if row.kept_at is not None]
    return list(JournalReply.objects.filter(entry_id__in=ids).order_by("id")) if ids else []


def begun_and_latest(
    rows: QuerySet[JournalEntry], *, key: str, most: int
) -> Sequence[JournalEntry]:
    """Return the entry that is begun for the prompt, if any, then the latest that were kept."""
    wanted = Q(kept_at__isnull=False) | Q(begun_marker=True, key=key)
    in_order = (F("begun_marker").desc(nulls_last=True), F("kept_at").desc(), "-id")
    return list(rows.filter(wanted).order_by(*in_order)[:most])


def kept_rows(rows: QuerySet[JournalEntry], *, tag: str) -> Sequence[JournalEntry]:
    """Return what was kept, the latest first; with that tag, unless it is empty."""
    kept = rows.filter(kept_at__isnull=False).order_by("-kept_at", "-id")
    return [row for row in kept if not tag or _has_tag(row, tag)]


def tags_of(rows: QuerySet[JournalEntry]) -> tuple[str, ...]:
    """Return the tags of all that was kept, the most used first."""
    kept = rows.filter(kept_at__isnull=False).order_by("-kept_at", "-id")
    return rules.tags_by_use(kept.values_list("tags", flat=True))


def recap_rows(rows: QuerySet[JournalEntry], keys: Collection[str]) -> Sequence[JournalEntry]:
    """Return what was kept for these prompts, in the order of the keys, the earliest first."""
    places = {key: place for place, key in enumerate(keys)}
    found = rows.filter(kept_at__isnull=False, key__in=list(places)).order_by("kept_at", "id")
    return sorted(found, key=lambda row: places[row.key])


def _has_tag(row: JournalEntry, tag: str) -> bool:
    return tag.casefold() in {one.casefold() for one in row.tags}
