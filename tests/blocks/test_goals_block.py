"""The goals block inside a unit: who sees what, and what is stored of it."""

import html
import json

import pytest
from completion.models import BlockCompletion
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError
from django.urls import reverse
from django.utils import timezone

from demo.blocks.authoring import export_olx, rerun_course, studio_runtime
from demo.blocks.runtime import DemoRuntime
from demo.blocks.viewer import Viewer
from demo.courses import learning
from mentoring_xblock import outcomes
from mentoring_xblock.goals import GoalsBlock
from outcomes_plugin.goals import api as goals_api
from outcomes_plugin.goals.data import Status
from outcomes_plugin.goals.models import Goal, GoalCheckIn
from outcomes_plugin.pairings import api as pairings_api
from outcomes_plugin.pairings.data import EndReason
from tests import given
from tests import given_goals as gg
from tests import given_surveys as gs
from tests.blocks import given_blocks as gb
from tests.blocks import given_goals_blocks as ggb
from tests.given_programs import the_coordinator

pytestmark = pytest.mark.django_db

TYPED = {
    "a script": "<script>alert('x')</script>\"'><img src=x onerror=alert(1)>",
    "from a word processor": "<p class=MsoNormal><b>Plan</b><o:p></o:p></p><!--[if gte mso 9]>-->",
}


@pytest.fixture
def course():
    return ggb.a_course()


@pytest.fixture
def program(course):
    return ggb.a_linked_program(course)


@pytest.fixture
def amara(program):
    """Amara's browser, after she has read the notice."""
    client = gb.client_of("amara")
    ggb.starts(client, program)
    return client


def state(page):
    return page.split('mo-goals" id="mo-mine" data-state="')[1].split('"')[0]


def test_a_mentee_reads_the_notice_writes_a_goal_and_the_block_is_complete(course, program):
    amara = gb.client_of("amara")
    before = gb.page(amara, course)
    assert state(before) == "notice_first"
    assert "The goals that you write, your check-ins on them" in before
    assert ggb.starts(amara, program).status_code == 200
    assert "A goal can be one sentence." in gb.page(amara, course)
    sent = ggb.act(amara, "set_goal", fields=ggb.written())
    assert sent.status_code == 200
    assert sent.json()["said"] == "Your goal is kept."
    page = gb.page(amara, course)
    assert "Lead the design review" in page
    assert "18 December" in page or "Dec. 18, 2030" in page
    assert BlockCompletion.objects.filter(block_key=ggb.usage_key(), completion=1.0).exists()


def test_before_the_notice_was_read_what_comes_back_is_the_notice_and_nothing_is_stored(program):
    amara = gb.client_of("amara")
    sent = ggb.act(amara, "set_goal", fields=ggb.written())
    assert sent.status_code == 200
    assert "What this program keeps about you" in sent.json()["notice"]
    assert Goal.objects.count() == 0
    assert BlockCompletion.objects.count() == 0


def test_one_sentence_is_enough(amara, program):
    sent = ggb.act(
        amara, "set_goal", fields={"what": "Sleep", "kind": "done", "readers": "only_me"}
    )
    assert sent.status_code == 200
    assert ggb.newest(program).what == "Sleep"


def test_problems_come_back_beside_their_fields_without_what_was_typed(amara):
    secret = "q" * 100_000
    fields = ggb.written(what=secret, target="many", due="soon", baseline="")
    refused = ggb.act(amara, "set_goal", fields=fields)
    assert refused.status_code == 400
    assert {one["item"] for one in refused.json()["problems"]} == {"what", "target", "due"}
    assert "qq" not in refused.content.decode()
    assert Goal.objects.count() == 0


@pytest.mark.parametrize(
    ("action", "name", "fields"),
    [
        ("change_goal", "why", {}),
        ("check_in", "changed", {"value": "2"}),
        ("check_in", "next_step", {"value": "2"}),
        ("add_milestone", "text", {}),
        ("finish", "why", {"status": "dropped"}),
    ],
)
def test_a_hundred_kilobytes_are_refused_beside_their_field_and_nothing_is_kept_of_them(
    amara, program, action, name, fields
):
    ggb.act(amara, "set_goal", fields=ggb.written())
    before = ggb.newest(program)
    told = {"goal": before.id, "version": 1, "fields": {**fields, name: "q" * 100_000}}
    refused = ggb.act(amara, action, **told)
    assert refused.status_code == 400
    assert [one["item"] for one in refused.json()["problems"]] == [name]
    assert "qq" not in refused.content.decode()
    assert ggb.newest(program) == before


