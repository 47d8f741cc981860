"""What the sources of quality figures are given."""

from dataclasses import dataclass

from outcomes_plugin.programs.data import ProgramData
from outcomes_plugin.surveys.data import AnswerQuality, WindowData


@dataclass(frozen=True, kw_only=True)
class Judged:
    """A closed window and what its release shows of it. Nothing is shown of hidden scores."""

    program: ProgramData
    window: WindowData
    answers: AnswerQuality
    asked: int
    shown_scores: frozenset[str]

    @property
    def k(self) -> int:
        return self.program.k

    @property
    def is_too_small(self) -> bool:
        """Whether so few were asked that nothing is shown of what they answered."""
        return self.asked < 2 * self.k
