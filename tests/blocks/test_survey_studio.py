"""The survey block's editor: an author chooses one of the windows that they may place."""

import pytest
from django.urls import reverse

from demo.blocks.authoring import studio_runtime
from mentoring_xblock import outcomes
from mentoring_xblock.survey import SurveyBlock
from tests.blocks import given_blocks as gb

pytestmark = pytest.mark.django_db
NOTHING_CHOSEN = {"display_name": "Halfway", "program": "", "window": ""}


@pytest.fixture
def course():
    found = gb.a_course()
    gb.a_program()
    gb.linked(found)
    return found


def editor(client, block="halfway"):
    key = gb.usage_key(block)
    return client.get(reverse("demo:studio_edit", args=[key.course_key, key])).content.decode()


def choose(client, **chosen):
    body = {"display_name": "Halfway", "program": "leap", "window": "halfway", **chosen}
    return gb.call(client, "studio_submit", body, studio=True)


def test_the_editor_shows_each_window_with_its_mode(course):
    gb.call(gb.client_of("oskar"), "studio_submit", NOTHING_CHOSEN, studio=True)
    page = editor(gb.client_of("oskar"))
    assert "Halfway survey" in page
    assert "Confidential" in page
    assert 'value="leap/halfway"' in page


def test_what_an_author_chooses_the_learner_sees(course):
    oskar = gb.client_of("oskar")
    assert choose(oskar, display_name="A new title").status_code == 200
    assert choose(oskar, program="", window="").status_code == 200
    assert "not open yet" in gb.page(gb.client_of("amara"), course)
    assert choose(oskar).status_code == 200
    assert 'data-state="notice_first"' in gb.page(gb.client_of("amara"), course)


@pytest.mark.parametrize(
    "chosen",
    [
        {"window": "invented"},
        {"program": "another"},
        {"display_name": ""},
        {"display_name": "x" * 256},
        {"window": ["halfway"]},
    ],
)
def test_a_choice_that_cannot_be_is_refused_in_a_sentence_and_nothing_changes(course, chosen):
    refused = choose(gb.client_of("oskar"), **chosen)
    assert refused.status_code == 400
    assert refused.json()["error"]
    assert 'data-state="notice_first"' in gb.page(gb.client_of("amara"), course)


def test_a_learner_cannot_choose(course):
    assert choose(gb.client_of("amara"), window="").status_code == 404
    refused = gb.call(gb.client_of("amara"), "studio_submit", {"display_name": "Mine"})
    assert refused.status_code == 404


def test_an_author_of_a_course_without_a_program_is_told_whom_to_ask():
    gb.a_course()
    page = editor(gb.client_of("oskar"))
    assert "There is no survey that you can place here" not in page
    assert "which you cannot choose" in page


def test_studio_is_told_that_authors_have_a_view_of_their_own():
    assert SurveyBlock.has_author_view is True
    assert SurveyBlock.has_custom_completion is True
    assert SurveyBlock.has_score is False


def test_an_authors_view_needs_no_address_that_only_the_lms_has(course, monkeypatch):
    def nowhere(_usage_key):
        raise AssertionError("Studio has no address that leads a learner to a block.")

    monkeypatch.setattr(outcomes, "sign_in_url", nowhere)
    oskar = gb.a_platform_user("oskar")
    block = studio_runtime(course.key, oskar).get_block(gb.usage_key())
    assert "This is a preview" in block.render("author_view").content