@pytest.mark.parametrize(
    "body",
    ["not json", "[1]", "{" + " " * 300_000, {"action": "explode"}, {"action": ["set_goal"]}, {}],
)
def test_a_body_that_says_nothing_is_refused_in_a_sentence(amara, body):
    refused = ggb.send(amara, "act", body)
    assert refused.status_code == 400
    assert refused.json()["error"]


@pytest.mark.parametrize(
    "told",
    [
        {"action": "set_goal", "fields": []},
        {"action": "set_goal", "fields": {"what": "x", "readers": "../1"}},
        {"action": "set_goal", "fields": {"what": "x", "readers": ["1"]}},
        {"action": "check_in", "goal": "1", "fields": {}},
        {"action": "check_in", "goal": True, "fields": {}},
        {"action": "change_goal", "goal": 10**30, "version": 1, "fields": {}},
        {"action": "finish", "goal": 999, "fields": {"status": "splendid"}},
        {"action": "open", "form": "secret"},
        {"action": "open", "form": "check_in"},
        {"action": "open", "form": "goal", "goal": 999},
        {"action": "agree", "goal": 999, "version": 1},
        {"action": "read_notice", "notice_version": "1"},
    ],
)
def test_what_no_script_of_ours_sends_is_refused_and_changes_nothing(amara, told):
    refused = ggb.send(amara, "act", told)
    assert refused.status_code in {400, 404, 409}
    assert refused.json()["error"]
    assert Goal.objects.count() == 0


@pytest.mark.parametrize("bad", TYPED.values(), ids=TYPED)
def test_a_script_or_pasted_html_in_every_field_is_text_on_the_page(course, amara, program, bad):
    texts = dict.fromkeys(("what", "why", "first_step", "obstacle", "plan", "support"), bad)
    ggb.act(amara, "set_goal", fields=ggb.written(unit=bad[:40], **texts))
    goal = ggb.newest(program)
    ggb.act(amara, "add_milestone", goal=goal.id, fields={"text": bad})
    said = {"value": "2", "changed": bad, "next_step": bad}
    ggb.act(amara, "check_in", goal=goal.id, fields=said)
    ggb.act(amara, "change_goal", goal=goal.id, version=1, fields={"why": bad + "!"})
    pages = [gb.page(amara, course)]
    pages += [
        ggb.act(amara, "open", form=form, goal=goal.id).json()["form"]
        for form in ("goal", "check_in", "close", "history")
    ]
    conflict = ggb.act(amara, "change_goal", goal=goal.id, version=1, fields={"why": bad})
    pages.append(conflict.json()["conflict"])
    ggb.act(amara, "finish", goal=goal.id, fields={"status": "dropped", "why": bad})
    pages.append(gb.page(amara, course))
    assert [page for page in pages if bad in page] == []
    assert html.escape(bad) in pages[0]
    assert html.escape(bad) in pages[-1]
    kept = ggb.newest(program)
    (step,), (check_in,) = kept.milestones, kept.check_ins
    words = {getattr(kept, name) for name in texts} - {bad + "!"}
    assert words | {step.text, check_in.changed, check_in.next_step, kept.closing_words} == {bad}


def test_emoji_and_right_to_left_come_back_as_written(course, amara):
    ggb.act(amara, "set_goal", fields=ggb.written(what="🚀 أقود المراجعة وحدي"))
    assert "🚀 أقود المراجعة وحدي" in gb.page(amara, course)


def test_a_check_in_moves_the_goal_and_says_so(course, amara, program):
    ggb.act(amara, "set_goal", fields=ggb.written())
    goal = ggb.newest(program)
    form = ggb.act(amara, "open", form="check_in", goal=goal.id).json()["form"]
    assert "Only you read this." in form
    assert "The coordinators of the program see that you would like help" in form
    for value in ("1", "2,5"):
        sent = ggb.act(amara, "check_in", goal=goal.id, fields={"value": value, "confidence": "7"})
        assert sent.json()["said"] == "Your check-in is kept."
    page = gb.page(amara, course)
    assert "1.5 more since" in page
    assert "2.5 now" in page
    assert "Confidence 7 of 10, was 7." in page
    assert GoalCheckIn.objects.count() == 2


