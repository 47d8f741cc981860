"""Deliveries in a Celery worker process of its own: killed and started again, nothing is lost."""

import os
import time

import pytest
from django.db import transaction

from outcomes_plugin import tasks
from outcomes_plugin.ledger import api as ledger_api
from outcomes_plugin.ledger.data import NewEntry
from tests import given
from tests.workers import celery_worker, wait_until

# One queue: a worker of other tests beside these would take their tasks to its own database.
pytestmark = [
    pytest.mark.services,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("celery"),
]
ENTRIES = 600


@pytest.fixture
def broker():
    return os.environ["CELERY_BROKER_URL"]


def record(count=ENTRIES):
    actor = given.an_actor("cora")
    with transaction.atomic():
        return ledger_api.record_many(
            actor,
            [
                NewEntry(type="window.opened", at=given.MONDAY, program=f"program-{number % 40}")
                for number in range(count)
            ],
        )


def test_a_worker_delivers_every_lane_once_and_in_order(broker, tracking_log):
    ids = record()
    with celery_worker(broker):
        tasks.deliver_due.delay()
        wait_until(lambda: ledger_api.backlog() == {})
    delivered = [event["data"]["entry_id"] for event in tracking_log("mentoring.window.opened")]
    assert sorted(delivered) == sorted(ids)
    for program in range(40):
        of_program = [entry for number, entry in enumerate(ids) if number % 40 == program]
        assert [entry for entry in delivered if entry in set(of_program)] == of_program


def test_a_killed_worker_loses_nothing_and_repeats_with_the_same_ids(broker, tracking_log):
    ids = record()
    with celery_worker(broker) as worker:
        tasks.deliver_due.delay()
        wait_until(lambda: len(tracking_log("mentoring.window.opened")) > 0)
        worker.kill()
        worker.wait()
    with celery_worker(broker):
        wait_until(nothing_is_left_after_a_run)
    delivered = [event["data"]["entry_id"] for event in tracking_log("mentoring.window.opened")]
    assert set(delivered) == set(ids)


def nothing_is_left_after_a_run():
    """Run once more, as beat does: the killed worker's lane is free once its connection is gone."""
    tasks.deliver_due.delay()
    time.sleep(1)
    return ledger_api.backlog() == {}
