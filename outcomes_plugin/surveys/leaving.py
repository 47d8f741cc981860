"""Where those stopped who began a survey and have not sent it."""

from collections import Counter
from collections.abc import Mapping, Sequence

from . import questionnaire as questionnaires
from .data import Answers, Mode, WindowState
from .drafts import drafts_in
from .models import Window


def left_after(window: Window) -> Mapping[str, int]:
    """
    Return how many of the drafts end with each item: the last one, in order, that has an answer.

    What somebody has begun to change of answers that they had sent is no draft of this kind. A
    draft without any answer counts under an empty key.
    """
    questionnaire = questionnaires.read(window.version.document)
    keys = [item.key for item in questionnaire.items_for(window.role)]
    found = Counter(_last(keys, answers) for answers in drafts_in(window))
    return {key: found[key] for key in ("", *keys) if found[key]}


def _last(keys: Sequence[str], answers: Answers) -> str:
    return next((key for key in reversed(keys) if key in answers), "")


def begun(window_id: int) -> int | None:
    """
    Return how many have begun and not sent, with their name; None in the protected modes.

    After the close it is how many had. For the applets above: checks no right.
    """
    window = Window.objects.filter(id=window_id, mode=Mode.IDENTIFIED).first()
    if window is None:
        return None
    if window.state == WindowState.CLOSED:
        return sum(map(int, window.left_after.values()))
    return sum(1 for _answers in drafts_in(window))
