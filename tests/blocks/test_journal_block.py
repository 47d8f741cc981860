"""The journal block inside a unit: who sees what, what is stored of it, and of whom."""

import json
import re

import pytest
from completion.models import BlockCompletion
from django.db import DatabaseError
from django.urls import reverse

from demo.blocks.authoring import duplicate_block, export_olx, rerun_course, studio_runtime
from demo.courses import learning
from mentoring_xblock import outcomes
from outcomes_plugin.journals import api as journals_api
from outcomes_plugin.journals.models import JournalEntry
from outcomes_plugin.pairings import api as pairings_api
from outcomes_plugin.pairings.data import EndReason
from outcomes_plugin.programs import api as programs_api
from tests import given
from tests import given_journals as gj
from tests import given_surveys as gs
from tests.blocks import given_blocks as gb
from tests.blocks import given_journal_blocks as gjb
from tests.given_programs import the_coordinator
from tests.worlds import made_once

pytestmark = pytest.mark.django_db


_world = made_once(lambda: (gjb.a_course(), gjb.a_program()))


@pytest.fixture
def course(_world, db):
    """Return the course with its blocks. What a test does to it is undone after the test."""
    return _world[0]


@pytest.fixture
def program(_world, db):
    """Return the program with its people, to which the course is not yet linked."""
    return _world[1]


@pytest.fixture
def linked(course, program):
    """The course of a program with a mentee, her mentor and a coordinator."""
    gb.linked(course)
    return course


@pytest.fixture
def amara(linked):
    """Amara's browser, after she has read the notice."""
    client = gb.client_of("amara")
    assert gjb.starts(client).status_code == 200
    return client


def is_complete(block="week_6"):
    return BlockCompletion.objects.filter(block_key=gjb.usage_key(block), completion=1.0).exists()


def test_a_mentee_reads_the_notice_and_writes(linked):
    amara = gb.client_of("amara")
    page = gb.page(amara, linked)
    assert page.count('data-state="notice_first"') == 2
    assert "What you write in your journal" in page
    assert gj.WORDS not in gjb.starts(amara).json()["html"]
    page = gb.page(amara, linked)
    assert 'data-state="ready"' in page
    assert gjb.PROMPT in page
    draft = gjb.typed("On Wed")
    assert gjb.call(amara, draft).json()["version"] == 1
    assert "On Wed</textarea>" in gb.page(amara, linked)
    kept = gjb.call(amara, gjb.saved(entry=draft["entry"], version=1))
    assert (kept.status_code, kept.json()["said"]) == (200, "Saved. Only you can read it.")
    assert gb.page(amara, linked).count(gj.WORDS) == 2


def test_who_can_read_it_stands_there_in_names(amara, linked, program):
    page = gb.page(amara, linked)
    assert "Ilse can read it and answer, while you are paired." in page
    assert "Ilse and whoever coordinates the program can read it; now that is Cleo." in page
    assert "Save and share with Ilse" in page
    kept = gjb.call(amara, gjb.saved(visibility="mentor", program=program)).json()
    assert kept["said"] == "Saved. Ilse can read it."


def test_enough_entries_of_enough_words_complete_the_block(amara, linked):
    for text in ("Too short", "One two three", "Short again"):
        gjb.call(amara, gjb.saved(text))
        assert not is_complete()
    gjb.call(amara, gjb.saved("Four words are enough"))
    assert is_complete()
    assert not is_complete("back")


def test_a_look_back_shows_the_named_entries_and_no_editor(amara, linked):
    gjb.call(amara, gjb.saved("For this prompt."))
    gjb.block_of().delete()
    page = gb.page(amara, linked)
    assert "For this prompt." in page
    assert "<textarea" not in page
    block = studio_runtime(linked.key, gb.a_platform_user("oskar")).get_block(gjb.usage_key("back"))
    assert block.has_custom_completion is False


def test_every_id_is_there_once(amara, linked):
    gjb.call(amara, gjb.saved("One two three"))
    ids = re.findall(r'\bid="([^"]+)"', gb.page(amara, linked))
    assert [one for one in set(ids) if ids.count(one) > 1] == []


def test_a_pairing_that_ends_while_one_types_is_a_conflict_and_the_text_is_safe(amara, program):
    told = gjb.saved(visibility="mentor", program=program)
    assert gjb.call(amara, {**told, "action": "autosave"}).status_code == 200
    (pairing,) = pairings_api.my_pairings(given.an_actor("amara"))
    pairings_api.end_pairing(
        the_coordinator(), pairing.id, reason=EndReason.OTHER, at=given.TUESDAY
    )
    refused = gjb.call(amara, {**told, "version": 1})
    assert (refused.status_code, refused.json()["reason"]) == (409, "audience")
    assert "Your text is safe" in refused.json()["error"]
    fresh = gjb.call(amara, {"action": "refresh"}).json()["html"]
    assert gj.WORDS in fresh
    assert "Ilse" not in fresh


