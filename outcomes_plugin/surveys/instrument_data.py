"""Values about the questionnaires of a program, and about files that are taken over."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from outcomes_plugin.errors import Problem

from .data import ItemView, Licence, Mode, SectionView
from .takeover import Taken


@dataclass(frozen=True, kw_only=True)
class InstrumentLine:
    """
    One questionnaire that a program can ask, in the reader's language.

    `windows` are the titles of the surveys that ask it, `indicators` the titles of those that its
    scores count toward, `unused` the prompts of items that no such score is made of.
    """

    key: str
    is_own: bool
    version: int
    title: str
    about: str
    minutes: int
    questions: int
    default_mode: Mode
    languages: Sequence[str]
    windows: Sequence[str]
    indicators: Sequence[str]
    unused: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class TakeoverPlan:
    """
    What using a file would do. It can be used when it has no problems.

    `replaces` is the key of the program's questionnaire of which it becomes the next version, or
    nothing; `key` is the one under which it is published.
    """

    digest: str
    key: str
    replaces: str
    taken: Taken
    problems: Sequence[Problem]
    known_version: int = 0

    @property
    def is_applicable(self) -> bool:
        return not self.problems


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A questionnaire as somebody of a role reads it, without anybody who answers."""

    title: str
    about: str
    minutes: int
    thanks_html: str
    licence: Licence | None
    languages: Sequence[str]
    document: Mapping[str, Any]
    items: Sequence[ItemView]
    sections: Sequence[SectionView]
