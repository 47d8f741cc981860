"""What an entry costs does not grow with the ledger, nor with what waits."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from outcomes_plugin.ledger.models import Delivery
from outcomes_plugin.relay import api as relay_api
from tests.relay.given_relay import RELAY, TARGET, record_many, soon

pytestmark = pytest.mark.django_db


def queries_of_a_delivery(count):
    record_many(count)
    with CaptureQueriesContext(connection) as captured:
        assert relay_api.deliver_due(RELAY, at=soon()).delivered == count
    return [query["sql"] for query in captured.captured_queries]


def test_a_batch_asks_as_much_beside_a_large_ledger_as_beside_a_small_one(shelf):
    queries_of_a_delivery(1)
    small = queries_of_a_delivery(100)
    record_many(3000)
    relay_api.deliver_due(RELAY, at=soon())
    large = queries_of_a_delivery(100)
    assert len(large) == len(small)
    assert len(small) <= 20


def test_one_more_batch_asks_a_few_queries_more_whatever_is_in_it(shelf):
    queries_of_a_delivery(1)
    one = len(queries_of_a_delivery(relay_api.BATCH - 1))
    three = len(queries_of_a_delivery(relay_api.BATCH * 3 - 1))
    assert three - one <= 2 * 12


def test_what_is_due_is_found_by_an_index(shelf):
    record_many(3)
    with CaptureQueriesContext(connection) as captured:
        relay_api.deliver_due(RELAY, at=soon())
    asked = [one["sql"] for one in captured.captured_queries]
    of_deliveries = [
        sql
        for sql in asked
        if sql.startswith("SELECT") and f'FROM "{Delivery._meta.db_table}"' in sql
    ]
    assert of_deliveries
    with connection.cursor() as cursor:
        for sql in of_deliveries:
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
            plan = " ".join(str(row[-1]) for row in cursor.fetchall())
            assert "delivery_order" in plan or "delivery_due" in plan, plan
            assert "SCAN outcomes_plugin_delivery" not in plan
            assert "TEMP B-TREE FOR ORDER BY" not in plan


def test_metrics_ask_as_much_for_many_entries_as_for_few(shelf):
    def asked():
        with CaptureQueriesContext(connection) as captured:
            relay_api.relay_metrics(RELAY, at=soon())
        return len(captured)

    record_many(1)
    few = asked()
    record_many(500)
    assert asked() == few
    assert {one.name for one in relay_api.relay_metrics(RELAY, at=soon())} == {TARGET}
