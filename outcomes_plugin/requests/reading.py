"""Read requests: one's own, and those that one may answer."""

from collections.abc import Mapping, Sequence

from django.db.models import QuerySet

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.pairings import api as pairings_api

from . import rules
from .access import askable_kinds, readable_kinds, readers_of, request_data
from .data import RequestData, RequestKind, RequestOutcome
from .models import HelpRequest

_MOST_ANSWERED = 50


def my_requests(actor: Actor, program_id: int) -> Sequence[RequestData]:
    """Return what the actor has asked in the program, the latest first."""
    if actor.person is None:
        return []
    rows = HelpRequest.objects.filter(program_id=program_id, person=actor.person)
    return [request_data(row) for row in rows.order_by("-asked_at", "-id")]


def open_requests(actor: Actor, program: int | str) -> Sequence[RequestData]:
    """
    Return the requests that wait for the actor's answer, the oldest first.

    Left out are their own, and those of anybody with whom they are or were paired.

    Raises:
        NotFound: no such program, or the actor may answer nothing in it.
    """
    rows = _readable(actor, program).filter(open_marker=True)
    return [request_data(row) for row in rows.order_by("asked_at", "id")]


def answered_requests(actor: Actor, program: int | str) -> Sequence[RequestData]:
    """
    Return the latest closed requests that the actor may read, those taken back left out.

    Raises:
        NotFound: no such program, or the actor may answer nothing in it.
    """
    rows = _readable(actor, program).filter(open_marker=None)
    rows = rows.exclude(outcome=RequestOutcome.WITHDRAWN).order_by("-closed_at", "-id")
    return [request_data(row) for row in rows[:_MOST_ANSWERED]]


def who_reads(actor: Actor, program: int | str) -> Mapping[RequestKind, Sequence[str]]:
    """
    Return what the actor may ask, with the persons who would read it.

    Raises:
        NotFound: no such program, or the actor never had a role in it.
    """
    data, kinds = askable_kinds(actor, program)
    readers = readers_of(actor.person or "", data.id)
    return {kind: readers[kind] for kind in kinds}


def outcomes_of(kind: RequestKind) -> Sequence[RequestOutcome]:
    """Return what can become of such a request."""
    return rules.OUTCOMES[kind]


def _readable(actor: Actor, program: int | str) -> QuerySet[HelpRequest]:
    data, kinds = readable_kinds(actor, program)
    person = actor.person or ""
    kept_from = pairings_api.ever_partners(person, data.id) | {person}
    rows = HelpRequest.objects.filter(program_id=data.id, kind__in=kinds)
    return rows.exclude(person__in=kept_from)
