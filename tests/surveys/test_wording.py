"""Prompts in Markdown, earlier answers recalled in them, and nothing in either that runs."""

import html
import re
import time

import pytest
from hypothesis import given as property_of
from hypothesis import settings
from hypothesis import strategies as st

from outcomes_plugin.surveys import questionnaire as questionnaires
from outcomes_plugin.surveys.answer_words import answers_in_words
from outcomes_plugin.surveys.item_views import items_and_sections
from outcomes_plugin.surveys.wording import html_of, plain_of
from tests.given_questionnaires import a_document, an_item


def written(text, **words):
    return str(html_of(text, "en", words=words))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("How **often** and *why*?", "How <strong>often</strong> and <em>why</em>?"),
        ("- One\n- Two", "<ul>\n<li>One</li>\n<li>Two</li>\n</ul>"),
        ("One.\n\nTwo.", "<p>One.</p>\n<p>Two.</p>"),
        ("1. How often?", "1. How often?"),
        ("# Five * three <b> & `x` snake_case_word", None),
        ("![A picture](https://example.org/a.png)", None),
    ],
)
def test_emphasis_lists_and_links_are_made_and_all_else_stays_as_typed(text, expected):
    made = written(text)
    if expected is None:
        assert "<b>" not in made
        assert "<img" not in made
        assert "snake_case_word" in made or "A picture" in made
    else:
        assert made == expected


def test_a_link_leads_out_safely():
    made = written("[Read](https://example.org/?a=1&b=2) or [write](mailto:a@example.org).")
    assert 'href="https://example.org/?a=1&amp;b=2"' in made
    assert 'href="mailto:a@example.org"' in made
    assert made.count('rel="noopener"') == 2


ATTACKS = [
    "<script>alert(1)</script>",
    "*x* <script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "**<svg/onload=alert(1)>**",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](<javascript:alert(1)>)",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:x)",
    "[x](//example.org)",
    '[x](https://example.org/" onclick="alert(1))',
    "[x](https://example.org 'x\" onclick=\"alert(1)')",
    "[<script>](https://example.org)",
    "[*[x](javascript:alert(1))*](https://example.org)",
    "- <iframe src=javascript:alert(1)>\n- *x*",
    "*a*\n\n<div onclick=alert(1)>\n\n**b**\n\n</div>",
    "*x* <a href='javascript:alert(1)'>y</a>",
    "*x* <!--><script>alert(1)</script>-->",
    "*x*\x02<script>\x03 \ue0000\ue001 \ue002lt;",
    "[x](https://example.org/{{ why | f }}) {{ why | <script>f</script> }}",
    '{{ why | " onmouseover=alert(1) x=" }}',
]
_TAG = re.compile(r"<[^>]*>")
_SAFE = re.compile(
    r"</?(?:p|em|strong|ul|ol|li)>|<br>|</a>|</span>"
    r'|<a(?: href="(?:https?|mailto):[^"<>\s]*"| rel="noopener"| target="_blank")*>'
    r'|<span data-recall="[a-z0-9_]+" data-fallback="[^"<>]*">'
)


def assert_safe(made):
    assert [tag for tag in _TAG.findall(made) if not _SAFE.fullmatch(tag)] == []


@pytest.mark.parametrize("text", ATTACKS)
@pytest.mark.parametrize(
    "answer", ["", "<script>alert(1)</script>", '" onclick="x', "\ue0000\ue001"]
)
def test_nothing_that_an_author_or_a_person_typed_runs(text, answer):
    assert_safe(written(text, why=answer))


_PIECES = st.sampled_from(
    ["<", ">", '"', "'", "&", "[x]", "(", ")", "javascript:", "https://a.b", "*", "_", "\n", "- ",
     "1. ", "{{ why | x }}", "<script>", "<a href=", "\\", " ", "`", "![", "\ue000", "&lt;", "\x00"]
)  # fmt: skip


@settings(deadline=None, max_examples=300)
@property_of(st.lists(_PIECES, max_size=25).map("".join), st.lists(_PIECES, max_size=4))
def test_whatever_is_typed_comes_out_safe(text, answer):
    assert_safe(written(text, why="".join(answer)))


@settings(deadline=None, max_examples=300)
@property_of(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\\*_[\n\r{\x00")))
def test_plain_prompts_look_as_they_always_did(text):
    assert html.unescape(written(text)) == re.sub("[\ue000-\ue002]", "", text)
    assert plain_of(text, "en", words={}) == text


@pytest.mark.parametrize("text", ["[" * 2000, "- " * 999 + "x\ny", "`" * 2000, "*_[\\" * 500])
def test_a_long_row_of_marks_takes_no_long_time(text):
    began = time.process_time()
    written(text)
    assert time.process_time() - began < 5


RECALLING = a_document(
    an_item("single_choice"),
    an_item("multiple_choice"),
    an_item("number"),
    an_item("date"),
    an_item("likert"),
    an_item("text", show_if={"item": "number", "at_least": 2}),
    an_item("short_text", prompt="“{{ text | what you do }}”, {{ number | some time }}?"),
)
GIVEN = {
    "single_choice": {"other": "Violet <b>"},
    "multiple_choice": ["red", "blue", {"other": "Pink"}],
    "number": 2.5,
    "date": "2026-11-24",
    "likert": "does_not_apply",
    "text": "Paint <i>walls</i>.",
}


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (
            "en",
            ["Violet <b>", "Red, Blue, Pink", "2.5 hours", "Nov. 24, 2026", "Does not apply"],
        ),
        (
            "es",
            ["Violet <b>", "Red, Blue, Pink", "2,5 hours", "24 de noviembre de 2026", None],
        ),
    ],
)
def test_answers_of_every_kind_are_said_in_the_readers_language(language, expected):
    items = questionnaires.read(RECALLING).items
    said = answers_in_words(items, GIVEN, language)
    assert [
        one for one, wanted in zip(said.values(), expected, strict=False) if wanted is not None
    ] == [wanted for wanted in expected if wanted is not None]


def last_prompt(answers):
    found = items_and_sections(
        questionnaires.read(RECALLING),
        role="mentee",
        language="en",
        answers=answers,
        is_identified=True,
    )
    return found["items"][-1]


def test_an_earlier_answer_is_recalled_in_words_and_escaped():
    item = last_prompt(GIVEN)
    assert ">Paint &lt;i&gt;walls&lt;/i&gt;.</span>" in item.prompt_html
    assert ">2.5 hours</span>" in item.prompt_html
    assert item.prompt == "“Paint <i>walls</i>.”, 2.5 hours?"
    assert item.recalls == ("text", "number")


def test_what_was_not_answered_or_is_hidden_is_said_in_other_words():
    assert last_prompt(None).prompt == "“what you do”, some time?"
    assert last_prompt({**GIVEN, "number": 1}).prompt == "“what you do”, 1 hours?"
