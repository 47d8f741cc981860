"""Whose rows are read, and what they mean for the tables."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from outcomes_plugin.errors import Problem
from outcomes_plugin.programs.data import PlannedRow
from outcomes_plugin.progression.data import HrKind
from outcomes_plugin.progression.models import HeldHrRow

from .data import DateForm
from .fields import MODELS

ROWS_AT_ONCE = 1000


@dataclass(frozen=True, kw_only=True)
class Reading:
    """Whose rows are read, what they are, and how they write days."""

    program_id: int
    source: str
    kind: HrKind
    date_forms: Sequence[DateForm]

    def facts(self) -> Any:
        """Return the facts of the source as a query."""
        model: Any = MODELS[self.kind]
        return model.objects.filter(program_id=self.program_id, source=self.source)

    def held(self) -> Any:
        """Return the held rows of the source as a query."""
        return HeldHrRow.objects.filter(
            program_id=self.program_id, source=self.source, kind=self.kind
        )


@dataclass(kw_only=True)
class Work:
    """
    What applying the rows means for the tables.

    `standing` are the units as they are afterwards, and `known` is how many keys the source has.
    """

    planned: list[PlannedRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    added: list[Any] = field(default_factory=list)
    changed: list[Any] = field(default_factory=list)
    gone: list[int] = field(default_factory=list)
    held: list[HeldHrRow] = field(default_factory=list)
    held_again: list[HeldHrRow] = field(default_factory=list)
    released: list[int] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    standing: list[Any] = field(default_factory=list)
    known: int = 0

    @property
    def is_nothing(self) -> bool:
        """Whether everything is known as it stands."""
        return not any(
            (self.added, self.changed, self.gone, self.held, self.held_again, self.released)
        )
