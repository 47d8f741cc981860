"""What a new version changes, and which trends go on."""

import copy

import pytest
from hypothesis import given as property_of
from hypothesis import settings

from outcomes_plugin.surveys.bridge import Change, Changed, Part, Trend, changes
from tests.given_questionnaires import a_document, an_item, documents

LICENCE = {"instrument": "A scale", "holder": "Its authors", "reference": "By mail"}
OLD = a_document(
    an_item("likert", "use", section="one"),
    an_item("likert", "trust", section="one"),
    an_item("single_choice", "where", section="two"),
    an_item("number", "hours", section="two"),
    an_item("text", "why", section="two"),
    sections=[{"key": "one", "title": "One"}, {"key": "two"}],
    scores=[{"key": "both", "items": ["use", "trust"]}, {"key": "first", "items": ["use"]}],
)


def edited(edit):
    document = copy.deepcopy(OLD)
    edit(document)
    return document


def item(document, key):
    return next(one for one in document["items"] if one["key"] == key)


def found(edit):
    bridge = changes(OLD, edited(edit))
    return {(one.key, one.change) for one in bridge.changes}, bridge


def reverse_points(document):
    document["scales"]["four"]["points"].pop()


EDITS = [
    (lambda d: d.update(title={"en": "New", "ar": "جديد"}), ("", "reworded"), None),
    (lambda d: d.update(thanks="Thank you."), ("", "reworded"), None),
    (lambda d: d.update(licence=LICENCE), ("", "reworded"), None),
    (lambda d: d.update(minutes=9), ("", "settings_changed"), None),
    (lambda d: d["sections"][0].update(title="Other"), ("one", "reworded"), None),
    (lambda d: d["sections"][1].update(new_page=True), ("two", "shown_differently"), None),
    (lambda d: item(d, "use").update(prompt="Better?"), ("use", "reworded"), None),
    (lambda d: item(d, "why").update(help="In *short*."), ("why", "reworded"), None),
    (lambda d: item(d, "where")["choices"][0].update(label="R"), ("where", "reworded"), None),
    (lambda d: item(d, "where").update(required=False), ("where", "limits_changed"), None),
    (lambda d: item(d, "where")["choices"].pop(), ("where", "choices_changed"), "where"),
    (lambda d: item(d, "hours").update(high=24), ("hours", "limits_changed"), None),
    (lambda d: item(d, "hours").update(unit="days"), ("hours", "rescaled"), "hours"),
    (lambda d: item(d, "why").update(kind="short_text"), ("why", "kind_changed"), "why"),
    (lambda d: item(d, "why").update(roles=["mentor"]), ("why", "shown_differently"), None),
    (lambda d: item(d, "why").update(shared_with_mentor=True), ("why", "settings_changed"), None),
    (lambda d: d["items"].insert(0, d["items"].pop(1)), ("use", "moved"), None),
    (reverse_points, ("use", "rescaled"), "use"),
]


@pytest.mark.parametrize(("edit", "expected", "broken"), EDITS)
def test_each_edit_is_named_and_breaks_only_the_trends_it_must(edit, expected, broken):
    seen, bridge = found(edit)
    assert expected in seen
    breaking = {key for key, trend in bridge.items.items() if trend is Trend.BREAKS}
    assert (broken in breaking) if broken else not breaking
    assert bridge.is_wording_only is ({change for _key, change in seen} == {"reworded"})


def test_a_score_goes_on_only_with_the_same_items_answered_the_same_way():
    def one_less(document):
        document["scores"][0]["items"].pop()

    _seen, bridge = found(one_less)
    assert bridge.scores == {"both": Trend.BREAKS, "first": Trend.CONTINUES}
    _seen, bridge = found(reverse_points)
    assert bridge.scores == {"both": Trend.BREAKS, "first": Trend.BREAKS}
    _seen, bridge = found(lambda document: item(document, "use").update(prompt="Better?"))
    assert set(bridge.scores.values()) == {Trend.CONTINUES}


def test_what_comes_and_what_goes_is_told():
    def other(document):
        document["items"][4] = an_item("date", "when", section="two")
        document["scores"].pop()

    seen, bridge = found(other)
    assert seen == {("when", "added"), ("why", "removed"), ("first", "removed")}
    assert bridge.items["when"] is Trend.BEGINS
    assert bridge.items["why"] is Trend.ENDS
    assert bridge.scores == {"both": Trend.CONTINUES, "first": Trend.ENDS}


def test_one_item_that_moves_is_told_and_not_all_that_it_passes():
    seen, _bridge = found(lambda document: document["items"].insert(0, document["items"].pop()))
    assert seen == {("why", "moved")}


def test_what_is_said_and_what_goes_without_saying_are_the_same():
    plain = edited(lambda document: item(document, "why").update(required=False, longest=500))
    assert changes(OLD, plain).changes == ()


@settings(deadline=None, max_examples=60)
@property_of(documents())
def test_nothing_changes_between_a_document_and_itself(document):
    bridge = changes(document, copy.deepcopy(document))
    assert bridge.changes == ()
    assert set(bridge.items.values()) == {Trend.CONTINUES}


@settings(deadline=None, max_examples=60)
@property_of(documents(), documents())
def test_every_item_of_either_version_has_a_trend(old, new):
    bridge = changes(old, new)
    keys = {one["key"] for document in (old, new) for one in document["items"]}
    assert set(bridge.items) == keys
    kinds = [{one["key"]: one["kind"] for one in document["items"]} for document in (old, new)]
    for key in set(kinds[0]) & set(kinds[1]):
        changed = Changed(part=Part.ITEM, key=key, change=Change.KIND_CHANGED) in bridge.changes
        assert changed is (kinds[0][key] != kinds[1][key])
        assert not changed or bridge.items[key] is Trend.BREAKS
