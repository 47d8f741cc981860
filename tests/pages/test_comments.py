"""The page of comments: each state for each of its readers, and what a script changes there."""

import json

import pytest

from tests import given_surveys as gs
from tests.given_comments import (
    CHOICE,
    ITEM,
    QUESTION,
    a_window_with_words,
    an_instrument_with_words,
)
from tests.pages.world import address, client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def window(program):
    return gs.close(a_window_with_words(program, writers=12))


def page(window, role, **asked):
    path = address("comments", window.program_slug, window.id)
    return client_of(role).get(path, {"item": ITEM, **asked})


def text(window, role, **asked) -> str:
    return page(window, role, **asked).content.decode()


def send(window, name, role="coordinator", **told):
    path = address(name, window.program_slug, window.id, ITEM)
    headers = {"Accept": "application/json"}
    return client_of(role).post(
        path, json.dumps(told), content_type="application/json", headers=headers
    )


def test_from_the_list_to_the_review_to_what_others_read(program, window):
    for role in ("coordinator", "analyst", "sponsor"):
        today = client_of(role).get(address("today", program.slug)).content.decode()
        assert address("comments", program.slug, window.id) in today
    assert "Nobody has read these comments yet" in text(window, "coordinator")
    assert "are not released yet" in text(window, "sponsor")
    assert "Writer 3" not in text(window, "coordinator") + text(window, "sponsor")
    begun = send(window, "review_comments").json()
    assert begun["url"].endswith(f"?item={ITEM}")
    review = text(window, "coordinator")
    assert QUESTION in review
    assert review.count(">Writer</span>") == 12
    assert "Writer" not in text(window, "analyst")
    told = comment_ids(review)
    changed = send(
        window, "change_comment", action="hide_words", comment=told[0], places=[6], number="1"
    )
    assert '<span data-place="6" class="mo-crossed">Ilse</span>' in changed.json()["html"]
    send(window, "change_comment", action="hide", comment=told[1], reason="names_somebody")
    assert "are released" in send(window, "release_comments").json()["sentence"]
    for role in ("analyst", "sponsor", "coordinator", "global_staff"):
        released = text(window, role)
        assert released.count("Ilse") == 10
        assert released.count("[hidden]</span>") == 2
        assert "data-comment" not in released
        assert "names_somebody" not in released


def comment_ids(review: str) -> list[str]:
    return [part.split('"')[0] for part in review.split('data-comment="')[1:]]


def test_too_few_is_told_without_a_number(window):
    said = text(window, "coordinator", item=CHOICE)
    assert "Comments on this question are not shown" in said
    assert "Begin the review" not in said


def test_what_is_typed_is_shown_as_typed(program):
    people = gs.mentees(program, 10, name="tag")
    window = gs.an_open_window(
        program, key="tags", mode="anonymous", instrument=an_instrument_with_words(program)
    )
    for name in people:
        gs.answer(window, name, {"liked": 1, ITEM: "<script>x</script> 5<6"}, at=window.opens_at)
    gs.close(window)
    send(window, "review_comments")
    assert "&lt;script&gt;x&lt;/script&gt;" in text(window, "coordinator")
    assert "<script>x" not in text(window, "coordinator")


@pytest.mark.parametrize(
    "role", ["mentee", "mentor", "course_staff", "hr_steward", "line_manager", "stranger"]
)
def test_to_all_others_there_is_no_such_page(window, role):
    assert page(window, role).status_code == 404
    for name in ("review_comments", "change_comment", "release_comments"):
        assert send(window, name, role, action="show", comment="1").status_code == 404


@pytest.mark.parametrize("role", ["analyst", "sponsor", "global_staff"])
def test_who_reads_what_is_released_reviews_nothing(window, role):
    send(window, "review_comments")
    one = comment_ids(text(window, "coordinator"))[0]
    told = {"action": "hide", "comment": one, "reason": "names_somebody"}
    assert send(window, "change_comment", role, **told).status_code == 404
    assert send(window, "release_comments", role).status_code == 404


@pytest.mark.parametrize("comment", [1, None, "", "x", "9" * 30, "-1"])
def test_what_is_no_comment_is_refused(window, comment):
    send(window, "review_comments")
    assert send(window, "change_comment", action="show", comment=comment).status_code == 404
    assert send(window, "change_comment", action="guess", comment="1").status_code == 400


@pytest.mark.parametrize("asked", [{"page": "0"}, {"page": "2"}, {"page": "x"}, {"item": "no"}])
def test_a_page_that_is_not_there_is_none(window, asked):
    send(window, "review_comments")
    assert page(window, "coordinator", **asked).status_code == 404


def test_the_page_takes_the_same_queries_for_few_and_many(window):
    send(window, "review_comments")
    with gs.own_queries() as found:
        assert page(window, "coordinator").status_code == 200
    assert len(found) <= 20


def test_comments_and_the_page_of_their_survey_lead_to_each_other(program, window):
    other = gs.a_closed_window(program, {}, key="other")
    for role in ("coordinator", "analyst", "sponsor"):
        survey = address("window_detail", program.slug, window.id)
        assert f'href="{survey}"' in text(window, role)
        there = client_of(role).get(survey).content.decode()
        assert f'href="{address("comments", program.slug, window.id)}"' in there
        without = client_of(role).get(address("window_detail", program.slug, other.id))
        assert without.status_code == 200
        assert address("comments", program.slug, other.id) not in without.content.decode()
