"""What an author does to a questionnaire, in a browser and without a page: pure functions."""

import gzip
from pathlib import Path

import pytest

import outcomes_plugin
from outcomes_plugin.panels.editor_assets import EDITOR_SCRIPTS

STATIC = Path(outcomes_plugin.__file__).parent / "static" / "outcomes_plugin"
MOST_BYTES = 40_000
PURE = ("words", "rows", "document", "draft", "dom", "conditions")

AGREE = {"kind": "likert", "points": [{"value": 1, "label": "No"}, {"value": 2, "label": "Yes"}]}


def likert(key, **more):
    return {"key": key, "kind": "likert", "scale": "agree", "prompt": key.title(), **more}


def text(key, **more):
    return {"key": key, "kind": "text", "prompt": key.title(), **more}


DOCUMENT = {
    "title": "Halfway",
    "about": "How it goes.",
    "scales": {"agree": AGREE},
    "sections": [{"key": "one"}, {"key": "two", "new_page": True}],
    "items": [
        likert("a", section="one"),
        likert("b", section="one"),
        text("c", section="one"),
        likert("d", section="two"),
        text("e", section="two", show_if={"item": "d", "is": 2}, prompt="After {{ d | that }}"),
    ],
    "scores": [{"key": "trust", "items": ["a", "b"], "reverse_keyed": ["b"]}],
}


@pytest.fixture
def run(page):
    """Return a function that evaluates an expression with `p`, the parts, and `d`, the document."""
    for name in PURE:
        page.add_script_tag(path=STATIC / f"editor_{name}.js")

    def evaluate(expression, document=DOCUMENT, **told):
        return page.evaluate(
            f"([d, told]) => {{ const p = MentoringEditorParts; return {expression}; }}",
            [document, told],
        )

    return evaluate


def keys(document):
    return [item["key"] for item in document["items"]]


def sections(document):
    return [item.get("section") for item in document["items"]]


def test_all_of_the_editor_is_small():
    sizes = [
        len(gzip.compress((STATIC / name).read_bytes(), compresslevel=6)) for name in EDITOR_SCRIPTS
    ]
    assert sum(sizes) <= MOST_BYTES
    assert {path.name for path in STATIC.glob("editor*.js")} == set(EDITOR_SCRIPTS)


def test_statements_of_one_scale_stand_together(run):
    groups = run("p.rows.groupsOf(d).map(p.rows.keysOf)")
    assert groups == [["a", "b"], ["c"], ["d"], ["e"]]


def test_rows_put_in_order_again_are_the_document(run):
    assert run("p.rows.moveTo(d, 'c', 3)") == DOCUMENT


def test_a_question_moves_by_rows_and_past_a_head_into_its_section(run):
    up = run("p.rows.move(d, 'c', -1)")
    assert (keys(up), sections(up)[:3]) == (["c", "a", "b", "d", "e"], ["one"] * 3)
    down = run("p.rows.move(d, 'c', 1)")
    assert (keys(down), sections(down)) == (keys(DOCUMENT), ["one", "one", "two", "two", "two"])
    assert run("p.rows.move(p.rows.move(d, 'c', 1), 'c', -1)") == DOCUMENT


def test_a_question_stays_where_it_is_at_the_end(run):
    assert run("p.rows.move(d, 'e', 1)") == DOCUMENT


def test_a_section_moves_with_its_questions(run):
    found = run("p.rows.moveSection(d, 'two', -1)")
    assert keys(found) == ["d", "e", "a", "b", "c"]
    assert [one["key"] for one in found["sections"]] == ["two", "one"]


def test_pages_begin_where_a_section_says_so_else_by_size(run):
    assert run("[...p.rows.pagesOf(d)]") == [["a", 1], ["c", 1], ["d", 2], ["e", 2]]
    many = {"items": [text(f"t{number}") for number in range(8)]}
    assert [page for _key, page in run("[...p.rows.pagesOf(d)]", many)] == [1] * 6 + [2] * 2


def test_a_question_is_added_after_another_in_its_section(run):
    found = run("p.document.insert(d, [{ key: 'n', kind: 'text' }], { after: 'a' })")
    assert keys(found) == ["a", "b", "n", "c", "d", "e"]
    assert sections(found)[2] == "one"


def test_a_question_is_added_at_the_end_of_a_section(run):
    found = run("p.document.insert(d, [{ key: 'n', kind: 'text' }], { section: 'one' })")
    assert (keys(found)[3], sections(found)[3]) == ("n", "one")


def test_a_copy_has_keys_of_its_own_and_counts_where_the_question_counts(run):
    made = run("p.document.duplicate(d, ['a', 'b'])")
    first, second = made["keys"]
    assert keys(made["document"])[:4] == ["a", "b", first, second]
    assert len({"a", "b", first, second}) == 4
    score = made["document"]["scores"][0]
    assert score["items"] == ["a", "b", first, second]
    assert score["reverse_keyed"] == ["b", second]


def test_a_question_goes_with_its_place_in_scores_and_its_scale(run):
    found = run("p.document.remove(d, ['a', 'b'])")
    assert found["scores"] == []
    assert "agree" in found["scales"]
    assert run("p.document.remove(d, ['a', 'b', 'd'])")["scales"] == {}


def test_nothing_of_the_document_before_is_changed(run):
    before = run(
        "(() => { p.document.remove(d, ['a']); p.document.tie(d, ['d'], 'x'); return d; })()"
    )
    assert before == DOCUMENT


