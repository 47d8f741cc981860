"""A target that is paused, away, behind or not installed keeps its entries waiting, and says so."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from outcomes_plugin.errors import Invalid, NotFound
from outcomes_plugin.ledger import api as ledger_api
from outcomes_plugin.ledger.models import Delivery
from outcomes_plugin.relay import api as relay_api
from outcomes_plugin.relay.rules import lane_wait_after
from tests import given
from tests.relay.given_relay import RELAY, TARGET, record, record_many, soon
from tests.relay.shelf import Shelf

pytestmark = pytest.mark.django_db


class Elsewhere(Shelf):
    """A target whose package nobody has installed."""

    needs = ("json", "a_package_that_nobody_has")


def deliver(**later):
    return relay_api.deliver_due(RELAY, at=soon(**later)).delivered


def metrics():
    (found,) = relay_api.relay_metrics(RELAY, at=soon())
    return found


def relay_says(*words) -> str:
    out = StringIO()
    call_command("outcomes_relay", *words, stdout=out)
    return out.getvalue()


def test_a_paused_target_gets_nothing_and_loses_nothing(shelf):
    ids = [record()]
    assert relay_says("pause", TARGET) == "Paused. Entries pile up.\n"
    assert "already" in relay_says("pause", TARGET)
    ids.append(record())
    assert deliver() == 0
    assert (metrics().is_paused, metrics().waiting) == (True, 2)
    assert "paused" in relay_says("status")
    assert relay_says("resume", TARGET) == "Resumed.\n"
    assert deliver() == 2
    assert shelf.kept() == ids
    counts = ledger_api.entry_counts()
    assert (counts["relay.paused"], counts["relay.resumed"]) == (1, 1)


def test_a_pause_stops_a_lane_that_is_being_delivered(shelf, monkeypatch):
    record_many(relay_api.BATCH * 2)
    keep = Shelf.deliver

    def keep_and_pause(self, entries, *, users):
        relay_api.pause_target(RELAY, TARGET, at=given.MONDAY)
        return keep(self, entries, users=users)

    monkeypatch.setattr(Shelf, "deliver", keep_and_pause)
    assert deliver() == relay_api.BATCH


def test_only_global_staff_pauses_and_only_a_target_that_is_there(shelf):
    for switch in (relay_api.pause_target, relay_api.resume_target):
        with pytest.raises(NotFound):
            switch(given.an_actor("cora"), TARGET, at=given.MONDAY)
        with pytest.raises(Invalid, match="event_bus"):
            switch(given.global_staff(), "carrier_pigeon", at=given.MONDAY)
    with pytest.raises(CommandError, match="event_bus"):
        relay_says("pause", "carrier_pigeon")
    assert relay_api.pause_target(given.global_staff(), TARGET, at=given.MONDAY)


def test_a_target_one_schema_behind_keeps_its_lanes_and_says_so(shelf):
    record()
    shelf.tell(schema=1)
    assert relay_api.lanes_to_deliver(RELAY, at=soon()) == []
    assert relay_api.deliver_lane(RELAY, TARGET, 0, at=soon()).delivered == 0
    assert metrics().standing is relay_api.Standing.BEHIND
    assert "has schema 1 and needs 2" in relay_says("status")
    assert Delivery.objects.get().attempts == 0
    shelf.tell(schema=2)
    assert deliver() == 1


def test_a_target_without_its_packages_is_off_and_says_so(shelf, settings):
    record()
    settings.OUTCOMES_RELAY_TARGETS = {TARGET: "tests.relay.test_standing.Elsewhere"}
    (state,) = relay_api.target_states()
    assert state.standing is relay_api.Standing.OFF
    assert str(state.says) == "Not installed: a_package_that_nobody_has."
    assert deliver() == 0
    settings.OUTCOMES_RELAY_TARGETS = {TARGET: "tests.relay.shelf.Shelf"}
    (state,) = relay_api.target_states()
    assert state.standing is relay_api.Standing.READY
    assert deliver() == 1


def test_a_target_that_cannot_be_imported_stops_no_other(shelf, settings):
    settings.OUTCOMES_RELAY_TARGETS = {
        "clickhouse": "tests.relay.shelf.Gone",
        TARGET: "tests.relay.shelf.Shelf",
    }
    record()
    assert deliver() == 1
    gone, there = relay_api.target_states()
    assert (gone.standing, there.standing) == (relay_api.Standing.OFF, relay_api.Standing.READY)


def test_target_states_ask_neither_the_database_nor_the_target(
    shelf, django_assert_num_queries, monkeypatch
):
    monkeypatch.delenv("SHELF")
    with django_assert_num_queries(0):
        assert [state.name for state in relay_api.target_states()] == [TARGET]


def test_a_target_that_is_away_makes_no_entry_fail(shelf):
    ids = record_many(3)
    shelf.tell(away=True)
    for days in range(40):
        assert deliver(days=days) == 0
    assert (metrics().waiting, metrics().failed, metrics().dead) == (3, 0, 0)
    shelf.tell(away=False)
    assert deliver(days=41) == 3
    assert shelf.kept() == ids


def test_a_lane_of_a_target_that_is_away_is_left_alone_for_ten_minutes_at_the_most(shelf):
    record()
    shelf.tell(away=True)
    deliver()
    shelf.tell(away=False)
    assert deliver() == 0
    assert deliver(minutes=1, seconds=1) == 1
    waits = [lane_wait_after(failures) for failures in range(40)]
    assert waits == sorted(waits)
    assert waits[-1] == timedelta(minutes=10)


def test_metrics_tell_what_waits_how_long_and_what_arrived(shelf):
    assert (metrics().waiting, metrics().lag_seconds) == (0, 0.0)
    poison = record()
    shelf.tell(poison=[poison])
    record_many(5)
    now = soon()
    relay_api.deliver_due(RELAY, at=now)
    (found,) = relay_api.relay_metrics(RELAY, at=now + timedelta(minutes=30))
    assert (found.waiting, found.failed, found.dead, found.delivered) == (1, 1, 0, 5)
    assert found.lag_seconds == pytest.approx(1801, abs=5)
    (found,) = relay_api.relay_metrics(RELAY, at=now + timedelta(hours=2))
    assert found.delivered == 0


def test_a_clock_that_went_wrong_holds_no_entry_for_long(shelf):
    first = record()
    shelf.tell(poison=[first], away=False)
    deliver(days=3650)
    shelf.tell(poison=[])
    second = record()
    assert deliver() == 2
    assert shelf.kept() == [first, second]


def test_a_clock_that_went_wrong_holds_no_lane_for_long(shelf):
    record()
    shelf.tell(away=True)
    deliver(days=3650)
    shelf.tell(away=False)
    assert deliver() == 1
