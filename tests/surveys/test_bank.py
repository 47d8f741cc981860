"""The question bank: questions and questionnaires to take, ours and those asked before."""

import copy
import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from outcomes_plugin import api
from outcomes_plugin.errors import NotFound
from outcomes_plugin.surveys import api as surveys_api
from outcomes_plugin.surveys import bank_files
from outcomes_plugin.surveys import questionnaire as questionnaires
from outcomes_plugin.surveys.bank_data import PoolGroup
from outcomes_plugin.surveys.data import Mode
from outcomes_plugin.surveys.documents import problems_of
from tests import given
from tests import given_surveys as gs
from tests.given_programs import a_cohort, a_member, the_coordinator
from tests.given_questionnaires import a_document, an_item

LANGUAGES = {"en", "es-419", "ar"}
POOLS = sorted(bank_files.pool_files())
PACKS = list(bank_files.pack_files())
FACETS = ["usefulness", "trust", "accessibility", "reciprocity"]


def document_of(pool):
    """Return a questionnaire that asks the whole pool."""
    return {
        "title": pool.title,
        "about": pool.about,
        "minutes": 1,
        "validated": False,
        "scales": bank_files.scales_of(pool.items),
        "items": pool.items,
        "scores": pool.scores,
    }


def texts_of(part):
    """Return every text with languages, wherever it stands in the part."""
    if isinstance(part, Mapping):
        if "en" in part:
            return [part]
        return [text for one in part.values() for text in texts_of(one)]
    return [text for one in part for text in texts_of(one)] if isinstance(part, list) else []


@pytest.mark.parametrize("key", POOLS)
def test_every_pool_can_be_asked_as_it_is_in_every_language(key):
    document = document_of(bank_files.pool_files()[key])
    assert problems_of(document) == ()
    texts = texts_of(document)
    assert len(texts) > len(document["items"])
    assert all(set(text) == LANGUAGES for text in texts)


@pytest.mark.parametrize("key", PACKS)
def test_every_pack_can_be_asked_as_it_is_in_every_language(key):
    document = bank_files.pack_files()[key].document
    assert problems_of(document) == ()
    assert all(set(text) == LANGUAGES for text in texts_of(document))
    assert document["minutes"] <= 5
    asked = questionnaires.read(document)
    assert asked.default_mode is Mode.IDENTIFIED or not asked.has_text


def test_a_question_has_one_wording_in_the_bank_whatever_pool_it_stands_in():
    for role in ("mentee", "mentor"):
        pools = [one for one in bank_files.pool_files().values() if one.role in ("", role)]
        wordings = {}
        for item in (item for pool in pools for item in pool.items):
            assert wordings.setdefault(item["key"], item["prompt"]) == item["prompt"]


def test_the_scales_are_those_of_the_shipped_instruments():
    for document in surveys_api.shipped_instruments().values():
        for key, scale in document["scales"].items():
            assert bank_files.scale_files()[key]["points"] == scale["points"]


@pytest.mark.parametrize("role", ["mentee", "mentor"])
@pytest.mark.parametrize("facet", FACETS)
def test_each_facet_has_questions_for_both_sides_some_of_them_reverse_keyed(facet, role):
    pool = bank_files.pool_files()[f"{facet}_{role}"]
    (score,) = pool.scores
    assert score["key"] == facet
    assert score["items"] == [item["key"] for item in pool.items]
    assert 0 < len(score["reverse_keyed"]) < len(score["items"]) / 2


def test_a_review_scores_the_facets_as_the_shipped_instruments_do_so_that_trends_go_on():
    packs = bank_files.pack_files()
    for pack, instrument in (
        ("halfway", "satisfaction_mentee"),
        ("end_mentee", "satisfaction_mentee"),
        ("end_mentor", "satisfaction_mentor"),
    ):
        shipped = questionnaires.read(surveys_api.shipped_instruments()[instrument])
        assert set(questionnaires.read(packs[pack].document).scores) == set(shipped.scores)


@pytest.fixture
def program():
    return gs.an_asking_program()


@pytest.mark.django_db
@pytest.mark.parametrize("key", PACKS)
def test_a_window_with_a_pack_opens_under_the_example_framework(program, key):
    pack = bank_files.pack_files()[key]
    a_member(program, "mia", role=pack.role)
    surveys_api.publish_instrument(
        the_coordinator(), program.id, pack.document, key=key, at=given.MONDAY
    )
    window = gs.an_open_window(program, instrument=key, role=pack.role)
    gs.has_read_the_notice(window, "mia")
    assert len(gs.look(window, "mia").items) == len(pack.document["items"])