def test_of_two_windows_the_later_one_sees_both_texts(amara):
    first = gjb.typed("From the first")
    gjb.call(amara, first)
    refused = gjb.call(amara, gjb.typed("From the second"))
    assert (refused.status_code, refused.json()["reason"]) == (409, "version")
    both = gjb.call(amara, {"action": "compare", "entry": refused.json()["entry"]}).json()
    assert (both["other"], both["version"]) == ("From the first", 1)
    assert "From the first" in both["html"]
    kept = gjb.typed("From the second", entry=both["entry"], version=both["version"])
    assert gjb.call(amara, kept).status_code == 200


def test_script_in_every_field_is_shown_and_not_run(amara, linked):
    evil = '</textarea><script>alert("x")</script>'
    gjb.call(amara, gjb.saved(evil, tags=evil))
    gjb.call(amara, gjb.typed(evil))
    page = gb.page(amara, linked)
    assert 'alert("x")' not in page
    assert "&lt;script&gt;alert(&quot;x&quot;)" in page


def test_a_hundred_kilobytes_are_refused_in_a_sentence_and_what_was_there_stays(amara):
    draft = gjb.typed("Before")
    gjb.call(amara, draft)
    refused = gjb.call(amara, {**draft, "version": 1, "text": "x" * 102_400})
    assert refused.status_code == 400
    assert "make two of it" in refused.json()["error"]
    assert "Before" in gjb.call(amara, {"action": "refresh"}).json()["html"]


@pytest.mark.parametrize(
    "body", ["not json", "[1]", "{}", '{"action": "invent"}', "{" + " " * 300_000]
)
def test_a_body_that_asks_for_nothing_is_refused_in_a_sentence(amara, body):
    refused = gjb.call(amara, body)
    assert refused.status_code == 400
    assert refused.json()["error"].endswith(".")


@pytest.mark.parametrize(
    "wrong",
    [
        {"entry": "mine"},
        {"entry": None},
        {"text": None},
        {"text": ["a"]},
        {"version": "1"},
        {"visibility": "everybody"},
        {"visibility": None},
        {"tags": [5]},
    ],
)
def test_a_save_that_makes_no_sense_stores_nothing(amara, wrong):
    assert gjb.call(amara, gjb.saved(**wrong)).status_code in {400, 409}
    assert JournalEntry.objects.count() == 0


def test_entries_are_changed_shared_taken_back_and_deleted(amara, program):
    told = gjb.saved()
    gjb.call(amara, told)
    entry = told["entry"]
    changed = gjb.call(amara, {"action": "edit", "entry": entry}).json()["html"]
    assert "You are changing an entry" in changed
    gjb.call(amara, {**told, "version": 1, "text": "Changed words"})
    token = gjb.saved(visibility="staff", program=program)["audience"]
    shared = gjb.call(
        amara,
        {
            "action": "share",
            "entry": entry,
            "version": 2,
            "visibility": "staff",
            "audience": token,
        },
    )
    assert shared.json()["said"] == "Saved. Ilse and Cleo can read it."
    assert "Stop sharing" in shared.json()["html"]
    stopped = gjb.call(amara, {"action": "stop_sharing", "entry": entry})
    assert "Stop sharing" not in stopped.json()["html"]
    gone = gjb.call(amara, {"action": "delete", "entry": entry}).json()
    assert "Changed words" not in gone["html"]


def test_a_draft_is_thrown_away_whether_or_not_the_server_has_it(amara):
    draft = gjb.typed("To be thrown away")
    gjb.call(amara, draft)
    for _twice in range(2):
        fresh = gjb.call(amara, {"action": "discard", "entry": draft["entry"]})
        assert "To be thrown away" not in fresh.json()["html"]


def test_the_writer_takes_everything_along(amara):
    gjb.call(amara, gjb.saved("Kept words"))
    for format_, name in (
        ("html", "journal.html"),
        ("markdown", "journal.md"),
        ("json", "journal.json"),
    ):
        file = gjb.call(amara, {"action": "export", "format": format_}).json()
        assert file["name"] == name
        assert "Kept words" in file["text"]
    assert gjb.call(amara, {"action": "export", "format": "exe"}).status_code == 400


