"""Small files of the tools that questionnaires come from."""

import json
import zipfile
from io import BytesIO

from openpyxl import Workbook

POLL = """
<vertical display_name="After the visit">
  <poll url_name="fox" question="## Which **fox**?" feedback="Thank you" max_submissions="2"
    tally='{"red": 20}'
    answers='[["red", {"label": "Red", "img": "red.png", "img_alt": "A red fox"}],
              ["kit", {"label": "Kit", "img": null}]]'/>
  <survey block_name="How it went" private_results="true"
    questions='[["q1", {"label": "It helped."}], ["q2", {"label": "I was heard."}]]'
    answers='[["sa", "Strongly agree"], ["a", "Agree"], ["n", "Neither"]]'/>
</vertical>"""

PROBLEM_BUILDER = """
<step-builder display_name="Before we start" max_attempts="3">
  <sb-step display_name="You">
    <html><p>Say <strong>what</strong> you <em>want</em>.</p>
      <script>alert(1)</script><img src="cat.png" alt="A cat"/></html>
    <pb-answer name="goal" question="What is your goal?" weight="2"/>
    <pb-answer-recap name="goal" description="You wrote:"/>
  </sb-step>
  <sb-step display_name="Us">
    <pb-mcq name="like" question="Do you like it?" correct_choices='["yes"]' message="Good">
      <pb-choice value="yes">Yes</pb-choice>
      <pb-choice value="no">&lt;b&gt;No&lt;/b&gt;</pb-choice>
      <pb-tip values='["yes"]'>Great!</pb-tip>
    </pb-mcq>
    <pb-rating name="rate" low="Bad" high="Good" question="How was it?" correct_choices='["5"]'>
      <pb-choice value="notwant">I would rather not say</pb-choice>
    </pb-rating>
    <pb-mrq name="what" question="What?" required_choices='["a"]'>
      <pb-choice value="a">A</pb-choice><pb-choice value="b">B</pb-choice>
    </pb-mrq>
    <pb-slider name="sure" question="How sure?" min_label="not" max_label="very"/>
    <pb-completion name="went" question="Were you there?" answer="I was"/>
  </sb-step>
  <sb-review-step><sb-review-score/></sb-review-step>
</step-builder>"""

SURVEY = [
    [
        "type",
        "name",
        "label::English (en)",
        "label::Español (es)",
        "hint",
        "required",
        "relevant",
        "constraint",
        "appearance",
        "parameters",
        "calculation",
    ],
    ["start", "began"],
    ["begin_group", "you", "You", "Tú", None, None, None, None, "field-list"],
    ["select_one yesno", "met", "Have you met?", "¿Se han visto?", None, "yes"],
    [
        "integer",
        "times",
        "How often?",
        "¿Cuántas veces?",
        "About",
        None,
        "${met} = 'y'",
        ". >= 1 and . <= 30",
    ],
    ["end_group"],
    [
        "select_multiple topics or_other",
        "about",
        "About what?",
        None,
        None,
        None,
        "${met} = 'y' and ${times} > 2",
    ],
    ["select_one agree", "useful", "It was useful.", None, None, None, None, None, "likert"],
    ["rank topics", "order", "What matters most?"],
    ["range", "mood", "Mood", None, None, None, None, None, None, "start=0 end=10 step=1"],
    ["decimal", "hours", "Hours with ${about}?"],
    ["date", "when", "When?"],
    ["text", "why", "Why?", "¿Por qué?", None, None, "selected(${about}, 'work')"],
    ["note", "thanks", "**Thanks**"],
    ["calculate", "sum", None, None, None, None, None, None, None, None, "1+1"],
    ["geopoint", "where", "Where?"],
    ["hologram", "what", "A new thing"],
    ["text", "late", "Late", None, None, None, "pulldata('x', 'y') = 1"],
]
CHOICES = [
    ["list_name", "name", "label::English (en)", "label::Español (es)", "image"],
    ["yesno", "y", "Yes", "Sí"],
    ["yesno", "n", "No", "No", "no.png"],
    ["topics", "work", "Work"],
    ["topics", "other", "Something else"],
    ["agree", "1", "No"],
    ["agree", "2", "Partly"],
    ["agree", "3", "Yes"],
    ["unused", "x", "X"],
]
SETTINGS = [
    ["form_title", "form_id", "default_language", "version"],
    ["Check-in", "c", "English (en)", "7"],
]


def a_workbook(survey=SURVEY, choices=CHOICES, settings=SETTINGS, **further) -> bytes:
    book = Workbook()
    book.remove(book.active)
    sheets = {"survey": survey, "choices": choices, "settings": settings, **further}
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    packed = BytesIO()
    book.save(packed)
    return packed.getvalue()


SURVEYJS = {
    "title": {"default": "Half-way", "de": "Halbzeit"},
    "description": "How it goes.",
    "completedHtml": "<h1>Thanks</h1>",
    "pages": [
        {
            "name": "first",
            "title": "You",
            "elements": [
                {"type": "boolean", "name": "met", "title": "Have you met?", "isRequired": True},
                {
                    "type": "rating",
                    "name": "stars",
                    "title": "How good?",
                    "rateType": "stars",
                    "visibleIf": "{met} = true",
                },
                {
                    "type": "rating",
                    "name": "nps",
                    "rateMin": 0,
                    "rateMax": 10,
                    "minRateDescription": "No",
                    "maxRateDescription": "Yes",
                },
                {"type": "rating", "name": "faces", "rateType": "smileys"},
                {
                    "type": "checkbox",
                    "name": "what",
                    "title": "About what?",
                    "choices": [
                        "work",
                        {"value": "life", "text": {"default": "Life", "de": "Leben"}},
                    ],
                    "showNoneItem": True,
                    "showOtherItem": True,
                    "maxSelectedChoices": 2,
                    "correctAnswer": ["work"],
                },
            ],
        },
        {
            "name": "second",
            "visibleIf": "{nps} >= 7 and {what} contains 'work'",
            "elements": [
                {
                    "type": "matrix",
                    "name": "m",
                    "title": "How far do you agree?",
                    "columns": [{"value": 1, "text": "No"}, {"value": 2, "text": "Yes"}],
                    "rows": ["clear", {"value": "kind", "text": "It was kind."}],
                },
                {
                    "type": "comment",
                    "name": "why",
                    "title": "Why {stars}?",
                    "maxLength": 200,
                    "visibleIf": "{m.clear} = 1",
                },
                {"type": "ranking", "name": "rank", "choices": ["a", "b", "c"]},
                {"type": "slider", "name": "slide"},
                {"type": "text", "name": "n", "inputType": "number", "min": 1, "max": 9},
                {"type": "text", "name": "mail", "inputType": "email"},
                {
                    "type": "html",
                    "name": "end",
                    "html": "<p>See <a href='https://a.example/'>here</a>"
                    "<a href='javascript:alert(1)'>there</a></p>",
                },
                {"type": "signaturepad", "name": "sign", "title": "Sign"},
                {"type": "expression", "name": "sum", "expression": "{n} * 2"},
            ],
        },
    ],
    "triggers": [{"type": "complete"}],
}


def surveyjs(**changes) -> bytes:
    return json.dumps({**SURVEYJS, **changes}).encode()


def with_elements(*elements) -> bytes:
    return json.dumps({"title": "T", "elements": elements}).encode()


def packed(**parts: bytes) -> bytes:
    """Return a zip file of these parts."""
    whole = BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return whole.getvalue()
