"""Change a window that is planned, or call it off. Once it is open, people were told its end."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.programs import api as programs_api

from . import rules
from .data import WindowData, WindowState
from .models import Window, WindowCohort
from .windows import cohort_ids_named, configurable_window, load_window, record_window


@transaction.atomic
def change_window(
    actor: Actor,
    window_id: int,
    *,
    title: str,
    opens_at: datetime,
    closes_at: datetime,
    cohorts: Collection[str],
    at: datetime,
    seen: str = "",
) -> WindowData:
    """
    Give the planned window this title, these times and these cohorts (slugs; none for everyone).

    `seen` is the edition of the window that the person has changed. What is asked, of whom and in
    which wave stays: for another questionnaire one plans another window.

    Raises:
        NotFound: no such window, or the actor may not set it up.
        Invalid: with a problem for each field.
        Conflict: the window is no longer planned, or somebody else has changed it since.
    """
    window = configurable_window(actor, window_id)
    rules.check_still_planned(WindowState(window.state))
    rules.check_plan(
        key=window.key,
        title=title,
        role=window.role,
        wave=window.wave,
        opens_at=opens_at,
        closes_at=closes_at,
        at=at,
    )
    before = window.to_data()
    ids = cohort_ids_named(window.program_id, cohorts)
    changed = _changes(before, title.strip(), opens_at, closes_at, ids)
    if not changed:
        return before
    programs_api.check_edition(before.edition, seen=seen)
    window.title, window.opens_at, window.closes_at = title.strip(), opens_at, closes_at
    window.save(update_fields=["title", "opens_at", "closes_at"])
    _keep_cohorts(window, ids)
    record_window(actor, window, "window.changed", at=at, fields=changed)
    return load_window(window.pk).to_data()


@transaction.atomic
def cancel_window(actor: Actor, window_id: int, *, at: datetime) -> None:
    """
    Call off the planned window: it is no longer there, and its key is free again.

    Raises:
        NotFound: no such window, or the actor may not set it up.
        Conflict: the window is no longer planned.
    """
    window = configurable_window(actor, window_id)
    rules.check_still_planned(WindowState(window.state))
    record_window(actor, window, "window.canceled", at=at)
    window.delete()


def _changes(
    before: WindowData,
    title: str,
    opens_at: datetime,
    closes_at: datetime,
    cohort_ids: Collection[int],
) -> list[str]:
    wanted = {
        "title": (before.title, title),
        "opens_at": (before.opens_at, opens_at),
        "closes_at": (before.closes_at, closes_at),
        "cohorts": (set(before.cohort_ids), set(cohort_ids)),
    }
    return [name for name, (old, new) in wanted.items() if old != new]


def _keep_cohorts(window: Window, ids: Collection[int]) -> None:
    WindowCohort.objects.filter(window=window).exclude(cohort_id__in=ids).delete()
    known = set(WindowCohort.objects.filter(window=window).values_list("cohort_id", flat=True))
    WindowCohort.objects.bulk_create(
        WindowCohort(window=window, cohort_id=one) for one in sorted(set(ids) - known)
    )
