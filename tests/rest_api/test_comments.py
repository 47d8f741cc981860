"""Comments over the API: what was released, and no hidden word of it."""

import json

import pytest

from outcomes_plugin.surveys import api as surveys_api
from tests import given
from tests import given_surveys as gs
from tests.given_comments import ITEM, a_window_with_words
from tests.given_programs import a_member, the_coordinator
from tests.rest_api.world import PERSONS, address, client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def window():
    program = gs.an_asking_program()
    a_member(program, PERSONS["sponsor"], role="sponsor")
    return gs.close(a_window_with_words(program, writers=10))


def read(window, **asked):
    path = address("window_comments", window.id)
    return client_of("sponsor").get(path, {"item": ITEM, **asked})


def test_released_comments_are_read_page_by_page_without_hidden_words(window):
    coordinator = the_coordinator()
    surveys_api.begin_comment_review(coordinator, window.id, ITEM, at=given.A_MONTH_LATER)
    assert read(window).json()["shown"]["comments"] == []
    one = surveys_api.window_comments(coordinator, window.id, language="en", item=ITEM)
    comment = one.shown.comments[0]
    surveys_api.hide_words(coordinator, window.id, ITEM, comment.id, places=[6])
    surveys_api.release_comments(coordinator, window.id, ITEM, at=given.A_MONTH_LATER)
    shown = read(window).json()["shown"]
    assert (shown["state"], shown["pages"], len(shown["comments"])) == ("released", 1, 10)
    assert json.dumps(shown).count("Ilse") == 9
    assert {"text": "", "hidden": True} in shown["comments"][0]["pieces"]
    assert "id" not in shown["comments"][0]
    assert read(window, page="2").status_code == read(window, page="x").status_code == 404
