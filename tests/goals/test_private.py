"""
Words of a private goal are planted and looked for everywhere: they stand with their person alone.

A shared goal is planted beside it, so that finding nothing means something.
"""

import json
import logging
import uuid

import pytest
from celery import signals
from django.core.cache import caches
from django.urls import reverse

from demo.blocks.authoring import export_olx, studio_runtime
from outcomes_plugin import tasks
from outcomes_plugin.goals import api as goals_api
from outcomes_plugin.governance import api as governance_api
from outcomes_plugin.pairings import api as pairings_api
from tests import given
from tests.blocks import given_blocks as gb
from tests.blocks import given_goals_blocks as ggb
from tests.surveys.traces import whole_database

pytestmark = pytest.mark.django_db(transaction=True)

PRIVATE, SHARED = (f"{word}{uuid.uuid4().hex}" for word in ("p", "s"))
TEXTS = ("what", "why", "first_step", "obstacle", "plan", "support")
HOME = {
    "outcomes_plugin_goal",
    "outcomes_plugin_goalchange",
    "outcomes_plugin_goalcheckin",
    "outcomes_plugin_goalmilestone",
}


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
    """The course in which Amara wrote a private goal and a shared one, and was refused."""
    course = ggb.a_course()
    program = ggb.a_linked_program(course)
    amara = gb.client_of("amara")
    ggb.starts(amara, program)
    (partner,) = pairings_api.open_partners(given.a_person("amara"), program.id)
    for words, readers in ((SHARED, str(partner.pairing_id)), (PRIVATE, "only_me")):
        fields = ggb.written(readers=readers, **dict.fromkeys(TEXTS, words))
        assert ggb.act(amara, "set_goal", fields=fields).status_code == 200
    goal = ggb.newest(program)
    for action, told in _works(goal.id):
        assert ggb.act(amara, action, goal=goal.id, **told).status_code == 200
    _are_refused(amara, goal.id)
    tasks.deliver_due.delay()
    return course


def _works(goal_id):
    said = {"value": "2", "changed": PRIVATE, "next_step": PRIVATE, "wants_help": True}
    return [
        ("change_goal", {"version": 1, "fields": {"why": f"{PRIVATE} anew"}}),
        ("add_milestone", {"fields": {"text": PRIVATE}}),
        ("check_in", {"fields": said}),
        ("finish", {"fields": {"status": "dropped", "why": PRIVATE}}),
        ("reopen", {}),
    ]


def _are_refused(amara, goal_id):
    """Send the private words in every way that is refused: errors may not repeat them."""
    fields = {"what": f"{PRIVATE} {'x' * 600}", "due": PRIVATE, "target": PRIVATE}
    refused = [
        ggb.act(amara, "set_goal", fields=ggb.written(**fields, indicator=PRIVATE)),
        ggb.act(amara, "set_goal", fields=ggb.written(readers=PRIVATE)),
        ggb.act(amara, "check_in", goal=goal_id, fields={"value": PRIVATE}),
        ggb.act(amara, "finish", goal=goal_id, fields={"status": PRIVATE}),
        ggb.act(amara, PRIVATE),
        ggb.send(amara, "act", json.dumps({"what": PRIVATE})[:-2]),
        ggb.act(gb.client_of("bo"), "change_goal", goal=goal_id, version=1, fields={}),
        ggb.act(gb.client_of(None), "set_goal", fields={"what": PRIVATE}),
    ]
    for answer in refused:
        assert answer.status_code in {302, 400, 401, 403, 404, 409}
        assert PRIVATE not in answer.content.decode()


def test_in_the_database_they_stand_with_their_person_alone(planted):
    tables = whole_database().values()
    places = {table.name for table in tables for row in table.rows if PRIVATE in repr(row)}
    assert places == HOME


def test_nothing_that_was_logged_tracked_or_queued_tells_of_them(planted, everything_said):
    said = everything_said()
    assert "handler/act" in said
    assert "goal.set" in repr(whole_database()["outcomes_plugin_ledgerentry"].rows)
    assert PRIVATE not in said
    assert SHARED not in said
    assert not any(PRIVATE in repr(getattr(cache, "_cache", "")) for cache in caches.all())


@pytest.mark.parametrize("name", ["cleo", "ilse", "bo", "oskar", "gudrun"])
def test_nobody_else_is_shown_or_handed_them(planted, name):
    given.global_staff("gudrun")
    actor, client = given.an_actor(name), gb.client_of(name)
    seen = [
        gb.page(client, planted),
        json.dumps(governance_api.export_of(actor, at=given.MONDAY)),
        client.get(reverse("outcomes_plugin:my_data")).content.decode(),
    ]
    assert PRIVATE not in "\n".join(seen)


def test_the_mentor_finds_what_is_shared_and_not_them(planted):
    ilse = given.an_actor("ilse")
    shared = goals_api.desk_goals(ilse, [one.id for one in pairings_api.my_pairings(ilse)])
    assert SHARED in repr(shared)
    assert PRIVATE not in repr(shared)


def test_what_the_block_says_of_itself_holds_none_of_them(planted):
    runtime = studio_runtime(planted.key, gb.a_platform_user("oskar"))
    block = runtime.get_block(ggb.usage_key())
    said = [
        repr(block.student_view_data()),
        repr(block.index_dictionary()),
        export_olx(runtime, ggb.usage_key()),
        block.render("author_view").content,
        block.render("studio_view").content,
    ]
    assert PRIVATE not in "\n".join(said)
    assert SHARED not in "\n".join(said)


def test_the_person_finds_every_one_of_them(planted):
    own = json.dumps(governance_api.export_of(given.an_actor("amara"), at=given.MONDAY))
    assert own.count(PRIVATE) >= len(TEXTS) + 4
    assert PRIVATE in gb.page(gb.client_of("amara"), planted)
