"""Who can still be written to about a window: for mail alone, and no list that anybody sees."""

from collections.abc import Sequence

from .data import Outcome
from .models import FrameRow


def still_to_answer(window_id: int) -> Sequence[str]:
    """
    Return the persons asked who have neither answered nor declined.

    For applets above; checks no right. Not to be shown: who is missing from it and has not
    answered has declined.
    """
    rows = FrameRow.objects.filter(window_id=window_id, outcome=Outcome.WAITING)
    return list(rows.order_by("id").values_list("person", flat=True))


def is_still_to_answer(window_id: int, person: str) -> bool:
    """Return whether the person was asked and has neither answered nor declined. As above."""
    rows = FrameRow.objects.filter(window_id=window_id, outcome=Outcome.WAITING, person=person)
    return rows.exists()
