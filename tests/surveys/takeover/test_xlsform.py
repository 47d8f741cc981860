"""An XLSForm becomes a questionnaire; what does not is on the list with its row and column."""

import pytest

from outcomes_plugin.surveys.documents import problems_of
from outcomes_plugin.surveys.takeover import take_over

from .given_files import CHOICES, SETTINGS, a_workbook


def form(*rows, choices=CHOICES):
    head = ["type", "name", "label", "relevant", "constraint", "parameters", "required"]
    return take_over(a_workbook([head, *rows], choices))


def one_item(*row, before=()):
    *_before, item = form(*before, row).document["items"]
    return item


@pytest.fixture(scope="module")
def taken():
    return take_over(a_workbook())


@pytest.fixture(scope="module")
def items(taken):
    return {item["key"]: item for item in taken.document["items"]}


def test_the_form_becomes_a_valid_questionnaire(taken):
    assert problems_of(taken.document) == ()
    assert taken.document["title"] == "Check-in"
    assert [item["kind"] for item in taken.document["items"]] == [
        "single_choice",
        "number",
        "multiple_choice",
        "likert",
        "ranking",
        "zero_to_ten",
        "number",
        "date",
        "text",
        "information",
        "text",
    ]


def test_words_keep_their_languages(items):
    assert items["met"]["prompt"] == {"en": "Have you met?", "es": "¿Se han visto?"}
    assert items["met"]["choices"][0]["label"] == {"en": "Yes", "es": "Sí"}
    assert items["why"]["prompt"] == {"en": "Why?", "es": "¿Por qué?"}


def test_conditions_ranges_and_recalls_are_said_in_our_words(items):
    assert items["met"]["required"] is True
    assert items["times"]["show_if"] == {"item": "met", "is": "y"}
    assert (items["times"]["low"], items["times"]["high"]) == (1, 30)
    assert items["about"]["show_if"] == {
        "all": [{"item": "met", "is": "y"}, {"item": "times", "at_least": 3}]
    }
    assert items["about"]["other"] is True
    assert items["why"]["show_if"] == {"item": "about", "includes": "work"}
    assert items["hours"]["prompt"] == {"en": "Hours with {{ about | … }}?"}
    assert items["useful"]["scale"] == "agree"


def test_a_group_is_a_section_and_the_rest_stands_in_one_of_its_own(taken, items):
    first, second = taken.document["sections"]
    assert (first["title"], first["new_page"]) == ({"en": "You", "es": "Tú"}, True)
    assert (items["times"]["section"], items["why"]["section"]) == (first["key"], second["key"])


def test_what_was_not_carried_over_is_listed_with_row_and_column(taken):
    listed = {one.place: one.what for one in taken.left_out}
    assert listed["survey, row 2"].startswith("start: began")
    assert listed["survey, row 16"].startswith("geopoint: where Where?")
    assert listed["survey, row 17"].startswith("hologram: what A new thing")
    assert listed["survey, row 15, “calculation”"] == "1+1"
    assert listed["survey, row 18, “relevant”"] == "pulldata('x', 'y') = 1"
    assert listed["choices, row 3, “image”"] == "no.png"
    assert listed["choices"] == "unused"
    assert listed["settings, row 2, “version”"] == "7"


@pytest.mark.parametrize(
    "kind",
    [
        "image", "audio", "video", "file", "barcode", "geotrace", "geoshape", "acknowledge",
        "calculate", "hidden", "start", "end", "today", "deviceid", "username", "audit",
        "csv-external", "xml-external", "select_one_from_file a.csv", "select_one nowhere",
        "background-audio", "osm", "nothing-of-the-kind",
    ],
)  # fmt: skip
def test_each_type_without_a_kind_here_is_listed(kind):
    found = form([kind, "a", "Words"])
    assert found.document["items"] == []
    assert [one.place for one in found.left_out if one.place.startswith("survey")]


@pytest.mark.parametrize(
    "column",
    [
        "default", "readonly", "calculation", "choice_filter", "media::image", "constraint_message",
        "required_message", "guidance_hint", "trigger", "appearance", "bind::foo", "body::bar",
        "label::Klingon", "a column of my own", "constraint", "parameters",
    ],
)  # fmt: skip
def test_each_column_that_is_not_carried_over_is_listed(column):
    rows = [["type", "name", "label", column], ["text", "a", "Words", "strange"]]
    found = take_over(a_workbook(rows))
    whats = [one.what for one in found.left_out if one.place.startswith("survey")]
    assert whats
    assert found.document["items"][0]["prompt"] == "Words"


