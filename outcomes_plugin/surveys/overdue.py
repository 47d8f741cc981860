"""Windows that should have opened or closed by now, which they do by a periodic task."""

from datetime import datetime

from django.db.models import Q
from django.db.models.functions import Coalesce

from outcomes_plugin.programs.data import ProgramStatus

from .data import WindowState
from .models import Window


def late_windows(*, before: datetime) -> int:
    """Return how many windows should have opened or closed before then, in one query."""
    to_open = Q(
        state=WindowState.PLANNED,
        opens_at__lte=before,
        closes_at__gt=before,
        program__status=ProgramStatus.LIVE,
    )
    waits_for_nobody = Q(waits_until=None) | Q(waits_until__lte=before)
    to_close = waits_for_nobody & Q(state=WindowState.OPEN, ends_at__lte=before)
    stuck = Q(state=WindowState.CLOSING, closed_at__lte=before)
    rows = Window.objects.annotate(ends_at=Coalesce("late_until", "closes_at"))
    return rows.filter(to_open | to_close | stuck).count()
