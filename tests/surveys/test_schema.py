"""The published JSON Schema takes what the product takes, and refuses faults of structure."""

import copy
import json
import re
from pathlib import Path

import pytest
from hypothesis import given as property_of
from hypothesis import settings
from jsonschema import Draft202012Validator

from outcomes_plugin.surveys.api import shipped_instruments
from outcomes_plugin.surveys.bank_files import pack_files
from outcomes_plugin.surveys.documents import problems_of
from outcomes_plugin.surveys.schema import questionnaire_schema
from tests.given_questionnaires import a_document, an_item, documents

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "questionnaire.md"
VALIDATOR = Draft202012Validator(questionnaire_schema())


def examples():
    """Return the whole documents that the reference shows."""
    blocks = re.findall(r"```json\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    return [found for found in map(json.loads, blocks) if "items" in found]


def test_the_schema_is_itself_valid():
    Draft202012Validator.check_schema(questionnaire_schema())


@pytest.mark.parametrize("key", sorted(shipped_instruments()))
def test_every_shipped_instrument_is_valid_by_the_schema(key):
    VALIDATOR.validate(shipped_instruments()[key])


@pytest.mark.parametrize("key", sorted(pack_files()))
def test_every_pack_is_valid_by_the_schema(key):
    VALIDATOR.validate(pack_files()[key].document)


def test_the_example_of_the_reference_is_valid_and_shows_every_kind():
    (document,) = examples()
    VALIDATOR.validate(document)
    assert problems_of(document) == ()
    kinds = {item["kind"] for item in document["items"]}
    assert kinds == {item["kind"] for item in a_document()["items"]}


@settings(deadline=None, max_examples=60)
@property_of(documents())
def test_what_the_product_takes_the_schema_takes(document):
    VALIDATOR.validate(document)


def faulty(edit):
    document = a_document(
        *a_document()["items"],
        an_item("text", "last", section="one", show_if={"item": "likert", "is": 4}),
        sections=[{"key": "one", "title": "One"}],
        scores=[{"key": "s", "items": ["likert"]}],
        thanks={"en": "Thank *you*."},
        licence={"instrument": "A scale", "holder": "Its authors", "reference": "By mail"},
    )
    document = copy.deepcopy(document)
    assert problems_of(document) == ()
    edit(document, {item["key"]: item for item in document["items"]})
    return document


FAULTS = [
    lambda d, i: d.pop("title"),
    lambda d, i: d.update(colour="red"),
    lambda d, i: d.update(title=" "),
    lambda d, i: d.update(title={}),
    lambda d, i: d.update(title={"not a language": "x"}),
    lambda d, i: d.update(title="x" * 201),
    lambda d, i: d.update(thanks=""),
    lambda d, i: d.update(thanks="x" * 2001),
    lambda d, i: d.update(licence="granted"),
    lambda d, i: d["licence"].pop("holder"),
    lambda d, i: d["licence"].update(reference=" "),
    lambda d, i: d["licence"].update(price=0),
    lambda d, i: d.update(minutes=0),
    lambda d, i: d.update(minutes="three"),
    lambda d, i: d.update(validated=1),
    lambda d, i: d.update(default_mode="secret"),
    lambda d, i: d.update(items=[]),
    lambda d, i: d.update(items={}),
    lambda d, i: d["items"].extend(an_item("text", f"i{n}") for n in range(200)),
    lambda d, i: d["items"].append("text"),
    lambda d, i: d["sections"][0].update(colour="red"),
    lambda d, i: d["sections"][0].update(new_page="yes"),
    lambda d, i: d["sections"].append({"title": "No key"}),
    lambda d, i: d["scales"]["four"].pop("kind"),
    lambda d, i: d["scales"]["four"]["points"][0].update(value=1.5),
    lambda d, i: d["scales"]["four"].update(points=[]),
    lambda d, i: d["scores"][0].update(items=[]),
    lambda d, i: d["scores"][0].update(minimum_answered=0),
    lambda d, i: i["likert"].update(kind="slider"),
    lambda d, i: i["likert"].pop("scale"),
    lambda d, i: i["likert"].update(key="Likert 1"),
    lambda d, i: i["likert"].update(required="yes"),
    lambda d, i: i["likert"].update(other=True),
    lambda d, i: i["likert"].update(prompt=""),
    lambda d, i: i["likert"].update(roles=["boss"]),
    lambda d, i: i["likert"].update(roles=[]),
    lambda d, i: i["zero_to_ten"]["ends"].pop("low"),
    lambda d, i: i["single_choice"].update(style="wheel"),
    lambda d, i: i["single_choice"].update(choices=[]),
    lambda d, i: i["single_choice"].update(choices=[{"key": "other", "label": "O"}] * 2),
    lambda d, i: i["multiple_choice"].update(least=0),
    lambda d, i: i["ranking"].update(most="all"),
    lambda d, i: i["number"].update(decimals=7),
    lambda d, i: i["number"].update(high=10**13),
    lambda d, i: i["date"].update(earliest="01.01.2026"),
    lambda d, i: i["short_text"].update(longest=256),
    lambda d, i: i["text"].update(longest=0),
    lambda d, i: i["information"].update(required=True),
    lambda d, i: i["last"].update(show_if={"item": "likert"}),
    lambda d, i: i["last"].update(show_if={"item": "likert", "is": 4, "in": [4]}),
    lambda d, i: i["last"].update(show_if={"all": []}),
    lambda d, i: i["last"].update(show_if={"item": "likert", "answered": "yes"}),
]


@pytest.mark.parametrize("edit", FAULTS)
def test_a_fault_of_structure_is_refused_by_both(edit):
    document = faulty(edit)
    assert problems_of(document)
    assert not VALIDATOR.is_valid(document)
