"""
How far the answers of a closed window can be trusted: the quality figures of its release.

Every source takes the window and the scores that the release shows, and returns rows that may be
published as they are: what is to be hidden is hidden already, what is to be rounded is rounded.
"""

from collections.abc import Callable, Sequence

from outcomes_plugin.programs.data import ProgramData
from outcomes_plugin.surveys import api as surveys_api
from outcomes_plugin.surveys.data import AnswerQuality

from .data import QualityData
from .models import ReleaseCell
from .quality_agreement import agreement
from .quality_data import Judged
from .quality_drop_off import drop_off
from .quality_hidden import hidden_scores
from .quality_scales import reliability
from .quality_style import answering_style

Source = Callable[[Judged], Sequence[QualityData]]

SOURCES: Sequence[Source] = (reliability, answering_style, drop_off, agreement)


def quality_rows(
    program: ProgramData, *, window_id: int | None, cells: Sequence[ReleaseCell]
) -> Sequence[QualityData]:
    """Return the quality figures of the window whose cells these are; a quarter has none."""
    window = surveys_api.find_window(window_id) if window_id is not None else None
    if window is None:
        return []
    answers = surveys_api.answer_quality(window.id)
    judged = Judged(
        program=program,
        window=window,
        answers=answers,
        asked=sum(surveys_api.asked(window.id).values()),
        shown_scores=_shown_scores(program, cells, answers),
    )
    return [row for source in SOURCES for row in source(judged)]


def _shown_scores(
    program: ProgramData, cells: Sequence[ReleaseCell], answers: AnswerQuality
) -> frozenset[str]:
    """Return the scores of which the release hides neither the mean nor the change as a whole."""
    return frozenset(scale.score for scale in answers.scales) - hidden_scores(program, cells)
