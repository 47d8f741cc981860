"""
The trend chart as a Vega-Lite specification: dots, whiskers, a thin line, the target.

A hidden release leaves a gap with a hatched block, and no line is drawn across it. Few people make
the whisker dashed. Time runs by real distance, and with the reading direction.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from outcomes_plugin.frameworks.data import Direction, IndicatorData

from . import rules, wording
from .axes import value_axis, value_ticks
from .points import TrendPoint

WIDTH, HEIGHT = 560, 200

_INK, _MUTED, _LINE, _SERIES, _GOOD = "#212529", "#5C5C5C", "#E1DDDB", "#0A3055", "#E4F0EE"
_FONT = "Inter, Helvetica Neue, Arial, sans-serif"
_HATCH = "M-1,-1L1,-1L1,1L-1,1L-1,-1M-1,0L0,-1M-1,1L1,-1M0,1L1,0"
_ROOM_FOR_LABEL = 112

CONFIG: Mapping[str, Any] = {
    "aria": False,
    "background": None,
    "font": _FONT,
    "view": {"stroke": None},
    "axis": {
        "domain": False,
        "ticks": False,
        "gridColor": _LINE,
        "labelColor": _MUTED,
        "labelFontSize": 12,
        "labelPadding": 8,
        "title": None,
    },
    "text": {"fontSize": 12, "color": _MUTED},
}


def trend_spec(
    indicator: IndicatorData, points: Sequence[TrendPoint], *, right_to_left: bool
) -> Mapping[str, Any]:
    """Return the specification of the indicator's way, oldest point first."""
    ticks = value_ticks(indicator, points)
    low, high = ticks[0], ticks[-1]
    times = _time_domain(points)
    x = {
        "field": "at",
        "type": "temporal",
        "axis": None,
        "scale": {"domain": times, "type": "utc", "reverse": right_to_left},
    }
    y_axis = {**value_axis(indicator, ticks), "orient": "right" if right_to_left else "left"}
    y = {"type": "quantitative", "scale": {"domain": [low, high], "nice": False}, "axis": y_axis}
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": WIDTH,
        "height": HEIGHT,
        "padding": {"left": 8, "right": 8, "top": 8, "bottom": 44},
        "config": CONFIG,
        "data": {"values": _rows(indicator, points, low=low, high=high)},
        "layer": [*_target_layers(x, y), *_point_layers(x, y), *_label_layers(x)],
    }


def _time_domain(points: Sequence[TrendPoint]) -> list[str]:
    first, last = points[0].closed_at, points[-1].closed_at
    margin = (last - first) / 8 or timedelta(days=15)
    return [_time(first - margin), _time(last + margin)]


