"""What a notice must hold, and when a showing counts."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from outcomes_plugin.errors import Conflict, Invalid, Problem

from .data import NoticeData
from .purposes import PURPOSES

_SECTION_KEYS = {"purpose", "kept", "why", "basis", "readers", "period"}
_LONGEST_PERIOD = 120


def check_notice(
    content: Mapping[str, Any], *, months_kept: int, key_destroyed_on: date, today: date
) -> None:
    """
    Refuse a notice that leaves out what people must be told.

    Raises:
        Invalid: no language, a section without one of its sentences, an unknown purpose, a period
            outside 1 to 120 months, or a key that would be destroyed in the past.
    """
    if not content:
        raise Invalid(_("A notice needs its text in at least one language."))
    for sections in content.values():
        _check_sections(sections)
    if not 1 <= months_kept <= _LONGEST_PERIOD:
        message = _("Data are kept between 1 and 120 months after the program ends.")
        raise Invalid(message, problems=[Problem(message, column="months_kept")])
    if key_destroyed_on <= today:
        message = _("The key to the codes must be deleted on a day to come.")
        raise Invalid(message, problems=[Problem(message, column="key_destroyed_on")])


def _check_sections(sections: Mapping[str, Any]) -> None:
    listed = [*sections.get("needs", []), *sections.get("choices", [])]
    if not sections.get("needs"):
        message = _("A notice says what the program keeps.")
        raise Invalid(message, problems=[Problem(message, column="purposes")])
    for section in listed:
        if set(section) != _SECTION_KEYS or not all(section.values()):
            raise Invalid(
                _("Each section of a notice says what is kept, why, who reads it and how long.")
            )
        if section["purpose"] not in PURPOSES:
            raise Invalid(_("A section of the notice names no known purpose."))


def digest_of(content: Mapping[str, Any]) -> str:
    """Return the SHA-256 of the notice's text, which proves later what was shown."""
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def check_version(current: NoticeData | None, version: int | None) -> None:
    """
    Refuse to go on under another version than the one in force.

    Raises:
        Conflict: `details["notice_version"]` is the version that has to be shown.
    """
    in_force = current.version if current else None
    if version != in_force:
        raise Conflict(
            _("What this program tells you has changed. Read the new version, then go on."),
            notice_version=in_force,
        )


def check_optional(purpose: str) -> None:
    """
    Refuse a grant for anything but an optional purpose.

    Raises:
        Invalid: the purpose is unknown, or the program needs it and asks nobody.
    """
    if purpose not in PURPOSES or not PURPOSES[purpose].is_optional:
        raise Invalid(_("Only optional purposes can be agreed to or withdrawn."))