def test_a_goal_in_levels_and_one_that_is_done_or_not_have_pictures_of_their_own(
    course, amara, program
):
    words = ["Never", "Rarely", "Weekly", "Often", "Always"]
    levels = {"what": "Say no", "kind": "levels", "levels": words, "baseline": "-1"}
    ggb.act(amara, "set_goal", fields={**levels, "weight": "3", "readers": "only_me"})
    goal = ggb.newest(program)
    ggb.act(amara, "check_in", goal=goal.id, fields={"value": "1"})
    ggb.act(amara, "set_goal", fields={"what": "Give the talk", "kind": "done"})
    page = gb.page(amara, course)
    assert "2 levels up since" in page
    assert page.count('<li aria-current="true"') == 1
    assert "mo-track" not in page


def test_two_windows_on_one_goal_show_both_sides_and_overwrite_nothing(amara, program):
    ggb.act(amara, "set_goal", fields=ggb.written())
    goal = ggb.newest(program)
    first = {"due": "2031-01-31"}
    ggb.act(amara, "change_goal", goal=goal.id, version=1, fields=first)
    second = ggb.act(amara, "change_goal", goal=goal.id, version=1, fields={"due": "2030-12-20"})
    answer = second.json()
    assert (second.status_code, answer["version"]) == (200, 2)
    assert 'data-pick="due"' in answer["conflict"]
    assert ggb.newest(program).due.isoformat() == "2031-01-31"
    again = ggb.act(amara, "change_goal", goal=goal.id, version=2, fields={"due": "2030-12-20"})
    assert again.json()["said"] == "Your changes are kept."
    history = ggb.act(amara, "open", form="history", goal=goal.id).json()["form"]
    assert history.count("You changed this.") == 2


def test_sharing_names_the_mentor_and_the_mentor_agrees_on_the_panel(course, amara, program):
    (reader,) = pairings_api.open_partners(given.a_person("amara"), program.id)
    form = ggb.act(amara, "open", form="goal").json()["form"]
    assert "Ilse and I" in form
    ggb.act(amara, "set_goal", fields=ggb.written(readers=str(reader.pairing_id)))
    assert "Not agreed yet" in gb.page(amara, course)
    goal = ggb.newest(program)
    help_ = ggb.act(amara, "open", form="check_in", goal=goal.id).json()["form"]
    assert "Ilse sees that you would like help." in help_
    assert "Ilse reads this after you save." in help_
    ilse = gb.client_of("ilse")
    assert ggb.act(ilse, "agree", goal=goal.id, version=1).status_code == 200
    assert ggb.newest(program).status is Status.AGREED


def test_a_pairing_that_ends_while_one_types_is_said_beside_the_choice(amara, program):
    (reader,) = pairings_api.open_partners(given.a_person("amara"), program.id)
    pairings_api.end_pairing(
        the_coordinator(), reader.pairing_id, reason=EndReason.OTHER, at=given.TUESDAY
    )
    refused = ggb.act(amara, "set_goal", fields=ggb.written(readers=str(reader.pairing_id)))
    assert refused.status_code == 400
    assert [one["item"] for one in refused.json()["problems"]] == ["visibility"]


@pytest.mark.parametrize("name", ["cleo", "ilse", "amara"])
def test_a_check_in_during_which_the_pairing_ends_is_kept_for_its_writer_alone(
    course, amara, program, name
):
    (reader,) = pairings_api.open_partners(given.a_person("amara"), program.id)
    ggb.act(amara, "set_goal", fields=ggb.written(readers=str(reader.pairing_id)))
    goal = ggb.newest(program)
    form = ggb.act(amara, "open", form="check_in", goal=goal.id).json()["form"]
    pairings_api.end_pairing(
        given.an_actor(name), reader.pairing_id, reason=EndReason.OTHER, at=timezone.now()
    )
    said = {"value": "2", "changed": "Said to nobody else.", "wants_help": True}
    sent = ggb.act(amara, "check_in", goal=goal.id, fields={**said, **ggb.hidden_in(form)})
    assert sent.json()["said"] == (
        "Your check-in is kept. Your pairing ended while you were writing, so only you read this."
        " Nobody was asked for help: check in once more to ask the coordinators."
    )
    assert "Said to nobody else." in gb.page(amara, course)
    assert "Said to nobody else." not in gb.page(gb.client_of("ilse"), course)
    assert goals_api.desk_goals(given.an_actor("ilse"), [reader.pairing_id]) == {}
    assert list(goals_api.help_wanted(the_coordinator(), program.id)) == []
    form = ggb.act(amara, "open", form="check_in", goal=goal.id).json()["form"]
    assert "The coordinators of the program see that you would like help" in form
    again = ggb.act(amara, "check_in", goal=goal.id, fields={**said, **ggb.hidden_in(form)})
    assert again.json()["said"] == "Your check-in is kept."
    assert len(goals_api.help_wanted(the_coordinator(), program.id)) == 1


