"""What the questions of a window count toward, question by question."""

from collections.abc import Sequence

from . import questionnaire as questionnaires
from .data import TracedItem
from .models import Window
from .wording import plain_of


def traced_items(window_id: int, *, language: str) -> Sequence[TracedItem]:
    """
    Return the questions of the window in their order, in words, each with the scores it is part of.

    For the applets above; checks no right.
    """
    window = Window.objects.select_related("version").get(id=window_id)
    questionnaire = questionnaires.read(window.version.document)
    return [
        TracedItem(
            key=item.key,
            prompt=plain_of(item.prompt, language, words={}),
            scores=tuple(rule.key for rule in questionnaire.scores if item.key in rule.items),
            reverse_keyed=any(item.key in rule.reverse_keyed for rule in questionnaire.scores),
        )
        for item in questionnaire.items_for(window.role)
        if not item.is_information
    ]
