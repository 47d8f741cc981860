"""One window for those who run or study the program: its response, its quality, its purpose."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.utils import translation

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import NotFound
from outcomes_plugin.frameworks import api as frameworks_api
from outcomes_plugin.frameworks.data import IndicatorData, in_language
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.programs.data import Action, Standing, Thing
from outcomes_plugin.surveys import api as surveys_api
from outcomes_plugin.surveys.data import AnswerQuality, Mode, TracedItem, WindowData, WindowState

from .data import QualityData
from .quality_drop_off import drop_off_rows
from .quality_reading import answering_styles, drop_offs, quality_of, score_qualities
from .quality_style import style_rows
from .response import comparisons, rates, response_to
from .results import results_of
from .window_data import Counted, TracedQuestion, WindowDetail


def window_detail(actor: Actor, window_id: int, *, language: str, at: datetime) -> WindowDetail:
    """
    Return the window as far as the actor may see it.

    Counts and rates are live. How far the answers can be trusted comes from the window's release.

    Raises:
        NotFound: no such window, or the actor may not count its participation.
    """
    window = surveys_api.find_window(window_id)
    if window is None:
        raise NotFound
    standing = programs_api.whole_standing(actor, window.program_id)
    if not standing.allows(Thing.PARTICIPATION, Action.READ_COUNTS):
        raise NotFound
    with translation.override(language):
        return _detail(standing, window, language=language, at=at)


def _detail(standing: Standing, window: WindowData, *, language: str, at: datetime) -> WindowDetail:
    program = standing.program
    results = results_of(program, window)
    counts = surveys_api.participation_of(window, k=program.k)
    response = response_to(standing, window)
    reads = standing.allows(Thing.RELEASES, Action.READ)
    questions = _questions(window, language=language) if reads else []
    live = _live(standing, window)
    released = quality_of(results.release.id) if reads and results.release is not None else []
    rows = _rows(released, live, window, k=program.k)
    return WindowDetail(
        results=results,
        asked=counts.asked,
        answered=counts.done,
        late=counts.late,
        declined=counts.declined,
        k=program.k,
        is_too_small=results.release is not None and results.release.asked is None,
        rates=rates(response),
        comparisons=comparisons(response, at=at),
        scores=score_qualities(
            rows, {one.item.key: one.item for one in questions}, _score_titles(questions)
        ),
        style=answering_styles(rows),
        drop_off=drop_offs(rows),
        typical_seconds=_typical_seconds(live, k=program.k),
        questions=questions,
    )


def _live(standing: Standing, window: WindowData) -> AnswerQuality | None:
    """Return what coordinators may know of the answers' quality while they come in: named ones."""
    reads = standing.allows(Thing.PARTICIPATION, Action.READ)
    if not reads or window.mode is not Mode.IDENTIFIED or window.state is WindowState.PLANNED:
        return None
    return surveys_api.live_answer_quality(window.id)


def _rows(
    release_rows: Sequence[QualityData], live: AnswerQuality | None, window: WindowData, *, k: int
) -> Sequence[QualityData]:
    """Return the quality that is released, or live where it may be until then."""
    if live is None or window.state is not WindowState.OPEN:
        return release_rows
    return [*style_rows(live, k=k), *drop_off_rows(live.left or (), answered=live.answered, k=k)]


def _typical_seconds(live: AnswerQuality | None, *, k: int) -> int | None:
    return live.typical_seconds if live is not None and live.timed >= 2 * k else None


def _questions(window: WindowData, *, language: str) -> Sequence[TracedQuestion]:
    indicators = _indicators(window)
    return [
        TracedQuestion(item=item, counted=_counted(item, indicators, language=language))
        for item in surveys_api.traced_items(window.id, language=language)
    ]


def _indicators(window: WindowData) -> Sequence[IndicatorData]:
    """Return the indicators in force at the window's close, or now, that its scores can serve."""
    at = window.closed_at if window.state is WindowState.CLOSED else None
    found = frameworks_api.indicators(window.program_id, at=at)
    return [one for one in found if one.source.get("role") == window.role]


def _counted(
    item: TracedItem, indicators: Sequence[IndicatorData], *, language: str
) -> Sequence[Counted]:
    return [
        Counted(
            score=one.source["score"],
            indicator=in_language(one.title, language),
            outcome=in_language(one.outcome.title, language),
        )
        for one in indicators
        if one.source.get("score") in item.scores
    ]


def _score_titles(questions: Sequence[TracedQuestion]) -> Mapping[str, str]:
    """Return what each score is called: as the first indicator that it counts toward."""
    titles: dict[str, str] = {}
    for question in questions:
        for one in question.counted:
            titles.setdefault(one.score, one.indicator)
    return titles
