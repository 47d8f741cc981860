"""What a person sees who comes to their journal, in at most six queries."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.consent import api as consent_api
from outcomes_plugin.consent.data import NoticeData
from outcomes_plugin.errors import NotFound
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.programs.data import Action, ProgramStatus, Standing, Thing

from . import rules
from .audience import Readers, readers_of
from .data import EntryData, JournalState, JournalView, Visibility
from .models import JournalEntry, JournalReply
from .reading import (
    begun_and_latest,
    entries_with,
    kept_rows,
    recap_rows,
    replies_to,
    tags_of,
)

PAGE = 10


def journal_view(
    actor: Actor,
    program: programs_api.ProgramRef,
    *,
    language: str,
    key: str = "",
    recap_keys: Collection[str] = (),
    tag: str = "",
    most: int = PAGE,
) -> JournalView:
    """
    Return what the actor sees of their own journal at a prompt, in that language.

    With `recap_keys` the entries are those to these prompts, with `tag` all that have it, else the
    latest ones, so many at most. Nobody is refused: `state` says what there is to do.
    """
    try:
        held, coordinators = programs_api.standing_and_coordinators(actor, program)
    except NotFound:
        return JournalView(state=JournalState.NO_PROGRAM)
    own = JournalEntry.objects.filter(program_id=held.program.id, person=actor.person or "")
    may_write = held.allows(Thing.OWN_WORK, Action.WRITE)
    notice, was_shown = _notice(actor, held) if may_write else (None, False)
    state = _state(held, may_write=may_write, notice=notice, was_shown=was_shown)
    if state in {JournalState.READY, JournalState.READ_ONLY}:
        rows = _rows(own, key=key, recap_keys=recap_keys, tag=tag, most=most)
    else:
        rows = []
    if state is JournalState.READ_ONLY and not may_write and not rows:
        state = JournalState.NOT_MEMBER
    head = _head(held, notice, language, is_first=state is JournalState.NOTICE_FIRST)
    if state not in {JournalState.READY, JournalState.READ_ONLY}:
        return JournalView(state=state, **head)
    replies = replies_to(rows)
    authors = {reply.person for reply in replies}
    readers = readers_of(actor, held.program.id, coordinators, others=authors)
    written = _written(readers, rows, replies, most=len(rows) if recap_keys or tag else most)
    shown = [one.tags for one in written["entries"]]
    tags = tags_of(own) if tag else rules.tags_by_use(shown)
    return JournalView(state=state, audience=readers.audience(), tags=tags, **head, **written)


def _notice(actor: Actor, held: Standing) -> tuple[NoticeData | None, bool]:
    return consent_api.notice_for(actor.person or "", held.program.id)


def _state(
    held: Standing, *, may_write: bool, notice: NoticeData | None, was_shown: bool
) -> JournalState:
    if may_write and held.program.status == ProgramStatus.DRAFT:
        return JournalState.NOT_OPEN
    if not may_write or not held.program.is_live:
        return JournalState.READ_ONLY
    if notice is None or not rules.tells_of_journals(notice.in_language("en")):
        return JournalState.NOT_TOLD
    return JournalState.READY if was_shown else JournalState.NOTICE_FIRST


def _head(
    held: Standing, notice: NoticeData | None, language: str, *, is_first: bool
) -> Mapping[str, Any]:
    return {
        "program_title": held.program.title,
        "time_zone": held.program.time_zone,
        "notice_version": notice.version if notice is not None else None,
        "notice": notice.in_language(language) if notice is not None and is_first else None,
    }


def _rows(
    own: Any, *, key: str, recap_keys: Collection[str], tag: str, most: int
) -> Sequence[JournalEntry]:
    if tag:
        return kept_rows(own, tag=tag)
    # One more than is shown tells that there are more; one more may be begun.
    latest = [] if recap_keys and not key else begun_and_latest(own, key=key, most=most + 2)
    if not recap_keys:
        return latest
    begun = [row for row in latest if row.begun_marker]
    return [*begun, *recap_rows(own, recap_keys)]


def _written(
    readers: Readers, rows: Sequence[JournalEntry], replies: Sequence[JournalReply], *, most: int
) -> Mapping[str, Any]:
    found = entries_with(readers, rows, replies)
    begun = next((one for one in found if one.kept_at is None), None)
    kept = [one for one in found if one.kept_at is not None]
    return {
        "begun": begun,
        "entries": tuple(kept[:most]),
        "has_more": len(kept) > most,
        "visibility": _last_choice(kept, readers),
    }


def _last_choice(kept: Sequence[EntryData], readers: Readers) -> Visibility:
    """Return what was chosen last, while it means the same mentors; a first entry is only mine."""
    latest = max(kept, key=lambda one: one.changed_at, default=None)
    return readers.audience().still(latest) if latest is not None else Visibility.ONLY_ME
