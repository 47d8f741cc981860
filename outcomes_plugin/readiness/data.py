"""Values that cross the border of readiness."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from outcomes_plugin.programs.data import ProgramData, Standing


class StepName(StrEnum):
    """The steps of setting up, in their order."""

    PROGRAM = "program"
    COHORTS = "cohorts"
    PEOPLE = "people"
    PAIRINGS = "pairings"
    COURSES = "courses"
    INDICATORS = "indicators"
    INSTRUMENTS = "instruments"
    WINDOWS = "windows"
    NOTICE = "notice"


@dataclass(frozen=True, kw_only=True)
class SetUpFacts:
    """
    What there is of a program. `hindrances` says why planned windows would not open.

    `paired_mentees` have a mentor, be it paused; `proposed_mentees` wait for one to answer.
    """

    cohorts: int
    mentees: int
    mentors: int
    paired_mentees: int
    proposed_mentees: int
    courses: int
    indicators: int
    windows: int
    hindrances: Sequence[str]
    has_notice: bool


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step. `missing` holds a sentence for each thing that is not there yet."""

    name: StepName
    is_needed: bool
    missing: Sequence[str]

    @property
    def is_done(self) -> bool:
        return not self.missing


@dataclass(frozen=True, kw_only=True)
class SetUp:
    """How far a program is set up, which steps the reader may open, and which are theirs to do."""

    standing: Standing
    steps: Sequence[Step]
    open_to_reader: frozenset[StepName]
    theirs_to_do: frozenset[StepName]
    may_begin: bool

    @property
    def program(self) -> ProgramData:
        return self.standing.program

    @property
    def lacking(self) -> Sequence[Step]:
        """The steps without which the program cannot begin."""
        return [step for step in self.steps if step.is_needed and not step.is_done]

    @property
    def next_step(self) -> Step | None:
        """The first step that is the reader's to do and not done."""
        mine = (step for step in self.steps if step.name in self.theirs_to_do)
        return next((step for step in mine if not step.is_done), None)
