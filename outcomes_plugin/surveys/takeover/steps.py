"""Scales of other tools, in words or numbers: stars, faces, sliders and ranges."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from outcomes_plugin.surveys.texts import Text

from .draft import Draft

MOST_POINTS = 11
_FACES = 5


def said_of(number: str, words: Text) -> Text:
    """Return the number with its words, in each language of the words."""
    if isinstance(words, str):
        return f"{number} – {words}" if words else number
    return {language: f"{number} – {one}" for language, one in words.items()}


def of_a_range(
    draft: Draft,
    place: str,
    *,
    name: str,
    low: Decimal,
    high: Decimal,
    step: Decimal,
    ends: tuple[Text, Text],
) -> dict[str, Any]:
    """Return the fields of an item for numbers in a range: 0–10, a scale, or a number."""
    is_whole = all(one == one.to_integral_value() for one in (low, high, step))
    if (low, high, step) == (Decimal(0), Decimal(10), Decimal(1)):
        ends_said = {"low": ends[0] or _("lowest"), "high": ends[1] or _("highest")}
        return {"kind": "zero_to_ten", "ends": ends_said}
    points = int((high - low) / step) + 1 if step > 0 and high > low else 0
    if is_whole and 2 <= points <= MOST_POINTS and low + (points - 1) * step == high:
        values = [int(low + index * step) for index in range(points)]
        return of_points(draft, name, values, ends)
    if step != 1:
        draft.note(
            place,
            _("Any number in the range can be written, not only every {step}.").format(step=step),
        )
    decimals = min(6, max(0, *(-int(one.as_tuple().exponent) for one in (low, high, step))))
    draft.note(place, _("The range has become a number that is written."))
    return {
        "kind": "number",
        "low": _number(min(low, high)),
        "high": _number(max(low, high)),
        **({"decimals": decimals} if decimals else {}),
    }


def of_points(
    draft: Draft,
    name: str,
    values: list[int],
    ends: tuple[Text, Text],
    told: Mapping[int, Text] | None = None,
) -> dict[str, Any]:
    """Return the fields of an item on a scale of these values."""
    labels: dict[int, Text] = {value: str(value) for value in values}
    labels[values[0]] = said_of(str(values[0]), ends[0])
    labels[values[-1]] = said_of(str(values[-1]), ends[1])
    labels |= {value: label for value, label in (told or {}).items() if label}
    scale = draft.scale(name, [(value, labels[value]) for value in values])
    return {"kind": "likert", "scale": scale}


def stars(values: list[int]) -> Mapping[int, Text]:
    """Return the words for stars."""
    return {
        value: _("{count} of {all}").format(count=index + 1, all=len(values))
        for index, value in enumerate(values)
    }


def faces(values: list[int]) -> Mapping[int, Text]:
    """Return the words for faces, from the saddest to the happiest."""
    if len(values) != _FACES:
        return stars(values)
    said = (_("Very bad"), _("Bad"), _("Neither good nor bad"), _("Good"), _("Very good"))
    return dict(zip(values, said, strict=True))


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)
