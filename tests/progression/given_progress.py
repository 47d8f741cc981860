"""Learners of a linked course, through the platform's own signals."""

from datetime import datetime
from typing import Any

from opaque_keys.edx.keys import CourseKey
from openedx_events.learning.data import (
    CertificateData,
    CourseData,
    CourseEnrollmentData,
    CoursePassingStatusData,
    UserData,
    UserPersonalData,
)
from openedx_events.learning.signals import (
    CERTIFICATE_CHANGED,
    CERTIFICATE_CREATED,
    CERTIFICATE_REVOKED,
    COURSE_ENROLLMENT_CHANGED,
    COURSE_ENROLLMENT_CREATED,
    COURSE_PASSING_STATUS_UPDATED,
)

from outcomes_plugin.progression.models import CourseProgress
from tests import given
from tests.given_programs import COURSE

KEY = CourseKey.from_string(COURSE)


def enrolls(name: str, *, at: datetime, is_active: bool = True, is_new: bool = True) -> None:
    """The platform tells that an enrollment was made or changed."""
    signal = COURSE_ENROLLMENT_CREATED if is_new else COURSE_ENROLLMENT_CHANGED
    signal.send_event(
        time=at,
        enrollment=CourseEnrollmentData(
            user=_user(name),
            course=CourseData(course_key=KEY),
            mode="honor",
            is_active=is_active,
            creation_date=at,
        ),
    )


def is_graded(name: str, *, passes: bool, at: datetime) -> None:
    """The platform tells the passing status, as at every recalculation."""
    COURSE_PASSING_STATUS_UPDATED.send_event(
        time=at,
        course_passing_status=CoursePassingStatusData(
            is_passing=passes, user=_user(name), course=CourseData(course_key=KEY)
        ),
    )


def has_certificate(name: str, *, status: str = "downloadable", at: datetime) -> None:
    """The platform tells that a certificate was made or revoked: twice, and at one time."""
    outcome = CERTIFICATE_CREATED if status == "downloadable" else CERTIFICATE_REVOKED
    for signal in (CERTIFICATE_CHANGED, outcome):
        signal.send_event(
            time=at,
            certificate=CertificateData(
                user=_user(name),
                course=CourseData(course_key=KEY),
                mode="honor",
                grade="0.91",
                download_url="",
                name=name,
                current_status=status,
            ),
        )


def _user(name: str) -> Any:
    user = given.a_user(name)
    return UserData(
        id=user.pk,
        is_active=True,
        pii=UserPersonalData(username=user.username, email=user.email, name=""),
    )


def stands(name: str, *, done: int, of: int, last_active_at: datetime) -> None:
    """The person is enrolled and that far in the course, as the worker would have counted."""
    CourseProgress.objects.create(
        person=given.a_person(name),
        course_key=COURSE,
        is_enrolled=True,
        completed=done,
        completable=of,
        last_active_at=last_active_at,
    )
