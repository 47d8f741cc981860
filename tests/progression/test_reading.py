"""What happened in a course before it belonged to a program is read from the platform."""

import io
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from demo.courses import learning
from demo.courses.models import DemoBlock, DemoUnit
from outcomes_plugin import tasks
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import NotFound
from outcomes_plugin.ledger import api as ledger_api
from outcomes_plugin.progression import api as progression_api
from outcomes_plugin.progression import reading
from outcomes_plugin.progression.models import CourseProgress
from tests import given
from tests.given_programs import COURSE, a_course, a_linked_course, a_member, a_program

pytestmark = pytest.mark.django_db
PROGRESS = Actor.system("progress")


@pytest.fixture
def course():
    """Return a course of four blocks, in which people learned before anybody listened."""
    made = a_course()
    unit = DemoUnit.objects.create(
        course=made, key=made.key.make_usage_key("vertical", "unit"), position=0
    )
    for position in range(4):
        key = made.key.make_usage_key("html", f"text{position}")
        DemoBlock.objects.create(unit=unit, key=key, position=position, completable=True)
    return made


def learned(course, name, *, share=0.5, passes=None, at=given.MONDAY):
    user = given.a_user(name)
    learning.enroll(course, user, at=at)
    learning.complete_share(course, user, share=share, at=at + timedelta(days=1))
    if passes is not None:
        learning.regrade(course, user, is_passing=passes, at=at + timedelta(days=2))
    return user


@pytest.fixture
def program(course):
    """Return a program whose mentees had learned before its course was linked."""
    found = a_program()
    for name, facts in {"amara": {"share": 1.0, "passes": True}, "jonas": {}}.items():
        learned(course, name, **facts)
        a_member(found, name, cohort="spring")
    a_member(found, "lucia", cohort="spring")
    a_linked_course(found)
    return found


def standing(name):
    (mine,) = progression_api.my_course_progress(given.an_actor(name))
    return mine.is_enrolled, mine.completed, mine.completable


def entries(name):
    return [
        (one.type, dict(one.payload))
        for one in ledger_api.entries_about(given.a_person(name))
        if one.type.startswith("course.") and one.person
    ]


def backfill(**options):
    said = io.StringIO()
    call_command("outcomes_backfill", stdout=said, stderr=io.StringIO(), **options)
    return said.getvalue().strip()


def test_a_course_that_has_run_for_years_is_read_with_its_own_times(program):
    assert backfill() == "Read 3 members in 1 courses."
    assert standing("amara") == (True, 4, 4)
    assert standing("jonas") == (True, 2, 4)
    assert standing("lucia") == (False, 0, 0)
    assert entries("amara") == [
        ("course.enrolled", {"is_active": True}),
        ("course.passing_changed", {"passed": True}),
        ("course.progressed", {"percent": 100}),
    ]
    counts = progression_api.passed_counts
    assert [(one.n, one.count) for one in counts(program.id, at=given.TUESDAY)] == [(2, 0)]
    assert [(one.n, one.count) for one in counts(program.id, at=given.A_MONTH_LATER)] == [(2, 1)]


def test_reading_again_changes_nothing_and_reads_nobody(program):
    backfill()
    before = list(CourseProgress.objects.order_by("id").values()), entries("amara")
    assert backfill() == "Read 0 members in 0 courses."
    assert (list(CourseProgress.objects.order_by("id").values()), entries("amara")) == before


def test_everybody_is_read_again_who_was_read_before_a_moment(program, course):
    backfill()
    DemoBlock.objects.filter(unit__course=course).first().delete()
    now = CourseProgress.objects.latest("read_at").read_at
    later = (now + timedelta(microseconds=1)).isoformat()
    assert backfill(read_before=later) == "Read 3 members in 1 courses."
    assert standing("jonas") == (True, 2, 3)
    assert backfill(read_before=later) == "Read 0 members in 0 courses."


def test_a_reading_that_was_killed_goes_on_where_it_stopped(program, monkeypatch):
    monkeypatch.setattr(reading, "LEARNERS_AT_ONCE", 2)

    def killed(_done):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        progression_api.read_course(
            PROGRESS,
            COURSE,
            read_before=progression_api.EVER,
            at=given.NEXT_MONDAY,
            progress=killed,
        )
    assert CourseProgress.objects.exclude(read_at=None).count() == 2
    assert backfill() == "Read 1 members in 1 courses."


def test_the_periodic_task_reads_those_who_joined_since(program, course):
    tasks.read_members()
    learned(course, "mia", share=0.25)
    a_member(program, "mia", cohort="spring")
    tasks.read_members()
    assert standing("mia") == (True, 1, 4)


def test_the_first_event_of_a_person_brings_their_past_with_it(
    program, course, django_capture_on_commit_callbacks
):
    user = given.a_user("jonas")
    with django_capture_on_commit_callbacks(execute=True):
        learning.regrade(course, user, is_passing=True, at=given.NEXT_MONDAY)
    assert standing("jonas") == (True, 2, 4)
    assert entries("jonas") == [
        ("course.enrolled", {"is_active": True}),
        ("course.passing_changed", {"passed": True}),
        ("course.progressed", {"percent": 50}),
    ]


def test_an_end_of_an_enrollment_is_read_too(program, course):
    learning.unenroll(course, given.a_user("jonas"))
    backfill()
    assert standing("jonas") == (False, 2, 4)
    counts = progression_api.passed_counts(program.id, at=given.TUESDAY)
    assert [one.n for one in counts] == [2]


def test_only_linked_courses_and_their_learners_are_read(program, course):
    other = a_course("course-v1:Northlight+OTHER+2026")
    learned(other, "amara", share=0)
    learned(course, "stranger")
    a_member(program, "petra", role="sponsor")
    assert backfill() == "Read 3 members in 1 courses."
    assert backfill(course="course-v1:No+Such+Course") == "Read 0 members in 0 courses."
    assert set(CourseProgress.objects.values_list("course_key", flat=True)) == {COURSE}


@pytest.mark.parametrize("moment", ["yesterday", "2026-11-24", "2999-01-01T00:00:00Z"])
def test_a_moment_that_cannot_be_meant_is_refused(program, moment):
    with pytest.raises(CommandError, match=moment[:4]):
        backfill(read_before=moment)


def test_nobody_else_may_read(program):
    for actor in (given.an_actor("amara"), Actor.system("mail")):
        with pytest.raises(NotFound):
            progression_api.unread_courses(actor, read_before=progression_api.EVER)
        with pytest.raises(NotFound):
            progression_api.read_course(
                actor, COURSE, read_before=progression_api.EVER, at=given.MONDAY
            )


def test_the_platform_is_asked_as_often_for_many_as_for_few(program, course):
    def asked() -> int:
        with CaptureQueriesContext(connection) as seen:
            backfill()
        tables = ("demo_courses_", "completion_")
        return len([one for one in seen if any(name in one["sql"] for name in tables)])

    few = asked()
    for number in range(20):
        a_member(program, f"late{number}", cohort="spring")
    assert asked() == few
