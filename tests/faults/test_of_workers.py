"""A worker that is killed, and two that start at once: processes of their own."""

import pytest

from demo.celery import APP
from outcomes_plugin import tasks
from outcomes_plugin.ledger import api as ledger_api
from tests.relay.given_relay import record_many
from tests.workers import celery_worker, wait_until

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]
SITE = "tests.faults.settings"
ENTRIES = 600


def all_delivered():
    return ledger_api.backlog() == {}


def test_a_worker_killed_in_mid_batch_loses_nothing(cupboard, broker, survived):
    ids = record_many(ENTRIES)
    cupboard.tell(dawdle=0.02)
    with celery_worker(broker, settings=SITE) as worker:
        tasks.deliver_due.delay()
        wait_until(lambda: len(cupboard.kept()) > 20)
        worker.kill()
        worker.wait()
    taken = len(cupboard.kept())
    assert taken % 200 and ledger_api.backlog() == {"event_bus": ENTRIES}
    cupboard.tell(dawdle=0)
    with celery_worker(broker, settings=SITE):
        tasks.deliver_due.delay()
        wait_until(all_delivered)
    assert survived("a worker is killed in mid-batch", ids).came_again == taken


def test_two_relays_that_start_at_once_share_the_lanes(cupboard, broker, survived):
    ids = record_many(ENTRIES, programs=40)
    cupboard.tell(dawdle=0.005)
    with (
        celery_worker(broker, settings=SITE) as one,
        celery_worker(broker, settings=SITE) as other,
    ):
        wait_until(lambda: len(APP.control.ping(timeout=1)) == 2)
        for _time in range(4):
            tasks.deliver_due.delay()
        wait_until(all_delivered)
        assert cupboard.bringers() == {one.pid, other.pid}
    assert survived("two relays start at once", ids).came_again == 0
