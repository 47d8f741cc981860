"""What the applets above read of a framework. Nothing here checks a right: they have asked."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from . import rules
from .data import IndicatorData, TargetData
from .models import Indicator, Target


def indicators(program_id: int, *, at: datetime | None = None) -> Sequence[IndicatorData]:
    """Return the versions in force at the time, or the current ones, in the order of defining."""
    return [one for one in every_version(program_id) if _is_in_force(one, at)]


def every_version(program_id: int) -> Sequence[IndicatorData]:
    """Return every version that is or was in force, in the order the indicators were defined."""
    rows = Indicator.objects.filter(program_id=program_id, effective_from__isnull=False)
    place: dict[str, int] = {}
    found: list[IndicatorData] = []
    for row in rows.select_related("outcome").order_by("id"):
        place.setdefault(row.key, len(place))
        found.append(row.to_data())
    return sorted(found, key=lambda one: (place[one.key], one.version))


def _is_in_force(indicator: IndicatorData, at: datetime | None) -> bool:
    began, ended = indicator.effective_from, indicator.superseded_at
    if at is None:
        return ended is None
    return began is not None and began <= at and (ended is None or at < ended)


def indicators_for_score(program_id: int, score: str, role: str) -> Sequence[IndicatorData]:
    """Return the current indicators that the score of this role's instrument counts toward."""
    return [
        one
        for one in indicators(program_id)
        if one.source.get("score") == score and one.source.get("role") == role
    ]


def targets_in_force(program_id: int, *, at: datetime) -> Mapping[str, TargetData]:
    """Return the target of each indicator at the time."""
    rows = Target.objects.filter(program_id=program_id).order_by("id")
    return rules.in_force([row.to_data() for row in rows], at=at)


def target_in_force(program_id: int, key: str, at: datetime) -> float | None:
    """Return the indicator's target at the time."""
    target = targets_in_force(program_id, at=at).get(key)
    return None if target is None else target.value
