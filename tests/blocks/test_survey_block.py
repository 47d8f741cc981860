"""The survey block inside a unit: who sees what, and what is stored of it."""

import json
import re

import pytest
from completion.models import BlockCompletion
from django.db import DatabaseError
from django.urls import reverse
from django.utils import timezone

from demo.blocks.authoring import duplicate_block, export_olx, rerun_course, studio_runtime
from demo.courses import learning
from mentoring_xblock import outcomes
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.surveys import api as surveys_api
from outcomes_plugin.surveys.models import ConfidentialResponse, FrameRow
from tests import given
from tests import given_surveys as gs
from tests.blocks import given_blocks as gb

pytestmark = pytest.mark.django_db


@pytest.fixture
def course():
    return gb.a_course()


@pytest.fixture
def asked(course):
    """The course of a program whose window is open."""
    gb.a_program()
    gb.linked(course)
    return course


def data_of(page, block="halfway"):
    """Return what the block hands to the browser."""
    for found in re.finditer(r'xblock-json-init-args">(.*?)</script>', page, re.DOTALL):
        data = json.loads(found.group(1))
        if "noticeVersion" in data:
            return data
    raise AssertionError("The block hands nothing to the browser.")


def starts(client):
    return gb.call(client, "read_notice", {"notice_version": 1})


def test_a_mentee_reads_the_notice_answers_and_is_done(asked):
    amara = gb.client_of("amara")
    before = gb.page(amara, asked)
    assert 'data-state="notice_first"' in before
    assert "What this program keeps about you" in before
    assert starts(amara).status_code == 200
    sent = gb.call(amara, "respond", gb.told())
    assert (sent.status_code, sent.json()) == (200, {"response_version": 1})
    assert 'data-state="received"' in gb.page(amara, asked)
    assert BlockCompletion.objects.filter(block_key=gb.usage_key(), completion=1.0).exists()


def test_what_a_page_was_drawn_for_is_never_stored_as_somebody_elses(asked):
    amara, bela = gb.client_of("amara"), gb.client_of("bela")
    reader = data_of(gb.page(amara, asked))["owner"]
    for client in (amara, bela):
        starts(client)
        client.defaults["HTTP_X_MENTORING_READER"] = reader
    assert gb.call(bela, "respond", gb.told()).status_code == 401
    assert not ConfidentialResponse.objects.exists()
    assert gb.call(amara, "respond", gb.told()).status_code == 200


def test_two_blocks_that_name_one_window_share_its_receipt_and_no_id(asked):
    amara = gb.client_of("amara")
    starts(amara)
    gb.call(amara, "respond", gb.told(), block="twin")
    page = gb.page(amara, asked)
    assert page.count('data-state="received"') == 2
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_a_double_click_is_one_response(asked):
    amara = gb.client_of("amara")
    starts(amara)
    first, second = (gb.call(amara, "respond", gb.told()) for _twice in range(2))
    assert (first.status_code, second.status_code) == (200, 200)
    assert ConfidentialResponse.objects.count() == 1


def test_an_answer_under_an_old_notice_comes_back_with_the_new_one(asked):
    amara = gb.client_of("amara")
    starts(amara)
    gs.a_notice(_program(), months_kept=24)
    refused = gb.call(amara, "respond", gb.told())
    assert refused.status_code == 409
    assert (refused.json()["reason"], refused.json()["notice_version"]) == ("notice", 2)
    assert "24 months" in refused.json()["notice_html"]
    assert ConfidentialResponse.objects.count() == 0
    gb.call(amara, "read_notice", {"notice_version": 2})
    assert gb.call(amara, "respond", gb.told(notice_version=2)).status_code == 200


def _program():
    return programs_api.find_program("leap")


def test_problems_come_back_beside_their_items_and_nothing_is_stored(asked):
    amara = gb.client_of("amara")
    starts(amara)
    answers = {**gs.all_answers(), "use_1": 9, "invented": 1}
    del answers["trust_1"]
    refused = gb.call(amara, "respond", gb.told(answers=answers))
    assert refused.status_code == 400
    assert {one["item"] for one in refused.json()["problems"]} == {"use_1", "invented", "trust_1"}
    assert ConfidentialResponse.objects.count() == 0


