"""What is kept here about one person: hand it out, and clear it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from .models import Member
from .rights import Role


def export_person(person: str) -> Mapping[str, Any]:
    """Return everything that this applet keeps about the person."""
    rows = Member.objects.filter(person=person).select_related("program", "cohort")
    return {"memberships": [_membership(row) for row in rows.order_by("id")]}


@transaction.atomic
def erase_person(person: str, *, at: datetime) -> None:
    """End the person's memberships and clear their attributes. A second time changes nothing."""
    rows = Member.objects.filter(person=person)
    rows.update(attributes={})
    rows.filter(open_marker=True).update(left_at=at, open_marker=None)


def expire_program(program_id: int) -> int:
    """
    Delete the memberships of mentees and mentors; return how many.

    Who coordinates, sponsors or analyzes keeps the role: the released results are theirs to read.
    """
    rows = Member.objects.filter(program_id=program_id, role__in=[Role.MENTEE, Role.MENTOR])
    count, _by_model = rows.delete()
    return count


def _membership(row: Member) -> Mapping[str, Any]:
    return {
        "program": row.program.slug,
        "role": row.role,
        "cohort": row.cohort.slug if row.cohort is not None else "",
        "attributes": row.attributes,
        "joined_at": row.joined_at.isoformat(),
        "left_at": row.left_at.isoformat() if row.left_at is not None else None,
    }
