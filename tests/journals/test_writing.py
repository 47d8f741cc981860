"""Drafts as one types, entries as one keeps them, and nothing lost between two windows."""

from datetime import timedelta

import pytest

from outcomes_plugin.errors import Conflict, Invalid, NotFound
from outcomes_plugin.journals import api as journals_api
from outcomes_plugin.journals.data import JournalState, Visibility
from outcomes_plugin.ledger import api as ledger_api
from outcomes_plugin.pairings import api as pairings_api
from outcomes_plugin.programs import api as programs_api
from tests import given
from tests import given_journals as gj
from tests import given_surveys as gs
from tests.given_programs import a_member, the_coordinator

pytestmark = pytest.mark.django_db


def types(program, entry_id, text, *, name="amara", version=0, **facts):
    return journals_api.autosave(
        given.an_actor(name),
        program.id,
        entry_id,
        text=text,
        expected_version=version,
        at=given.TUESDAY,
        **facts,
    )


def look(program, name="amara", **facts):
    return journals_api.journal_view(given.an_actor(name), program.id, language="en", **facts)


def written():
    counts = ledger_api.entry_counts()
    return {type_: number for type_, number in counts.items() if type_.startswith("journal.")}


def test_what_is_typed_is_there_again_and_the_ledger_knows_nothing(program):
    entry = gj.an_id()
    first = types(program, entry, "On Wed")
    second = types(program, entry, "On Wednesday", version=first.version)
    assert (first.version, second.version) == (1, 2)
    begun = look(program).begun
    assert (begun.id, begun.draft, begun.version) == (entry, "On Wednesday", 2)
    assert look(program).entries == ()
    assert written() == {}


def test_a_kept_entry_is_one_ledger_entry_without_a_word_of_it(program):
    entry = gj.writes(program, text="One two three.", key="week_6", prompt="What did you avoid?")
    assert (entry.words, entry.visibility, entry.draft) == (3, Visibility.ONLY_ME, None)
    (kept,) = journals_api.entries_of(given.an_actor("amara"), program.id)
    assert (kept.text, kept.prompt, kept.kept_at) == (
        "One two three.",
        "What did you avoid?",
        given.TUESDAY,
    )
    assert written() == {"journal.written": 1}
    (said,) = [
        one
        for one in ledger_api.entries_about(given.a_person("amara"))
        if one.type == "journal.written"
    ]
    assert said.payload == {"key": "week_6", "visibility": "only_me"}


def test_a_begun_entry_is_kept_in_its_place_and_the_next_one_can_begin(program):
    entry = gj.an_id()
    draft = types(program, entry, "A begin", key="week_6")
    gj.writes(program, entry_id=entry, expected_version=draft.version, key="week_6")
    assert look(program, key="week_6").begun is None
    types(program, gj.an_id(), "The next", key="week_6")
    assert look(program, key="week_6").begun.draft == "The next"
    assert look(program, key="week_7").begun is None


def test_the_same_text_sent_twice_is_kept_once(program):
    entry = gj.an_id()
    assert types(program, entry, "Twice") == types(program, entry, "Twice")
    first = gj.writes(program, entry_id=entry, expected_version=1, text="Twice")
    assert gj.writes(program, entry_id=entry, expected_version=1, text="Twice") == first
    assert written() == {"journal.written": 1}


def test_of_two_windows_the_later_one_is_told_and_both_texts_are_safe(program):
    entry = gj.an_id()
    types(program, entry, "From the first window")
    types(program, entry, "And on", version=1)
    with pytest.raises(Conflict) as told:
        types(program, entry, "From the second window", version=1)
    assert told.value.details == {"reason": "version", "entry": entry, "version": 2}
    with pytest.raises(Conflict) as told:
        types(program, gj.an_id(), "From a third window")
    assert told.value.details == {"reason": "version", "entry": entry, "version": 2}
    with pytest.raises(Conflict):
        gj.writes(program, entry_id=entry, expected_version=1, text="From the second window")
    assert look(program).begun.draft == "And on"


def test_a_kept_entry_is_changed_by_a_draft_that_nobody_else_sees(program, pairing):
    entry = gj.writes(program, visibility=Visibility.MENTOR)
    draft = types(program, entry.id, "Another thought", version=entry.version)
    ilse = given.an_actor("ilse")
    shared = journals_api.shared_with_mentor(ilse, program.id, mentee=given.a_person("amara"))
    (seen,) = shared.entries
    assert (seen.text, seen.draft) == (gj.WORDS, None)
    own = journals_api.entry(given.an_actor("amara"), program.id, entry.id)
    assert (own.text, own.draft, own.version) == (gj.WORDS, "Another thought", draft.version)


def test_typing_back_what_was_kept_leaves_no_draft(program):
    entry = gj.writes(program)
    draft = types(program, entry.id, "Something else", version=entry.version)
    types(program, entry.id, gj.WORDS, version=draft.version)
    assert journals_api.entry(given.an_actor("amara"), program.id, entry.id).draft is None


