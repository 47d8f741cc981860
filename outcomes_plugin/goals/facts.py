"""
What reporting can be made of: sums over people, never a goal or a single person's score.

Everything here is for the applets above and checks no right.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from math import fsum

from django.db.models import Count, OuterRef, Subquery

from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.programs.data import Role

from .data import AttainmentSum, Kind, Status
from .models import Goal, GoalCheckIn

_COUNTED = (Status.AGREED, Status.ACTIVE, Status.ACHIEVED, Status.NOT_ACHIEVED)


def status_counts(program_id: int) -> Mapping[Status, int]:
    """Return how many goals of the program's people stand where."""
    rows = Goal.objects.filter(program_id=program_id).order_by().values_list("status")
    return {Status(status): count for status, count in rows.annotate(count=Count("id"))}


def attainment_sums(program_id: int, *, at: datetime) -> Sequence[AttainmentSum]:
    """
    Return the sums of mentees' goal attainment T scores at the time, per cohort and in total.

    A mentee counts with at least one goal in levels that was checked in on; each goal counts with
    its last level and its weight. Drafts and dropped goals are left out. Cohort None is the total.
    """
    from outcomes_plugin.stats import goal_attainment_score

    cohorts = {
        member.person: member.cohort_id
        for member in programs_api.active_members(program_id, role=Role.MENTEE, at=at)
    }
    scores: defaultdict[int | None, list[float]] = defaultdict(list)
    for person, goals in _levels_and_weights(program_id, at=at).items():
        if person not in cohorts:
            continue
        levels, weights = zip(*goals, strict=True)
        score = goal_attainment_score(levels, weights).estimate
        for cohort_id in {None, cohorts[person]}:
            scores[cohort_id].append(score)
    return [
        AttainmentSum(
            cohort_id=cohort_id,
            n=len(found),
            total=fsum(found),
            total_of_squares=fsum(one * one for one in found),
        )
        for cohort_id, found in sorted(scores.items(), key=lambda one: one[0] or 0)
    ]


def _levels_and_weights(
    program_id: int, *, at: datetime
) -> Mapping[str, Sequence[tuple[float, int]]]:
    """Return the last level of each goal that counts, with its weight, by person."""
    said = GoalCheckIn.objects.filter(goal_id=OuterRef("id"), at__lte=at, value__isnull=False)
    rows = Goal.objects.filter(
        program_id=program_id, kind=Kind.LEVELS, status__in=_COUNTED
    ).annotate(level=Subquery(said.order_by("-at", "-id").values("value")[:1]))
    found: defaultdict[str, list[tuple[float, int]]] = defaultdict(list)
    for person, level, weight in rows.order_by("id").values_list("person", "level", "weight"):
        if level is not None:
            found[person].append((level, weight))
    return found
