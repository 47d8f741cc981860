"""What a chart shows, in words."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from outcomes_plugin.frameworks.data import IndicatorData

from . import rules, wording
from .data import Status
from .points import TrendPoint

LONGEST_ALT = 280

_LONGEST_TITLE = 60


def trend_alt(indicator: IndicatorData, points: Sequence[TrendPoint], *, language: str) -> str:
    """Return what the chart shows, in at most 280 characters; the least needed part goes first."""
    title = _cut(wording.title_of(indicator, language))
    hidden = [_cut(point.label) for point in points if point.hidden]
    parts = [
        _("Dots with intervals: {title}.").format(title=title),
        *_latest(indicator, points),
        *(
            [_("Hidden to protect people: {places}.").format(places=", ".join(hidden))]
            * bool(hidden)
        ),
    ]
    while len(" ".join(parts)) > LONGEST_ALT and len(parts) > 1:
        parts.pop()
    return " ".join(parts)[:LONGEST_ALT]


def _latest(indicator: IndicatorData, points: Sequence[TrendPoint]) -> list[str]:
    shown = [point for point in points if not point.hidden]
    last = shown[-1]
    sentences = [
        _("Latest, {place}: {value} ({low} to {high}), {people}.").format(
            place=_cut(last.label),
            value=wording.number(last.estimate or 0.0, indicator),
            low=wording.number(last.low or 0.0, indicator),
            high=wording.number(last.high or 0.0, indicator),
            people=wording.people(last.n or 0, None),
        )
    ]
    if last.target is not None:
        sentences.append(
            _("Target {target}: {status}.").format(
                target=wording.number(last.target, indicator),
                status=wording.status(Status(last.status), indicator.direction),
            )
        )
    sentences += _moved(indicator, shown)
    return sentences


def _moved(indicator: IndicatorData, shown: Sequence[TrendPoint]) -> list[str]:
    """Return from where to where it moved, in words of direction only where the ranges part."""
    if len(shown) < 2:
        return []
    first, last = shown[-2], shown[-1]
    few = min(first.n or 0, last.n or 0) < rules.FEW_PEOPLE
    if few or first.formula != last.formula:
        return []
    if (first.low or 0.0) > (last.high or 0.0):
        sentence = _("It fell from {value} in {place}.")
    elif (first.high or 0.0) < (last.low or 0.0):
        sentence = _("It rose from {value} in {place}.")
    else:
        sentence = _("In {place} it was {value}; the ranges overlap.")
    value = wording.number(first.estimate or 0.0, indicator)
    return [sentence.format(value=value, place=_cut(first.label))]


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_TITLE else f"{text[: _LONGEST_TITLE - 1]}…"
