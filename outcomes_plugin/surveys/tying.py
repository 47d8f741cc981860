"""Which indicators a window's scores count toward."""

from outcomes_plugin.frameworks import api as frameworks_api
from outcomes_plugin.frameworks.data import IndicatorData, Measure

from .questionnaire import Questionnaire


def indicators_of(
    questionnaire: Questionnaire, *, program_id: int, role: str
) -> list[IndicatorData]:
    """Return the current indicators that use one of the scores."""
    scores = {rule.key for rule in questionnaire.scores}
    return [
        one
        for one in frameworks_api.indicators(program_id)
        if one.source.get("score") in scores and one.source.get("role") == role
    ]


def is_paired(indicators: list[IndicatorData], *, wave: str) -> bool:
    """Return whether the window is one side of a change between two windows."""
    return any(
        one.measure == Measure.PAIRED_CHANGE
        and wave in (one.source.get("before"), one.source.get("after"))
        for one in indicators
    )