def test_a_goal_is_closed_with_a_word_and_opened_again(course, amara, program):
    ggb.act(amara, "set_goal", fields=ggb.written())
    goal = ggb.newest(program)
    refused = ggb.act(amara, "finish", goal=goal.id, fields={"status": "dropped", "why": " "})
    assert [one["item"] for one in refused.json()["problems"]] == ["why"]
    done = ggb.act(amara, "finish", goal=goal.id, fields={"status": "dropped", "why": "New role"})
    assert "Dropped" in done.json()["html"]
    assert "New role" in gb.page(amara, course)
    assert ggb.act(amara, "reopen", goal=goal.id).status_code == 200


def test_milestones_are_kept_done_and_removed(amara, program):
    ggb.act(amara, "set_goal", fields=ggb.written())
    goal = ggb.newest(program)
    ggb.act(amara, "add_milestone", goal=goal.id, fields={"text": "Ask", "due": "2030-01-01"})
    (step,) = ggb.newest(program).milestones
    done = ggb.act(amara, "complete_milestone", goal=goal.id, milestone=step.id).json()
    assert "Milestones, 1 of 1 done" in done["html"]
    ggb.act(amara, "undo_milestone", goal=goal.id, milestone=step.id)
    ggb.act(amara, "remove_milestone", goal=goal.id, milestone=step.id)
    assert ggb.newest(program).milestones == ()


def everything(goal):
    return [
        ("change_goal", {"goal": goal.id, "version": 1, "fields": {"why": "Mine"}}),
        ("check_in", {"goal": goal.id, "fields": {"value": "1"}}),
        ("finish", {"goal": goal.id, "fields": {"status": "achieved"}}),
        ("reopen", {"goal": goal.id}),
        ("add_milestone", {"goal": goal.id, "fields": {"text": "One"}}),
        ("open", {"form": "goal", "goal": goal.id}),
        ("open", {"form": "history", "goal": goal.id}),
    ]


@pytest.mark.parametrize("name", ["ilse", "bo", "oskar", "stranger"])
def test_nobody_else_reads_or_changes_a_goal_through_the_block(course, amara, program, name):
    ggb.act(amara, "set_goal", fields=ggb.written(what="Speak first"))
    other = gb.client_of(name)
    if name in {"ilse", "bo"}:
        ggb.starts(other, program)
    assert "Speak first" not in gb.page(other, course)
    for action, told in everything(ggb.newest(program)):
        assert ggb.act(other, action, **told).status_code == 404
    assert ggb.newest(program).version == 1


def test_over_a_learners_shoulder_nothing_is_shown_and_nothing_is_sent(course, amara, program):
    ggb.act(amara, "set_goal", fields=ggb.written(what="Private"))
    oskar = gb.client_of("oskar")
    oskar.post(reverse("demo:view_as", args=[course.key]), {"view": "named", "username": "amara"})
    page = gb.page(oskar, course)
    assert "You are looking as somebody else" in page
    assert "Private" not in page
    for action, told in everything(ggb.newest(program)):
        assert ggb.act(oskar, action, **told).status_code == 404
    assert ggb.act(oskar, "set_goal", fields=ggb.written()).status_code == 404
    assert Goal.objects.count() == 1


def test_staff_see_a_preview_that_stores_nothing(course, program):
    oskar = gb.client_of("oskar")
    page = gb.page(oskar, course)
    assert state(page) == "preview"
    assert "What do you want to reach?" in page
    assert ggb.act(oskar, "set_goal", fields=ggb.written()).status_code == 404


def test_a_stranger_is_told_calmly_and_a_visitor_is_asked_to_sign_in(course, program):
    stranger = gb.client_of("stranger")
    learning.enroll(course, gb.a_platform_user("stranger"), at=given.MONDAY)
    assert state(gb.page(stranger, course)) == "no_role"
    nobody = AnonymousUser()
    viewer = Viewer(course_key=course.key, user=nobody, real_user=nobody, may_view_as=False)
    block = DemoRuntime(viewer).get_block(ggb.usage_key())
    assert "Sign in to see yours" in str(block.render("public_view").content)