def _time(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def _rows(
    indicator: IndicatorData, points: Sequence[TrendPoint], *, low: float, high: float
) -> list[dict[str, Any]]:
    starts, ends = _spans(points)
    labeled = _labeled(points)
    rows: list[dict[str, Any]] = []
    segment = 0
    for place, point in enumerate(points):
        before = points[place - 1] if place else None
        if before and (before.hidden or point.hidden or before.formula != point.formula):
            segment += 1
        row = {
            "at": _time(point.closed_at),
            "from": starts[place],
            "until": ends[place],
            "hidden": point.hidden,
            "segment": segment,
            "newest": place + 1 == len(points),
            "label": point.label if place in labeled else "",
            "people": _people_label(point) if place in labeled else "",
        }
        rows.append({**row, **_numbers(indicator, point, low=low, high=high)})
    return rows


def _spans(points: Sequence[TrendPoint]) -> tuple[list[str], list[str]]:
    """Return from when to when each point's target is drawn: half the way to its neighbors."""
    first, last = _time_domain(points)
    between = [
        _time(one.closed_at + (other.closed_at - one.closed_at) / 2)
        for one, other in pairwise(points)
    ]
    return [first, *between], [*between, last]


def _labeled(points: Sequence[TrendPoint]) -> set[int]:
    """Return the points that have room for a label below, the newest first."""
    margin = (points[-1].closed_at - points[0].closed_at) / 8 or timedelta(days=15)
    width = (points[-1].closed_at - points[0].closed_at) + 2 * margin
    found: set[int] = set()
    last = float("inf")
    for place in reversed(range(len(points))):
        pixel = WIDTH * ((points[place].closed_at - points[0].closed_at + margin) / width)
        if last - pixel >= _ROOM_FOR_LABEL:
            found.add(place)
            last = pixel
    return found


def _numbers(
    indicator: IndicatorData, point: TrendPoint, *, low: float, high: float
) -> Mapping[str, Any]:
    """Return the row's numbers; whiskers end at the axis, whose ends are those of the scale."""
    numbers: dict[str, Any] = {}
    if point.estimate is not None and point.low is not None and point.high is not None:
        numbers = {
            "estimate": point.estimate,
            "low": max(point.low, low),
            "high": min(point.high, high),
            "few": (point.n or 0) < rules.FEW_PEOPLE,
            "value": wording.number(point.estimate, indicator),
        }
    if point.target is not None:
        good_end = high if indicator.direction is Direction.HIGHER else low
        numbers |= {"target": point.target, "good_end": good_end}
    return numbers


def _people_label(point: TrendPoint) -> str:
    if point.n is None:
        return ""
    if point.n < rules.FEW_PEOPLE:
        return _("{n}, few people").format(n=point.n)
    return _("n = {n}").format(n=point.n)


def _target_layers(x: Mapping[str, Any], y: Mapping[str, Any]) -> list[dict[str, Any]]:
    has_target = [{"filter": "isValid(datum.target)"}]
    place = {"x": {**x, "field": "from"}, "x2": {"field": "until"}, "y": {**y, "field": "target"}}
    return [
        {
            "transform": has_target,
            "mark": {"type": "rect", "color": _GOOD},
            "encoding": {**place, "y2": {"field": "good_end"}},
        },
        {
            "transform": has_target,
            "mark": {"type": "rule", "color": _INK, "strokeDash": [6, 4]},
            "encoding": place,
        },
    ]


def _point_layers(x: Mapping[str, Any], y: Mapping[str, Any]) -> list[dict[str, Any]]:
    shown = [{"filter": "!datum.hidden"}]
    at = {"x": x, "y": {**y, "field": "estimate"}}
    dashed = {"condition": {"test": "datum.few", "value": [3, 3]}, "value": [1, 0]}
    beside = {"type": "text", "dx": 8, "dy": -9, "align": "left"}
    cap = {"type": "tick", "orient": "horizontal", "size": 10, "color": _SERIES, "thickness": 1.5}
    return [
        {
            "transform": shown,
            "mark": {"type": "line", "color": _SERIES, "strokeWidth": 1},
            "encoding": {**at, "detail": {"field": "segment"}},
        },
        {
            "transform": shown,
            "mark": {"type": "rule", "color": _SERIES, "strokeWidth": 1.5},
            "encoding": {
                "x": x,
                "y": {**y, "field": "low"},
                "y2": {"field": "high"},
                "strokeDash": dashed,
            },
        },
        *(
            {"transform": shown, "mark": cap, "encoding": {"x": x, "y": {**y, "field": end}}}
            for end in ("low", "high")
        ),
        {
            "transform": shown,
            "mark": {"type": "point", "size": 70, "opacity": 1, "stroke": _SERIES},
            "encoding": {
                **at,
                "fill": {"condition": {"test": "datum.newest", "value": _SERIES}, "value": "#FFF"},
            },
        },
        {
            "transform": shown,
            "mark": {**beside, "fontWeight": 600, "color": _INK},
            "encoding": {**at, "text": {"field": "value"}},
        },
    ]


def _label_layers(x: Mapping[str, Any]) -> list[dict[str, Any]]:
    below = {"type": "text", "baseline": "top", "limit": _ROOM_FOR_LABEL - 4}
    hidden = {"transform": [{"filter": "datum.hidden"}]}
    return [
        {
            **hidden,
            "mark": {"type": "text", "color": _MUTED},
            "encoding": {"x": x, "y": {"value": HEIGHT - 36}, "text": {"value": _("hidden")}},
        },
        {
            **hidden,
            "mark": {
                "type": "point",
                "shape": _HATCH,
                "size": 500,
                "opacity": 1,
                "stroke": _MUTED,
                "strokeWidth": 1,
                "fill": None,
            },
            "encoding": {"x": x, "y": {"value": HEIGHT - 14}},
        },
        *(
            {
                "mark": {**below, "color": color},
                "encoding": {"x": x, "y": {"value": HEIGHT + offset}, "text": {"field": field}},
            }
            for field, offset, color in (("label", 10, _INK), ("people", 27, _MUTED))
        ),
    ]
