"""The journal's panel as a page shows it: to its writer, and to a mentor who may answer."""

import re

import pytest

from outcomes_plugin.errors import Invalid, NotFound
from outcomes_plugin.journals.data import Visibility
from outcomes_plugin.panels import journal as panel
from outcomes_plugin.panels.panel import Place
from tests import given
from tests import given_journals as gj
from tests import given_surveys as gs
from tests.given_programs import a_member

pytestmark = pytest.mark.django_db

PLACE = Place(uid="here", language="en", time_zone="Europe/Berlin")


def show(name, **facts):
    return panel.show(given.an_actor(name), "leap", place=PLACE, at=given.NEXT_MONDAY, **facts)


def act(name, action, **facts):
    told = {"action": action, **facts.pop("told", {})}
    return panel.act(given.an_actor(name), "leap", told, place=PLACE, at=given.NEXT_MONDAY, **facts)


def test_a_page_shows_free_writing_and_what_was_written_before(program, pairing):
    gj.writes(program)
    shown = show("amara")
    assert (shown.state, shown.init, shown.script) == ("ready", "MentoringJournal", "journal.js")
    assert "What is on your mind?" in shown.html
    assert gj.WORDS in shown.html
    assert gj.WORDS not in repr(shown.data)


def test_a_mentor_reads_and_answers_what_is_shared(program, pairing):
    mentee = given.a_person("amara")
    gj.writes(program, text="Mine alone.")
    entry = gj.writes(program, text="<b>For Ilse</b>", visibility=Visibility.MENTOR, tags=["x-tag"])
    shown = show("ilse", mentee=mentee)
    assert shown.state == "shared"
    assert "What amara shares with you" in shown.html
    assert "&lt;b&gt;For Ilse&lt;/b&gt;" in shown.html
    assert "Mine alone." not in shown.html
    assert "x-tag" not in shown.html
    told = {"entry": entry.id, "text": "<i>Why</i> now?"}
    answered = act("ilse", "reply", told=told, mentee=mentee)
    assert "&lt;i&gt;Why&lt;/i&gt; now?" in answered["html"]
    assert "ilse answered on March 9, 2026" in show("amara").html


def test_a_mentor_to_whom_nothing_is_shared_learns_nothing_more(program, pairing):
    empty = show("ilse", mentee=given.a_person("amara")).html
    gj.writes(program)
    assert show("ilse", mentee=given.a_person("amara")).html == empty
    assert "amara shares no entry with you now." in empty


@pytest.mark.parametrize("name", ["amara", "cleo", "otto", "stranger"])
def test_nobody_else_is_shown_what_is_shared(program, pairing, name):
    a_member(program, "otto", role="mentor")
    entry = gj.writes(program, visibility=Visibility.STAFF)
    mentee = given.a_person("amara")
    with pytest.raises(NotFound):
        show(name, mentee=mentee)
    with pytest.raises(NotFound):
        act(name, "reply", told={"entry": entry.id, "text": "Hm"}, mentee=mentee)
    assert gj.WORDS in show("ilse", mentee=mentee).html


def test_a_mentors_call_changes_nothing_of_the_mentee(program, pairing):
    entry = gj.writes(program, visibility=Visibility.MENTOR)
    mentee = given.a_person("amara")
    for action in ("save", "edit", "delete", "discard", "stop_sharing", "compare", "export"):
        with pytest.raises(Invalid):
            act("ilse", action, told={"entry": entry.id}, mentee=mentee)
    assert gj.WORDS in show("amara").html


@pytest.mark.parametrize("action", ["", "drop", "__class__", None, ["save"]])
def test_what_nobody_offered_is_refused(program, action):
    with pytest.raises(Invalid):
        act("amara", action)


def test_a_desk_asks_for_a_mentees_journal_in_few_queries_whatever_is_in_it(program, pairing):
    for number in range(20):
        gj.writes(program, text=f"Entry {number}", visibility=Visibility.MENTOR)
    ilse, mentee = given.an_actor("ilse"), given.a_person("amara")
    with gs.own_queries() as seen:
        panel.show(ilse, "leap", place=PLACE, at=given.NEXT_MONDAY, mentee=mentee)
    assert len(seen) <= 7


def test_long_entries_are_cut_and_can_be_read_whole(program):
    gj.writes(program, text="word " * 200 + "the end")
    html = show("amara").html
    assert "Read it all" in html
    assert html.count("the end") == 1


def test_a_hundred_entries_come_when_one_asks_for_them(program):
    for number in range(8):
        gj.writes(program, text=f"Entry {number}")
    assert "Show earlier entries" in show("amara").html
    whole = act("amara", "more")["entries"]
    assert "Show earlier entries" not in whole
    assert all(f"Entry {number}" in whole for number in range(8))


def test_a_tag_brings_all_its_entries_and_all_entries_come_back(program):
    gj.writes(program, text="The oldest one.", tags=["courage"], at=given.MONDAY)
    for number in range(6):
        gj.writes(program, text=f"Entry {number}", tags=["meetings"])
    assert "The oldest one." not in show("amara").html
    tagged = act("amara", "tagged", told={"tag": "courage"})["entries"]
    assert "The oldest one." in tagged
    assert "Entry " not in tagged
    assert pressed(tagged) == ["courage"]
    everything = act("amara", "tagged", told={"tag": ""})["entries"]
    assert everything in show("amara").html
    assert pressed(everything) == [""]


def test_a_tag_that_no_entry_has_is_said_so(program):
    gj.writes(program, tags=["courage"])
    tagged = act("amara", "tagged", told={"tag": "<b>gone</b>"})["entries"]
    assert "No entry has this tag any more." in tagged
    assert "gone" not in tagged


def test_without_a_tag_there_is_nothing_to_choose_from(program):
    gj.writes(program)
    assert 'data-mo="tag"' not in show("amara").html


def test_words_of_another_script_stand_by_themselves(program):
    gj.writes(program, prompt="What did you ask for?", tags=["الإصغاء", "listening"])
    html = show("amara").html
    assert "<bdi>What did you ask for?</bdi>" in html
    assert "Tags: <bdi>الإصغاء</bdi>, <bdi>listening</bdi>" in html


def pressed(html):
    return re.findall(r'data-tag="([^"]*)" aria-pressed="true"', html)
