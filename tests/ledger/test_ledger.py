"""The ledger takes registered entries of a running transaction, and nothing else."""

import pytest
from django.db import transaction
from django.test import override_settings
from hypothesis import given as any_of
from hypothesis import strategies as st

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.ledger import api as ledger_api
from outcomes_plugin.ledger.registry import ACTIVITY, ENTRY_TYPES, MAIL, STAYS
from outcomes_plugin.ledger.rules import lane_of
from tests import given

pytestmark = pytest.mark.django_db


def record(name="pairing.formed", **facts):
    facts = {"at": given.MONDAY, "person": given.a_person("amara"), **facts}
    return ledger_api.record(given.an_actor("cora"), name, **facts)


def test_an_entry_tells_who_did_what_to_whom_and_when():
    uuid = record(program="spring", payload={"pairing": 7})
    (entry,) = ledger_api.entries_about(given.a_person("amara"))
    assert entry.uuid == uuid
    assert (entry.type, entry.program, entry.payload) == (
        "pairing.formed",
        "spring",
        {"pairing": 7},
    )
    assert entry.occurred_at == given.MONDAY
    assert entry.actor_person == given.a_person("cora")


def test_an_entry_is_also_found_by_the_person_who_made_it():
    record()
    assert [entry.type for entry in ledger_api.entries_about(given.a_person("cora"))] == [
        "pairing.formed"
    ]


@pytest.mark.parametrize(
    ("name", "payload"),
    [
        ("pairing.invented", {}),
        ("pairing.formed", {"words": "hello"}),
        ("pairing.ended", {"reason": "We did not get along"}),
        ("pairing.ended", {"reason": {"deep": "text"}}),
        ("pairing.ended", {"reason": ["fine", "not fine at all"]}),
    ],
)
def test_unregistered_entries_and_free_text_are_refused(name, payload):
    with pytest.raises(ValueError, match=r"registered|carry"):
        record(name, payload=payload)
    assert ledger_api.entry_counts() == {}


@pytest.mark.django_db(transaction=True)
def test_an_entry_needs_the_transaction_of_its_write():
    with pytest.raises(transaction.TransactionManagementError):
        record()
    with transaction.atomic():
        record()
    assert ledger_api.entry_counts() == {"pairing.formed": 1}


def test_an_entry_that_stays_on_the_site_leaves_no_delivery():
    record("notice.shown", payload={"version": 1})
    assert ledger_api.backlog() == {}
    record("survey.completed", payload={"window": "w1"})
    assert ledger_api.backlog() == {"tracking_log": 1}


@override_settings(OUTCOMES_RELAY_TARGETS={})
def test_a_target_that_is_off_gets_no_delivery():
    record()
    assert ledger_api.backlog() == {}


def test_roles_notices_grants_and_hr_facts_never_leave_the_site():
    leaving = {entry.name for entry in ENTRY_TYPES if entry.targets & ACTIVITY}
    assert {name.split(".")[0] for name in leaving} <= {
        "course",
        "goal",
        "meeting",
        "pairing",
        "release",
        "survey",
        "window",
    }


def test_journals_and_requests_are_told_by_mail_and_to_no_analytics():
    private = [entry for entry in ENTRY_TYPES if entry.name.startswith(("journal.", "request."))]
    assert {entry.targets for entry in private} == {MAIL, STAYS}


@any_of(subject=st.text(min_size=1), lanes=st.integers(min_value=1, max_value=64))
def test_a_subject_always_travels_in_the_same_lane(subject, lanes):
    assert 0 <= lane_of(subject, lanes=lanes) < lanes
    assert lane_of(subject, lanes=lanes) == lane_of(subject, lanes=lanes)


def test_an_unregistered_system_actor_cannot_be_made():
    with pytest.raises(ValueError, match="registered"):
        Actor.system("anything")
    assert Actor.system("relay").may_as_system("ledger.deliver")
    assert not Actor.system("relay").may_as_system("person.erase")
