"""The survey block's editor in Studio: what its survey asks is written there, by who may."""

import json
import re
from html import unescape

import pytest

from outcomes_plugin.surveys import api as surveys_api
from outcomes_plugin.surveys.models import QuestionnaireDraft
from tests.blocks import given_blocks as gb
from tests.blocks.test_survey_studio import editor
from tests.given_authoring import a_check
from tests.given_programs import the_coordinator

pytestmark = pytest.mark.django_db
KEY = "satisfaction_mentee"


@pytest.fixture
def course():
    found = gb.a_course()
    gb.a_program()
    gb.linked(found)
    return found


def author(name, action, *, studio=True, **told):
    return gb.call(gb.client_of(name), "author", {"action": action, **told}, studio=studio)


def keep(name, **told):
    return author(name, "keep", **{"document": a_check(), "draft_version": 0, **told})


def state_of(page):
    """Return what the editor's script starts with."""
    scripts = re.findall(r'<script[^>]*type="application/json"[^>]*>(.*?)</script>', page, re.S)
    found = [json.loads(unescape(one)) for one in scripts]
    return next(one for one in found if "draft_version" in one)


def test_course_staff_find_the_questionnaire_of_the_blocks_survey(course):
    state = state_of(editor(gb.client_of("oskar")))
    assert (state["key"], state["program"]) == (KEY, "leap")
    assert (state["chosen_program"], state["chosen_window"]) == ("leap", "halfway")
    assert [one["key"] for one in state["choices"][0]["windows"]] == ["halfway"]
    assert state["who_can_change_mode"] == ["Cleo"]
    (window,) = state["windows"]
    assert not window["can_change_mode"] and "Cleo" in window["reason"]


def test_a_coordinator_can_change_the_mode_there_and_other_authors_cannot(course):
    told = {"window": "halfway", "mode": "anonymous", "reason": "Asked for."}
    assert author("oskar", "change_mode", **told).status_code == 404
    (window,) = author("cleo", "change_mode", **told).json()["windows"]
    assert window["mode_title"] == "Anonymous"


def test_an_author_writes_and_publishes_from_the_block(course):
    kept = keep("oskar", key=KEY).json()
    assert kept["problems"] == []
    told = {"document": a_check(), "draft_version": kept["draft_version"], "as": "version"}
    assert author("oskar", "publish", **told).json()["version"] == 1
    document = dict(surveys_api.instruments(the_coordinator(), "leap"))[KEY]
    assert document == a_check()


def test_the_survey_is_chosen_and_the_block_named_in_the_same_editor(course):
    chosen = {"display_name": "Anew", "program": "leap", "window": "halfway"}
    assert author("oskar", "choose", **chosen).status_code == 200
    assert state_of(editor(gb.client_of("oskar")))["display_name"] == "Anew"
    assert author("oskar", "choose", **{**chosen, "window": "nothing"}).status_code == 400


@pytest.mark.parametrize("action", ["keep", "preview", "publish", "discard", "read_file"])
@pytest.mark.parametrize("studio", [True, False])
def test_a_learner_and_a_stranger_write_nothing(course, action, studio):
    gb.a_platform_user("zoe")
    told = {"document": a_check(), "draft_version": 0, "as": "version", "content": "e30="}
    for name in ("amara", "zoe"):
        assert author(name, action, studio=studio, **told).status_code in (403, 404)
    assert author(None, action, studio=False, **told).status_code in (401, 403, 302)
    assert not QuestionnaireDraft.objects.exists()


def test_staff_of_a_course_that_is_not_linked_write_nothing():
    gb.a_course()
    gb.a_program()
    assert keep("oskar").status_code == 404
    assert "which you cannot choose" in editor(gb.client_of("oskar"))
    assert not QuestionnaireDraft.objects.exists()


def test_a_block_that_asks_another_survey_by_now_keeps_nothing_under_the_wrong_name(course):
    refused = keep("oskar", key="pulse")
    assert refused.status_code == 409
    assert not QuestionnaireDraft.objects.exists()


def test_what_somebody_else_kept_comes_along(course):
    keep("oskar")
    refused = keep("cleo", document=a_check(title="Else"))
    assert refused.status_code == 409
    assert refused.json()["details"]["document"] == a_check()


def test_a_large_questionnaire_fits_and_more_than_that_does_not(course):
    large = a_check(about="x" * 300_000)
    assert keep("oskar", document=large).status_code == 200
    assert keep("oskar", document=a_check(about="x" * 600_000)).status_code == 400
    assert keep("oskar", document=a_check(about="x" * 2_410_000)).status_code == 400
