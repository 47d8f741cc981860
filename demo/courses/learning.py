"""What happens to people in courses; each act sends the signals that the platform sends."""

from datetime import datetime

from completion.models import BlockCompletion
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from opaque_keys.edx.keys import UsageKey
from openedx_events.learning.data import (
    CertificateData,
    CourseAccessRoleData,
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
    COURSE_ACCESS_ROLE_ADDED,
    COURSE_ACCESS_ROLE_REMOVED,
    COURSE_ENROLLMENT_CHANGED,
    COURSE_ENROLLMENT_CREATED,
    COURSE_PASSING_STATUS_UPDATED,
    COURSE_UNENROLLMENT_COMPLETED,
)

from outcomes_plugin.edxapp.door import VALID_CERTIFICATE

from .models import (
    DemoBlock,
    DemoCertificate,
    DemoCourse,
    DemoCourseRole,
    DemoEnrollment,
    DemoPassingStatus,
)
from .people import name_of

MODE = "honor"


@transaction.atomic
def enroll(course: DemoCourse, user: AbstractBaseUser, *, at: datetime) -> DemoEnrollment:
    """Enroll the person, or bring a former enrollment back."""
    enrollment, created = DemoEnrollment.objects.get_or_create(
        course=course, user=user, defaults={"created": at}
    )
    if created:
        COURSE_ENROLLMENT_CREATED.send_event(time=at, enrollment=_enrollment_data(enrollment))
    elif not enrollment.is_active:
        enrollment.is_active, enrollment.changed_at = True, at
        enrollment.save(update_fields=["is_active", "changed_at"])
        COURSE_ENROLLMENT_CHANGED.send_event(time=at, enrollment=_enrollment_data(enrollment))
    return enrollment


@transaction.atomic
def unenroll(course: DemoCourse, user: AbstractBaseUser) -> None:
    """End the person's enrollment; without an active one nothing happens."""
    enrollment = DemoEnrollment.objects.filter(course=course, user=user, is_active=True).first()
    if enrollment is None:
        return
    enrollment.is_active, enrollment.changed_at = False, timezone.now()
    enrollment.save(update_fields=["is_active", "changed_at"])
    data = _enrollment_data(enrollment)
    COURSE_ENROLLMENT_CHANGED.send_event(enrollment=data)
    COURSE_UNENROLLMENT_COMPLETED.send_event(enrollment=data)


@transaction.atomic
def regrade(
    course: DemoCourse, user: AbstractBaseUser, *, is_passing: bool, at: datetime | None = None
) -> None:
    """Record the passing status; the platform sends its signal on every recalculation."""
    row, _created = DemoPassingStatus.objects.get_or_create(
        course=course, user=user, defaults={"is_passing": is_passing}
    )
    row.is_passing, row.changed_at = is_passing, at or timezone.now()
    row.passed_at = row.passed_at or (row.changed_at if is_passing else None)
    row.save()
    COURSE_PASSING_STATUS_UPDATED.send_event(
        time=at,
        course_passing_status=CoursePassingStatusData(
            is_passing=is_passing, user=user_data(user), course=_course_data(course)
        ),
    )


@transaction.atomic
def certify(course: DemoCourse, user: AbstractBaseUser, *, at: datetime) -> None:
    """Give the person a certificate, or a revoked one back."""
    row, _created = DemoCertificate.objects.update_or_create(
        course=course, user=user, defaults={"status": VALID_CERTIFICATE, "changed_at": at}
    )
    row.certified_at = row.certified_at or at
    row.save(update_fields=["certified_at"])
    for signal in (CERTIFICATE_CHANGED, CERTIFICATE_CREATED):
        signal.send_event(time=at, certificate=_certificate_data(row))


@transaction.atomic
def revoke_certificate(course: DemoCourse, user: AbstractBaseUser, *, at: datetime) -> None:
    """Take the person's certificate back; without one nothing happens."""
    row = DemoCertificate.objects.filter(course=course, user=user).first()
    if row is None:
        return
    row.status, row.changed_at = "unavailable", at
    row.save(update_fields=["status", "changed_at"])
    for signal in (CERTIFICATE_CHANGED, CERTIFICATE_REVOKED):
        signal.send_event(time=at, certificate=_certificate_data(row))


def complete_block(user: AbstractBaseUser, usage_key: UsageKey, *, share: float = 1.0) -> None:
    """Complete the block for the person, with the row that every completion leaves."""
    BlockCompletion.objects.submit_completion(user=user, block_key=usage_key, completion=share)


def complete_share(
    course: DemoCourse, user: AbstractBaseUser, *, share: float, at: datetime
) -> int:
    """Complete the first blocks of the course up to the share, and return how many are new."""
    blocks = DemoBlock.objects.filter(unit__course=course, completable=True)
    keys = [block.key for block in blocks.order_by("unit__position", "position")]
    known = BlockCompletion.objects.filter(user=user, context_key=course.key)
    done = set(known.values_list("block_key", flat=True))
    new = [key for key in keys[: round(len(keys) * share)] if key not in done]
    for key in new:
        _complete_then(user, key, at=at)
    return len(new)


def _complete_then(user: AbstractBaseUser, usage_key: UsageKey, *, at: datetime) -> None:
    """Leave the row, signal and log record of `complete_block`, as they were at that time."""
    row = BlockCompletion.objects.create(
        user=user,
        context_key=usage_key.context_key,
        block_key=usage_key,
        block_type=usage_key.block_type,
        completion=1.0,
        created=at,
        modified=at,
    )
    row.emit_tracking_log()


@transaction.atomic
def give_course_role(course: DemoCourse, user: AbstractBaseUser, *, role: str = "staff") -> None:
    """Make the person staff or instructor of the course."""
    _row, created = DemoCourseRole.objects.get_or_create(course=course, user=user, role=role)
    if created:
        COURSE_ACCESS_ROLE_ADDED.send_event(course_access_role_data=_role_data(course, user, role))


@transaction.atomic
def take_course_role(course: DemoCourse, user: AbstractBaseUser, *, role: str = "staff") -> None:
    """Take the role away; without one nothing happens."""
    count, _rows = DemoCourseRole.objects.filter(course=course, user=user, role=role).delete()
    if count:
        COURSE_ACCESS_ROLE_REMOVED.send_event(
            course_access_role_data=_role_data(course, user, role)
        )


def user_data(user: AbstractBaseUser) -> UserData:
    """Return the user as openedx-events carries them."""
    return UserData(
        id=user.pk,
        is_active=user.is_active,
        pii=UserPersonalData(username=user.username, email=user.email, name=name_of(user)),
    )


def _course_data(course: DemoCourse) -> CourseData:
    return CourseData(course_key=course.key, display_name=course.title)


def _enrollment_data(enrollment: DemoEnrollment) -> CourseEnrollmentData:
    return CourseEnrollmentData(
        user=user_data(enrollment.user),
        course=_course_data(enrollment.course),
        mode=MODE,
        is_active=enrollment.is_active,
        creation_date=enrollment.created,
    )


def _certificate_data(certificate: DemoCertificate) -> CertificateData:
    return CertificateData(
        user=user_data(certificate.user),
        course=_course_data(certificate.course),
        mode=MODE,
        grade="",
        download_url="",
        name=name_of(certificate.user),
        current_status=certificate.status,
    )


def _role_data(course: DemoCourse, user: AbstractBaseUser, role: str) -> CourseAccessRoleData:
    return CourseAccessRoleData(
        user=user_data(user), org_key=course.key.org, course_key=course.key, role=role
    )
