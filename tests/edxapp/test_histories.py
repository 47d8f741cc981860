"""What the LMS kept of learners in a course, read from its enrollments, grades and completions."""

from datetime import UTC, datetime, timedelta

import pytest
from completion.models import BlockCompletion
from django.contrib.auth import get_user_model
from opaque_keys.edx.keys import CourseKey

from outcomes_plugin.edxapp import Told
from tests.edxapp import models

FORGE, OTHER = (CourseKey.from_string(f"course-v1:{name}+2026") for name in ("A+Forge", "A+Other"))
BEGIN = datetime(2024, 9, 2, 8, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def learner(db):
    return get_user_model().objects.create(username="amara").pk


def enrolls(user_id, *changes, is_active=None, course_id=FORGE):
    """Enroll the user, then change that day by day as the platform's history keeps it."""
    last = changes[-1] if changes else True
    row = models.CourseEnrollment.objects.create(
        user_id=user_id, course_id=course_id, is_active=last if is_active is None else is_active
    )
    models.CourseEnrollment.objects.filter(pk=row.pk).update(created=BEGIN)
    kept = {"user_id": user_id, "course_id": course_id}
    for day, value in enumerate(changes):
        models.CourseEnrollment.history.create(
            **kept,
            is_active=value,
            history_date=BEGIN + day * DAY,
            history_type="~" if day else "+",
        )


def grades(user_id, *, letter, passed_on=None):
    models.PersistentCourseGrade.objects.create(
        user_id=user_id,
        course_id=FORGE,
        letter_grade=letter,
        passed_timestamp=passed_on and BEGIN + passed_on * DAY,
        modified=BEGIN + 9 * DAY,
    )


def is_certified(user_id, *statuses, now):
    """Give the user a certificate that was this day by day, and is this since the ninth."""
    kept = {"user_id": user_id, "course_id": FORGE}
    models.GeneratedCertificate.objects.create(
        **kept, status=now, created_date=BEGIN, modified_date=BEGIN + 9 * DAY
    )
    for day, status in enumerate(statuses):
        models.GeneratedCertificate.history.create(
            **kept, status=status, history_date=BEGIN + day * DAY
        )


def completes(user_id, *days, course_id=FORGE):
    for day in days:
        row = BlockCompletion.objects.create(
            user_id=user_id,
            context_key=course_id,
            block_key=course_id.make_usage_key("html", f"text{day}"),
            block_type="html",
            completion=1.0,
        )
        BlockCompletion.objects.filter(pk=row.pk).update(modified=BEGIN + day * DAY)


def told(*pairs):
    return tuple(Told(value=value, since=BEGIN + day * DAY) for value, day in pairs)


def read(lms, user_id):
    return lms.learner_histories([user_id], str(FORGE))[user_id]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ((), [(True, 0)]),
        ((True,), [(True, 0)]),
        ((True, True, False), [(True, 0), (False, 2)]),
        ((True, False, True, True), [(True, 0), (False, 1), (True, 2)]),
        ((False, True), [(True, 0)]),
        ((False, True, False, True), [(True, 0), (False, 2), (True, 3)]),
    ],
)
def test_each_change_of_an_enrollment_is_told_once(lms, learner, changes, expected):
    enrolls(learner, *changes)
    assert read(lms, learner).enrolled == told(*expected)


def test_an_end_without_a_history_counts_from_the_last_change_that_is_known(lms, learner):
    enrolls(learner, True, is_active=False)
    assert read(lms, learner).enrolled == told((True, 0), (False, 0))


@pytest.mark.parametrize(
    ("grade", "expected"),
    [
        ({"letter": "Pass", "passed_on": 4}, [(True, 4)]),
        ({"letter": "Pass"}, [(True, 9)]),
        ({"letter": "", "passed_on": 4}, [(True, 4), (False, 9)]),
        ({"letter": ""}, []),
    ],
)
def test_passing_is_told_with_its_own_time_and_never_a_grade(lms, learner, grade, expected):
    enrolls(learner)
    grades(learner, **grade)
    assert read(lms, learner).passed == told(*expected)


@pytest.mark.parametrize(
    ("statuses", "now", "expected"),
    [
        (("downloadable",), "downloadable", [(True, 0)]),
        (("notpassing", "generating", "downloadable"), "downloadable", [(True, 2)]),
        (("downloadable", "downloadable", "unavailable"), "unavailable", [(True, 0), (False, 2)]),
        (("downloadable",), "notpassing", [(True, 0), (False, 9)]),
        ((), "downloadable", [(True, 0)]),
        ((), "unverified", []),
    ],
)
def test_each_change_of_a_certificate_is_told_once(lms, learner, statuses, now, expected):
    enrolls(learner)
    is_certified(learner, *statuses, now=now)
    assert read(lms, learner).certified == told(*expected)


def test_completions_are_counted_in_the_course_alone(lms, learner):
    enrolls(learner)
    completes(learner, 1, 3, 2)
    completes(learner, 5, course_id=OTHER)
    found = read(lms, learner)
    assert (found.completed, found.last_active_at) == (3, BEGIN + 3 * DAY)


def test_whoever_never_enrolled_has_no_history(lms, learner):
    enrolls(learner, course_id=OTHER)
    assert lms.learner_histories([learner, 0], str(FORGE)) == {}
    assert lms.learner_histories([learner], "nonsense") == {}


def test_hundreds_are_read_with_six_queries(lms, django_assert_num_queries):
    users = get_user_model().objects
    ids = [users.create(username=f"learner{number}").pk for number in range(30)]
    for user_id in ids:
        enrolls(user_id, True)
        completes(user_id, 1)
    with django_assert_num_queries(6):
        assert len(lms.learner_histories(ids, str(FORGE))) == len(ids)
