"""Whether somebody chose the same point all the way down. Pure."""

from collections.abc import Sequence

from .data import Answers
from .questionnaire import Item, Questionnaire

# Three equal answers in a row are common in earnest.
FEWEST_STATEMENTS = 4

Scale = Sequence[Item]


def scales_to_judge(questionnaire: Questionnaire, *, role: str) -> Sequence[Scale]:
    """Return the statements that share their points, where they are enough to judge."""
    found: dict[tuple[int | str, ...], list[Item]] = {}
    for item in questionnaire.items_for(role):
        if item.kind == "likert":
            found.setdefault(tuple(point.value for point in item.points), []).append(item)
    return [scale for scale in found.values() if len(scale) >= FEWEST_STATEMENTS]


def is_straight(scales: Sequence[Scale], answers: Answers) -> bool:
    """
    Return whether one and the same point was chosen in each scale.

    "Does not apply" is no point. A scale with too few answers tells nothing; somebody of whom no
    scale tells anything did not answer straight down.
    """
    chosen = [
        [value for item in scale if isinstance(value := answers.get(item.key), int)]
        for scale in scales
    ]
    told = [values for values in chosen if len(values) >= FEWEST_STATEMENTS]
    return bool(told) and all(len(set(values)) == 1 for values in told)