@pytest.mark.parametrize("body", ["not json", "[1, 2]", '"text"', "{" + " " * 300_000])
def test_a_body_that_is_no_answer_is_refused_in_a_sentence(asked, body):
    amara = gb.client_of("amara")
    starts(amara)
    refused = gb.call(amara, "respond", body)
    assert refused.status_code == 400
    assert refused.json()["error"]


def test_rather_not_answering_completes_the_block_and_can_be_taken_back(asked):
    amara = gb.client_of("amara")
    assert gb.call(amara, "respond", {"action": "decline"}).status_code == 200
    assert 'data-state="declined"' in gb.page(amara, asked)
    assert BlockCompletion.objects.filter(block_key=gb.usage_key()).exists()
    assert gb.call(amara, "respond", {"action": "undo_decline"}).status_code == 200
    assert 'data-state="notice_first"' in gb.page(amara, asked)


def test_after_the_window_closed_an_answer_is_a_conflict_that_says_so(asked):
    amara = gb.client_of("amara")
    starts(amara)
    gb.close_the_window()
    refused = gb.call(amara, "respond", gb.told())
    assert (refused.status_code, refused.json()["reason"]) == (409, "closed")
    assert 'data-state="closed"' in gb.page(amara, asked)


def test_somebody_who_is_not_asked_is_told_and_cannot_answer(asked):
    stranger = gb.client_of("stranger")
    learning.enroll(asked, gb.a_platform_user("stranger"), at=given.MONDAY)
    assert "Nothing is asked of you here" in gb.page(stranger, asked)
    for handler, body in (
        ("respond", gb.told()),
        ("respond", {"action": "decline"}),
        ("read_notice", {}),
    ):
        assert gb.call(stranger, handler, body).status_code == 404
    assert FrameRow.objects.count() == len(gb.MENTEES)


def test_a_visitor_sees_what_it_is_and_is_asked_to_sign_in(asked):
    assert "Sign in to see whether it is for you" in gb.as_a_visitor_sees_it(asked)


def test_without_a_link_learners_see_not_open_and_nothing_is_stored(course):
    gb.a_program()
    amara = gb.client_of("amara")
    page = gb.page(amara, course)
    assert "This survey is not open yet" in page
    assert "Leap" not in page
    for handler, body in (
        ("respond", gb.told()),
        ("respond", {"action": "decline"}),
        ("read_notice", {}),
    ):
        assert gb.call(amara, handler, body).status_code == 404
    assert ConfidentialResponse.objects.count() == 0


def test_a_coordinator_who_is_course_staff_links_where_the_block_stands(course):
    gb.a_program()
    learning.give_course_role(course, gb.a_platform_user("cleo"))
    cleo = gb.client_of("cleo")
    assert "Link this course to Leap" in gb.page(cleo, course)
    assert gb.call(cleo, "link_course").status_code == 200
    assert 'data-state="notice_first"' in gb.page(gb.client_of("amara"), course)


def test_course_staff_alone_are_told_whom_to_ask(course):
    gb.a_program()
    gb.a_platform_user("cleo")
    oskar = gb.client_of("oskar")
    assert "Ask Cleo to link it." in gb.page(oskar, course)
    assert gb.call(oskar, "link_course").status_code == 404
    assert "not open yet" in gb.page(gb.client_of("amara"), course)


def test_staff_see_a_preview_that_stores_nothing(asked):
    oskar = gb.client_of("oskar")
    page = gb.page(oskar, asked)
    assert "This is a preview" in page
    assert data_of(page)["isPreview"] is True
    assert gb.call(oskar, "respond", gb.told()).status_code == 404


def test_over_a_learners_shoulder_nothing_is_shown_and_nothing_is_sent(asked):
    starts(gb.client_of("amara"))
    gb.call(gb.client_of("amara"), "respond", gb.told())
    oskar = gb.client_of("oskar")
    view_as = reverse("demo:view_as", args=[asked.key])
    oskar.post(view_as, {"view": "named", "username": "amara"})
    page = gb.page(oskar, asked)
    assert "You are looking as somebody else" in page
    assert "received" not in page
    oskar.post(view_as, {"view": "named", "username": "bela"})
    for handler, body in (
        ("respond", gb.told()),
        ("respond", {"action": "decline"}),
        ("read_notice", {}),
    ):
        assert gb.call(oskar, handler, body).status_code == 404
    assert FrameRow.objects.filter(outcome="declined").count() == 0
    assert ConfidentialResponse.objects.count() == 1


