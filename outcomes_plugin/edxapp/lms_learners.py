"""What the LMS has kept of learners in a course."""
# mypy: disable-error-code="import-not-found, import-untyped, no-any-return, misc"

from collections.abc import Collection, Mapping
from datetime import datetime

from completion.models import BlockCompletion
from django.db.models import Count, Max
from opaque_keys.edx.keys import CourseKey

from .door import VALID_CERTIFICATE, LearnerHistory, Told
from .lms_keys import course_key_of


def learner_histories(user_ids: Collection[int], course_key: str) -> Mapping[int, LearnerHistory]:
    """
    Return what the platform kept of those of the users who were ever enrolled in the course.

    Six queries, for one user as for hundreds.
    """
    key = course_key_of(course_key)
    if key is None:
        return {}
    enrolled = _enrollments(user_ids, key)
    passed, done = _passing(list(enrolled), key), _completions(list(enrolled), key)
    certified = _certificates(list(enrolled), key)
    return {
        user_id: LearnerHistory(
            enrolled=told,
            passed=passed.get(user_id, ()),
            certified=certified.get(user_id, ()),
            completed=done[user_id][0] if user_id in done else 0,
            last_active_at=done[user_id][1] if user_id in done else None,
        )
        for user_id, told in enrolled.items()
    }


def _enrollments(user_ids: Collection[int], key: CourseKey) -> Mapping[int, tuple[Told, ...]]:
    """
    Return each change of the enrollments, from the platform's own history of them.

    An end that its history does not know counts from the last change that it knows.
    """
    from common.djangoapps.student.models import CourseEnrollment

    rows = CourseEnrollment.objects.filter(user_id__in=user_ids, course_id=key)
    current = {row.user_id: row for row in rows}
    told = {
        user_id: [Told(value=True, since=row.created)]
        for user_id, row in current.items()
        if row.created is not None
    }
    past = CourseEnrollment.history.filter(user_id__in=list(told), course_id=key)
    # The platform makes each enrollment inactive, and active a moment later.
    past = past.exclude(history_type="+", is_active=False)
    for user_id, is_active, at in past.order_by("history_date", "history_id").values_list(
        "user_id", "is_active", "history_date"
    ):
        _tell(told[user_id], value=is_active, since=at)
    for user_id, known in told.items():
        _tell(known, value=current[user_id].is_active, since=known[-1].since)
    return {user_id: tuple(known) for user_id, known in told.items()}


def _tell(known: list[Told], *, value: bool, since: datetime) -> None:
    if known[-1].value != value:
        known.append(Told(value=value, since=since))


def _passing(user_ids: Collection[int], key: CourseKey) -> Mapping[int, tuple[Told, ...]]:
    """Return when each user first passed, and when they stopped if they do not pass now."""
    from lms.djangoapps.grades.models import PersistentCourseGrade

    rows = PersistentCourseGrade.objects.filter(user_id__in=user_ids, course_id=key)
    found: dict[int, tuple[Told, ...]] = {}
    for user_id, letter, passed_at, changed_at in rows.values_list(
        "user_id", "letter_grade", "passed_timestamp", "modified"
    ):
        began = passed_at or (changed_at if letter else None)
        if began is not None:
            told = [Told(value=True, since=began)]
            _tell(told, value=bool(letter), since=changed_at)
            found[user_id] = tuple(told)
    return found


def _certificates(user_ids: Collection[int], key: CourseKey) -> Mapping[int, tuple[Told, ...]]:
    """
    Return each change of the certificates, from the platform's own history of them.

    One of which its history knows nothing counts from the day on which it was made.
    """
    from lms.djangoapps.certificates.models import GeneratedCertificate

    told: dict[int, list[Told]] = {}
    past = GeneratedCertificate.history.filter(user_id__in=user_ids, course_id=key)
    for user_id, status, at in past.order_by("history_date", "history_id").values_list(
        "user_id", "status", "history_date"
    ):
        _tell_certificate(told.setdefault(user_id, []), status, since=at)
    rows = GeneratedCertificate.objects.filter(user_id__in=user_ids, course_id=key)
    for user_id, status, made_at, changed_at in rows.values_list(
        "user_id", "status", "created_date", "modified_date"
    ):
        known = told.setdefault(user_id, [])
        _tell_certificate(known, status, since=changed_at if known else made_at)
    return {user_id: tuple(known) for user_id, known in told.items()}


def _tell_certificate(known: list[Told], status: str, *, since: datetime) -> None:
    """Add what is news; never to have had a valid one is none."""
    value = status == VALID_CERTIFICATE
    if value != (known[-1].value if known else False):
        known.append(Told(value=value, since=since))


def _completions(user_ids: Collection[int], key: CourseKey) -> Mapping[int, tuple[int, datetime]]:
    """Return how many blocks each user has completed, and when the last one."""
    rows = BlockCompletion.objects.filter(user_id__in=user_ids, context_key=key, completion=1.0)
    counted = rows.values("user_id").annotate(done=Count("id"), last=Max("modified"))
    return {row["user_id"]: (row["done"], row["last"]) for row in counted.order_by("user_id")}
