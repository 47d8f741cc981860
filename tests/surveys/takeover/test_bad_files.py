"""Files that are broken, hostile or something else: a clear sentence, and nothing is opened."""

import json
import zipfile
from io import BytesIO

import pytest
from hypothesis import given as property_of
from hypothesis import settings
from hypothesis import strategies as st
from openpyxl import Workbook

from outcomes_plugin.errors import Invalid
from outcomes_plugin.surveys.documents import problems_of
from outcomes_plugin.surveys.takeover import LARGEST_FILE, Source, take_over
from outcomes_plugin.surveys.takeover.words import clean, plain, prompt

from .given_files import POLL, a_workbook, packed, surveyjs, with_elements

LAUGHS = "".join(
    f'<!ENTITY l{depth + 1} "{f"&l{depth};" * 10}">' for depth in range(9)
)  # fmt: skip
OWN = {
    "title": "T",
    "about": "A",
    "minutes": 1,
    "validated": False,
    "items": [{"key": "a", "kind": "text", "prompt": "A?"}],
}


def refused(raw):
    with pytest.raises(Invalid) as told:
        take_over(raw)
    return str(told.value)


def test_our_own_document_comes_through_as_it_is():
    taken = take_over(json.dumps(OWN).encode())
    assert (taken.source, taken.document, taken.left_out) == (Source.OWN, OWN, ())


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (b"x" * (LARGEST_FILE + 1), "too large"),
        (b"<vertical><poll>", "not well-formed"),
        (b"<?xml version='1.0' encoding='nowhere'?><a/>", "not well-formed"),
        (b"{", "cannot be read"),
        (b"[1, 2]", "no questionnaire"),
        (b'"words"', "no questionnaire"),
        (b'{"items": NaN}', "cannot be read"),
        (b'{"title": "\\ud800"}', "cannot be read"),
        (b'{"title": "\\u0000"}', "characters that no text has"),
        (b"[" * 200_000, "cannot be read"),
        (b"\xff\xfe\x00", "cannot be read"),
        (b"\x89PNG\r\n", "cannot be read"),
        (b"\xd0\xcf\x11\xe0old", "old Excel"),
        (b"PK\x03\x04broken", "cannot be read"),
        (b"<a>" * 100 + b"</a>" * 100, "larger or deeper"),
        (b"<a>" + b"<b/>" * 30_000 + b"</a>", "larger or deeper"),
        (with_elements(*({"type": "file"} for _ in range(6000))), "hardly a questionnaire"),
    ],
)
def test_a_file_that_is_nothing_is_refused_in_a_sentence(raw, words):
    assert words in refused(raw)


@pytest.mark.parametrize(
    "head",
    [
        '<!DOCTYPE a [<!ENTITY b "b"><!ENTITY c "&b;&b;&b;">]>',
        '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>',
        f'<!DOCTYPE a [<!ENTITY l0 "ha">{LAUGHS}<!ENTITY b "&l9;">]>',
        '<!DOCTYPE a SYSTEM "http://a.example/a.dtd">',
    ],
)
def test_entities_are_never_opened(head):
    assert "entities" in refused(f"{head}<a>&b;</a>".encode())
    workbook = packed(**{"xl/workbook.xml": f"{head}<workbook/>".encode()})
    assert "entities" in refused(workbook)


def test_a_bomb_is_refused_by_what_its_directory_says():
    bomb = packed(**{"xl/worksheets/sheet1.xml": b"0" * 30_000_000})
    assert len(bomb) < LARGEST_FILE
    assert "It was not opened." in refused(bomb)
    many = packed(**{f"xl/{number}.xml": b"" for number in range(600)})
    assert "It was not opened." in refused(many)


def test_a_sheet_that_is_too_long_or_too_wide_is_refused():
    rows = [["type", "name", "label"], *(["text", f"q{n}", "Q"] for n in range(3100))]
    assert "A sheet is too large" in refused(a_workbook(rows))
    wide = [["type", "name", "label", *(f"c{n}" for n in range(300))]]
    assert "A sheet is too large" in refused(a_workbook(wide))