def test_tied_to_an_indicator_a_statement_counts_there_alone_and_stays_reversed(run):
    found = run("p.document.tie(d, ['b', 'd'], 'useful')")
    assert found["scores"] == [
        {"key": "trust", "items": ["a"]},
        {"key": "useful", "items": ["b", "d"], "reverse_keyed": ["b"]},
    ]
    assert run("p.document.tie(p.document.tie(d, ['d'], 'useful'), ['d'], '')") == DOCUMENT


def test_reverse_scoring_comes_and_goes(run):
    once = run("p.document.reverse(d, 'a', true)")
    assert once["scores"][0]["reverse_keyed"] == ["b", "a"]
    assert "reverse_keyed" not in run("p.document.reverse(d, 'b', false)")["scores"][0]


def test_a_new_name_is_followed_by_all_that_names_it(run):
    found = run("p.document.rename(d, 'd', 'fit')")
    assert keys(found)[3] == "fit"
    assert found["items"][4]["show_if"] == {"item": "fit", "is": 2}
    assert found["items"][4]["prompt"] == "After {{ fit | that }}"
    assert run("p.document.rename(d, 'b', 'open')")["scores"][0]["reverse_keyed"] == ["open"]


def test_a_section_begins_at_a_question_and_takes_what_follows_along(run):
    made = run("p.document.beginSection(d, 'c', { new_page: true })")
    document, key = made["document"], made["key"]
    assert sections(document) == ["one", "one", key, "two", "two"]
    assert [one["key"] for one in document["sections"]] == ["one", key, "two"]
    assert run(f"p.document.removeSection(d, '{key}')", document) == DOCUMENT


def test_words_are_kept_per_language_and_alone_once_one_is_left(run):
    both = run("p.words.withWords('Hello', 'Hola', 'es', 'en')")
    assert both == {"en": "Hello", "es": "Hola"}
    assert run("p.words.withWords(told.both, '', 'es', 'en')", both=both) == "Hello"
    assert run("p.words.withWords(undefined, '', 'en', 'en') === undefined")


def test_languages_and_what_is_missing_are_counted_without_scales(run):
    found = run("p.words.put(d, ['items', 0, 'prompt'], { en: 'A', es: 'Á' })")
    assert run("p.words.languagesOf(told.found, 'en')", found=found) == ["en", "es"]
    missing = run("p.words.missingIn(told.found, 'es', 'en').map((one) => one.place)", found=found)
    assert ["items", 0, "prompt"] not in missing
    assert ["title"] in missing
    assert (
        run("p.words.withoutLanguage(told.found, 'es', 'en').items[0].prompt", found=found) == "A"
    )


def test_undo_goes_back_by_steps_and_typing_is_one(run):
    steps = run(
        """(() => {
            let now = 0;
            const h = p.history("a", () => now);
            h.push("b", "field"); h.push("bc", "field"); now = 9000; h.push("bcd", "field");
            const seen = [];
            h.undo(); seen.push(h.document()); h.undo(); seen.push(h.document());
            h.undo(); h.redo(); seen.push(h.document());
            h.push("z"); seen.push(h.canRedo());
            return seen;
        })()"""
    )
    assert steps == ["bc", "a", "bc", False]


@pytest.mark.parametrize(
    "condition",
    [
        {"item": "a", "is": 2},
        {"all": [{"item": "a", "at_least": 1}, {"item": "c", "answered": False}]},
        {"any": [{"item": "a", "is": 1}, {"item": "b", "is": 1}]},
        {"not": {"item": "a", "is": 2}},
        {"not": {"any": [{"item": "a", "is": 1}, {"item": "b", "is": 1}]}},
    ],
)
def test_a_rule_of_one_level_is_read_and_written_as_it_was(run, condition):
    assert run("p.writeCondition(p.readCondition(told.c))", c=condition) == condition


@pytest.mark.parametrize(
    "condition",
    [
        {"all": [{"any": [{"item": "a", "is": 1}]}]},
        {"not": {"all": [{"item": "a", "is": 1}, {"item": "b", "is": 1}]}},
        {"item": "a", "in": [1, 2]},
    ],
)
def test_a_deeper_rule_is_left_alone(run, condition):
    assert run("p.readCondition(told.c)", c=condition) is None


def test_a_problem_belongs_to_its_question_and_field(run):
    found = run(
        """(() => {
            const s = p.problems();
            s.set({ problems: told.found, untied: ["d"] }, d);
            return [
                s.at("c", "prompt"), s.unplaced(["c"]), s.isWrong(["a"]), s.isUntied(["d"]),
                s.at("document", "title"), s.at("section:two", "title"),
            ];
        })()""",
        found=[
            {"column": "items[2].prompt", "message": "Words are missing."},
            {"column": "items[2].longest", "message": "Too long."},
            {"column": "title", "message": "No title."},
            {"column": "sections[1].title", "message": "No heading."},
        ],
    )
    assert found == ["Words are missing.", ["Too long."], False, True, "No title.", "No heading."]


def test_two_drafts_are_compared_question_by_question(run):
    found = run(
        "p.document.differences(d, told.other)",
        other={**DOCUMENT, "items": [*DOCUMENT["items"][1:], text("f")]},
    )
    assert [one["key"] for one in found["items"]] == ["a", "f"]
    assert run("p.document.differences(d, structuredClone(d))") == {
        "items": [],
        "isElsewhere": False,
    }
