"""
The scores that the people of a window have, for what compares them with those of other windows.

For the applets above; checks no right. What is returned links people to what they answered: it is
for one computation in a worker, and nothing keeps it.
"""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from . import questionnaire as questionnaires
from .data import Mode
from .keys import pseudonym_of
from .models import ConfidentialScore, FrameRow, IdentifiedScore, ProgramKey, Window
from .questionnaire import ScoreRule

Scores = Mapping[str, float]


def shared_scores(window_id: int, other_id: int) -> frozenset[str]:
    """Return the scores that both windows have, on the same scale."""
    one, other = _rules(window_id), _rules(other_id)
    return frozenset(
        key
        for key, rule in one.items()
        if key in other and (rule.low, rule.high) == (other[key].low, other[key].high)
    )


def scores_of_people(window_id: int) -> Mapping[str, Scores]:
    """
    Return the scores in a closed window by the person who has them, late answers left out.

    Nobody's where answers have no link to people, or where the key to their codes is destroyed.
    """
    window = Window.objects.get(id=window_id)
    on_time = FrameRow.objects.filter(window_id=window_id, is_late=False)
    people = on_time.values_list("person", flat=True)
    if window.mode == Mode.IDENTIFIED:
        rows = IdentifiedScore.objects.filter(response__window_id=window_id)
        return _by_person(
            {one: one for one in people}, rows.values_list("response__person", "score", "value")
        )
    key = ProgramKey.objects.filter(program_id=window.program_id).first()
    if window.mode != Mode.CONFIDENTIAL or key is None:
        return {}
    coded = ConfidentialScore.objects.filter(response__window_id=window_id)
    return _by_person(
        {pseudonym_of(one, key): one for one in people},
        coded.values_list("response__pseudonym", "score", "value"),
    )


def _rules(window_id: int) -> Mapping[str, ScoreRule]:
    window = Window.objects.select_related("version").get(id=window_id)
    return {rule.key: rule for rule in questionnaires.read(window.version.document).scores}


def _by_person(people: Mapping[str, str], rows: Any) -> Mapping[str, Scores]:
    found: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for link, score, value in rows.iterator():
        if link in people:
            found[people[link]][score] = value
    return found
