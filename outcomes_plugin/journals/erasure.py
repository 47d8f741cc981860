"""What is kept about one person: hand it out, and clear it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from outcomes_plugin.actors import api as actors_api

from .models import JournalEntry, JournalReply


def export_person(person: str) -> Mapping[str, Any]:
    """Return what the person wrote, the replies to it, and what they replied to others."""
    entries = JournalEntry.objects.filter(person=person).select_related("program")
    replies = JournalReply.objects.filter(person=person).select_related("entry__program")
    return {
        "entries": [
            _entry(row) for row in entries.prefetch_related("replies").order_by("created_at", "id")
        ],
        "replies": [
            {"program": row.entry.program.slug, "at": row.at.isoformat(), "text": row.text}
            for row in replies.order_by("id")
        ],
    }


@transaction.atomic
def erase_person(person: str, *, at: datetime) -> None:
    """Delete what the person wrote: entries with the replies to them, and replies to others."""
    # Whoever begins an entry holds the person: one on its way arrives before, and is deleted too.
    actors_api.hold_person(person)
    JournalReply.objects.filter(Q(person=person) | Q(entry__person=person)).delete()
    JournalEntry.objects.filter(person=person).delete()


def expire_program(program_id: int) -> int:
    """Delete every journal of the program; return how many rows went."""
    replies, _by_model = JournalReply.objects.filter(entry__program_id=program_id).delete()
    entries, _by_model = JournalEntry.objects.filter(program_id=program_id).delete()
    return replies + entries


def _entry(row: JournalEntry) -> Mapping[str, Any]:
    return {
        "program": row.program.slug,
        "prompt": row.prompt,
        "text": row.text,
        "draft": row.draft,
        "tags": row.tags,
        "visibility": row.visibility,
        "begun_at": row.created_at.isoformat(),
        "kept_at": row.kept_at.isoformat() if row.kept_at is not None else None,
        "changed_at": row.changed_at.isoformat(),
        "shared_at": row.shared_at.isoformat() if row.shared_at is not None else None,
        "replies": [
            {"at": reply.at.isoformat(), "text": reply.text} for reply in row.replies.all()
        ],
    }
