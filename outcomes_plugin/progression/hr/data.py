"""Values that cross the border of HR's sources, files and facts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from outcomes_plugin.errors import Problem
from outcomes_plugin.programs.data import ImportPlan
from outcomes_plugin.progression.data import HrKind


class HrExtent(StrEnum):
    """Whether a file holds what changed, or all that the source knows."""

    CHANGES = "changes"
    COMPLETE = "complete"


class DateForm(StrEnum):
    """How a source writes days. Year first with hyphens is always read as well."""

    ISO = "YYYY-MM-DD"
    GERMAN = "DD.MM.YYYY"
    BRITISH = "DD/MM/YYYY"
    AMERICAN = "MM/DD/YYYY"
    HYPHENS = "DD-MM-YYYY"
    BARE = "YYYYMMDD"


class Encoding(StrEnum):
    """How a CSV file turns letters into bytes."""

    UTF_8 = "utf-8"
    UTF_16 = "utf-16"
    WINDOWS_1252 = "windows-1252"
    LATIN_1 = "iso-8859-1"


class Separator(StrEnum):
    """What stands between the columns of a CSV file; unless one is named, it is found out."""

    GUESSED = ""
    COMMA = ","
    SEMICOLON = ";"
    TAB = "\t"
    BAR = "|"


class DisputeOutcome(StrEnum):
    """How a dispute of a fact ended."""

    CORRECTED = "corrected"
    STAYS = "stays"


ANY_OTHER = "*"
"""The word of a translation that stands for every value that has none of its own."""


@dataclass(frozen=True, kw_only=True)
class HrMapping:
    """
    How the files of a source are read.

    `columns` names the file's column for a field (see `fields.COLUMNS`), `fixed` the value of a
    field that has no column. `words` translates values, field by field; `ANY_OTHER` stands for
    those without a translation of their own. Names of columns and values to translate are compared
    without regard to case. `sheet` is the sheet of a workbook; empty for its first.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    fixed: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    date_forms: Sequence[DateForm] = (DateForm.ISO, DateForm.GERMAN)
    encoding: Encoding = Encoding.UTF_8
    separator: Separator = Separator.GUESSED
    sheet: str = ""


@dataclass(frozen=True, kw_only=True)
class HrSourceData:
    """A source of HR facts in a program: where they come from, and how its files are read."""

    program_id: int
    key: str
    title: str
    kind: HrKind
    mapping: HrMapping
    changed_at: datetime


@dataclass(frozen=True, kw_only=True)
class HrPreview:
    """
    The first rows of a file as a mapping would read them; nothing of it was compared or kept.

    `columns` are the file's own, `sheets` those of a workbook, and each row holds a value per
    field. `lines` are the lines of the file on which the rows stand. `values` are what the whole
    file has written for each field that has only some words, the first fifty of them.
    """

    columns: tuple[str, ...]
    sheets: tuple[str, ...]
    lines: tuple[int, ...]
    rows: tuple[Mapping[str, str], ...]
    problems: tuple[Problem, ...]
    values: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, kw_only=True)
class HrPlan(ImportPlan):
    """
    What a file or rows of HR would do.

    `missing` are the keys of the source that a complete file lacks, whose facts are retracted;
    `needs_confirmation` when they are so many that a person must name their number to go on.
    """

    kind: HrKind
    source: str = ""
    missing: tuple[str, ...] = ()
    needs_confirmation: bool = False

    @property
    def retracts(self) -> int:
        """How many facts are retracted: by rows that say so, and by being missing."""
        return super().retracts + len(self.missing)


@dataclass(frozen=True, kw_only=True)
class HeldRow:
    """A row about somebody who is not in the program: its key and when it came, nothing else."""

    source: str
    kind: HrKind
    source_key: str
    received_at: datetime


@dataclass(frozen=True, kw_only=True)
class HrImportData:
    """An import that was applied, or refused for its problems; by how many rows did what."""

    source: str
    kind: HrKind
    digest: str
    at: datetime
    added: int
    changed: int
    unchanged: int
    held: int
    retracted: int
    problems: int

    @property
    def is_applied(self) -> bool:
        return not self.problems


@dataclass(frozen=True, kw_only=True)
class ReportingLineData:
    """Who a person reports to, and from when to when; `ends_on` is the last day or None."""

    id: int
    program_id: int
    source: str
    source_key: str
    person: str
    manager: str
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True, kw_only=True)
class DisputeData:
    """A fact that its person calls wrong; `outcome` is None while nobody has settled it."""

    id: int
    program_id: int
    person: str
    kind: HrKind
    fact_id: int
    source: str
    source_key: str
    disputed_at: datetime
    settled_at: datetime | None
    outcome: DisputeOutcome | None
