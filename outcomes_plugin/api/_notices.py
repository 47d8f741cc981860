"""Notices, and the purposes that they tell of."""

from collections.abc import Sequence

from outcomes_plugin.consent.notices import compose as compose_notice
from outcomes_plugin.consent.purposes import PURPOSES, Purpose
from outcomes_plugin.programs.api import notice_in_force, publish_notice, read_notice, write_notice

__all__ = [
    "compose_notice",
    "notice_in_force",
    "notice_purposes",
    "publish_notice",
    "read_notice",
    "write_notice",
]


def notice_purposes() -> Sequence[Purpose]:
    """Return every purpose that a notice can tell of, those that a program needs first."""
    return sorted(PURPOSES.values(), key=lambda purpose: purpose.is_optional)
