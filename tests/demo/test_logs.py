"""What the log is told on a walk through the product, and that it names nobody."""

import logging

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from demo.courses.people import PersonCard, add_person
from outcomes_plugin import logs, tasks
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.actors.models import Person
from outcomes_plugin.governance import api as governance_api
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.progression.data import HrKind
from outcomes_plugin.relay.tracking_log import TrackingLog
from outcomes_plugin.surveys import api as surveys_api
from tests import given
from tests.pages.world import a_running_program
from tests.reporting import scenes

pytestmark = pytest.mark.django_db
SPELLS = "source_key,user,starts_on\n1,autumn_0,2024-01-01\n"
MEMBERS = b"user,role,cohort\nplanted.name,mentee,autumn\n"


@pytest.fixture
def walk(caplog, django_capture_on_commit_callbacks, monkeypatch):
    """Return what was logged while a program was made, asked, released, read, mailed and left."""

    def refuse(_self, entries, *, users):
        raise ValueError(f"planted.name@example.com {entries[0].person}")

    caplog.set_level(logging.DEBUG)
    with django_capture_on_commit_callbacks(execute=True):
        card = PersonCard(username="planted.name", name="Plantina Ümlaut")
        add_person(card)
        program = a_running_program()
        cleo = given.an_actor("cleo")
        plan = programs_api.check_import(cleo, program.id, MEMBERS)
        programs_api.apply_import(cleo, program.id, MEMBERS, digest=plan.digest, at=timezone.now())
        scenes.hr_file(program, HrKind.SPELLS, SPELLS, at=timezone.now())
        for task, _seconds in tasks.PERIODIC.values():
            task.delay()
        monkeypatch.setattr(TrackingLog, "deliver", refuse)
        (window,) = surveys_api.find_windows(program.id, states=["open"])
        surveys_api.close_window(cleo, window.id, at=timezone.now())
        tasks.deliver_due.delay()
        governance_api.erase_user(
            Actor.system("retirement"), given.a_user("autumn_0").pk, at=timezone.now()
        )
    return [one for one in caplog.records if one.name.startswith("outcomes_plugin")]


def said(record):
    """Return everything that a formatter could write of the record."""
    return f"{logging.Formatter().format(record)} {record.__dict__}".lower()


def test_every_step_is_told_once_it_is_done(walk):
    told = {record.event for record in walk if hasattr(record, "event")}
    assert told >= {
        "backfill.chunk",
        "import.applied",
        "mail.batch",
        "person.erased",
        "relay.batch_failed",
        "relay.failed",
        "relay.lane_done",
        "release.made",
        "window.closed",
        "window.opened",
    }


def test_no_record_names_anybody(walk):
    users = get_user_model().objects.all()
    names = {user.username for user in users if len(user.username) > 3}
    mails = {user.email for user in users if user.email}
    persons = set(Person.objects.values_list("id", flat=True))
    planted = names | mails | persons | {"plantina", "ümlaut"}
    assert "planted.name" in planted
    assert persons
    for record in walk:
        words = said(record)
        assert not [one for one in planted if one.lower() in words], words


def test_an_event_is_words_for_people_and_facts_for_machines(caplog):
    caplog.set_level(logging.INFO, logger="outcomes_plugin")
    logs._write(logging.INFO, "window.opened", {"program": "leap", "asked": 12})
    (record,) = caplog.records
    assert record.getMessage() == "window.opened program=leap asked=12"
    assert (record.event, record.facts) == ("window.opened", {"program": "leap", "asked": 12})


def test_what_is_undone_is_not_told(caplog):
    caplog.set_level(logging.INFO, logger="outcomes_plugin")
    logs.tell("release.made", program="leap")
    assert caplog.records == []  # the test's own transaction is never committed
