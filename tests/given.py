"""The world that tests start from: users and times. Each applet has a `given_*` of its own."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.contrib.auth import get_user_model

from outcomes_plugin.actors import api as actors_api
from outcomes_plugin.actors.data import Actor

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TUESDAY = MONDAY + timedelta(days=1)
NEXT_MONDAY = MONDAY + timedelta(days=7)
A_MONTH_LATER = MONDAY + timedelta(days=30)
A_YEAR_LATER = MONDAY + timedelta(days=365)


def a_user(name: str, **facts: Any) -> Any:
    """Return the platform user of that name, made when there is none."""
    user, _ = get_user_model().objects.get_or_create(
        username=name, defaults={"email": f"{name}@example.com", **facts}
    )
    return user


def global_staff(name: str = "gudrun") -> Actor:
    """Return a global staff member as actor."""
    return an_actor(name, is_staff=True)


def an_actor(name: str, **facts: Any) -> Actor:
    """Return the user of that name as actor, known to the product as a person."""
    user = a_user(name, **facts)
    actors_api.ensure_person(user.id, at=MONDAY)
    return actors_api.actor_for(user.id)


def a_person(name: str) -> str:
    """Return the person id of the user of that name."""
    person = an_actor(name).person
    assert person is not None
    return person
