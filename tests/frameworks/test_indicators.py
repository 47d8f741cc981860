"""Indicators have versions, and only the right people write them."""

from dataclasses import replace

import pytest

from outcomes_plugin.errors import Conflict, Invalid, NotFound
from outcomes_plugin.frameworks import api
from outcomes_plugin.frameworks.data import Domain, in_language
from outcomes_plugin.ledger.models import LedgerEntry
from tests import given
from tests.given_frameworks import a_draft, an_indicator, the_example
from tests.given_programs import a_member, a_program, the_coordinator

pytestmark = pytest.mark.django_db


@pytest.fixture
def program():
    program = a_program()
    the_example(program)
    return program


def current(program, key):
    return next(one for one in api.indicators(program.id) if one.key == key)


def test_the_example_has_all_three_domains_with_targets_and_texts_in_every_language(
    program, settings
):
    indicators = api.indicators(program.id)
    assert {one.domain for one in indicators} == set(Domain)
    assert set(api.targets_in_force(program.id, at=given.MONDAY)) == {one.key for one in indicators}
    for one in indicators:
        for language, _name in settings.LANGUAGES:
            assert language in one.title
            assert language in one.definition


def test_copying_the_example_twice_adds_nothing_and_keeps_what_was_changed(program):
    changed = replace(api_draft(program, "trust"), decimals=1)
    api.revise_indicator(the_coordinator(), program.id, changed, at=given.TUESDAY)
    before = api.every_version(program.id)
    api.copy_example(the_coordinator(), program.id, at=given.NEXT_MONDAY)
    assert api.every_version(program.id) == before


def api_draft(program, key):
    one = current(program, key)
    return a_draft(
        key,
        title=one.title,
        definition=one.definition,
        source=one.source,
        outcome=one.outcome.key,
    )


def test_a_changed_formula_is_a_new_version_and_the_old_one_keeps_its_time(program):
    an_indicator(program)
    revised = api.revise_indicator(
        the_coordinator(), program.id, a_draft(scale_high=7.0), at=given.NEXT_MONDAY
    )
    assert (revised.version, revised.effective_from) == (2, given.NEXT_MONDAY)
    then = [one for one in api.indicators(program.id, at=given.TUESDAY) if one.key == "clarity"]
    assert [(one.version, one.scale_high) for one in then] == [(1, 5.0)]
    assert current(program, "clarity").scale_high == 7.0


def test_revising_to_the_same_adds_no_version(program):
    first = an_indicator(program)
    same = api.revise_indicator(the_coordinator(), program.id, a_draft(), at=given.TUESDAY)
    assert same == first


def test_an_indicator_has_its_key_for_itself(program):
    an_indicator(program)
    with pytest.raises(Conflict):
        an_indicator(program)


def test_only_coordinators_define_and_analysts_draft(program):
    a_member(program, "anna", role="analyst")
    a_member(program, "mia")
    for name in ("anna", "mia", "stranger"):
        with pytest.raises(NotFound):
            api.define_indicator(given.an_actor(name), program.id, a_draft(), at=given.MONDAY)
    with pytest.raises(NotFound):
        api.draft_indicator(given.an_actor("mia"), program.id, a_draft(), at=given.MONDAY)
    api.draft_indicator(given.an_actor("anna"), program.id, a_draft(), at=given.MONDAY)
    assert "clarity" not in {one.key for one in api.indicators(program.id)}
    with pytest.raises(NotFound):
        api.adopt_indicator(given.an_actor("anna"), program.id, "clarity", at=given.TUESDAY)
    adopted = api.adopt_indicator(the_coordinator(), program.id, "clarity", at=given.TUESDAY)
    assert (adopted.version, adopted.effective_from) == (1, given.TUESDAY)
    assert current(program, "clarity") == adopted


def test_a_later_draft_takes_the_place_of_an_earlier_one(program):
    an_indicator(program)
    for high in (7.0, 10.0):
        api.draft_indicator(
            the_coordinator(), program.id, a_draft(scale_high=high), at=given.MONDAY
        )
    adopted = api.adopt_indicator(the_coordinator(), program.id, "clarity", at=given.TUESDAY)
    assert (adopted.version, adopted.scale_high) == (2, 10.0)
    assert [one.version for one in api.every_version(program.id) if one.key == "clarity"] == [1, 2]


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ({"key": "Clarity!"}, "key"),
        ({"title": ""}, "title"),
        ({"title": {}}, "title"),
        ({"measure": "median"}, "measure"),
        ({"unit": "percent"}, "unit"),
        ({"source": {"score": "clarity"}}, "source"),
        ({"source": {"score": "clarity", "role": "sponsor"}}, "source"),
        ({"scale_high": None}, "scale_low"),
        ({"scale_low": 5.0}, "scale_low"),
        ({"decimals": 9}, "decimals"),
        ({"outcome": "wealth"}, "outcome"),
        (
            {
                "measure": "paired_change",
                "source": {"score": "c", "before": "a", "after": "a", "role": "mentee"},
            },
            "source",
        ),
        ({"measure": "share", "unit": "percent", "source": {"fact": "smiles"}}, "source"),
    ],
)
def test_an_indicator_that_could_not_be_computed_is_refused_and_nothing_is_written(
    program, changes, column
):
    before = api.every_version(program.id)
    with pytest.raises(Invalid) as refused:
        api.define_indicator(the_coordinator(), program.id, a_draft(**changes), at=given.MONDAY)
    assert column in {problem.column for problem in refused.value.problems}
    assert api.every_version(program.id) == before
    assert an_indicator(program).version == 1


def test_a_score_finds_the_indicators_of_its_role_alone(program):
    found = {
        role: api.indicators_for_score(program.id, "trust", role) for role in ("mentee", "mentor")
    }
    assert [one.key for one in found["mentee"]] == ["trust"]
    assert [one.key for one in found["mentor"]] == ["trust_mentor"]


def test_each_write_is_one_entry(program):
    before = LedgerEntry.objects.filter(type="framework.changed").count()
    an_indicator(program)
    api.set_target(the_coordinator(), program.id, "clarity", value=4.0, at=given.MONDAY)
    entries = LedgerEntry.objects.filter(type="framework.changed").order_by("-id")
    assert entries.count() == before + 2
    assert entries[0].payload == {"indicator": "clarity", "target": 4.0}


def test_a_text_is_read_in_the_language_its_base_or_english():
    text = {"en": "Trust", "es": "Confianza"}
    assert in_language(text, "es-419") == "Confianza"
    assert in_language(text, "ar") == "Trust"
    assert in_language("Trust", "ar") == "Trust"
