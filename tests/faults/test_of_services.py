"""The database restarts in mid-run, and Redis is away for a while: services of their own."""

import time

import pytest
from django.db import connection

from outcomes_plugin.ledger import api as ledger_api
from tests.relay.given_relay import record_many
from tests.workers import celery_beat, celery_worker, wait_until

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]
SITE = "tests.faults.settings"
ENTRIES = 600
SECONDS_AWAY = 60


def all_delivered():
    return ledger_api.backlog() == {}


@pytest.fixture
def relay(cupboard, broker, tmp_path):
    """Run beat and a worker, as a site does."""
    schedule = tmp_path / "beat"
    with (
        celery_worker(broker, settings=SITE),
        celery_beat(broker, settings=SITE, schedule=schedule),
    ):
        yield


def test_a_database_that_restarts_in_mid_run_loses_nothing(cupboard, relay, services, survived):
    cupboard.tell(dawdle=0.02)
    ids = record_many(ENTRIES)
    wait_until(lambda: len(cupboard.kept()) > 20)
    services("stop", "mariadb")
    taken = len(cupboard.kept())
    services("start")
    connection.close()
    assert taken < ENTRIES
    cupboard.tell(dawdle=0)
    wait_until(all_delivered)
    assert survived("the database restarts in mid-run", ids).came_again > 0


def test_entries_wait_while_redis_is_away(cupboard, relay, services, survived):
    early = record_many(100)
    wait_until(all_delivered)
    services("stop", "redis")
    late = [entry for _time in range(10) for entry in record_many(50)]
    time.sleep(SECONDS_AWAY)
    assert sorted(cupboard.kept()) == sorted(early)
    assert ledger_api.backlog() == {"event_bus": len(late)}
    services("start")
    wait_until(all_delivered, seconds=120)
    survived("Redis is away for a minute", [*early, *late])
