"""Read pairings: by those who may see them, and by the applets above."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from django.db.models import Q

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.programs.data import Action, Thing

from . import rules
from .access import event_data, load_pairing, pairing_data, pairing_rows
from .data import PairingData, PairingEventData, PairingState
from .models import Pairing, PairingEvent

_OPEN = (PairingState.ACTIVE, PairingState.PAUSED)


def pairing(actor: Actor, pairing_id: int) -> PairingData:
    """
    Return the pairing.

    Raises:
        NotFound: no such pairing, or the actor is neither one of the two nor coordinator.
    """
    return pairing_data(load_pairing(actor, pairing_id, Action.READ))


def history(actor: Actor, pairing_id: int) -> Sequence[PairingEventData]:
    """
    Return the steps of the pairing, oldest first.

    Raises:
        NotFound: no such pairing, or the actor is neither one of the two nor coordinator.
    """
    row = load_pairing(actor, pairing_id, Action.READ)
    return [event_data(event) for event in PairingEvent.objects.filter(pairing=row).order_by("id")]


def pairings(
    actor: Actor, program: int | str, *, state: PairingState | None = None
) -> Sequence[PairingData]:
    """
    Return the program's pairings, the newest first, all of them or those in one state.

    Raises:
        NotFound: no such program, or the actor does not coordinate it.
    """
    data = programs_api.require(actor, program, Thing.PAIRINGS, Action.READ).program
    rows = pairing_rows().filter(program_id=data.id)
    if state is not None:
        rows = rows.filter(state=state)
    return [pairing_data(row) for row in rows.order_by("-proposed_at", "-id")]


def my_pairings(actor: Actor) -> Sequence[PairingData]:
    """Return the actor's own pairings, past ones too, the newest first."""
    if actor.person is None:
        return []
    rows = pairing_rows().filter(Q(mentee=actor.person) | Q(mentor=actor.person))
    return [pairing_data(row) for row in rows.order_by("-proposed_at", "-id")]


def find_pairing(pairing_id: int) -> PairingData | None:
    """Return the pairing, or None. For applets above; checks no right."""
    row = pairing_rows().filter(id=pairing_id).first()
    return pairing_data(row) if row is not None else None


def answer_until(pairing: PairingData) -> datetime:
    """Return when a proposal that nobody answers is taken back."""
    return pairing.proposed_at + rules.ANSWER_WITHIN


def is_partner(actor: Actor, person: str, *, at: datetime) -> bool:
    """Return whether the actor and the person are paired at that time, be it paused."""
    if actor.person is None:
        return False
    rows = Pairing.objects.filter(_between(actor.person, person), started_at__lte=at)
    return rows.filter(Q(ended_at__isnull=True) | Q(ended_at__gt=at)).exists()


def partners(person: str, *, program_id: int | None = None) -> frozenset[str]:
    """Return those with whom the person is paired now. For applets above; checks no right."""
    rows = Pairing.objects.filter(Q(mentee=person) | Q(mentor=person), state__in=_OPEN)
    if program_id is not None:
        rows = rows.filter(program_id=program_id)
    pairs = rows.values_list("mentee", "mentor")
    return frozenset(other for pair in pairs for other in pair if other != person)


def ever_partners(person: str, program_id: int) -> frozenset[str]:
    """Return everybody with whom the person is, was or was to be paired. Checks no right."""
    rows = Pairing.objects.filter(Q(mentee=person) | Q(mentor=person), program_id=program_id)
    pairs = rows.values_list("mentee", "mentor")
    return frozenset(other for pair in pairs for other in pair if other != person)


def mentors_of(person: str, program_id: int) -> Sequence[str]:
    """Return the mentors of the mentee now, in the order of pairing. Checks no right."""
    rows = Pairing.objects.filter(program_id=program_id, mentee=person, state__in=_OPEN)
    return list(rows.order_by("started_at", "id").values_list("mentor", flat=True))


def mentors_by_pairing(pairing_ids: Collection[int]) -> Mapping[int, str]:
    """Return the mentor of each of the pairings. For applets above; checks no right."""
    return dict(Pairing.objects.filter(id__in=pairing_ids).values_list("id", "mentor"))


def open_as_mentor(actor: Actor, pairing_ids: Collection[int]) -> Sequence[PairingData]:
    """Return those of the pairings that are open and whose mentor the actor is."""
    if actor.person is None or not pairing_ids:
        return []
    rows = pairing_rows().filter(id__in=pairing_ids, mentor=actor.person, state__in=_OPEN)
    return [pairing_data(row) for row in rows.order_by("started_at", "id")]


def mentees_of(person: str, program_id: int) -> Sequence[str]:
    """Return the mentees of the mentor now, in the order of pairing. Checks no right."""
    rows = Pairing.objects.filter(program_id=program_id, mentor=person, state__in=_OPEN)
    return list(rows.order_by("started_at", "id").values_list("mentee", flat=True))


def active_pairings(program_id: int) -> Sequence[PairingData]:
    """Return the program's active pairings, oldest first. For applets above; checks no right."""
    rows = pairing_rows().filter(program_id=program_id, state=PairingState.ACTIVE)
    return [pairing_data(row) for row in rows.order_by("started_at", "id")]


def pairings_not_over(program_id: int) -> Sequence[PairingData]:
    """Return the program's pairings that are proposed, active or paused. Checks no right."""
    rows = pairing_rows().filter(program_id=program_id)
    rows = rows.filter(state__in=(PairingState.PROPOSED, *_OPEN))
    return [pairing_data(row) for row in rows.order_by("id")]


def pairings_during(
    program_id: int, *, starts_at: datetime, ends_at: datetime
) -> Sequence[PairingData]:
    """Return the pairings that ran at some time of [starts_at, ends_at). Checks no right."""
    rows = pairing_rows().filter(program_id=program_id, started_at__lt=ends_at)
    rows = rows.filter(Q(ended_at__isnull=True) | Q(ended_at__gt=starts_at))
    return [pairing_data(row) for row in rows.order_by("started_at", "id")]


def _between(one: str, other: str) -> Q:
    return Q(mentee=one, mentor=other) | Q(mentee=other, mentor=one)
