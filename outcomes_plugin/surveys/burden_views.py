"""What coordinators see of the burden: how much was asked, and who was put off, never where."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from statistics import median

from django.db.models import Count, Q, Sum

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.programs.data import Action, ProgramData, Thing

from . import schedule
from .budget import burden_limits
from .data import BurdenData, PostponementData, RoleBurden, WindowState
from .models import FrameRow, PersonShift, Postponement

_DAYS = 30


def postponements(
    actor: Actor, program: programs_api.ProgramRef, *, window_id: int | None = None
) -> Sequence[PostponementData]:
    """
    Return who was put off in the open windows, or in the one window: they were asked enough.

    What they were asked, and in which program, is not told.

    Raises:
        NotFound: no such program, or the actor may not see who has answered in it.
    """
    data = programs_api.require(actor, program, Thing.PARTICIPATION, Action.READ).program
    rows = Postponement.objects.filter(window__program_id=data.id)
    if window_id is None:
        rows = rows.filter(window__state=WindowState.OPEN)
    else:
        rows = rows.filter(window_id=window_id)
    found = rows.select_related("window").order_by("window_id", "id")
    return [_as_it_came(row) for row in found]


def _as_it_came(row: Postponement) -> PostponementData:
    """Whoever waited for their day when the window was closed has been left out."""
    data = row.to_data()
    return data if row.window.state == WindowState.OPEN else replace(data, until=None)


def burden_of(actor: Actor, program: programs_api.ProgramRef, *, at: datetime) -> BurdenData:
    """
    Return how much this program asked lately of a typical person, and how many it has put off.

    What other programs asked is counted for the limits, and is no part of these numbers.

    Raises:
        NotFound: no such program, or the actor may not see who has answered in it.
    """
    data = programs_api.require(actor, program, Thing.PARTICIPATION, Action.READ).program
    limits = burden_limits()
    days = limits[0].days if limits else _DAYS
    now_open = {"window__program_id": data.id, "window__state": WindowState.OPEN}
    put_off = Postponement.objects.filter(**now_open).aggregate(
        later=Count("id", filter=Q(until__isnull=False)), never=Count("id", filter=Q(until=None))
    )
    return BurdenData(
        limits=limits,
        days=days,
        roles=_by_role(data, days, at=at),
        postponed=put_off["later"],
        left_out=put_off["never"],
        shifted=PersonShift.objects.filter(
            window__program_id=data.id,
            window__state__in=[WindowState.PLANNED, WindowState.OPEN],
        ).count(),
    )


def _by_role(program: ProgramData, days: int, *, at: datetime) -> tuple[RoleBurden, ...]:
    since = schedule.shifted(at, -days, program.zone)
    rows = FrameRow.objects.filter(window__program_id=program.id, asked_at__gt=since).order_by()
    found: defaultdict[str, list[int]] = defaultdict(list)
    summed = rows.values("window__role", "person").annotate(total=Sum("minutes"))
    for role, total in summed.values_list("window__role", "total"):
        found[role].append(total)
    return tuple(
        RoleBurden(role=role, people=len(found[role]), minutes=median(found[role]))
        for role in sorted(found)
    )