def test_a_workbook_of_many_sheets_or_of_a_workbook_is_refused():
    whole, book = BytesIO(), Workbook()
    for number in range(40):
        book.create_sheet(f"survey{number}")
    book.save(whole)
    assert "more sheets than any questionnaire" in refused(whole.getvalue())
    within = packed(**{"xl/worksheets/sheet1.xml": packed(a=b"0" * 10_000_000)})
    assert "cannot be read" in refused(within)


def test_a_directory_that_lies_about_its_sizes_gives_no_more_than_it_says():
    bomb = bytearray(packed(**{"xl/worksheets/sheet1.xml": b"0" * 30_000_000}))
    told = (30_000_000).to_bytes(4, "little")
    small = bytes(bomb).replace(told, (1000).to_bytes(4, "little"))
    assert small != bomb
    assert "cannot be read" in refused(small)


def test_a_workbook_without_a_survey_or_that_is_something_else_is_refused():
    assert "no sheet “survey”" in refused(packed_without_survey())
    assert "cannot be read" in refused(packed(**{"word/document.xml": b"<document/>"}))


def packed_without_survey():
    whole = BytesIO()
    Workbook().save(whole)
    return whole.getvalue()


def test_macros_and_links_to_other_files_are_listed_and_never_opened():
    whole = BytesIO(a_workbook())
    with zipfile.ZipFile(whole, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"macro")
        archive.writestr("xl/externalLinks/externalLink1.xml", b"<externalLink/>")
    whats = [one.what for one in take_over(whole.getvalue()).left_out]
    assert {"xl/vbaProject.bin", "xl/externalLinks/externalLink1.xml"} <= set(whats)


SCRIPTS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    "<svg onload=alert(1)>",
    '"><script src=//a.example></script>',
)


@pytest.mark.parametrize("script", SCRIPTS)
def test_script_in_every_text_is_words_or_nothing(script):
    words = f"Before {script} after"
    surveys = (
        surveyjs(title=words, description=words),
        with_elements(
            {"type": "radiogroup", "name": words, "title": words, "description": words,
             "choices": [{"value": words, "text": words}, "b"]},
            {"type": "rating", "name": "r", "title": words, "minRateDescription": words},
            {"type": "html", "name": "h", "html": words},
        ),
        a_workbook([["type", "name", "label", "hint"], ["text", words, words, words]]),
        POLL.replace("Which", words.replace("<", "&lt;").replace('"', "&quot;")).encode(),
    )  # fmt: skip
    for raw in surveys:
        taken = take_over(raw)
        told = json.dumps(taken.document)
        assert "<script" not in told
        assert "onerror=" not in told
        assert "onload=" not in told
        assert "javascript:" not in told
        assert problems_of(taken.document) == ()


def test_words_of_a_file_never_become_a_recall():
    assert "{{" not in clean("{{ secret | x }}")
    assert "{{" not in clean("{{{{ secret | x }}}}")
    found = take_over(with_elements({"type": "text", "name": "a", "title": "{{ b | x }}"}))
    assert problems_of(found.document) == ()


@settings(max_examples=200, deadline=None)
@property_of(st.text(max_size=80))
def test_cleaned_words_have_nothing_unseen_and_stay_clean(text):
    assert clean(clean(text)) == clean(text)
    clean(text).encode()
    assert "\x00" not in clean(text) + plain(text) + prompt(text)[0]


@settings(max_examples=100, deadline=None)
@property_of(st.binary(max_size=300))
def test_whatever_bytes_come_the_answer_is_a_sentence(raw):
    for start in (b"", b"<", b"{", b"PK\x03\x04"):
        try:
            take_over(start + raw)
        except Invalid as error:
            assert str(error)
