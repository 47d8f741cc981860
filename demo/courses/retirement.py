"""Retirement as the platform does it: three signals, then nothing of the person but a number."""

from django.contrib.auth.models import AbstractBaseUser
from django.dispatch import Signal

from .models import DemoPerson

USER_RETIRE_MAILINGS = Signal()
USER_RETIRE_LMS_CRITICAL = Signal()
USER_RETIRE_LMS_MISC = Signal()

PIPELINE = (USER_RETIRE_MAILINGS, USER_RETIRE_LMS_CRITICAL, USER_RETIRE_LMS_MISC)


def retire(user: AbstractBaseUser) -> None:
    """
    Retire the person; running it again is safe.

    A receiver that raises stops the pipeline before the site's own rows change, as on a real site.
    """
    for signal in PIPELINE:
        signal.send(sender=retire, user=user)
    user.username = f"retired__user_{user.pk}"
    user.email = f"{user.username}@retired.invalid"
    user.first_name = user.last_name = ""
    user.is_active = False
    user.save()
    DemoPerson.objects.filter(user=user).update(name="", part="", in_strip=False)
