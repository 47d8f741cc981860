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
from outcomes_plugin.surveys.data import Mode, TracedItem, WindowData, WindowState

from .quality_reading import answering_styles, quality_of, score_qualities
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
    rows = quality_of(results.release.id) if reads and results.release is not None else []
    return WindowDetail(
        results=results,
        asked=counts.asked,
        answered=counts.done,
        declined=counts.declined,
        begun=_begun(standing, window),
        k=program.k,
        is_too_small=results.release is not None and results.release.asked is None,
        rates=rates(response),
        comparisons=comparisons(response, at=at),
        scores=score_qualities(
            rows, {one.item.key: one.item for one in questions}, _score_titles(questions)
        ),
        style=answering_styles(rows),
        questions=questions,
    )


def _begun(standing: Standing, window: WindowData) -> int | None:
    """Return how many have begun and not sent: of few it is not told, nor outside its mode."""
    if window.mode is not Mode.IDENTIFIED or not standing.allows(Thing.PARTICIPATION, Action.READ):
        return None
    begun = surveys_api.begun(window.id)
    return begun if begun is not None and (begun == 0 or begun >= standing.program.k) else None


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
