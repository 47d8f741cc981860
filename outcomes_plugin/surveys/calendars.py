"""
A calendar of one's surveys, at a private address.

Who knows the address reads titles and times, and nothing else: no answer, no state of one. It is
made and stopped by the person alone, and is told once, since only its digest is kept.
"""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from outcomes_plugin.actors import api as actors_api
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import NotFound
from outcomes_plugin.ledger import api as ledger_api
from outcomes_plugin.programs import api as programs_api

from .data import CalendarData, OwnWindow
from .models import Calendar
from .own_windows import windows_of

_BYTES = 32
_LONGEST = 64


@transaction.atomic
def make_calendar(actor: Actor, *, at: datetime) -> str:
    """
    Return the token of a new calendar of the actor's; an earlier one is no longer answered.

    Raises:
        NotFound: the actor has no role in any program.
    """
    if actor.person is None or not programs_api.memberships_of(actor.person):
        raise NotFound
    if not actors_api.hold_person(actor.person):
        raise NotFound
    token = secrets.token_urlsafe(_BYTES)
    facts = {"digest": digest_of(token), "made_at": at}
    Calendar.objects.update_or_create(person=actor.person, defaults=facts)
    ledger_api.record(actor, "calendar.made", at=at, person=actor.person)
    return token


@transaction.atomic
def stop_calendar(actor: Actor, *, at: datetime) -> None:
    """
    Let the address of the actor's calendar be answered no more.

    Raises:
        NotFound: there is none.
    """
    stopped, _by_model = Calendar.objects.filter(person=actor.person or "").delete()
    if not stopped:
        raise NotFound
    ledger_api.record(actor, "calendar.stopped", at=at, person=actor.person)


def own_calendar(actor: Actor) -> CalendarData:
    """Return whether the actor can have a calendar, and since when there is one."""
    if actor.person is None:
        return CalendarData(may_make=False, made_at=None)
    row = Calendar.objects.filter(person=actor.person).first()
    return CalendarData(
        may_make=bool(programs_api.memberships_of(actor.person)),
        made_at=row.made_at if row is not None else None,
    )


def person_of_calendar(token: str) -> str:
    """
    Return whose calendar this is. Needs no actor: who knows the token may read it.

    Raises:
        NotFound: no such calendar, or it was stopped.
    """
    if len(token) > _LONGEST:
        raise NotFound
    row = Calendar.objects.filter(digest=digest_of(token)).first()
    if row is None:
        raise NotFound
    return row.person


def calendar_windows(person: str, *, at: datetime) -> Sequence[OwnWindow]:
    """Return the surveys of the person in all live programs, by when they open; none is late."""
    found = [one for one in windows_of(person, at=at) if not one.is_late]
    return sorted(found, key=lambda one: (one.opens_at, one.window_id))


def digest_of(token: str) -> str:
    """Return what is kept of a token."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
