"""After the first answer only words change without a new version, and nothing is lost."""

import copy

import pytest

from outcomes_plugin.errors import Conflict, Invalid, NotFound
from outcomes_plugin.ledger.models import LedgerEntry
from outcomes_plugin.surveys import api as surveys_api
from outcomes_plugin.surveys.bridge import Trend
from outcomes_plugin.surveys.models import EarlierWording
from tests import given
from tests import given_surveys as gs
from tests.given_programs import the_coordinator

pytestmark = pytest.mark.django_db


@pytest.fixture
def program():
    program = gs.an_asking_program()
    publish(program, the_pulse())
    return program


def the_pulse(prompt=""):
    document = copy.deepcopy(dict(surveys_api.shipped_instruments()["pulse"]))
    if prompt:
        document["items"][0]["prompt"] = prompt
    return document


def publish(program, document):
    return surveys_api.publish_instrument(
        the_coordinator(), program.id, document, key="pulse", at=given.MONDAY
    )


def reword(program, document, *, actor=None, version=1):
    return surveys_api.reword_instrument(
        actor or the_coordinator(),
        program.id,
        document,
        key="pulse",
        version=version,
        at=given.TUESDAY,
    )


def reworded_entries():
    rows = LedgerEntry.objects.filter(type="instrument.reworded").order_by("recorded_at")
    return [row.payload for row in rows]


def test_words_change_in_an_open_window_and_answers_stay(program):
    (name, other) = gs.mentees(program, 2)
    window = gs.an_open_window(program, instrument="pulse")
    gs.answer(window, name)
    made = reword(program, the_pulse("Advice that I can *use*."))
    assert (made.version, made.wording) == (1, 2)
    assert gs.look(window, name).answers == gs.all_answers("pulse")
    assert gs.look(window, other).items[0].prompt == "Advice that I can use."
    assert gs.answer(window, other, instrument_version=1).outcome == "received"
    assert reworded_entries() == [{"instrument": "pulse", "version": 1, "wording": 2}]


def test_the_earlier_words_are_kept(program):
    reword(program, the_pulse("Second."))
    reword(program, the_pulse("Third."))
    kept = EarlierWording.objects.order_by("number")
    assert [(one.number, one.document["items"][0]["prompt"]) for one in kept] == [
        (1, the_pulse()["items"][0]["prompt"]),
        (2, "Second."),
    ]


def test_the_same_words_sent_twice_are_kept_once(program):
    reword(program, the_pulse("Second."))
    assert reword(program, the_pulse("Second.")).wording == 2
    assert EarlierWording.objects.count() == 1
    assert len(reworded_entries()) == 1


def test_more_than_words_is_refused_at_its_place(program):
    document = the_pulse("Second.")
    document["items"][1]["required"] = False
    document["scores"] = []
    del document["items"][3]
    with pytest.raises(Invalid) as refused:
        reword(program, document)
    assert [one.column for one in refused.value.problems] == ["items[1]", "items", "scores"]
    assert EarlierWording.objects.count() == 0
    assert publish(program, document).version == 2


def test_a_broken_document_is_refused_as_when_it_is_published(program):
    with pytest.raises(Invalid) as refused:
        reword(program, the_pulse("{{ later | x }}"))
    assert [one.column for one in refused.value.problems] == ["items[0].prompt"]


def test_words_of_a_version_that_is_no_longer_the_newest_are_a_conflict(program):
    document = the_pulse()
    document["minutes"] = 2
    publish(program, document)
    with pytest.raises(Conflict) as refused:
        reword(program, the_pulse("Second."))
    assert refused.value.details == {"reason": "version", "version": 2}


@pytest.mark.parametrize("name", ["mia0", "zoe"])
def test_only_who_sets_up_windows_finds_an_instrument_to_reword(program, name):
    gs.mentees(program, 1)
    with pytest.raises(NotFound):
        reword(program, the_pulse("Second."), actor=given.an_actor(name))
    with pytest.raises(NotFound):
        surveys_api.instrument_changes(
            given.an_actor(name), program.id, "pulse", the_pulse("Second.")
        )
    assert reword(program, the_pulse("Second.")).wording == 2


def test_what_came_with_the_product_is_not_reworded_for_everybody():
    program = gs.an_asking_program()
    with pytest.raises(NotFound):
        reword(program, the_pulse("Second."))


def test_a_bridge_is_shown_before_anything_is_published(program):
    document = the_pulse("Second.")
    document["items"].append({"key": "more", "kind": "date", "prompt": "Since when?"})
    bridge = surveys_api.instrument_changes(the_coordinator(), program.id, "pulse", document)
    assert {(one.key, str(one.change)) for one in bridge.changes} == {
        ("use_1", "reworded"),
        ("more", "added"),
    }
    assert bridge.items["use_1"] is Trend.CONTINUES
    assert bridge.items["more"] is Trend.BEGINS
    assert bridge.scores == {"pulse": Trend.CONTINUES}


def test_a_key_never_means_another_kind_of_question(program):
    without = the_pulse()
    without["items"] = without["items"][:3]
    publish(program, without)
    again = the_pulse()
    again["items"][3] = {"key": "note", "kind": "date", "prompt": "Since when?"}
    with pytest.raises(Invalid) as refused:
        publish(program, again)
    assert [one.column for one in refused.value.problems] == ["items[3].key"]
    again["items"][3]["key"] = "since"
    assert publish(program, again).version == 3
