"""Values that cross the border of the consent applet."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True, kw_only=True)
class NoticeData:
    """
    A notice in force.

    `content` maps a language to the sections of the notice in that language (see `notices`).
    """

    program_id: int
    version: int
    content: Mapping[str, Any]
    months_kept: int
    key_destroyed_on: date
    digest: str
    published_at: datetime

    def tells_of(self, purpose: str) -> bool:
        """Return whether the notice names the purpose among those that the program needs."""
        needs = self.in_language("en").get("needs", ())
        return any(section["purpose"] == purpose for section in needs)

    def in_language(self, language: str) -> Mapping[str, Any]:
        """Return the sections in the language, else in its base language, else in English."""
        for candidate in (language, language.partition("-")[0], "en"):
            if candidate in self.content:
                found: Mapping[str, Any] = self.content[candidate]
                return found
        first: Mapping[str, Any] = next(iter(self.content.values()))
        return first
