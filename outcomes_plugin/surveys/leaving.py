"""Where those stopped who began a survey and have not sent it."""

from collections import Counter
from collections.abc import Mapping, Sequence

from . import questionnaire as questionnaires
from .data import Answers, Mode, WindowState
from .drafts import drafts_in
from .models import Window

# Pages are a matter of the screen; a survey of any length has a beginning, a middle and an end.
PARTS = 3


def left_after(window: Window) -> Mapping[str, int]:
    """
    Return how many of the drafts end with each item: the last one, in order, that has an answer.

    What somebody has begun to change of answers that they had sent is no draft of this kind. A
    draft without any answer counts under an empty key.
    """
    keys = _keys(window)
    found = Counter(_last(keys, answers) for answers in drafts_in(window))
    return {key: found[key] for key in ("", *keys) if found[key]}


def left_by_part(window: Window) -> Sequence[int] | None:
    """
    Return how many stopped in each third of the survey; None where no drafts are kept.

    It is read from the drafts until the close, which is when they go.
    """
    if window.mode == Mode.ANONYMOUS:
        return None
    is_closed = window.state == WindowState.CLOSED
    found: Mapping[str, int] = window.left_after if is_closed else left_after(window)
    keys = _keys(window)
    parts = [0] * PARTS
    for key, people in found.items():
        place = keys.index(key) if key in keys else 0
        parts[place * PARTS // max(1, len(keys))] += people
    return parts


def _keys(window: Window) -> Sequence[str]:
    items = questionnaires.read(window.version.document).items_for(window.role)
    return [item.key for item in items if not item.is_information]


def _last(keys: Sequence[str], answers: Answers) -> str:
    return next((key for key in reversed(keys) if key in answers), "")