def test_a_discarded_draft_leaves_the_kept_text_or_nothing(program):
    amara = given.an_actor("amara")
    entry = gj.writes(program)
    types(program, entry.id, "Something else", version=entry.version)
    journals_api.discard_draft(amara, program.id, entry.id)
    assert journals_api.entry(amara, program.id, entry.id).draft is None
    begun = gj.an_id()
    types(program, begun, "A begin")
    journals_api.discard_draft(amara, program.id, begun)
    assert look(program).begun is None


def test_a_deleted_entry_is_gone_and_a_draft_of_it_says_so(program):
    amara = given.an_actor("amara")
    entry = gj.writes(program)
    journals_api.delete_entry(amara, program.id, entry.id, at=given.TUESDAY)
    assert journals_api.entries_of(amara, program.id) == []
    with pytest.raises(Conflict) as told:
        types(program, entry.id, "Still typing", version=entry.version)
    assert told.value.details["reason"] == "gone"
    with pytest.raises(NotFound):
        journals_api.delete_entry(amara, program.id, entry.id, at=given.TUESDAY)
    assert written() == {"journal.written": 1, "journal.deleted": 1}


@pytest.mark.parametrize("text", ["", "  \n\t ", "x" * 50_001, None, 5, ["words"]])
def test_an_entry_without_words_or_with_too_many_is_refused_in_a_sentence(program, text):
    with pytest.raises(Invalid) as refused:
        gj.writes(program, text=text)
    assert str(refused.value).endswith(".")
    assert journals_api.entries_of(given.an_actor("amara"), program.id) == []
    assert len(gj.writes(program, text="x" * 50_000).text) == 50_000


def test_a_hundred_kilobytes_say_how_much_fits(program):
    with pytest.raises(Invalid, match="102400 characters; at most 50000 fit"):
        types(program, gj.an_id(), "x" * 102_400)


def test_emoji_right_to_left_and_script_are_kept_as_they_are_and_halves_are_left_out(program):
    text = "🙂 שלום <script>alert(1)</script> e\u0301"
    entry = gj.writes(program, text=f"{text}\x00\ud800\r\nnext")
    assert entry.text == f"{text}\nnext"


@pytest.mark.parametrize("tags", [["a"] * 3 + list("bcdefghi"), ["x" * 41], "fear", [5], [None]])
def test_tags_that_cannot_be_are_refused(program, tags):
    with pytest.raises(Invalid):
        gj.writes(program, tags=tags)


def test_tags_are_tidied_and_find_their_entries(program):
    amara = given.an_actor("amara")
    entry = gj.writes(program, tags=[" Brave ", "brave", "work  day", ""])
    gj.writes(program, text="Untagged.")
    assert entry.tags == ("Brave", "work day")
    assert [one.id for one in journals_api.entries_of(amara, program.id, tag="BRAVE")] == [entry.id]


def test_somebody_elses_entry_is_not_there(program):
    gj.a_writer(program, "bela")
    entry = gj.writes(program)
    begun = gj.an_id()
    types(program, begun, "A begin")
    bela = given.an_actor("bela")
    for entry_id in (entry.id, begun):
        with pytest.raises(NotFound):
            types(program, entry_id, "Mine now", name="bela", version=1)
        with pytest.raises(NotFound):
            gj.writes(program, "bela", entry_id=entry_id, expected_version=1)
        for call in (journals_api.entry, journals_api.discard_draft):
            with pytest.raises(NotFound):
                call(bela, program.id, entry_id)
        with pytest.raises(NotFound):
            journals_api.delete_entry(bela, program.id, entry_id, at=given.TUESDAY)
    assert look(program).begun.draft == "A begin"


def test_an_entry_of_another_program_is_not_there_either(program):
    other = gj.a_writing_program("other")
    gj.a_writer(other, "amara")
    entry = gj.writes(program)
    with pytest.raises(NotFound):
        types(other, entry.id, "Elsewhere", version=1)


@pytest.mark.parametrize("name", ["stranger", "cleo", "gudrun"])
def test_who_is_neither_mentee_nor_mentor_has_no_journal(program, name):
    actor = given.global_staff() if name == "gudrun" else given.an_actor(name)
    with pytest.raises(NotFound):
        journals_api.autosave(
            actor, program.id, gj.an_id(), text="Mine", expected_version=0, at=given.TUESDAY
        )
    view = journals_api.journal_view(actor, program.id, language="en")
    assert (view.state, view.entries) == (JournalState.NOT_MEMBER, ())


