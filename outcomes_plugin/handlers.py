"""Listen to the platform: look up, leave a row, answer at once. A worker does the rest."""

from datetime import datetime
from typing import Any

from completion.models import BlockCompletion
from django.db import transaction
from django.db.models.signals import post_save
from django.utils import timezone
from openedx_events.learning.data import (
    CertificateData,
    CourseEnrollmentData,
    CoursePassingStatusData,
)
from openedx_events.learning.signals import (
    CERTIFICATE_CHANGED,
    CERTIFICATE_CREATED,
    CERTIFICATE_REVOKED,
    COURSE_ENROLLMENT_CHANGED,
    COURSE_ENROLLMENT_CREATED,
    COURSE_PASSING_STATUS_UPDATED,
    COURSE_UNENROLLMENT_COMPLETED,
)

from outcomes_plugin import tasks
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.edxapp import VALID_CERTIFICATE, platform
from outcomes_plugin.governance import api as governance_api
from outcomes_plugin.progression import api as progression_api
from outcomes_plugin.progression.data import EventKind


def connect() -> None:
    """Connect every receiver. Called once, when the app is ready."""
    for signal in (COURSE_ENROLLMENT_CREATED, COURSE_ENROLLMENT_CHANGED):
        signal.connect(on_enrollment, dispatch_uid="outcomes_on_enrollment")
    COURSE_UNENROLLMENT_COMPLETED.connect(on_enrollment, dispatch_uid="outcomes_on_enrollment")
    COURSE_PASSING_STATUS_UPDATED.connect(on_passing_status, dispatch_uid="outcomes_on_passing")
    for signal in (CERTIFICATE_CREATED, CERTIFICATE_CHANGED, CERTIFICATE_REVOKED):
        signal.connect(on_certificate, dispatch_uid="outcomes_on_certificate")
    for signal in platform().retirement_signals():
        signal.connect(on_retirement, dispatch_uid="outcomes_on_retirement")
    platform().listen_to_groups(on_group_change)
    post_save.connect(on_completion, sender=BlockCompletion, dispatch_uid="outcomes_on_completion")


def on_enrollment(
    *, enrollment: CourseEnrollmentData, metadata: Any = None, **_kwargs: Any
) -> None:
    """An enrollment was made, changed or ended."""
    _receive(
        EventKind.ENROLLED,
        user_id=enrollment.user.id,
        course_key=str(enrollment.course.course_key),
        value=enrollment.is_active,
        occurred_at=_time_of(metadata),
    )


def on_passing_status(
    *, course_passing_status: CoursePassingStatusData, metadata: Any = None, **_kwargs: Any
) -> None:
    """A grade was calculated; the platform tells the status whether it changed or not."""
    _receive(
        EventKind.PASSED,
        user_id=course_passing_status.user.id,
        course_key=str(course_passing_status.course.course_key),
        value=course_passing_status.is_passing,
        occurred_at=_time_of(metadata),
    )


def on_certificate(*, certificate: CertificateData, metadata: Any = None, **_kwargs: Any) -> None:
    """A certificate was made, changed or revoked; the platform tells most changes twice."""
    _receive(
        EventKind.CERTIFIED,
        user_id=certificate.user.id,
        course_key=str(certificate.course.course_key),
        value=certificate.current_status == VALID_CERTIFICATE,
        occurred_at=_time_of(metadata),
    )


def on_completion(*, instance: BlockCompletion, **_kwargs: Any) -> None:
    """A block was completed, or its completion taken back."""
    _receive(
        EventKind.COMPLETION,
        user_id=instance.user_id,
        course_key=str(instance.context_key),
        value=None,
        occurred_at=instance.modified,
    )


def on_group_change(user_id: int, course_key: str) -> None:
    """Somebody came into a cohort or team of the course, or went."""
    _receive(
        EventKind.GROUP,
        user_id=user_id,
        course_key=course_key,
        value=None,
        occurred_at=timezone.now(),
    )


def on_retirement(*, user: Any, **_kwargs: Any) -> None:
    """The platform retires a user. It runs again until nobody raises, and so may this."""
    governance_api.erase_user(Actor.system("retirement"), user.id, at=timezone.now())


def _time_of(metadata: Any) -> datetime:
    return metadata.time if metadata is not None else timezone.now()


def _receive(
    kind: EventKind, *, user_id: int, course_key: str, value: bool | None, occurred_at: datetime
) -> None:
    row_id = progression_api.receive(
        kind,
        user_id=user_id,
        course_key=course_key,
        value=value,
        occurred_at=occurred_at,
        at=timezone.now(),
    )
    if row_id is not None:
        # Robust: a broker that is away must not break the learner's request; the sweep takes over.
        transaction.on_commit(lambda: tasks.take_inbox_row.delay(row_id), robust=True)
