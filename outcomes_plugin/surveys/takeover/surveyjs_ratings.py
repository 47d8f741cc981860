"""Ratings and sliders of SurveyJS: a scale in words, or 0 to 10."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from outcomes_plugin.surveys.texts import Text

from . import reasons
from .draft import Draft
from .steps import MOST_POINTS, faces, of_a_range, of_points, stars
from .surveyjs_parts import Element, Made, key_of, pairs_of, text_of

_MOST_RATED = 100
_FIVE = 5


def rating(element: Element, draft: Draft, name: str, title: Text) -> Iterator[Made]:
    """Return 0–10 or a scale in words; stars and faces become words."""
    low, high, step = (
        _whole(element, prop, usual)
        for prop, usual in (("rateMin", 1), ("rateMax", _FIVE), ("rateStep", 1))
    )
    count = element.take("rateCount")
    if isinstance(count, int) and "rateMax" not in element.values and high == _FIVE:
        high = low + (count - 1) * step
    ends = (
        draft.label(text_of(element, "minRateDescription"), element.place),
        draft.label(text_of(element, "maxRateDescription"), element.place),
    )
    shape = element.take("rateType") or element.take("rateDisplayMode")
    told = dict(_rated(element, draft))
    values = [one for one in told if isinstance(one, int)] or list(range(low, high + 1, step or 1))
    if told and (len(values) != len(told) or values != sorted(set(values))):
        values = list(range(1, len(told) + 1))
        draft.note(element.place, _("The answers count 1, 2, 3 … in the order of the file."))
    if not 2 <= len(values) <= _MOST_RATED:
        draft.leave(element.place, f"rating {name}", reasons.UNREADABLE)
        return
    labels: Mapping[int, Text] = dict(zip(values, told.values(), strict=True)) if told else {}
    if shape in ("stars", "smileys", "image"):
        draft.note(element.place, _("Stars and faces have become words. Read whether they fit."))
        labels = {**(faces(values) if shape != "stars" else stars(values)), **labels}
        labels = {v: one for v, one in labels.items() if told or not _is_end(v, values, ends)}
    fields = (
        of_points(draft, name, values, ends, labels)
        if labels and len(values) <= MOST_POINTS
        else _numbers(draft, element.place, name, values, ends)
    )
    stored = {key_of(one): value for one, value in zip(told or values, values, strict=True)}
    yield Made(name=name, fields={"prompt": title, **fields}, values=stored)


def _is_end(value: int, values: Sequence[int], ends: tuple[Text, Text]) -> bool:
    return bool((value == values[0] and ends[0]) or (value == values[-1] and ends[1]))


def _numbers(
    draft: Draft, place: str, name: str, values: list[int], ends: tuple[Text, Text]
) -> dict[str, Any]:
    low, high, step = (Decimal(one) for one in (values[0], values[-1], values[1] - values[0]))
    return of_a_range(draft, place, name=name, low=low, high=high, step=step, ends=ends)


def _rated(element: Element, draft: Draft) -> Iterator[tuple[object, Text]]:
    for value, text in pairs_of(element, "rateValues", draft):
        hashable = value if isinstance(value, int | str | float) else str(value)
        yield hashable, draft.label(text, f"{element.place}.rateValues")


def _whole(element: Element, prop: str, usual: int) -> int:
    told = element.values.get(prop)
    if isinstance(told, int) and not isinstance(told, bool) and abs(told) <= 10_000:
        return int(element.take(prop))
    return usual


def slider(element: Element, draft: Draft, name: str, title: Text) -> Iterator[Made]:
    """Return a number in its range; one from 0 to 100 becomes 0 to 10."""
    low, high, step = (
        _decimal(element, prop, usual) for prop, usual in (("min", 0), ("max", 100), ("step", 1))
    )
    ends: tuple[Text, Text] = (str(low), str(high))
    if (low, high) == (Decimal(0), Decimal(100)):
        draft.note(element.place, _("The slider has become a number from 0 to 10."))
        low, high, step = Decimal(0), Decimal(10), Decimal(1)
    if element.take("sliderType") == "range" or low >= high or step <= 0:
        draft.leave(element.place, f"slider {name}", reasons.NO_KIND)
        element.values.clear()
        return
    fields = of_a_range(draft, element.place, name=name, low=low, high=high, step=step, ends=ends)
    yield Made(name=name, fields={"prompt": title, **fields})


def _decimal(element: Element, prop: str, usual: int) -> Decimal:
    try:
        told = Decimal(str(element.values.get(prop, usual)))
    except InvalidOperation:
        return Decimal(usual)
    if not told.is_finite():
        return Decimal(usual)
    element.take(prop)
    return told
