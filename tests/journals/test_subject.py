"""A journal is its writer's: taken along whole, and gone when they are erased."""

import html
import json
import re

import pytest

from outcomes_plugin.errors import NotFound
from outcomes_plugin.governance import api as governance_api
from outcomes_plugin.journals import api as journals_api
from outcomes_plugin.journals.data import ExportFormat, Visibility
from outcomes_plugin.journals.models import JournalEntry, JournalReply
from tests import given
from tests import given_journals as gj

pytestmark = pytest.mark.django_db

AWKWARD = "# No heading\n* <script>alert(1)</script>\n\n[a](http://x) **b** שלום 🙂"


@pytest.fixture
def journal(program, pairing):
    """A shared entry with a reply, a private one with a draft, and one that was only begun."""
    amara = given.an_actor("amara")
    shared = gj.writes(program, text=AWKWARD, visibility=Visibility.MENTOR, prompt="Why *now*?")
    journals_api.reply(
        given.an_actor("ilse"), program.id, shared.id, text="<b>Go on</b>", at=given.NEXT_MONDAY
    )
    private = gj.writes(program, text="Private words", tags=["brave"])
    for entry_id, version, text in (
        (private.id, private.version, "Changed words"),
        (gj.an_id(), 0, "Begun words"),
    ):
        journals_api.autosave(
            amara, program.id, entry_id, text=text, expected_version=version, at=given.TUESDAY
        )
    return program


def taken(program, format_, name="amara"):
    return journals_api.export_entries(given.an_actor(name), program.id, format_=format_)


def test_json_has_everything(journal):
    file = taken(journal, ExportFormat.JSON)
    entries = json.loads(file.text)["entries"]
    by_text = {entry["text"]: entry for entry in entries}
    assert by_text[AWKWARD]["replies"][0]["text"] == "<b>Go on</b>"
    assert by_text["Private words"]["draft"] == "Changed words"
    assert by_text["Private words"]["tags"] == ["brave"]
    assert by_text[""]["draft"] == "Begun words"


def test_html_shows_everything_and_runs_nothing(journal):
    file = taken(journal, ExportFormat.HTML)
    assert "<script" not in file.text
    assert "<b>" not in file.text
    words = html.unescape(re.sub(r"<[^>]+>", "", file.text))
    for text in (AWKWARD, "Private words", "Changed words", "Begun words", "<b>Go on</b>"):
        assert text in words


def test_markdown_keeps_the_words_and_takes_their_meaning_for_the_format(journal):
    text = taken(journal, ExportFormat.MARKDOWN).text
    assert text.startswith("# My journal, Leap\n")
    assert r"\# No heading" in text
    assert r"\<script\>alert\(1\)\</script\>" in text
    for line in text.splitlines():
        assert re.match(r"(#{1,2} |\*\*|> |>|\\|[^#*>`<])|$", line)
    plain = re.sub(r"\\([^\w\s])", r"\1", text)
    for words in ("Private words", "Changed words", "Begun words", "> <b>Go on</b>", "שלום 🙂"):
        assert words in plain


@pytest.mark.parametrize("format_", list(ExportFormat))
def test_others_take_nothing_along(journal, format_):
    for name in ("ilse", "cleo"):
        text = taken(journal, format_, name).text
        assert not [word for word in ("heading", "Private", "Changed", "Begun") if word in text]
    with pytest.raises(NotFound):
        taken(journal, format_, "stranger")


def test_the_writers_own_data_hold_the_journal_and_the_mentors_hold_the_replies(journal):
    own = governance_api.export_of(given.an_actor("amara"), at=given.NEXT_MONDAY)["journals"]
    assert {entry["draft"] for entry in own["entries"]} == {None, "Changed words", "Begun words"}
    assert own["replies"] == []
    found = governance_api.export_of(given.an_actor("ilse"), at=given.NEXT_MONDAY)["journals"]
    assert found["entries"] == []
    assert [reply["text"] for reply in found["replies"]] == ["<b>Go on</b>"]


def test_who_is_erased_leaves_no_word(journal):
    for _twice in range(2):
        governance_api.erase_user(
            given.global_staff(), given.a_user("amara").pk, at=given.NEXT_MONDAY
        )
    assert (JournalEntry.objects.count(), JournalReply.objects.count()) == (0, 0)


def test_a_mentor_who_is_erased_takes_the_replies_and_leaves_the_entries(journal):
    governance_api.erase_user(given.global_staff(), given.a_user("ilse").pk, at=given.NEXT_MONDAY)
    assert (JournalEntry.objects.count(), JournalReply.objects.count()) == (3, 0)


def test_a_program_past_its_period_leaves_nothing(journal):
    other = gj.a_writing_program("other")
    gj.a_writer(other, "amara")
    gj.writes(other)
    assert journals_api.expire_program(journal.id) == 4
    assert JournalEntry.objects.count() == 1
