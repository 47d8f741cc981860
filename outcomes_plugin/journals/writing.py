"""Write: drafts as one types, entries when one keeps them, and away with them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from outcomes_plugin.actors import api as actors_api
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import Conflict, Invalid, NotFound
from outcomes_plugin.ledger import api as ledger_api
from outcomes_plugin.programs.api import ProgramRef

from . import rules
from .access import Desk, check_prompt, lock_own, writing_desk
from .audience import readers_of
from .data import DraftSaved, EntryData, Visibility
from .models import JournalEntry


@transaction.atomic
def autosave(
    actor: Actor,
    program: ProgramRef,
    entry_id: str,
    *,
    text: str,
    expected_version: int,
    key: str = "",
    prompt: str = "",
    at: datetime,
) -> DraftSaved:
    """
    Keep what the actor has typed so far, for themselves alone, in six queries.

    `expected_version` is 0 for an entry that begins. The same text sent twice is kept once. The
    ledger tells of no draft.

    Raises:
        NotFound: no such program, or the actor has no journal in it.
        Invalid: the text is too long.
        Conflict: `details["reason"]` is "version", "gone" or "notice"; or the program has ended.
    """
    desk = writing_desk(actor, program)
    typed = rules.plain(text)
    rules.check_length(typed, most=rules.LONGEST_TEXT)
    start = _Start(key=key, prompt=prompt, draft=typed, at=at)
    row, _is_new = _reach(desk, entry_id, expected_version, start)
    if (row.draft if row.draft is not None else row.text) != typed:
        rules.check_version(row.version, expected_version, entry_id=row.id)
        row.draft = typed if row.kept_at is None or typed != row.text else None
        row.version += 1
        row.save(update_fields=["draft", "version"])
    return DraftSaved(version=row.version, at=at)


@transaction.atomic
def save_entry(
    actor: Actor,
    program: ProgramRef,
    entry_id: str,
    *,
    text: str,
    visibility: Visibility,
    audience: str,
    expected_version: int,
    tags: Sequence[str] = (),
    key: str = "",
    prompt: str = "",
    at: datetime,
) -> EntryData:
    """
    Keep the entry, and let those read it whom the actor was shown.

    `audience` is the word of `Audience.tokens` for the chosen visibility. From then on readers see
    this text, and the draft is gone. The same entry sent twice is kept once.

    Raises:
        NotFound: no such program, or the actor has no journal in it.
        Invalid: there is no word in it, or it is too long; nothing was written.
        Conflict: `details["reason"]` is "version", "gone", "audience" or "notice"; or the program
            has ended.
    """
    desk = writing_desk(actor, program)
    kept = rules.plain(text)
    rules.check_written(kept, most=rules.LONGEST_TEXT)
    tidy = rules.tidy_tags(tags)
    readers = readers_of(actor, desk.program.id, desk.coordinators)
    start = _Start(key=key, prompt=prompt, draft=kept, at=at)
    row, is_new = _reach(desk, entry_id, expected_version, start)
    if _is_kept_so(row, kept, tidy, visibility):
        return readers.entry(row)
    rules.check_audience(readers.tokens, visibility, audience)
    if not is_new:
        rules.check_version(row.version, expected_version, entry_id=row.id)
        row.version += 1
    row.text, row.tags, row.words, row.draft = kept, tidy, rules.word_count(kept), None
    row.kept_at, row.changed_at, row.begun_marker = row.kept_at or at, at, None
    show_to(row, visibility, at=at)
    row.save()
    payload = {"key": row.key, "visibility": str(visibility)}
    record(actor, "journal.written", desk.program.slug, payload, at=at)
    return readers.entry(row)


@transaction.atomic
def discard_draft(actor: Actor, program: ProgramRef, entry_id: str) -> None:
    """
    Let go of what was typed and not kept. An entry that was only begun is gone.

    Raises:
        NotFound: no such program, or no such entry of the actor.
    """
    row = lock_own(actor, program, entry_id)
    if row.kept_at is None:
        row.delete()
        return
    row.draft, row.version = None, row.version + 1
    row.save(update_fields=["draft", "version"])


@transaction.atomic
def delete_entry(actor: Actor, program: ProgramRef, entry_id: str, *, at: datetime) -> None:
    """
    Delete the entry with its draft and the replies to it, for good.

    Raises:
        NotFound: no such program, or no such entry of the actor.
    """
    row = lock_own(actor, program, entry_id)
    was_kept, key, slug = row.kept_at is not None, row.key, row.program.slug
    row.delete()
    if was_kept:
        record(actor, "journal.deleted", slug, {"key": key}, at=at)


def show_to(row: JournalEntry, visibility: Visibility, *, at: datetime) -> None:
    """Let these read the row from now on; who is paired later reads nothing of before."""
    row.visibility = visibility
    row.shared_at = None if visibility is Visibility.ONLY_ME else at


def record(
    actor: Actor, type_: str, program: str, payload: dict[str, str], *, at: datetime
) -> None:
    """Record a write to the actor's own journal."""
    ledger_api.record(actor, type_, at=at, person=actor.person, program=program, payload=payload)


def _is_kept_so(row: JournalEntry, text: str, tags: list[str], visibility: Visibility) -> bool:
    so_far = (row.text, row.draft, row.tags, row.visibility)
    return row.kept_at is not None and so_far == (text, None, tags, visibility)


@dataclass(frozen=True, kw_only=True)
class _Start:
    """What an entry begins with."""

    key: str
    prompt: str
    draft: str
    at: datetime


def _reach(
    desk: Desk, entry_id: str, expected_version: int, start: _Start
) -> tuple[JournalEntry, bool]:
    """Return the entry, locked, and whether it has just begun."""
    if not rules.is_entry_id(entry_id):
        raise Invalid(_("What you sent did not arrive whole. Send it again."))
    begun = _begin(desk, entry_id, start) if expected_version == 0 else None
    if begun is not None:
        return begun, True
    row = JournalEntry.objects.select_for_update().filter(id=entry_id).first()
    if row is None:
        _refuse_other(desk, expected_version, start)
    if row is None or (row.person, row.program_id) != (desk.person, desk.program.id):
        raise NotFound
    return row, False


def _begin(desk: Desk, entry_id: str, start: _Start) -> JournalEntry | None:
    """Make the row of an entry that begins; None when it, or another one, has begun already."""
    check_prompt(start.key, start.prompt)
    if not actors_api.hold_person(desk.person):
        raise NotFound
    try:
        with transaction.atomic():
            return JournalEntry.objects.create(
                id=entry_id,
                program_id=desk.program.id,
                person=desk.person,
                key=start.key,
                prompt=start.prompt,
                draft=start.draft,
                created_at=start.at,
                changed_at=start.at,
            )
    except IntegrityError:
        return None


def _refuse_other(desk: Desk, expected_version: int, start: _Start) -> None:
    """Say what became of an entry that is not there: deleted, or begun under another id."""
    if expected_version != 0:
        raise Conflict(
            _("This entry was deleted in another window. Your text is still here."), reason="gone"
        )
    rows = JournalEntry.objects.filter(
        program_id=desk.program.id, person=desk.person, key=start.key, begun_marker=True
    )
    other = rows.first()
    if other is not None:
        rules.check_version(other.version, 0, entry_id=other.id)
