"""Entries reach their targets at least once, in order, and one failure holds back one subject."""

import json
import logging
from datetime import timedelta

import pytest
from django.utils import timezone

from outcomes_plugin.actors import api as actors_api
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import NotFound
from outcomes_plugin.ledger import api as ledger_api
from outcomes_plugin.relay import api as relay_api
from outcomes_plugin.relay.rules import wait_after
from tests import given
from tests.relay.flaky import FlakyTarget

pytestmark = pytest.mark.django_db
RELAY = Actor.system("relay")


@pytest.fixture
def target(settings):
    settings.OUTCOMES_RELAY_TARGETS = {"event_bus": "tests.relay.flaky.FlakyTarget"}
    settings.OUTCOMES_RELAY_LANES = 1
    FlakyTarget.received = []
    FlakyTarget.refused = set()
    return FlakyTarget


@pytest.fixture
def tracking_events(caplog):
    caplog.set_level(logging.INFO, logger="tracking")
    return lambda: [
        json.loads(record.getMessage()) for record in caplog.records if record.name == "tracking"
    ]


def soon():
    return timezone.now() + timedelta(seconds=1)


def record(name="window.opened", *, program="spring", **facts):
    return ledger_api.record(
        given.an_actor("cora"), name, at=given.MONDAY, program=program, **facts
    )


def test_entries_arrive_once_and_in_the_order_in_which_they_happened(target):
    ids = [record() for _ in range(450)]
    report = relay_api.deliver_due(RELAY, at=soon())
    assert (report.delivered, report.failed) == (450, 0)
    assert [entry.uuid for entry in target.received] == ids
    assert ledger_api.backlog() == {}
    assert relay_api.deliver_due(RELAY, at=soon()).delivered == 0


def test_a_failing_entry_holds_back_its_own_subject_only(target):
    target.refused = {"autumn"}
    late = [record(program="autumn"), record(program="autumn")]
    record(program="spring")
    report = relay_api.deliver_due(RELAY, at=soon())
    assert (report.delivered, report.failed) == (1, 1)
    assert ledger_api.backlog() == {"event_bus": 2}

    target.refused = set()
    assert relay_api.deliver_due(RELAY, at=soon()).delivered == 0
    assert relay_api.deliver_due(RELAY, at=soon() + wait_after(0)).delivered == 2
    assert [entry.uuid for entry in target.received][1:] == late


def test_a_subject_that_fails_does_not_starve_its_lane(target):
    target.refused = {"autumn"}
    for _ in range(relay_api.BATCH + 1):
        record(program="autumn")
    record(program="spring")
    assert relay_api.deliver_due(RELAY, at=soon()).delivered == 1


def test_waits_grow_and_end_at_six_hours():
    waits = [wait_after(attempts) for attempts in range(60)]
    assert waits == sorted(waits)
    assert (waits[0], waits[-1]) == (timedelta(minutes=1), timedelta(hours=6))


def test_only_the_relay_may_deliver(target):
    record()
    for actor in (given.global_staff(), Actor.system("close"), Actor()):
        with pytest.raises(NotFound):
            relay_api.deliver_due(actor, at=soon())
    assert target.received == []


def test_a_tracking_event_names_the_platform_user_and_never_the_person(tracking_events):
    amara = given.an_actor("amara")
    uuid = ledger_api.record(
        amara,
        "survey.completed",
        at=given.MONDAY,
        person=amara.person,
        program="spring",
        payload={"window": "w1", "instrument": "four-facets-mentee"},
    )
    relay_api.deliver_due(RELAY, at=soon())
    (event,) = tracking_events()
    assert event["name"] == "mentoring.survey.completed"
    assert event["context"]["user_id"] == amara.user_id
    assert event["data"] == {
        "entry_id": uuid,
        "occurred_at": "2026-03-02T09:00:00+00:00",
        "program": "spring",
        "window": "w1",
        "instrument": "four-facets-mentee",
        "user_id": amara.user_id,
    }
    assert amara.person not in json.dumps(event)


def test_a_person_erased_before_delivery_gets_no_event(tracking_events):
    amara = given.an_actor("amara")
    ledger_api.record(
        amara, "survey.completed", at=given.MONDAY, person=amara.person, program="spring"
    )
    actors_api.cut_person(amara.person, at=given.TUESDAY)
    relay_api.deliver_due(RELAY, at=soon())
    assert tracking_events() == []
    assert ledger_api.backlog() == {}
