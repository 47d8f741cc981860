"""Demo users and their profiles."""

from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from .models import DemoPerson


@dataclass(frozen=True, kw_only=True)
class PersonCard:
    """One invented person, as the strip at the top names them."""

    username: str
    name: str
    part: str = ""
    is_global_staff: bool = False
    in_strip: bool = True
    language: str = "en"
    time_zone: str = "Europe/Berlin"


@transaction.atomic
def add_person(card: PersonCard) -> AbstractBaseUser:
    """Make the user and the profile, or bring both up to date; nobody has a password."""
    user, created = get_user_model().objects.update_or_create(
        username=card.username,
        defaults={
            "email": f"{card.username}@example.com",
            "is_staff": card.is_global_staff,
            "is_superuser": card.is_global_staff,
        },
    )
    if created:
        user.set_unusable_password()
        user.save(update_fields=["password"])
    DemoPerson.objects.update_or_create(
        user=user,
        defaults={
            "name": card.name,
            "part": card.part,
            "in_strip": card.in_strip,
            "language": card.language,
            "time_zone": card.time_zone,
        },
    )
    return user


def name_of(user: AbstractBaseUser) -> str:
    """Return the person's full name, or the username of one without a profile."""
    profile = getattr(user, "demo_person", None)
    return profile.name if profile else user.get_username()