def test_somebody_elses_entry_is_not_there(amara, linked):
    told = gjb.saved()
    gjb.call(amara, told)
    bela = gb.client_of("bela")
    gjb.starts(bela)
    for action in ("edit", "compare", "stop_sharing", "delete"):
        assert gjb.call(bela, {"action": action, "entry": told["entry"]}).status_code == 404
    assert gjb.call(bela, {**told, "version": 1}).status_code == 404
    assert gj.WORDS not in gb.page(bela, linked)


def test_who_has_no_place_in_the_program_is_told_and_cannot_write(linked):
    stranger = gb.client_of("stranger")
    learning.enroll(linked, gb.a_platform_user("stranger"), at=given.MONDAY)
    assert "This journal is for the mentees and mentors of Leap" in gb.page(stranger, linked)
    for body in (gjb.typed("Mine"), gjb.saved("Mine")):
        assert gjb.call(stranger, body).status_code == 404
    assert JournalEntry.objects.count() == 0


def test_a_visitor_sees_what_it_is_and_cannot_write(linked):
    nobody = gb.client_of(None)
    assert gjb.call(nobody, gjb.saved()).status_code in {302, 401, 403}
    assert JournalEntry.objects.count() == 0


def test_without_a_link_learners_see_not_open_and_nothing_is_stored(course, program):
    amara = gb.client_of("amara")
    page = gb.page(amara, course)
    assert "This journal is not open yet" in page
    assert "Leap" not in page
    for body in gjb.everything_a_learner_sends():
        assert gjb.call(amara, body).status_code == 404
    assert JournalEntry.objects.count() == 0


def test_staff_of_an_unlinked_course_are_told_whom_to_ask(course, program):
    page = gb.page(gb.client_of("oskar"), course)
    assert "does not belong to the program of this block" in page
    assert "Ask Cleo to link it" in page
    assert "You cannot read what is written" in page


def test_a_coordinator_who_is_course_staff_links_where_the_block_stands(course, program):
    learning.give_course_role(course, gb.a_platform_user("cleo"))
    cleo = gb.client_of("cleo")
    assert "Link this course to Leap" in gb.page(cleo, course)
    assert gjb.call(cleo, {}, handler="link_course").status_code == 200
    assert 'data-state="notice_first"' in gb.page(gb.client_of("amara"), course)


def test_who_looks_as_a_learner_sees_nothing_and_writes_nothing(linked):
    gjb.call(gb.client_of("amara"), {"action": "start", "notice_version": 1})
    gjb.call(gb.client_of("amara"), gjb.saved())
    oskar = gb.client_of("oskar")
    view_as = reverse("demo:view_as", args=[linked.key])
    oskar.post(view_as, {"view": "named", "username": "amara"})
    page = gb.page(oskar, linked)
    assert "You are looking as somebody else" in page
    assert gj.WORDS not in page
    for body in gjb.everything_a_learner_sends():
        refused = gjb.call(oskar, body)
        assert refused.status_code == 404
        assert gj.WORDS not in refused.content.decode()
    assert JournalEntry.objects.count() == 1


def test_a_database_that_does_not_answer_is_a_calm_page(amara, linked, monkeypatch):
    def away(*_args, **_kwargs):
        raise DatabaseError("gone away")

    monkeypatch.setattr(outcomes.api, "journal_view", away)
    page = gb.page(amara, linked)
    assert "The journal cannot be shown now" in page
    assert "Nothing that you wrote is lost" in page


def test_a_program_whose_notice_does_not_tell_of_journals_says_so(linked, program):
    gs.a_notice(program, months_kept=24)
    assert "does not tell of journals" in gb.page(gb.client_of("amara"), linked)


def test_when_the_program_has_ended_the_journal_is_read_and_taken_along(amara, linked, program):
    gjb.call(amara, gjb.saved())
    programs_api.end_program(the_coordinator(), program.id, at=given.A_MONTH_LATER)
    page = gb.page(amara, linked)
    assert "You can no longer write here" in page
    assert gj.WORDS in page
    assert "Take my journal with me" in page
    assert gjb.call(amara, gjb.saved("More")).status_code == 409


def test_what_apps_and_the_search_may_know_is_not_about_a_person(amara, linked):
    gjb.call(amara, gjb.saved())
    block = studio_runtime(linked.key, gb.a_platform_user("oskar")).get_block(gjb.usage_key())
    assert block.student_view_data() == {
        "display_name": "Journal · week 6",
        "program": "leap",
        "prompt": gjb.PROMPT,
    }
    assert block.index_dictionary()["content"] == {
        "display_name": "Journal · week 6",
        "prompt": gjb.PROMPT,
    }


