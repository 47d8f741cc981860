"""
Private words are planted and looked for everywhere: they stand with their writer and nowhere else.

The reader of this test has the whole database, the log of every level, the ledger, the tracking
events, the arguments of every task, the cache, what other people are shown and handed, the error
pages, and what a block tells apps and the search. Shared words are planted beside the private ones,
so that finding nothing means something.
"""

import io
import json
import logging
import uuid

import pytest
from celery import signals
from django.core.cache import caches
from django.core.management import call_command
from django.urls import reverse

from demo.blocks.authoring import export_olx, studio_runtime
from outcomes_plugin import tasks
from outcomes_plugin.governance import api as governance_api
from outcomes_plugin.journals import api as journals_api
from outcomes_plugin.journals.data import ExportFormat
from outcomes_plugin.journals.models import JournalEntry
from outcomes_plugin.panels import journal as panel
from outcomes_plugin.panels.panel import Place
from tests import given
from tests.blocks import given_blocks as gb
from tests.blocks import given_journal_blocks as gjb
from tests.given_programs import the_coordinator
from tests.surveys.traces import whole_database

pytestmark = pytest.mark.django_db(transaction=True)

DRAFT, PRIVATE, TAG, SHARED = (f"{word}{uuid.uuid4().hex}" for word in ("d", "p", "t", "s"))
SECRETS = (DRAFT, PRIVATE, TAG)
HOME = {"outcomes_plugin_journalentry"}


@pytest.fixture
def everything_said(caplog, tracking_log):
    """Return a function that returns all that was logged, tracked or queued since."""
    caplog.set_level(logging.DEBUG)
    caplog.handler.setLevel(0)
    queued = []

    def sent(body=None, args=None, kwargs=None, **_more):
        queued.append(repr((body, args, kwargs)))

    signals.before_task_publish.connect(sent, weak=False)
    signals.task_prerun.connect(sent, weak=False)

    def said() -> str:
        logged = [f"{record.getMessage()} {vars(record)}" for record in caplog.records]
        return "\n".join([*logged, *map(str, tracking_log()), *queued])

    yield said
    signals.before_task_publish.disconnect(sent)
    signals.task_prerun.disconnect(sent)


@pytest.fixture
def planted(everything_said):
    """The course in which Amara wrote in private, shared, typed a draft, and was refused."""
    course = gjb.a_course()
    program = gjb.a_program()
    gb.linked(course)
    amara = gb.client_of("amara")
    gjb.starts(amara)
    private = gjb.saved(f"{PRIVATE} one two", tags=TAG)
    shared = gjb.saved(f"{SHARED} one two", visibility="staff", program=program)
    draft = gjb.typed(DRAFT)
    for body in (private, shared, draft):
        assert gjb.call(amara, body).status_code == 200
    gjb.call(amara, {**private, "version": 1, "text": f"{DRAFT} of it", "action": "autosave"})
    assert gjb.call(amara, {"action": "tagged", "tag": TAG}).status_code == 200
    _are_refused(amara, private, draft)
    tasks.deliver_due.delay()
    return course


def _are_refused(amara, private, draft):
    """Send the private words in every way that is refused: errors may not repeat them."""
    refused = [
        gjb.call(amara, {**draft, "text": f"{DRAFT} {'x' * 60_000}", "version": 1}),
        gjb.call(amara, {**draft, "text": f"{DRAFT} other", "version": 7}),
        gjb.call(amara, {**private, "audience": "wrong", "visibility": "mentor", "version": 2}),
        gjb.call(amara, {**private, "visibility": PRIVATE, "version": 2}),
        gjb.call(amara, {**private, "tags": f"{TAG * 3}", "version": 2}),
        gjb.call(amara, {"action": PRIVATE, "entry": DRAFT}),
        gjb.call(amara, json.dumps({"text": DRAFT})[:-2]),
        gjb.call(gb.client_of("bela"), {**private, "version": 2}),
        gjb.call(gb.client_of(None), private),
    ]
    for answer in refused:
        assert answer.status_code in {302, 400, 401, 403, 404, 409}
        assert found_in(answer.content.decode()) == []


def found_in(text):
    return [secret for secret in SECRETS if secret in text]


def test_in_the_database_they_stand_with_their_writer_alone(planted):
    places = {
        table.name
        for table in whole_database().values()
        for row in table.rows
        if found_in(repr(row))
    }
    assert places == HOME


def test_nothing_that_was_logged_tracked_or_queued_tells_of_them(planted, everything_said):
    said = everything_said()
    assert "journal.written" in repr(whole_database()["outcomes_plugin_ledgerentry"].rows)
    assert "handler/act" in said
    assert found_in(said) == []
    assert SHARED not in said


def test_no_cache_holds_them(planted):
    for cache in caches.all():
        assert found_in(repr(getattr(cache, "_cache", ""))) == []


@pytest.mark.parametrize("name", ["cleo", "ilse", "bela", "oskar", "gudrun"])
def test_nobody_else_is_shown_or_handed_them(planted, name):
    given.global_staff("gudrun")
    actor, client = given.an_actor(name), gb.client_of(name)
    seen = [gb.page(client, planted), json.dumps(governance_api.export_of(actor, at=given.MONDAY))]
    for format_ in ExportFormat:
        for action in ("export", "refresh", "more", "tagged"):
            told = {"action": action, "format": str(format_), "tag": TAG}
            answer = gjb.call(client, told)
            seen.append(answer.content.decode())
    for entry in JournalEntry.objects.all():
        for action in ("edit", "compare", "delete", "discard", "stop_sharing", "reply"):
            answer = gjb.call(client, {"action": action, "entry": entry.id, "text": "x"})
            seen.append(answer.content.decode())
    seen.append(client.get(reverse("outcomes_plugin:my_data")).content.decode())
    assert found_in("\n".join(seen)) == []
    kept = JournalEntry.objects.values_list("text", "draft")
    assert found_in(repr(list(kept))) == [DRAFT, PRIVATE]
    assert kept.count() == 3


def test_mentor_and_coordinator_find_what_is_shared_and_not_them(planted):
    staff = repr(journals_api.shared_with_staff(the_coordinator(), "leap"))
    mentor = panel.show(
        given.an_actor("ilse"),
        "leap",
        place=Place(uid="desk"),
        at=given.NEXT_MONDAY,
        mentee=given.a_person("amara"),
    ).html
    for seen in (staff, mentor):
        assert SHARED in seen
        assert found_in(seen) == []


def test_what_the_block_says_of_itself_holds_none_of_them(planted):
    oskar = gb.a_platform_user("oskar")
    runtime = studio_runtime(planted.key, oskar)
    block = runtime.get_block(gjb.usage_key())
    said = [
        repr(block.student_view_data()),
        repr(block.index_dictionary()),
        export_olx(runtime, gjb.usage_key()),
        block.render("author_view").content,
        block.render("studio_view").content,
    ]
    assert found_in("\n".join(said)) == []


def test_the_writer_finds_every_one_of_them(planted):
    own = governance_api.export_of(given.an_actor("amara"), at=given.MONDAY)
    assert found_in(json.dumps(own)) == list(SECRETS)
    page = gb.page(gb.client_of("amara"), planted)
    assert found_in(page) == list(SECRETS)


def test_no_command_of_the_product_prints_them(planted):
    said = io.StringIO()
    call_command("outcomes_run_retention", "--dry-run", stdout=said, stderr=said)
    assert found_in(said.getvalue()) == []
