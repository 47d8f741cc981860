"""Values that a takeover gives."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise

Words = str | Promise


class Source(StrEnum):
    """Where a questionnaire came from."""

    OWN = "own"
    OLX = "olx"
    XLSFORM = "xlsform"
    SURVEYJS = "surveyjs"


@dataclass(frozen=True, kw_only=True)
class LeftOut:
    """Something that was not carried over: where it stood, what it was, and why."""

    place: str
    what: str
    why: Words


@dataclass(frozen=True, kw_only=True)
class Note:
    """Something that became something else, and where it stood."""

    place: str
    said: Words


@dataclass(frozen=True, kw_only=True)
class Taken:
    """A document made from a file; whether it can be asked is for `check_document` to say."""

    source: Source
    document: Mapping[str, Any]
    left_out: tuple[LeftOut, ...]
    notes: tuple[Note, ...]