@pytest.mark.django_db
def test_the_bank_says_itself_in_the_language_of_its_reader(program):
    def said(language):
        pools = api.question_bank(the_coordinator(), program.id, language=language)
        return {pool.key: pool for pool in pools}

    english, spanish = said("en"), said("es-419")
    assert english["meetings"].title == "Meetings"
    assert spanish["meetings"].title == "Reuniones"
    assert spanish["meetings"].prompts["met_next"] == "¿Cuándo es su próxima reunión?"
    assert list(english) == [*FACETS_IN_ORDER, "pulse", "meetings", "support", "success", "skill",
                             "logistics"]  # fmt: skip
    packs = api.template_packs(the_coordinator(), program.id, language="ar")
    assert [pack.key for pack in packs] == PACKS
    assert packs[0].title == "نبض البداية"
    presets = api.scale_presets(the_coordinator(), program.id, language="en")
    assert {preset.key: len(preset.points) for preset in presets}["agree5"] == 5


FACETS_IN_ORDER = [f"{facet}_{role}" for facet in FACETS for role in ("mentee", "mentor")]


def an_own(program, document):
    surveys_api.publish_instrument(
        the_coordinator(), program.id, document, key="check", at=given.MONDAY
    )


def own_pool(program):
    pools = api.question_bank(the_coordinator(), program.id, language="en")
    return next(pool for pool in pools if pool.group is PoolGroup.OWN)


@pytest.mark.django_db
def test_what_the_program_asked_before_is_offered_under_its_key_in_its_newest_words(program):
    first = a_document(
        an_item("likert", "use", section="one"),
        an_item("text", "why", show_if={"item": "use", "at_least": 4}),
        an_item("information", "hint"),
        sections=[{"key": "one"}],
        scores=[{"key": "both", "items": ["use"]}],
    )
    an_own(program, first)
    second = copy.deepcopy(first)
    second["items"] = [{**second["items"][0], "prompt": "Better?"}, an_item("number", "hours")]
    an_own(program, second)
    pool = own_pool(program)
    assert (pool.key, pool.version) == ("check", 2)
    assert list(pool.prompts) == ["use", "hours", "why"]
    assert pool.prompts["use"] == "Better?"
    assert not any({"section", "show_if"} & set(item) for item in pool.items)
    assert [score["key"] for score in pool.scores] == ["both"]
    again = a_document(*pool.items, scales=pool.scales, scores=pool.scores)
    assert problems_of(again) == ()


@pytest.mark.django_db
def test_a_question_of_an_earlier_version_keeps_the_scale_it_was_asked_with(program):
    first = a_document(an_item("likert", "old"), an_item("likert", "use"))
    an_own(program, first)
    second = a_document(an_item("likert", "use"), scales=copy.deepcopy(first["scales"]))
    second["scales"]["four"]["points"].pop()
    an_own(program, second)
    pool = own_pool(program)
    lengths = {item["key"]: len(pool.scales[item["scale"]]["points"]) for item in pool.items}
    assert lengths == {"use": 3, "old": 4}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "read",
    [api.question_bank, api.template_packs, api.scale_presets, api.third_party_instruments],
)
def test_only_who_reads_the_questionnaires_of_a_program_reads_the_bank(program, read):
    a_cohort(program, "spring")
    a_member(program, "mia")
    assert read(the_coordinator(), program.id, language="en")
    for stranger in (given.an_actor("mia"), given.an_actor("zoe")):
        with pytest.raises(NotFound):
            read(stranger, program.id, language="en")


@pytest.mark.django_db
def test_the_bank_asks_the_database_once_for_all_of_a_programs_questionnaires(program):
    def queries():
        with gs.own_queries() as seen:
            api.question_bank(the_coordinator(), program.id, language="en")
        return len(seen)

    an_own(program, a_document())
    before = queries()
    for number in range(3):
        an_own(program, a_document(title=f"Check {number}"))
    assert queries() == before


def test_the_files_of_the_bank_hold_no_question_twice():
    folder = Path(bank_files.__file__).parent
    files = [json.loads(file.read_text("utf-8")) for file in (folder / "bank").glob("*.json")]
    shipped = {
        (instrument, item["key"])
        for instrument, document in surveys_api.shipped_instruments().items()
        for item in document["items"]
    }
    for one in files:
        source = one.get("from", {"instrument": "", "items": []})
        assert not {(source["instrument"], item["key"]) for item in one["items"]} & shipped
        assert {(source["instrument"], key) for key in source["items"]} <= shipped
