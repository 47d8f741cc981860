"""With whom a person is paired now, and which platform users those are: one query."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from outcomes_plugin.actors import api as actors_api

from .data import PairingState
from .models import Pairing

_OPEN = (PairingState.ACTIVE, PairingState.PAUSED)


@dataclass(frozen=True, kw_only=True)
class Partner:
    """The other one of an open pairing; `is_mentor` tells which of the two they are."""

    pairing_id: int
    person: str
    user_id: int | None
    is_mentor: bool


def open_partners(person: str, program_id: int) -> Sequence[Partner]:
    """
    Return the partners of the person's open pairings, in the order of pairing.

    For applets above; checks no right.
    """
    rows = Pairing.objects.filter(
        Q(mentee=person) | Q(mentor=person), program_id=program_id, state__in=_OPEN
    ).annotate(
        mentee_user=actors_api.user_id_of("mentee"), mentor_user=actors_api.user_id_of("mentor")
    )
    return [
        Partner(
            pairing_id=row.id,
            person=row.mentor if row.mentee == person else row.mentee,
            user_id=row.mentor_user if row.mentee == person else row.mentee_user,
            is_mentor=row.mentee == person,
        )
        for row in rows.order_by("started_at", "id")
    ]