def test_one_learner_never_sees_another_ones_answers(asked):
    amara, bela = gb.client_of("amara"), gb.client_of("bela")
    starts(amara)
    gb.call(amara, "respond", gb.told())
    assert data_of(gb.page(amara, asked))["answers"] == gs.all_answers()
    assert data_of(gb.page(bela, asked))["answers"] is None
    assert data_of(gb.page(amara, asked))["owner"] != data_of(gb.page(bela, asked))["owner"]


def test_a_database_that_does_not_answer_is_a_calm_page(asked, monkeypatch):
    amara = gb.client_of("amara")

    def away(*_args, **_kwargs):
        raise DatabaseError("gone away")

    monkeypatch.setattr(outcomes.api, "survey_view", away)
    page = gb.page(amara, asked)
    assert "The survey cannot be shown now" in page
    assert "Our database is not answering" in page


def test_what_apps_and_the_search_may_know_is_not_about_a_person(asked):
    block = studio_runtime(asked.key, gb.a_platform_user("oskar")).get_block(gb.usage_key())
    assert block.student_view_data() == {
        "display_name": "Halfway",
        "program": "leap",
        "window": "halfway",
    }
    found = block.index_dictionary()
    assert found["content"] == {"display_name": "Halfway"}


def test_olx_comes_back_as_it_went_and_holds_no_id(asked):
    runtime = studio_runtime(asked.key, gb.a_platform_user("oskar"))
    olx = export_olx(runtime, gb.usage_key())
    assert 'program="leap"' in olx
    assert 'window="halfway"' in olx
    assert re.search(r'\b(program|window)_id\b|="\d+"', olx) is None


def test_a_duplicate_asks_the_same_window(asked):
    runtime = studio_runtime(asked.key, gb.a_platform_user("oskar"))
    copy = runtime.get_block(duplicate_block(runtime, gb.block_of()))
    assert (copy.program, copy.window) == ("leap", "halfway")
    assert gb.page(gb.client_of("amara"), asked).count('data-state="notice_first"') == 3


def test_a_rerun_starts_unlinked(asked):
    again = rerun_course(asked, run="2027")
    learning.enroll(again, gb.a_platform_user("amara"), at=given.MONDAY)
    page = gb.page(gb.client_of("amara"), again)
    assert "This survey is not open yet" in page
    assert 'data-state="notice_first"' in gb.page(gb.client_of("amara"), asked)


def of_the_completion_signal(sql):
    """The platform tells of the block's completion; that receiver has a budget of its own."""
    return "inboxrow" in sql or "outcomes_plugin_member" in sql


@pytest.mark.parametrize("answered", [5, 40])
def test_a_view_takes_8_queries_of_ours_and_a_submit_12_whatever_the_number(asked, answered):
    program = _program()
    for number in range(answered - len(gb.MENTEES)):
        gs.a_member(program, f"more{number}")
    surveys_api.admit_joiners(at=timezone.now())
    amara = gb.client_of("amara")
    starts(amara)
    gb.block_of("twin").delete()
    with gs.own_queries() as seen:
        gb.page(amara, asked)
    assert len(seen) <= 8
    with gs.own_queries() as seen:
        gb.call(amara, "respond", gb.told())
    assert len([sql for sql in seen if not of_the_completion_signal(sql)]) <= 12
    with gs.own_queries() as seen:
        gb.page(amara, asked)
    assert len(seen) <= 8


def test_a_draft_is_kept_read_again_elsewhere_and_completes_nothing(asked):
    amara = gb.client_of("amara")
    gb.call(amara, "read_notice", {"notice_version": 1})
    draft = gb.told(action="draft", answers={"use_1": 4})
    kept = gb.call(amara, "respond", draft)
    assert (kept.status_code, kept.json()) == (200, {"draft_version": 1})
    late = gb.call(amara, "respond", draft | {"answers": {"use_1": 1}})
    assert (late.status_code, late.json()["reason"]) == (409, "draft")
    assert late.json()["draft"] == {"answers": {"use_1": 4}, "version": 1}
    assert not BlockCompletion.objects.exists()
