"""The scales of a document, which its likert items share."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext_lazy as _

from outcomes_plugin.errors import Problem

from .document_parts import is_integer, problems_of_fields, problems_of_key, problems_of_text

MOST_POINTS = 11


def problems_of_scales(scales: object) -> Iterator[Problem]:
    """Find scales whose points could not be told apart, or do not rise."""
    if not isinstance(scales, Mapping):
        yield Problem(_("Scales stand in an object, each under its key."), column="scales")
        return
    for key, scale in scales.items():
        place = f"scales.{key}"
        yield from problems_of_key(key, place)
        if not isinstance(scale, Mapping):
            yield Problem(_("A scale is an object."), column=place)
            continue
        yield from problems_of_fields(
            scale, place, known={"kind", "points"}, needed={"kind", "points"}
        )
        if scale.get("kind", "likert") != "likert":
            yield Problem(_("A scale is of the kind likert."), column=f"{place}.kind")
        if "points" in scale:
            yield from _problems_of_points(scale["points"], f"{place}.points")


def _problems_of_points(points: object, place: str) -> Iterator[Problem]:
    if not isinstance(points, list) or not 2 <= len(points) <= MOST_POINTS:
        yield Problem(_("A scale has 2 to 11 points."), column=place)
        return
    values = []
    for index, point in enumerate(points):
        at = f"{place}[{index}]"
        if not isinstance(point, Mapping):
            yield Problem(_("A point is an object with a value and a label."), column=at)
            continue
        yield from problems_of_fields(
            point, at, known={"value", "label"}, needed={"value", "label"}
        )
        if "label" in point:
            yield from problems_of_text(point["label"], f"{at}.label", longest=200)
        if "value" in point and not is_integer(point["value"]):
            yield Problem(_("The value of a point is a whole number."), column=f"{at}.value")
        values.append(point.get("value"))
    whole = [value for value in values if is_integer(value)]
    if len(whole) == len(values) and whole != sorted(set(whole)):
        yield Problem(_("The values of a scale rise from point to point."), column=place)
