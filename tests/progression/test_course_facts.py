"""Platform events become facts once, in whatever order they come, and cheaply."""

from datetime import timedelta

import pytest
from completion.models import BlockCompletion
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given as any_of
from hypothesis import strategies as st
from kombu.exceptions import OperationalError
from opaque_keys.edx.keys import UsageKey

from demo.courses.models import DemoBlock, DemoUnit
from outcomes_plugin import tasks
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import NotFound
from outcomes_plugin.ledger import api as ledger_api
from outcomes_plugin.progression import api as progression_api
from outcomes_plugin.progression.models import CourseFact, InboxRow
from outcomes_plugin.progression.rules import absorb, value_at
from tests import given
from tests.given_programs import (
    COURSE,
    a_course,
    a_linked_course,
    a_member,
    a_program,
    the_coordinator,
)
from tests.progression.given_progress import KEY, enrolls, is_graded

pytestmark = pytest.mark.django_db
PROGRESS = Actor.system("progress")


@pytest.fixture
def program():
    found = a_program()
    a_linked_course(found)
    a_member(found, "amara", cohort="spring")
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
        (entry.type, dict(entry.payload))
        for entry in ledger_api.entries_about(given.a_person(name))
        if entry.type.startswith("course.") and entry.person
    ]


def counts(program, at=given.A_MONTH_LATER):
    return [(one.n, one.count) for one in progression_api.passed_counts(program.id, at=at)]


def test_enrolling_and_passing_become_facts_and_entries(program, worker):
    worker(lambda: enrolls("amara", at=given.MONDAY))
    worker(lambda: is_graded("amara", passes=True, at=given.TUESDAY))
    assert entries() == [
        ("course.enrolled", {"is_active": True}),
        ("course.passing_changed", {"passed": True}),
    ]
    assert counts(program) == [(1, 1)]
    assert InboxRow.objects.count() == 0


def test_a_status_that_is_told_again_is_no_news(program, worker):
    for day in range(5):
        at = given.MONDAY + timedelta(days=day)
        worker(lambda at=at: is_graded("amara", passes=True, at=at))
    assert entries() == [("course.passing_changed", {"passed": True})]
    assert CourseFact.objects.filter(kind="passed").count() == 1


def test_a_status_goes_both_ways_and_each_day_remembers_its_own(program, worker):
    worker(lambda: enrolls("amara", at=given.MONDAY))
    worker(lambda: is_graded("amara", passes=True, at=given.TUESDAY))
    worker(lambda: is_graded("amara", passes=False, at=given.NEXT_MONDAY))
    assert counts(program, at=given.TUESDAY) == [(1, 1)]
    assert counts(program, at=given.NEXT_MONDAY) == [(1, 0)]


def test_events_out_of_order_end_in_the_same_state(program, worker):
    worker(lambda: is_graded("amara", passes=False, at=given.NEXT_MONDAY))
    worker(lambda: is_graded("amara", passes=True, at=given.TUESDAY))
    worker(lambda: enrolls("amara", at=given.NEXT_MONDAY, is_active=False, is_new=False))
    worker(lambda: enrolls("amara", at=given.MONDAY))
    assert counts(program, at=given.TUESDAY) == [(1, 1)]
    assert counts(program, at=given.NEXT_MONDAY) == []
    (mine,) = progression_api.my_course_progress(given.an_actor("amara"))
    assert not mine.is_enrolled


def test_only_people_of_a_program_with_the_course_leave_a_trace(program, worker):
    a_member(program, "petra", role="sponsor")
    worker(lambda: enrolls("stranger", at=given.MONDAY), lambda: enrolls("petra", at=given.MONDAY))
    assert (InboxRow.objects.count(), CourseFact.objects.count()) == (0, 0)


@pytest.mark.parametrize(("name", "most"), [("stranger", 1), ("amara", 3)])
def test_a_signal_costs_a_stranger_one_query_and_a_member_at_most_three(program, name, most):
    given.a_person(name)
    with CaptureQueriesContext(connection) as seen:
        enrolls(name, at=given.MONDAY)
    ours = [one["sql"] for one in seen if "outcomes_plugin_" in one["sql"]]
    assert len(ours) <= most


