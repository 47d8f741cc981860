"""Foresee whether the planned windows of a program will open."""

from collections.abc import Mapping

from outcomes_plugin.consent import api as consent_api
from outcomes_plugin.errors import Invalid
from outcomes_plugin.frameworks import api as frameworks_api

from . import rules
from .data import Mode, WindowState
from .models import Window
from .opening import check_asking, last_day_of


def hindrances(program_id: int) -> Mapping[int, str]:
    """
    Return what would keep each planned window from opening as things are, in a sentence.

    For applets above; checks no right. Four queries, whatever the number of windows.
    """
    notice = consent_api.current_notice(program_id)
    indicators = frameworks_api.indicators(program_id)
    planned = Window.objects.filter(program_id=program_id, state=WindowState.PLANNED)
    found: dict[int, str] = {}
    whole = planned.select_related("program", "version__instrument", "followed")
    for window in whole.prefetch_related("cohorts").order_by("opens_at", "id"):
        try:
            check_asking(window, indicators, notice)
            if notice is not None and window.mode == Mode.CONFIDENTIAL:
                rules.check_key_lasts(notice.key_destroyed_on, last_day=last_day_of(window))
        except Invalid as refused:
            found[window.pk] = str(refused)
    return found
