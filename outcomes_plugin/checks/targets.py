"""The targets of the relay: each named in the settings can be loaded, or is told to be off."""

from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from typing import Any

from django.conf import settings
from django.core import checks
from django.utils.module_loading import import_string

# What a site may lack, and what it then goes without.
OPTIONAL: Mapping[str, str] = {
    "event_routing_backends": "xAPI statements",
}


def check_targets(**_kwargs: Any) -> Sequence[checks.CheckMessage]:
    """Find targets that cannot be loaded, and tell which optional packages are absent."""
    targets = settings.OUTCOMES_RELAY_TARGETS
    if not isinstance(targets, Mapping):
        return []  # check_values says so
    return [*_broken(targets), *_absent()]


def _broken(targets: Mapping[str, Any]) -> Sequence[checks.CheckMessage]:
    return [
        checks.Error(
            f"OUTCOMES_RELAY_TARGETS names {path} for {name}, which cannot be loaded.",
            hint="Correct the path, install its package, or take the target out of the setting.",
            id="outcomes.E004",
        )
        for name, path in targets.items()
        if not _can_be_loaded(path)
    ]


def _absent() -> Sequence[checks.CheckMessage]:
    absent = [
        f"{what} ({package})" for package, what in OPTIONAL.items() if find_spec(package) is None
    ]
    if not absent:
        return []
    return [
        checks.Info(
            f"These are off, because their packages are not installed: {', '.join(absent)}.",
            hint="Install the packages if the site wants them; else nothing has to be done.",
            id="outcomes.I001",
        )
    ]


def _can_be_loaded(path: object) -> bool:
    try:
        return isinstance(path, str) and callable(getattr(import_string(path)(), "deliver", None))
    except Exception:  # noqa: BLE001  (whatever another's code raises, it cannot be loaded)
        return False