def test_a_row_whose_task_was_lost_is_swept(program):
    enrolls("amara", at=given.MONDAY)
    later = timezone.now() + timedelta(minutes=10)
    (row_id,) = progression_api.waiting_rows(PROGRESS, received_before=later, limit=10)
    assert progression_api.take_row(PROGRESS, row_id, at=later)
    assert not progression_api.take_row(PROGRESS, row_id, at=later)
    assert entries() == [("course.enrolled", {"is_active": True})]


def test_only_the_progress_actor_takes_rows(program):
    enrolls("amara", at=given.MONDAY)
    row_id = InboxRow.objects.get().id
    for actor in (Actor.system("relay"), given.global_staff(), the_coordinator()):
        with pytest.raises(NotFound):
            progression_api.take_row(actor, row_id, at=given.TUESDAY)
    assert progression_api.take_row(PROGRESS, row_id, at=given.TUESDAY)


def test_completion_makes_an_entry_at_each_quarter_only(program, worker):
    unit = DemoUnit.objects.create(
        course=a_course(),
        key=UsageKey.from_string("block-v1:Northlight+MENTOR+2026+type@vertical+block@u"),
        section="One",
        title="One",
        position=1,
    )
    blocks = [
        DemoBlock.objects.create(
            unit=unit,
            key=KEY.make_usage_key("html", f"b{number}"),
            position=number,
            completable=True,
        )
        for number in range(8)
    ]
    for block in blocks:
        worker(
            lambda block=block: BlockCompletion.objects.submit_completion(
                user=given.a_user("amara"), block_key=block.key, completion=1.0
            )
        )
    steps = [payload["percent"] for type_, payload in entries() if type_ == "course.progressed"]
    assert steps == [25, 50, 75, 100]
    (mine,) = progression_api.my_course_progress(given.an_actor("amara"))
    assert (mine.completed, mine.completable, mine.is_done) == (8, 8, True)


def test_a_coordinator_reads_progress_without_grades_and_a_sponsor_does_not(program, worker):
    worker(lambda: is_graded("amara", passes=True, at=given.TUESDAY))
    a_member(program, "sol", role="sponsor")
    with pytest.raises(NotFound):
        progression_api.course_progress(given.an_actor("sol"), program.id)
    (row,) = progression_api.course_progress(the_coordinator(), program.id)
    assert row.course_key == COURSE
    assert not hasattr(row, "has_passed")


moments = st.integers(min_value=0, max_value=400).map(lambda n: given.MONDAY + timedelta(hours=n))
told = st.dictionaries(moments, st.booleans(), min_size=1, max_size=8)


@any_of(told=told, data=st.data())
def test_in_whatever_order_it_is_told_the_latest_word_holds(told, data):
    order = data.draw(st.permutations(sorted(told)))
    facts = ()
    for at in order:
        facts = absorb(facts, value=told[at], at=at)
    assert facts[-1].value == told[max(told)]
    assert [fact.occurred_at for fact in facts] == sorted({fact.occurred_at for fact in facts})
    in_time = ()
    for at in sorted(told):
        in_time = absorb(in_time, value=told[at], at=at)
    assert all(value_at(in_time, at) == value for at, value in told.items())


@any_of(told=st.lists(st.tuples(moments, st.booleans()), min_size=1, max_size=8))
def test_each_moment_keeps_one_value_and_the_last_told_wins(told):
    facts = ()
    for at, value in told:
        facts = absorb(facts, value=value, at=at)
        assert value_at(facts, at) == value
        assert len({fact.occurred_at for fact in facts}) == len(facts)


@pytest.mark.django_db(transaction=True)
def test_a_broker_that_is_away_breaks_no_request_and_the_sweep_takes_over(monkeypatch):
    found = a_program()
    a_linked_course(found)
    a_member(found, "amara", cohort="spring")

    def away(*_args, **_kwargs):
        raise OperationalError("connection refused")

    with monkeypatch.context() as patch:
        patch.setattr(tasks.take_inbox_row, "delay", away)
        enrolls("amara", at=given.MONDAY)
    assert InboxRow.objects.count() == 1
    later = timezone.now() + timedelta(minutes=10)
    for row_id in progression_api.waiting_rows(PROGRESS, received_before=later, limit=10):
        progression_api.take_row(PROGRESS, row_id, at=later)
    assert counts(found) == [(1, 0)]
