"""Where those stopped who began a survey and have not sent it."""

from collections import Counter
from collections.abc import Mapping, Sequence

from . import questionnaire as questionnaires
from .data import Answers
from .drafts import drafts_in
from .models import Window


def left_after(window: Window) -> Mapping[str, int]:
    """
    Return how many of the drafts end with each item: the last one, in order, that has an answer.

    What somebody has begun to change of answers that they had sent is no draft of this kind.
    """
    questionnaire = questionnaires.read(window.version.document)
    keys = [item.key for item in questionnaire.items_for(window.role)]
    found = Counter(_last(keys, answers) for answers in drafts_in(window))
    return {key: found[key] for key in keys if found[key]}


def _last(keys: Sequence[str], answers: Answers) -> str:
    return next((key for key in reversed(keys) if key in answers), "")
