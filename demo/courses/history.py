"""What the demo's tables still tell of the time before somebody listened."""

from collections.abc import Collection, Mapping

from completion.models import BlockCompletion
from django.db.models import Count, Max
from opaque_keys.edx.keys import CourseKey

from outcomes_plugin.edxapp.door import VALID_CERTIFICATE, LearnerHistory, Told

from .models import DemoCertificate, DemoEnrollment, DemoPassingStatus


def histories_of(user_ids: Collection[int], key: CourseKey) -> Mapping[int, LearnerHistory]:
    """Return the history of each of the users who was ever enrolled, in four queries."""
    enrollments = DemoEnrollment.objects.filter(user_id__in=list(user_ids), course__key=key)
    passed, done = _passed(user_ids, key), _done(user_ids, key)
    certified = _certified(user_ids, key)
    found = {}
    for row in enrollments:
        count, last = done.get(row.user_id, (0, None))
        found[row.user_id] = LearnerHistory(
            enrolled=_told(row.created, row.changed_at, now=row.is_active),
            passed=passed.get(row.user_id, ()),
            certified=certified.get(row.user_id, ()),
            completed=count,
            last_active_at=last,
        )
    return found


def _told(began, changed_at, *, now: bool) -> tuple[Told, ...]:
    first = Told(value=True, since=began)
    return (first,) if changed_at is None or now else (first, Told(value=False, since=changed_at))


def _passed(user_ids: Collection[int], key: CourseKey) -> Mapping[int, tuple[Told, ...]]:
    rows = DemoPassingStatus.objects.filter(user_id__in=list(user_ids), course__key=key)
    return {
        row.user_id: _told(row.passed_at, row.changed_at, now=row.is_passing)
        for row in rows.filter(passed_at__isnull=False)
    }


def _certified(user_ids: Collection[int], key: CourseKey) -> Mapping[int, tuple[Told, ...]]:
    rows = DemoCertificate.objects.filter(user_id__in=list(user_ids), course__key=key)
    return {
        row.user_id: _told(row.certified_at, row.changed_at, now=row.status == VALID_CERTIFICATE)
        for row in rows.filter(certified_at__isnull=False)
    }


def _done(user_ids: Collection[int], key: CourseKey) -> Mapping[int, tuple]:
    rows = BlockCompletion.objects.filter(
        user_id__in=list(user_ids), context_key=key, completion__gte=1.0
    )
    counted = rows.values("user_id").annotate(done=Count("id"), last=Max("modified"))
    return {row["user_id"]: (row["done"], row["last"]) for row in counted.order_by("user_id")}
