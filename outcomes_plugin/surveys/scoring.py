"""Scores of one response."""

from collections.abc import Mapping

from .data import Answers
from .questionnaire import Questionnaire, ScoreRule

_DECIMALS = 6


def score_answers(questionnaire: Questionnaire, answers: Answers) -> Mapping[str, float]:
    """
    Return every score for which enough items were answered.

    A score is the mean of the answered items in the items' own units; a reverse-keyed answer x
    counts as low + high - x. "Does not apply" counts as not answered.
    """
    scores = {rule.key: _score(rule, answers) for rule in questionnaire.scores}
    return {key: value for key, value in scores.items() if value is not None}


def _score(rule: ScoreRule, answers: Answers) -> float | None:
    values = [
        rule.low + rule.high - value if key in rule.reverse_keyed else value
        for key in rule.items
        if isinstance(value := answers.get(key), int)
    ]
    if len(values) < rule.minimum_answered:
        return None
    return round(sum(values) / len(values), _DECIMALS)
