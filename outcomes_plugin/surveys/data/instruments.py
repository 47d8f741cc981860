"""Instruments: what can be asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from .modes import Mode


@dataclass(frozen=True, kw_only=True)
class InstrumentData:
    """
    One version of an instrument. `program_id` is None for those that came with the product.

    `wording` is 1 until the words are changed for the first time.
    """

    version_id: int
    key: str
    program_id: int | None
    version: int
    document: Mapping[str, Any]
    digest: str
    published_at: datetime
    wording: int = 1


@dataclass(frozen=True, kw_only=True)
class Licence:
    """Whose questions these are, and under what permission they are asked."""

    instrument: str
    holder: str
    reference: str


@dataclass(frozen=True, kw_only=True)
class InstrumentChoice:
    """An instrument as a coordinator chooses it, in their language."""

    key: str
    title: str
    about: str
    minutes: int
    questions: int
    default_mode: Mode
