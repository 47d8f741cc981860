"""Whether the product runs: in one word for load balancers, in numbers for global staff."""

from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from outcomes_plugin import api, tasks
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import NotFound
from outcomes_plugin.progression import api as progression_api
from outcomes_plugin.progression.data import EventKind
from outcomes_plugin.settings.periodic import BEAT_SCHEDULE
from outcomes_plugin.upkeep import api as upkeep_api
from outcomes_plugin.upkeep import migrations_applied
from tests import given
from tests import given_surveys as gs
from tests.given_programs import COURSE, a_member

pytestmark = pytest.mark.django_db

ADDRESS = "/api/mentoring/health/"


def asked():
    answer = Client().get(ADDRESS)
    return answer.status_code, answer.json()


def details(at=None):
    return api.site_health(given.global_staff(), at=at or timezone.now())


def test_a_load_balancer_hears_that_all_is_well_and_nothing_else(django_assert_max_num_queries):
    with django_assert_max_num_queries(2):
        assert asked() == (200, {"status": "ok"})


def test_a_database_that_is_not_there_is_503(monkeypatch):
    def gone(*_args, **_options):
        raise OperationalError("2002, secret-host refused amara")

    monkeypatch.setattr(connection, "cursor", gone)
    assert asked() == (503, {"status": "no_database"})


def test_a_database_that_is_older_than_the_code_is_503(monkeypatch):
    known = migrations_applied.known() | {"9999_of_tomorrow"}
    monkeypatch.setattr(migrations_applied, "known", lambda: known)
    assert asked() == (503, {"status": "old_database"})


def test_nothing_can_be_sent_there():
    assert Client().post(ADDRESS).status_code == 405


def test_the_details_are_for_global_staff():
    with pytest.raises(NotFound):
        api.site_health(given.an_actor("cleo"), at=timezone.now())
    with pytest.raises(NotFound):
        api.site_health(Actor.system("relay"), at=timezone.now())


def test_a_task_is_late_until_it_has_run_and_after_it_has_missed_three_times():
    assert all(one.is_late for one in details().tasks)
    tasks.sweep_inbox.delay()
    now = timezone.now()
    (sweep,) = [one for one in details(now).tasks if one.task.endswith("sweep_inbox")]
    assert not sweep.is_late
    assert sweep.begun_at <= sweep.done_at
    (sweep,) = [
        one
        for one in details(now + timedelta(minutes=16)).tasks
        if one.task.endswith("sweep_inbox")
    ]
    assert sweep.is_late


def test_a_task_that_fails_was_begun_and_not_done(monkeypatch):
    def broken(*_args, **_options):
        raise ValueError("of no use")

    monkeypatch.setattr(progression_api, "waiting_rows", broken)
    with pytest.raises(ValueError, match="of no use"):
        tasks.sweep_inbox.delay()
    run = upkeep_api.runs()["outcomes_plugin.tasks.sweep_inbox"]
    assert run.begun_at
    assert run.done_at is None


def test_what_waits_is_told_by_the_age_of_the_oldest(program):
    start = timezone.now()
    a_member(program, "nadia")
    given.a_user("nadia")
    progression_api.receive(
        EventKind.PASSED,
        user_id=given.a_user("nadia").pk,
        course_key=COURSE,
        value=True,
        occurred_at=start,
        at=start,
    )
    found = details(start + timedelta(hours=2))
    assert found.inbox == 2 * 60 * 60
    assert found.outbox
    assert set(found.outbox) <= {"mail", "tracking_log"}


def test_a_window_that_should_have_closed_is_counted(program):
    before = details().late_windows
    now = timezone.now()
    gs.an_open_window(
        program,
        key="late",
        opens_at=now - timedelta(days=3),
        closes_at=now - timedelta(hours=1),
        at=now - timedelta(days=3),
    )
    assert details(now).late_windows == before + 1


def test_the_details_cost_the_same_however_much_waits(program, django_assert_num_queries):
    staff = given.global_staff()
    with CaptureQueriesContext(connection) as few:
        api.site_health(staff, at=timezone.now())
    for number in range(5):
        a_member(program, f"more{number}")
        gs.an_open_window(program, key=f"more{number}")
    with django_assert_num_queries(len(few)):
        api.site_health(staff, at=timezone.now())
    assert len(few) <= 6


def test_every_periodic_task_is_in_the_schedule_and_runs():
    named = {due["task"] for due in BEAT_SCHEDULE.values()}
    assert named == {task.name for task, _seconds in tasks.PERIODIC.values()}
    for task, _seconds in tasks.PERIODIC.values():
        task.delay()
    assert set(upkeep_api.runs()) == named
