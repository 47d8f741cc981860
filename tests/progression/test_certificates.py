"""Certificates become facts like passing, but only where people were told that they are read."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from demo.courses import learning
from outcomes_plugin import tasks
from outcomes_plugin.ledger import api as ledger_api
from outcomes_plugin.progression import api as progression_api
from outcomes_plugin.progression.models import CourseFact, CourseProgress, InboxRow
from tests import given
from tests import given_surveys as gs
from tests.given_programs import a_course, a_linked_course, a_member, a_program
from tests.progression.given_progress import enrolls, has_certificate, is_graded

pytestmark = pytest.mark.django_db
SILENT = ("run_program", "course_progress")
TELLING = (*SILENT, "certificates")


@pytest.fixture
def program():
    found = a_program()
    a_linked_course(found)
    a_member(found, "amara", cohort="spring")
    gs.a_notice(found, purposes=TELLING)
    return found


@pytest.fixture
def worker(django_capture_on_commit_callbacks):
    """Do what happened in a request, then let the worker take what it left."""

    def run(*steps):
        with django_capture_on_commit_callbacks(execute=True):
            for step in steps:
                step()

    return run


def entries(name="amara"):
    return [
        (one.occurred_at, one.payload["is_valid"])
        for one in ledger_api.entries_about(given.a_person(name))
        if one.type == "course.certified"
    ]


def facts(name="amara"):
    rows = CourseFact.objects.filter(person=given.a_person(name), kind="certified")
    return list(rows.order_by("occurred_at").values_list("occurred_at", "value"))


def is_certified(name="amara"):
    return CourseProgress.objects.get(person=given.a_person(name)).has_certificate


def test_a_certificate_that_is_told_twice_is_one_fact_and_one_entry(program, worker):
    for _time in range(2):
        worker(lambda: has_certificate("amara", at=given.TUESDAY))
    assert entries() == facts() == [(given.TUESDAY, True)]
    assert is_certified()


def test_a_revoked_certificate_is_not_valid_from_then_on(program, worker):
    worker(lambda: has_certificate("amara", at=given.TUESDAY))
    worker(lambda: has_certificate("amara", status="unavailable", at=given.NEXT_MONDAY))
    assert entries() == facts() == [(given.TUESDAY, True), (given.NEXT_MONDAY, False)]
    assert not is_certified()


def test_what_comes_late_counts_at_its_own_time_and_does_not_bring_it_back(program, worker):
    worker(lambda: has_certificate("amara", status="unavailable", at=given.NEXT_MONDAY))
    worker(lambda: has_certificate("amara", at=given.TUESDAY))
    assert facts() == [(given.TUESDAY, True), (given.NEXT_MONDAY, False)]
    assert not is_certified()


@pytest.mark.parametrize("status", ["generating", "notpassing", "unverified", "error"])
def test_what_the_platform_does_not_call_valid_is_no_certificate(program, worker, status):
    worker(lambda: has_certificate("amara", status=status, at=given.TUESDAY))
    assert not is_certified()
    assert entries() == []


@pytest.mark.parametrize(
    "tell", [enrolls, has_certificate, lambda name, at: is_graded(name, passes=True, at=at)]
)
@pytest.mark.parametrize(("name", "most"), [("stranger", 1), ("amara", 2)])
def test_every_signal_costs_a_stranger_one_query_and_a_member_two(program, tell, name, most):
    given.a_person(name)
    tell(name, at=given.MONDAY)
    InboxRow.objects.all().delete()
    with CaptureQueriesContext(connection) as seen:
        tell(name, at=given.MONDAY)
    ours = [one["sql"] for one in seen if "outcomes_plugin_" in one["sql"]]
    told = 2 if tell is has_certificate else 1
    assert len(ours) <= most * told


def test_where_nobody_was_told_of_certificates_none_is_read(worker):
    silent = a_program()
    a_linked_course(silent)
    a_member(silent, "amara", cohort="spring")
    worker(lambda: has_certificate("amara", at=given.TUESDAY))
    gs.a_notice(silent, purposes=SILENT)
    worker(lambda: has_certificate("amara", at=given.NEXT_MONDAY))
    assert (facts(), entries(), InboxRow.objects.count()) == ([], [], 0)
    worker(lambda: is_graded("amara", passes=True, at=given.TUESDAY))
    assert CourseFact.objects.filter(kind="passed").count() == 1


def test_once_a_notice_tells_of_them_those_of_the_past_are_read(worker):
    course, program = a_course(), a_program()
    a_linked_course(program)
    a_member(program, "amara", cohort="spring")
    amara = given.a_user("amara")
    learning.enroll(course, amara, at=given.MONDAY)
    learning.certify(course, amara, at=given.TUESDAY)
    learning.revoke_certificate(course, amara, at=given.NEXT_MONDAY)
    gs.a_notice(program, purposes=SILENT)
    tasks.read_members()
    assert facts() == []
    gs.a_notice(program, purposes=TELLING)
    tasks.read_members()
    assert facts() == [(given.TUESDAY, True), (given.NEXT_MONDAY, False)]
    before = CourseProgress.objects.get().read_at
    tasks.read_members()
    assert CourseProgress.objects.get().read_at == before


def test_a_notice_that_no_longer_tells_of_them_ends_the_reading(program, worker):
    worker(lambda: has_certificate("amara", at=given.TUESDAY))
    gs.a_notice(program, purposes=SILENT, at=given.TUESDAY + timedelta(days=1))
    worker(lambda: has_certificate("amara", status="unavailable", at=given.NEXT_MONDAY))
    assert facts() == [(given.TUESDAY, True)]


def test_a_person_finds_their_certificate_in_their_own_data(program, worker):
    worker(lambda: has_certificate("amara", at=given.TUESDAY))
    kept = progression_api.export_person(given.a_person("amara"))
    assert [one["certified"] for one in kept["course_progress"]] == [True]
    assert [one["kind"] for one in kept["course_facts"]] == ["certified"]
    progression_api.erase_person(given.a_person("amara"), at=timezone.now())
    assert not any(progression_api.export_person(given.a_person("amara")).values())
