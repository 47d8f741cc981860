"""
The one door to the platform.

`door` says what goes through it, `lms` is the real LMS and Studio behind it. The setting
`OUTCOMES_PLATFORM` names the module that is used; the demo brings its own with the same signatures.
"""

from functools import cache
from importlib import import_module
from typing import cast

from django.conf import settings
from django.core.signals import setting_changed

from .door import (
    VALID_CERTIFICATE,
    BlockFacts,
    CourseFacts,
    GroupFacts,
    GroupKind,
    LearnerHistory,
    Platform,
    Told,
    UserFacts,
    UserPreferences,
)

__all__ = [
    "VALID_CERTIFICATE",
    "BlockFacts",
    "CourseFacts",
    "GroupFacts",
    "GroupKind",
    "LearnerHistory",
    "Platform",
    "Told",
    "UserFacts",
    "UserPreferences",
    "platform",
]


@cache
def platform() -> Platform:
    """Return the platform behind the door that the site has chosen."""
    return cast(Platform, import_module(settings.OUTCOMES_PLATFORM))


def _forget_platform(*, setting: str, **_kwargs: object) -> None:
    if setting == "OUTCOMES_PLATFORM":
        platform.cache_clear()


setting_changed.connect(_forget_platform)
