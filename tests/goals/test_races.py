"""Two windows on one goal, and who writes while they are erased: on MariaDB, in threads."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from outcomes_plugin.errors import Conflict, NotFound
from outcomes_plugin.goals.models import Goal, GoalChange, GoalCheckIn
from outcomes_plugin.governance import api as governance_api
from tests import given
from tests import given_goals as gg

pytestmark = [pytest.mark.mariadb, pytest.mark.django_db(transaction=True)]

WINDOWS = 6
PATIENCE = 60


@pytest.fixture
def goal():
    return gg.a_goal(gg.a_program_with_goals())


def on_own_connection(work):
    """Do the work on this thread's own connection, and close it."""
    try:
        return work()
    except (Conflict, NotFound) as refusal:
        return type(refusal).__name__
    finally:
        connection.close()


def at_once(*works):
    """Do all of it at once, each in a thread, and return what came of it."""
    start = threading.Barrier(len(works))

    def run(work):
        start.wait(PATIENCE)
        return on_own_connection(work)

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


def test_of_windows_that_change_one_field_at_once_one_is_kept_and_the_others_are_told(goal):
    works = [
        (lambda number=number: gg.change(goal, why=f"Window {number}").version)
        for number in range(WINDOWS)
    ]
    assert sorted(map(str, at_once(*works))) == ["2"] + ["Conflict"] * (WINDOWS - 1)
    assert GoalChange.objects.count() == 1


def test_windows_that_change_different_fields_at_once_are_all_kept(goal):
    fields = ("why", "first_step", "obstacle", "plan", "support")
    works = [(lambda name=name: gg.change(goal, **{name: name}).version) for name in fields]
    assert sorted(at_once(*works)) == [2, 3, 4, 5, 6]
    kept = Goal.objects.get()
    assert [getattr(kept, name) for name in fields] == list(fields)


def test_a_check_in_sent_twice_at_once_is_kept_once(goal):
    first, second = at_once(*[lambda: gg.a_check_in(goal).id] * 2)
    assert first == second
    assert GoalCheckIn.objects.count() == 1


def test_what_is_said_while_its_person_is_erased_is_erased_or_refused(goal):
    gudrun, user_id = given.global_staff(), given.a_user("amara").pk
    said, goes_on = threading.Event(), threading.Event()

    def say_slowly():
        with transaction.atomic():
            value = gg.a_check_in(goal).value
            said.set()
            goes_on.wait(1)
        return value

    def erase():
        said.wait(PATIENCE)
        return governance_api.erase_user(gudrun, user_id, at=given.TUESDAY)

    assert at_once(say_slowly, erase) == [2, True]
    assert on_own_connection(lambda: gg.a_check_in(goal).value) == "NotFound"
    assert (Goal.objects.count(), GoalCheckIn.objects.count()) == (0, 0)