def test_further_sheets_settings_and_answers_without_words_are_listed():
    raw = a_workbook(
        settings=[[*SETTINGS[0], "style"], [*SETTINGS[1], "pages"]], entities=[["a"], ["b"]]
    )
    whats = {one.place: one.what for one in take_over(raw).left_out}
    assert whats["entities"].startswith("entities")
    assert whats["settings, row 2, “style”"] == "pages"


def test_a_repeat_is_asked_once_and_a_loop_not_at_all():
    found = form(
        ["begin_repeat", "r", "Child"], ["text", "a", "A"], ["end_repeat"],
        ["begin loop over x", "l", "L"], ["text", "b", "B"], ["end loop"],
    )  # fmt: skip
    assert [item["key"] for item in found.document["items"]] == ["a"]
    assert [one.what.split()[0] for one in found.left_out if "survey" in one.place] == [
        "begin",
        "begin",
        "text",
    ]


@pytest.mark.parametrize(
    ("parameters", "kind"),
    [
        ("start=0 end=10 step=1", "zero_to_ten"),
        ("start=1;end=5", "likert"),
        ("start=0 end=1000 step=50", "number"),
        ("start=0 end=1 step=0.1", "number"),
        ("", "likert"),
    ],
)
def test_a_range_becomes_the_nearest_kind(parameters, kind):
    assert one_item("range", "a", "A", None, None, parameters)["kind"] == kind


@pytest.mark.parametrize("parameters", ["start=x end=2", "start=1 end=1", "step=0", "end=NaN"])
def test_a_range_that_is_none_is_listed(parameters):
    found = form(["range", "a", "A", None, None, parameters])
    assert found.document["items"] == []
    assert parameters in [one.what for one in found.left_out]


@pytest.mark.parametrize(
    ("rule", "bounds"),
    [
        (". > 0", {"low": 1}),
        (". >= 18 and . < 65", {"low": 18, "high": 64}),
        ("0 <= . and . <= 5", {"low": 0, "high": 5}),
    ],
)
def test_a_rule_about_a_number_is_its_range(rule, bounds):
    item = one_item("integer", "a", "A", None, rule)
    assert {name: item[name] for name in ("low", "high") if name in item} == bounds


@pytest.mark.parametrize("rule", [". != 3", ". > ${b}", ". >= 5 and . <= 5", "regex(., '[a-z]')"])
def test_any_other_rule_is_listed(rule):
    found = form(["integer", "a", "A", None, rule])
    assert not {"low", "high"} & set(found.document["items"][0])
    assert [one.what for one in found.left_out if "constraint" in one.place] == [rule]


@pytest.mark.parametrize(
    ("relevant", "show_if"),
    [
        ("${a} = 'work'", {"item": "a", "is": "work"}),
        ("${a} != 'work'", {"not": {"item": "a", "is": "work"}}),
        ("${a} != ''", {"item": "a", "answered": True}),
        ("not(selected(${m}, 'work'))", {"not": {"item": "m", "includes": "work"}}),
        ("count-selected(${m}) > 0", {"item": "m", "answered": True}),
        (
            "${n} < 3 or ${n} >= 9",
            {"any": [{"item": "n", "at_most": 2}, {"item": "n", "at_least": 9}]},
        ),
        ("3 < ${n}", {"item": "n", "at_least": 4}),
        ("${a} = 'other'", {"item": "a", "is": "other_2"}),
    ],
)  # fmt: skip
def test_a_condition_is_said_here_when_it_can_be(relevant, show_if):
    before = (
        ["select_one topics", "a", "A"],
        ["select_multiple topics", "m", "M"],
        ["integer", "n", "N"],
    )
    assert one_item("text", "b", "B", relevant, before=before)["show_if"] == show_if


@pytest.mark.parametrize(
    "relevant",
    [
        "${later} = 1", "${a} = ${n}", "${n} + 1 > 2", "today() > 1", "${m} = 'work'",
        "${a} = 'nobody'", "(((", "${n} >", "", "position(..) = 1",
        "(" * 200 + "${n} > 1" + ")" * 200, "not " * 3000 + "${n} > 1", "${w} = 'x'",
    ],
)  # fmt: skip
def test_any_other_condition_is_listed_and_no_half_of_it_is_kept(relevant):
    found = form(
        ["select_one topics", "a", "A"], ["select_multiple topics", "m", "M"],
        ["integer", "n", "N"], ["text", "w", "W"], ["text", "b", "B", relevant],
    )  # fmt: skip
    item = next(item for item in found.document["items"] if item["key"] == "b")
    assert "show_if" not in item
    assert bool(relevant) == any("relevant" in one.place for one in found.left_out)