def test_without_a_link_nothing_opens_and_its_coordinator_links_it(course):
    program = gg.a_program_with_goals()
    amara = gb.client_of("amara")
    assert state(gb.page(amara, course)) == "not_open"
    assert ggb.starts(amara, program).status_code == 404
    assert ggb.act(amara, "set_goal", fields=ggb.written()).status_code == 404
    learning.give_course_role(course, gb.a_platform_user("cleo"))
    cleo = gb.client_of("cleo")
    assert "Link this course to Leap" in gb.page(cleo, course)
    assert ggb.send(gb.client_of("oskar"), "link_course").status_code == 404
    assert ggb.send(cleo, "link_course").status_code == 200
    assert state(gb.page(amara, course)) == "notice_first"


def test_a_notice_that_does_not_tell_of_goals_keeps_them_closed(course):
    gg.a_program_with_goals(purposes=gs.PURPOSES)
    gb.linked(course)
    assert state(gb.page(gb.client_of("amara"), course)) == "not_open"


def test_a_rerun_starts_unlinked(course, amara):
    again = rerun_course(course, run="2027")
    learning.enroll(again, gb.a_platform_user("amara"), at=given.MONDAY)
    assert "Goals are not open here yet." in gb.page(gb.client_of("amara"), again)


def test_a_rerun_that_is_linked_shows_the_same_goals(course, amara):
    ggb.act(amara, "set_goal", fields=ggb.written(what="Chair a meeting"))
    again = rerun_course(course, run="2027")
    learning.enroll(again, gb.a_platform_user("amara"), at=given.MONDAY)
    assert "Chair a meeting" not in gb.page(amara, again)
    gb.linked(again, str(again.key))
    assert "Chair a meeting" in gb.page(amara, again)


def test_a_database_that_does_not_answer_is_a_calm_page(course, amara, monkeypatch):
    def away(*_args, **_kwargs):
        raise DatabaseError("gone away")

    monkeypatch.setattr(outcomes.api, "goals_room", away)
    assert "Our database is not answering" in gb.page(amara, course)


def test_what_apps_and_the_search_may_know_is_not_about_a_person(course, amara):
    ggb.act(amara, "set_goal", fields=ggb.written(what="Private"))
    block = studio_runtime(course.key, gb.a_platform_user("oskar")).get_block(ggb.usage_key())
    assert block.student_view_data() == {"display_name": "My goals", "program": "leap"}
    assert block.index_dictionary()["content"] == {"display_name": "My goals"}
    olx = export_olx(studio_runtime(course.key, gb.a_platform_user("oskar")), ggb.usage_key())
    assert 'program="leap"' in olx
    assert "Private" not in olx


def test_an_author_chooses_title_and_program(course, program):
    oskar = gb.client_of("oskar")
    key = ggb.usage_key()
    editor = oskar.get(reverse("demo:studio_edit", args=[key.course_key, key])).content.decode()
    assert 'value="leap" checked' in editor

    def choose(client=oskar, **chosen):
        told = {"display_name": "Goals", "program": "leap", **chosen}
        return ggb.send(client, "studio_submit", told, studio=True)

    assert choose().status_code == 200
    for wrong in ({"display_name": ""}, {"display_name": "x" * 256}, {"program": "another"}):
        refused = choose(**wrong)
        assert (refused.status_code, bool(refused.json()["error"])) == (400, True)
    assert choose(gb.client_of("amara")).status_code == 404
    assert choose(program="").status_code == 200
    assert state(gb.page(gb.client_of("amara"), course)) == "not_open"
    assert GoalsBlock.has_score is False


@pytest.mark.parametrize("goals", [1, 15])
def test_a_view_takes_8_queries_of_ours_however_many_goals_there_are(course, amara, program, goals):
    for number in range(goals):
        ggb.act(amara, "set_goal", fields=ggb.written(what=f"Goal {number}"))
        goal = ggb.newest(program)
        ggb.act(amara, "check_in", goal=goal.id, fields={"value": "2"})
        ggb.act(amara, "add_milestone", goal=goal.id, fields={"text": "One"})
    with gs.own_queries() as seen:
        page = gb.page(amara, course)
    assert page.count("mo-track") == goals
    assert len(seen) <= 8


def test_ids_are_unique_and_start_with_the_blocks_own(course, amara, program):
    for number in range(2):
        ggb.act(amara, "set_goal", fields=ggb.written(what=f"Goal {number}"))
    answer = ggb.act(amara, "open", form="goal", goal=ggb.newest(program).id)
    page = gb.page(amara, course) + answer.json()["form"]
    ids = [part.split('"')[0] for part in page.split(' id="mo-mine')[1:]]
    assert len(ids) == len(set(ids))
    assert json.loads(answer.content).keys() == {"form"}
