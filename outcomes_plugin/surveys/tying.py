"""Which indicators a window's scores count toward."""

from collections.abc import Iterable

from outcomes_plugin.frameworks import api as frameworks_api
from outcomes_plugin.frameworks.data import IndicatorData, Measure

from .questionnaire import Questionnaire


def indicators_of(
    questionnaire: Questionnaire, *, program_id: int, role: str
) -> list[IndicatorData]:
    """Return the program's current indicators that use one of the scores."""
    return indicators_among(frameworks_api.indicators(program_id), questionnaire, role=role)


def indicators_among(
    indicators: Iterable[IndicatorData], questionnaire: Questionnaire, *, role: str
) -> list[IndicatorData]:
    """Return those of the indicators that use one of the scores."""
    scores = {rule.key for rule in questionnaire.scores}
    return [
        one
        for one in indicators
        if one.source.get("score") in scores and one.source.get("role") == role
    ]


def is_paired(indicators: list[IndicatorData], *, wave: str) -> bool:
    """Return whether the window is one side of a change between two windows."""
    return any(
        one.measure == Measure.PAIRED_CHANGE
        and wave in (one.source.get("before"), one.source.get("after"))
        for one in indicators
    )
