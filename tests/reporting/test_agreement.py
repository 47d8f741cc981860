"""How alike both sides see a facet: planted values, and what must never be told."""

import csv
import io
import math

import pytest
from hypothesis import given as over
from hypothesis import settings
from hypothesis import strategies as st

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import NotFound
from outcomes_plugin.pairings import api as pairings_api
from outcomes_plugin.pairings.data import EndReason
from outcomes_plugin.reporting import api
from outcomes_plugin.reporting.data import QualityKind
from outcomes_plugin.reporting.models import ReleaseQuality
from outcomes_plugin.reporting.quality_agreement import BothSides, figures_of
from outcomes_plugin.surveys import api as surveys_api
from tests import given
from tests import given_surveys as gs
from tests.given_programs import the_coordinator
from tests.given_sides import PLANTED, the_sides
from tests.reporting import scenes

pytestmark = pytest.mark.django_db

FACETS = ("usefulness", "trust", "accessibility", "reciprocity")
ALIKE, DIFFERENCE = QualityKind.AGREEMENT_ICC, QualityKind.AGREEMENT_MEAN_DIFFERENCE


def released(windows):
    for window in windows.values():
        scenes.released(window)
    return rows("mentor")


def rows(role):
    kinds = (ALIKE, DIFFERENCE)
    found = ReleaseQuality.objects.filter(release__window__key=role, kind__in=kinds)
    return {(row.kind, row.key): row.to_data() for row in found}


def icc_a1(pairs):
    """Return ICC(A,1) as McGraw & Wong (1996) write it, with two raters."""
    n = len(pairs)
    grand = sum(a + b for a, b in pairs) / (2 * n)
    rows_ms = 2 * sum(((a + b) / 2 - grand) ** 2 for a, b in pairs) / (n - 1)
    columns = [sum(pair[side] for pair in pairs) / n for side in (0, 1)]
    columns_ms = n * sum((one - grand) ** 2 for one in columns)
    error = sum(
        (pair[side] - sum(pair) / 2 - columns[side] + grand) ** 2
        for pair in pairs
        for side in (0, 1)
    ) / (n - 1)
    return (rows_ms - error) / (rows_ms + error + 2 / n * (columns_ms - error))


@pytest.fixture
def program():
    return gs.an_asking_program()


@pytest.mark.parametrize("mode", [None, "identified"])
def test_the_figures_are_those_of_one_row_per_mentor(program, mode):
    found = released(the_sides(program, mode=mode))
    pairs = [(sum(theirs) / len(theirs), own) for own, theirs in PLANTED]
    difference = sum(a - b for a, b in pairs) / len(pairs)
    assert {key for _kind, key in found} == set(FACETS)
    for facet in FACETS:
        apart, alike = found[DIFFERENCE, facet], found[ALIKE, facet]
        assert apart.estimate == pytest.approx(difference, abs=0.005)
        assert alike.estimate == pytest.approx(icc_a1(pairs), abs=0.005)
        assert (apart.n, apart.n_is_least, alike.n) == (13, False, 13)
        assert apart.low < apart.estimate < apart.high
        assert alike.low < alike.estimate < alike.high
    assert rows("mentee") == {}


def test_where_few_mentors_stand_alone_how_many_are_counted_is_left_open(program):
    found = released(the_sides(program, alone=1))
    assert {(row.n, row.n_is_least) for row in found.values()} == {(9, True)}


def test_anonymous_sides_are_never_set_beside_each_other(program):
    assert released(the_sides(program, mode="anonymous")) == {}


def test_sides_of_different_waves_are_not_either(program):
    assert released(the_sides(program, waves=("first", "second"))) == {}


def test_below_k_mentors_nothing_is_told(program):
    few = [(own, theirs) for own, theirs in PLANTED[:4]]
    few[0] = (4, [4, 3, 5, 2, 1, 3])
    found = released(the_sides(program, planted=few, alone=9))
    assert found
    assert all(row.hidden and row.estimate is None and row.n is None for row in found.values())


def test_answers_whose_key_is_destroyed_are_linked_no_more(program):
    windows = the_sides(program)
    scenes.released(windows["mentee"])
    surveys_api.close_window(Actor.system("close"), windows["mentor"].id, at=given.NEXT_MONDAY)
    surveys_api.destroy_keys(Actor.system("retention"), at=given.A_YEAR_LATER.replace(year=2028))
    scenes.released(windows["mentor"])
    assert all(row.hidden for row in rows("mentor").values())


def test_only_pairs_that_were_paired_while_both_were_asked_count(program):
    windows = the_sides(program)
    for pairing in pairings_api.pairings(the_coordinator(), program.slug):
        if pairing.mentor == given.a_person("mentor0"):
            pairings_api.end_pairing(
                the_coordinator(), pairing.id, reason=EndReason.COMPLETED, at=given.MONDAY
            )
    assert {row.n for row in released(windows).values()} == {12}


def pair(mentee, mentor):
    return BothSides(mentee=mentee, mentor=mentor)


points = st.integers(4, 20).map(lambda quarter: quarter / 4)
sides = st.lists(st.builds(BothSides, mentee=points, mentor=points), min_size=0, max_size=40)


@settings(max_examples=60)
@over(sides, st.integers(0, 12), st.integers(3, 8))
def test_told_is_all_or_nothing_and_never_of_few(pairs, alone, k):
    difference, alike = figures_of("trust", pairs, of=len(pairs) + alone, k=k)
    assert difference.hidden == alike.hidden
    if difference.hidden:
        assert difference.estimate is difference.n is alike.low is None
        return
    assert k <= difference.n <= len(pairs)
    assert difference.n == len(pairs) or difference.n_is_least
    assert alone > k or difference.n_is_least
    assert difference.low <= difference.estimate <= difference.high
    assert all(math.isfinite(one) for one in (alike.low, alike.estimate, alike.high))


@settings(max_examples=40)
@over(sides.filter(lambda pairs: len(pairs) >= 12))
def test_turning_the_sides_round_turns_the_difference_and_keeps_the_agreement(pairs):
    turned = [pair(one.mentor, one.mentee) for one in pairs]
    (apart, alike), (back, same) = (
        figures_of("trust", one, of=len(pairs) + 9, k=5) for one in (pairs, turned)
    )
    assert apart.hidden == back.hidden
    if not apart.hidden:
        assert back.estimate == pytest.approx(-apart.estimate, abs=1e-9)
        assert same.estimate == pytest.approx(alike.estimate, abs=1e-9)


def test_the_report_tells_it_in_words_as_a_file_and_to_those_entitled(program):
    released(the_sides(program))
    found = api.agreement(the_coordinator(), program.slug, language="en")
    assert [one.key for one in found] == sorted(FACETS)
    assert found[0].difference.people == "13 mentors with their mentees"
    assert "is not settled: the range includes 0" in found[0].finding
    lines = list(csv.DictReader(io.StringIO(csv_of(program))))
    alike = next(one for one in lines if one["indicator"] == "agreement_icc.trust")
    trust = next(one for one in found if one.key == "trust")
    assert alike["value"] == str(trust.alike.data.estimate)
    assert alike["people"] == "13"
    with pytest.raises(NotFound):
        api.agreement(given.an_actor("mentor0"), program.slug, language="en")
    assert api.agreement(the_coordinator(), program.slug, language="en", release=1) == []


def csv_of(program) -> str:
    return api.report_csv(the_coordinator(), program.slug, language="en")
