"""Who can still be written to about a window: for mail alone, and no list that anybody sees."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from .data import Outcome, Span, WindowData
from .models import FrameRow


def still_to_answer(window_id: int) -> Sequence[str]:
    """
    Return the persons asked who have neither answered nor declined.

    For applets above; checks no right. Not to be shown: who is missing from it and has not
    answered has declined.
    """
    rows = FrameRow.objects.filter(window_id=window_id, outcome=Outcome.WAITING)
    return list(rows.order_by("id").values_list("person", flat=True))


def waiting_by_close(window: WindowData, *, at: datetime) -> Mapping[Span, Sequence[str]]:
    """
    Return the same by the time in which each may answer, without those for whom it has closed.

    One query, of the surveys' own tables.
    """
    found: defaultdict[Span, list[str]] = defaultdict(list)
    rows = FrameRow.objects.filter(window_id=window.id, outcome=Outcome.WAITING).order_by("id")
    for person, asked_at, closes_at in rows.values_list("person", "asked_at", "closes_at"):
        span = Span(
            opens_at=asked_at or window.opened_at or window.opens_at,
            closes_at=closes_at or window.closes_at,
        )
        if at < span.closes_at:
            found[span].append(person)
    return found


def closes_for(window: WindowData, person: str) -> datetime | None:
    """Return when the survey closes for a person who has still to answer, None for others."""
    rows = FrameRow.objects.filter(window_id=window.id, outcome=Outcome.WAITING, person=person)
    row = rows.first()
    return (row.closes_at or window.closes_at) if row is not None else None


def is_still_to_answer(window_id: int, person: str) -> bool:
    """Return whether the person was asked and has neither answered nor declined. As above."""
    rows = FrameRow.objects.filter(window_id=window_id, outcome=Outcome.WAITING, person=person)
    return rows.exists()