def test_nothing_is_kept_before_the_notice_was_shown(program):
    a_member(program, "chidi")
    assert look(program, "chidi").state is JournalState.NOTICE_FIRST
    for write in (
        lambda: types(program, gj.an_id(), "x", name="chidi"),
        lambda: gj.writes(program, "chidi"),
    ):
        with pytest.raises(Conflict) as told:
            write()
        assert told.value.details["reason"] == "notice"
    gj.has_read(program, "chidi")
    assert gj.writes(program, "chidi").text == gj.WORDS


def test_a_new_notice_is_shown_before_one_goes_on(program):
    gs.a_notice(program, purposes=(*gs.PURPOSES, "journals"), months_kept=24)
    assert look(program).state is JournalState.NOTICE_FIRST
    with pytest.raises(Conflict):
        gj.writes(program)


def test_a_program_whose_notice_does_not_tell_of_journals_has_none(program):
    gs.a_notice(program, months_kept=24)
    gj.has_read(program, "amara")
    assert look(program).state is JournalState.NOT_TOLD
    with pytest.raises(Conflict, match="does not tell of journals"):
        gj.writes(program)


def test_who_has_left_reads_exports_and_deletes_and_writes_no_more(program):
    amara = given.an_actor("amara")
    entry = gj.writes(program)
    membership = programs_api.membership(amara.person, program.id, "mentee")
    pairings_api.end_membership(the_coordinator(), membership.id, at=given.NEXT_MONDAY)
    view = look(program)
    assert (view.state, view.entries[0].text) == (JournalState.READ_ONLY, gj.WORDS)
    with pytest.raises(NotFound):
        gj.writes(program, text="More")
    journals_api.delete_entry(amara, program.id, entry.id, at=given.NEXT_MONDAY)
    assert look(program).state is JournalState.NOT_MEMBER


def test_when_the_program_has_ended_the_journal_is_read_only(program):
    gj.writes(program)
    programs_api.end_program(the_coordinator(), program.id, at=given.NEXT_MONDAY)
    assert look(program).state is JournalState.READ_ONLY
    with pytest.raises(Conflict, match="not running"):
        gj.writes(program, text="More")


def test_the_latest_entries_come_first_and_say_that_there_are_more(program):
    for number in range(4):
        gj.writes(program, text=f"Entry {number}", at=given.TUESDAY + timedelta(hours=number))
    view = look(program, most=3)
    assert [one.text for one in view.entries] == ["Entry 3", "Entry 2", "Entry 1"]
    assert view.has_more
    assert not look(program, most=4).has_more


def test_a_journal_tells_its_tags_the_most_used_first(program):
    gj.writes(program, tags=["courage", "meetings"], at=given.MONDAY)
    gj.writes(program, tags=["Meetings"])
    gj.writes(program, tags=["asking"], at=given.NEXT_MONDAY)
    assert look(program).tags == ("Meetings", "asking", "courage")
    assert look(program, most=1).tags == ("asking",)
    tagged = look(program, tag="MEETINGS", most=1)
    assert (len(tagged.entries), tagged.has_more) == (2, False)
    assert tagged.tags == ("Meetings", "asking", "courage")


def test_a_recap_shows_the_named_prompts_in_their_order(program):
    amara = given.an_actor("amara")
    gj.writes(program, text="Second", key="week_2")
    gj.writes(program, text="First", key="week_1", at=given.NEXT_MONDAY)
    gj.writes(program, text="Free")
    keys = ["week_1", "week_2", "week_3"]
    assert [one.text for one in journals_api.recap(amara, program.id, keys=keys)] == [
        "First",
        "Second",
    ]
    view = look(program, recap_keys=keys)
    assert [one.text for one in view.entries] == ["First", "Second"]


def test_entries_of_enough_words_are_counted_for_their_prompt(program):
    amara = given.an_actor("amara")
    gj.writes(program, text="One two", key="week_1")
    gj.writes(program, text="One two three", key="week_1")
    gj.writes(program, text="One two three", key="week_2")
    types(program, gj.an_id(), "One two three four", key="week_1")
    assert journals_api.kept_count(amara, program.id, key="week_1") == 2
    assert journals_api.kept_count(amara, program.id, key="week_1", words=3) == 1


@pytest.mark.parametrize("entries", [1, 30])
def test_a_view_takes_six_queries_and_a_draft_five_whatever_was_written(program, pairing, entries):
    amara, ilse = given.an_actor("amara"), given.an_actor("ilse")
    for number in range(entries):
        entry = gj.writes(program, text=f"Entry {number}", visibility=Visibility.STAFF)
        journals_api.reply(ilse, program.id, entry.id, text="Why?", at=given.TUESDAY)
    with gs.own_queries() as seen:
        journals_api.journal_view(amara, program.slug, language="en", most=50)
    assert len(seen) <= 6
    entry_id = gj.an_id()
    for version in (0, 1):
        with gs.own_queries() as seen:
            types(program, entry_id, f"Typed {version}", version=version)
        assert len([sql for sql in seen if "_person" not in sql.split("WHERE")[0]]) <= 5
