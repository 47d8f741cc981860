"""Find the person behind a user, and the user behind a person."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import OuterRef, QuerySet, Subquery

from .data import Actor
from .models import Person


def actor_for(user_id: int | None) -> Actor:
    """Return the actor for a signed-in user; without a user id, an actor who may do nothing."""
    return Actor(user_id=user_id, person=person_for(user_id) if user_id is not None else None)


def person_for(user_id: int) -> str | None:
    """Return the person of the user, or None when the product does not know this user."""
    return Person.objects.filter(user_id=user_id).values_list("id", flat=True).first()


def person_ids_of_user(user_id: int) -> QuerySet[Person, str]:
    """Return the person of the user as a query, to stand inside a query on members."""
    return Person.objects.filter(user_id=user_id).values_list("id", flat=True)


def ensure_person(user_id: int, *, at: datetime) -> str:
    """Return the person of the user, made now when there was none. Two callers get the same one."""
    known = person_for(user_id)
    if known is not None:
        return known
    try:
        with transaction.atomic():
            return Person.objects.create(user_id=user_id, created_at=at).id
    except IntegrityError:
        return Person.objects.values_list("id", flat=True).get(user_id=user_id)


def ensure_persons(user_ids: Collection[int], *, at: datetime) -> Mapping[int, str]:
    """Return the person of each user, made now where there was none, in a few queries for all."""
    known = persons_of(user_ids)
    missing = [user_id for user_id in user_ids if user_id not in known]
    if not missing:
        return known
    Person.objects.bulk_create(
        [Person(user_id=user_id, created_at=at) for user_id in missing], ignore_conflicts=True
    )
    return {**known, **persons_of(missing)}


def user_id_of(column: str) -> Subquery:
    """Return the user id of the person whom a column names, to stand inside a query."""
    return Subquery(Person.objects.filter(id=OuterRef(column)).values("user_id")[:1])


def users_of(persons: Collection[str]) -> Mapping[str, int]:
    """Return the user id of each person who still has one."""
    found = Person.objects.filter(id__in=persons, user_id__isnull=False)
    return {person: user_id for person, user_id in found.values_list("id", "user_id") if user_id}


def persons_of(user_ids: Collection[int]) -> Mapping[int, str]:
    """Return the person of each user whom the product knows."""
    found = Person.objects.filter(user_id__in=user_ids)
    return {user_id: person for user_id, person in found.values_list("user_id", "id") if user_id}


def hold_person(person: str) -> bool:
    """Let nobody erase the person before the transaction ends; return whether anybody has yet."""
    held = Person.objects.select_for_update().filter(id=person, cut_at__isnull=True)
    return held.values_list("id", flat=True).first() is not None


def cut_person(person: str, *, at: datetime) -> None:
    """Cut the person from the user. Afterwards nothing in these tables leads to the user."""
    Person.objects.filter(id=person, cut_at__isnull=True).update(user=None, cut_at=at)
