"""Values about questionnaires that are being written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from outcomes_plugin.errors import Problem
from outcomes_plugin.frameworks.data import IndicatorData
from outcomes_plugin.programs.data import ProgramData

from .bridge import Bridge
from .data import WindowData


class PublishAs(StrEnum):
    """What becomes of a draft: other words of the version in use, or the next version."""

    WORDING = "wording"
    VERSION = "version"


class ChangeKind(StrEnum):
    """What publishing the draft would be."""

    NONE = "none"
    WORDING = "wording"
    VERSION = "version"
    NEW = "new"


@dataclass(frozen=True, kw_only=True)
class AuthoredDraft:
    """
    A questionnaire as its authors find it: what was kept last, else what is published.

    `version` is what the next keeping has to name. `kept_at` is None where nothing is begun.
    `based_on` is the published version that the draft began with, `published` the newest one of
    the program's own; 0 is none.
    """

    key: str
    document: Mapping[str, Any]
    version: int
    based_on: int
    published: int
    kept_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class BegunDraft:
    """A draft as it is listed; `published` is the version that it follows, 0 for none."""

    key: str
    title: str
    published: int
    kept_at: datetime


@dataclass(frozen=True, kw_only=True)
class DraftCheck:
    """
    What can be said of a draft: its problems, and what publishing it would change.

    `untied` are the questions with numbers that no indicator counts, `uncovered` the indicators
    that none of its questions feed. `earlier` is the document in use; without `bridge` there is
    nothing to compare with yet. `minutes` are those that answering takes by our count.
    """

    problems: Sequence[Problem]
    untied: Sequence[str]
    uncovered: Sequence[str]
    kind: ChangeKind
    next_version: int
    earlier: Mapping[str, Any] | None
    bridge: Bridge | None
    minutes: int


@dataclass(frozen=True, kw_only=True)
class AuthoredWindow:
    """A survey of the program beside the questionnaire: who may change its mode, if anybody."""

    window: WindowData
    answered: int
    may_change_mode: bool


@dataclass(frozen=True, kw_only=True)
class Workbench:
    """
    All that stands around a draft: the program, its indicators, its surveys, who decides on modes.

    `answered` is how many have answered the newest published version.
    """

    program: ProgramData
    draft: AuthoredDraft
    indicators: Sequence[IndicatorData]
    windows: Sequence[AuthoredWindow]
    coordinators: Sequence[str]
    answered: int
