"""The response to one window as CSV: counts and rates, and never a name or an answer."""

import csv
import io
from collections.abc import Iterator
from datetime import datetime

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.surveys.data import WindowData

from .export import safe_text
from .window_data import Comparison, WindowDetail
from .window_detail import window_detail

HIDDEN = "hidden"
COLUMNS = ("what", "group", "asked", "answered", "rate")

_Row = tuple[str, str, int | str, int | str, float | str]


def window_response_csv(
    actor: Actor, window_id: int, *, language: str, at: datetime
) -> tuple[WindowData, str]:
    """
    Return the window, and its counts and rates as CSV: exactly what its page shows.

    Raises:
        NotFound: no such window, or the actor may not count its participation.
    """
    found = window_detail(actor, window_id, language=language, at=at)
    target = io.StringIO(newline="")
    writer = csv.writer(target, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(_rows(found))
    return found.results.window, target.getvalue()


def _rows(found: WindowDetail) -> Iterator[_Row]:
    for rate in found.rates:
        yield rate.key, "", found.asked, found.answered, round(rate.value, 4)
    for comparison in found.comparisons:
        yield from _groups(comparison)


def _groups(comparison: Comparison) -> Iterator[_Row]:
    for group in comparison.groups:
        title = safe_text(group.title)
        if group.asked is None or group.answered is None or group.rate is None:
            yield comparison.key, title, HIDDEN, HIDDEN, HIDDEN
        else:
            yield comparison.key, title, group.asked, group.answered, round(group.rate, 4)