def test_olx_comes_back_as_it_went(linked):
    runtime = studio_runtime(linked.key, gb.a_platform_user("oskar"))
    olx = export_olx(runtime, gjb.usage_key())
    for said in ('program="leap"', 'prompt_key="week_6"', 'needed_entries="2"', gjb.PROMPT):
        assert said in olx
    back = export_olx(runtime, gjb.usage_key("back"))
    assert "week_6" in back
    assert 'writes="false"' in back


def test_a_duplicate_has_a_key_of_its_own(linked):
    runtime = studio_runtime(linked.key, gb.a_platform_user("oskar"))
    copy = runtime.get_block(duplicate_block(runtime, gjb.block_of()))
    assert copy.prompt == gjb.PROMPT
    assert copy.key != "week_6"
    assert re.fullmatch(r"[a-z0-9_]{1,64}", copy.key)


def test_a_rerun_starts_unlinked(amara, linked):
    gjb.call(amara, gjb.saved())
    again = rerun_course(linked, run="2027")
    learning.enroll(again, gb.a_platform_user("amara"), at=given.MONDAY)
    page = gb.page(amara, again)
    assert "This journal is not open yet" in page
    assert gj.WORDS not in page


def test_a_rerun_that_is_linked_shows_the_entries_of_its_prompts(amara, linked):
    gjb.call(amara, gjb.saved())
    again = rerun_course(linked, run="2027")
    learning.enroll(again, gb.a_platform_user("amara"), at=given.MONDAY)
    gb.linked(again, str(again.key))
    assert gj.WORDS in gb.page(amara, again)


def test_the_author_writes_the_prompt_in_studio_and_the_learner_sees_it(amara, linked):
    oskar = gb.client_of("oskar")
    key = gjb.usage_key()
    page = oskar.get(reverse("demo:studio_edit", args=[key.course_key, key])).content.decode()
    assert gjb.PROMPT in page
    chosen = {
        "display_name": "Week 7",
        "program": "leap",
        "prompt": "What went well?",
        "prompt_key": "week_7",
        "recap_keys": "week_5, week_6",
        "writes": True,
        "needed_entries": "1",
        "needed_words": "20",
    }
    assert gjb.call(oskar, chosen, handler="studio_submit", studio=True).status_code == 200
    page = gb.page(amara, linked)
    assert "What went well?" in page
    assert "What you wrote for these prompts" in page


@pytest.mark.parametrize(
    "wrong",
    [
        {"display_name": ""},
        {"display_name": "x" * 256},
        {"prompt": "x" * 501},
        {"prompt_key": "Week 7"},
        {"recap_keys": "week-6"},
        {"writes": False, "recap_keys": ""},
        {"program": "another"},
        {"needed_entries": "0"},
        {"needed_entries": "101"},
        {"needed_words": "many"},
    ],
)
def test_what_an_author_cannot_choose_is_refused_in_a_sentence(linked, wrong):
    chosen = {"display_name": "Week 7", "program": "leap", **wrong}
    oskar = gb.client_of("oskar")
    refused = gjb.call(oskar, chosen, handler="studio_submit", studio=True)
    assert refused.status_code == 400
    assert refused.json()["error"].endswith(".")
    assert gjb.PROMPT in gb.page(oskar, linked)


def test_a_learner_cannot_choose(amara):
    chosen = {"display_name": "Mine", "program": "leap"}
    for studio in (True, False):
        assert gjb.call(amara, chosen, handler="studio_submit", studio=studio).status_code == 404


@pytest.mark.parametrize("entries", [1, 30])
def test_a_view_takes_8_queries_of_ours_and_an_autosave_6(amara, linked, program, entries):
    gjb.block_of("back").delete()
    ilse = given.an_actor("ilse")
    for number in range(entries):
        told = gjb.saved(f"Entry number {number}", visibility="staff", program=program)
        gjb.call(amara, told)
        journals_api.reply(ilse, program.id, told["entry"], text="Why?", at=given.A_YEAR_LATER)
    with gs.own_queries() as seen:
        gb.page(amara, linked)
    assert len(seen) <= 8
    draft = gjb.typed("First")
    for version in (0, 1):
        with gs.own_queries() as seen:
            sent = gjb.call(amara, {**draft, "version": version, "text": f"Text {version}"})
        assert sent.status_code == 200
        assert len(seen) <= 6


def test_the_browser_is_handed_no_word_of_the_journal_outside_its_page(amara, linked):
    gjb.call(amara, gjb.saved())
    found = re.findall(r'xblock-json-init-args">(.*?)</script>', gb.page(amara, linked), re.DOTALL)
    assert [json.loads(one)["mode"] for one in found if "texts" in one] == ["", ""]
    assert not [one for one in found if gj.WORDS in one]
