"""
Which rows of answers are late.

With the name the row says so. Under a code no row does: the receipts of a few people who were late
would tell whose it is. There the program's key finds the rows of these people, until it is
destroyed; after that rows say so whose people are enough.
"""

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from django.db.models import Q, QuerySet

from .data import Mode
from .keys import pseudonym_of
from .models import FrameRow, ProgramKey, Window

_Rows = TypeVar("_Rows", bound=QuerySet[Any])


def on_time(rows: _Rows, window: Window, *, through: str = "") -> _Rows:
    """Return those of the window's rows that are on time; `through` is the way to the answer."""
    return rows.exclude(_late(window, through)) if _may_be_late(window) else rows


def late(rows: _Rows, window: Window, *, through: str = "") -> _Rows:
    """Return those of the window's rows that are late."""
    return rows.filter(_late(window, through)) if _may_be_late(window) else rows.none()


def on_time_in(rows: _Rows, windows: Iterable[Window], *, through: str) -> _Rows:
    """Return those of the rows of several windows that are on time in theirs."""
    for window in windows:
        if _may_be_late(window):
            in_it = Q(**{f"{through}window_id": window.pk})
            rows = rows.exclude(in_it & _late(window, through))
    return rows


def _may_be_late(window: Window) -> bool:
    return window.takes_late and window.mode != Mode.ANONYMOUS


def _late(window: Window, through: str) -> Q:
    says_so = Q(**{f"{through}is_late": True})
    if window.mode == Mode.IDENTIFIED:
        return says_so
    return says_so | Q(**{f"{through}pseudonym__in": _codes(window)})


def _codes(window: Window) -> Sequence[str]:
    key = ProgramKey.objects.filter(program_id=window.program_id).first()
    if key is None:
        return []
    persons = FrameRow.objects.filter(window_id=window.pk, is_late=True)
    return [pseudonym_of(one, key) for one in persons.values_list("person", flat=True)]
