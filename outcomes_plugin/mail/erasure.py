"""What is kept here about one person: hand it out, and clear it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from .models import Mail, MailChoice


def export_person(person: str) -> Mapping[str, Any]:
    """Return the mails to the person and what they have chosen."""
    mails = Mail.objects.filter(person=person).select_related("program").order_by("id")
    choices = MailChoice.objects.filter(person=person).select_related("program").order_by("id")
    return {
        "mails": [_mail(row) for row in mails],
        "choices": [_choice(row) for row in choices],
    }


def erase_person(person: str, *, at: datetime) -> None:
    """Delete both; a mail that still waited is not sent. A second time changes nothing."""
    Mail.objects.filter(person=person).delete()
    MailChoice.objects.filter(person=person).delete()


def expire_program(program_id: int) -> int:
    """Delete what the program has left here about people; return how many rows went."""
    mails, _by_model = Mail.objects.filter(program_id=program_id).delete()
    choices, _by_model = MailChoice.objects.filter(program_id=program_id).delete()
    return mails + choices


def _mail(row: Mail) -> Mapping[str, Any]:
    return {
        "program": row.program.slug,
        "kind": row.kind,
        "occurred_at": row.occurred_at.isoformat(),
        "outcome": row.outcome,
        "settled_at": row.settled_at.isoformat() if row.settled_at is not None else None,
    }


def _choice(row: MailChoice) -> Mapping[str, Any]:
    return {
        "program": row.program.slug,
        "level": row.level,
        "chosen_at": row.chosen_at.isoformat(),
    }
