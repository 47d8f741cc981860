"""How long a questionnaire takes to answer, by our count. Pure."""

from collections.abc import Mapping

from .questionnaire import Item, Questionnaire

LONGEST_BEARABLE = 5
# Seconds per question: reading it and choosing, or thinking of words and typing them on a phone.
_SECONDS: Mapping[str, int] = {
    "likert": 7,
    "zero_to_ten": 8,
    "single_choice": 9,
    "multiple_choice": 14,
    "number": 10,
    "date": 10,
    "ranking": 25,
    "short_text": 20,
    "text": 50,
    "information": 6,
}
_BEGINNING = 15
_OWN_WORDS = 10


def minutes_of(questionnaire: Questionnaire) -> int:
    """Return the minutes that the role with the longer way through needs, 1 at least."""
    seconds = max(
        sum(_seconds(item) for item in questionnaire.items_for(role))
        for role in ("mentee", "mentor")
    )
    return max(1, round((_BEGINNING + seconds) / 60))


def _seconds(item: Item) -> int:
    return _SECONDS[item.kind] + (_OWN_WORDS if item.other else 0)
