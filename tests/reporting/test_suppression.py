"""No table of counts that fits what a release shows gives a small group away."""

import itertools
from dataclasses import replace

import pytest
from hypothesis import given as over
from hypothesis import settings
from hypothesis import strategies as st

from outcomes_plugin.reporting import suppression
from outcomes_plugin.reporting.data import WHOLE
from outcomes_plugin.reporting.sums import CellSums, Table, together
from outcomes_plugin.reporting.suppression import NotProtectedError, protect_release
from tests.reporting.attacker import ranges

COHORTS = ("autumn", "spring", "summer")


def a_cell(cohort, answers):
    """The sums of single answers."""
    return CellSums(
        cohort=cohort,
        n=len(answers),
        total=float(sum(answers)),
        total_of_squares=float(sum(answer * answer for answer in answers)),
        largest_same=max((answers.count(answer) for answer in answers), default=0),
    )


def a_score(answers_by_cohort, *, indicator="trust", barred=()):
    everyone = [answer for answers in answers_by_cohort.values() for answer in answers]
    return Table(
        indicator=indicator,
        is_score=True,
        whole=a_cell(WHOLE, everyone),
        cells=tuple(a_cell(cohort, answers) for cohort, answers in answers_by_cohort.items()),
        barred=dict.fromkeys(barred, "hidden_before"),
    )


def a_rate(counts, *, indicator="promotions"):
    cells = tuple(CellSums(cohort=cohort, n=n) for cohort, n in counts.items())
    return Table(indicator=indicator, is_score=False, whole=together(cells), cells=cells, barred={})


def mixed(n):
    """That many answers of which no two neighbors are the same."""
    return [1 + index % 5 for index in range(n)]


def hidden(tables, *, k=5, asked=100):
    protection = protect_release(tables, k=k, asked=asked)
    return {key: set(reasons) for key, reasons in protection.reasons.items()}


def assert_protected(table, gone, *, k):
    """Nothing that is shown, nor what follows from it, is about a small group."""
    published = {cell.cohort: cell.n for cell in (*table.cells, table.whole)}
    seen = {cohort: None if cohort in gone else n for cohort, n in published.items()}
    found = ranges(seen, k=k, at_most=published[WHOLE] + 3 * k)
    for cohort, n in published.items():
        if n < k:
            assert cohort in gone
            if cohort:
                low, high = found[cohort]
                assert high - low >= k
    if WHOLE not in gone:
        rest = [cell for cell in table.cells if cell.cohort in gone]
        assert len(rest) != 1
        assert not rest or together(rest).n >= k


@pytest.mark.parametrize("k", [3, pytest.param(5, marks=pytest.mark.slow)])
def test_brute_force_over_every_small_program_of_three_cohorts(k):
    for counts in itertools.product(range(2 * k + 2), repeat=3):
        table = a_score({c: mixed(n) for c, n in zip(COHORTS, counts, strict=True)})
        assert_protected(table, hidden([table], k=k)["trust"], k=k)


@settings(max_examples=150, deadline=None)
@over(
    st.lists(
        st.tuples(*(st.lists(st.integers(1, 5), max_size=14) for _ in COHORTS)),
        min_size=1,
        max_size=3,
    )
)
def test_tables_of_the_same_people_hide_the_same_cohorts_and_each_is_protected(answers):
    tables = [
        a_score(dict(zip(COHORTS, one, strict=True)), indicator=f"score_{index}")
        for index, one in enumerate(answers)
    ]
    gone = hidden(tables)
    shown = [table for table in tables if WHOLE not in gone[table.indicator]]
    assert len({frozenset(gone[table.indicator]) for table in shown}) <= 1
    for table in tables:
        assert_protected(table, gone[table.indicator], k=5)
        for cell in (*table.cells, table.whole):
            if cell.cohort not in gone[table.indicator]:
                assert not suppression.is_same_answer(cell)
                assert not 0 < table.whole.n - cell.n < 5


def test_a_cohort_that_skipped_a_question_is_hidden_for_every_question():
    usefulness = a_score({"autumn": mixed(9), "spring": mixed(5), "summer": mixed(8)})
    trust = a_score(
        {"autumn": mixed(9), "spring": mixed(4), "summer": mixed(8)}, indicator="usefulness"
    )
    gone = hidden([usefulness, trust])
    assert gone["trust"] == gone["usefulness"] >= {"spring"}
    assert hidden([usefulness])["trust"] == set()


def test_what_is_left_when_one_group_is_taken_from_the_whole_counts_as_a_group():
    gone = hidden([a_score({"autumn": mixed(20), "spring": mixed(3)})])
    assert gone["trust"] == {"autumn", "spring"}


def test_a_cohort_that_answered_alike_is_hidden_with_company():
    alike = {"autumn": [4] * 12, "spring": mixed(12), "summer": mixed(15)}
    assert hidden([a_score(alike)])["trust"] == {"autumn", "spring"}
    assert hidden([a_score({**alike, "autumn": mixed(12)})])["trust"] == set()


def test_nineteen_of_twenty_are_alike_and_eighteen_of_twenty_are_not():
    others = {"spring": mixed(20), "summer": mixed(25)}
    assert "autumn" in hidden([a_score({"autumn": [5] * 19 + [1], **others})])["trust"]
    assert hidden([a_score({"autumn": [5] * 18 + [1, 2], **others})])["trust"] == set()


def test_hidden_cohorts_that_together_answered_alike_get_company():
    small = {"autumn": [1] * 3, "spring": [1] * 4, "summer": mixed(15)}
    assert hidden([a_score(small)])["trust"] == {"autumn", "spring", "summer"}
    apart = {"autumn": [1] * 3, "spring": [2, 4, 5, 3], "summer": mixed(15)}
    assert hidden([a_score(apart)])["trust"] == {"autumn", "spring"}


def test_a_whole_that_answered_alike_hides_its_indicator_and_no_other():
    alike = a_score({"autumn": [5] * 10, "spring": [5] * 11})
    other = a_rate({"autumn": 10, "spring": 11})
    gone = hidden([alike, other])
    assert gone == {"trust": {"autumn", "spring", WHOLE}, "promotions": set()}


def test_for_rates_only_the_number_of_people_hides():
    assert hidden([a_rate({"autumn": 20, "spring": 6})])["promotions"] == set()
    assert hidden([a_rate({"autumn": 20, "spring": 4})])["promotions"] == {"autumn", "spring"}


def test_where_fewer_than_twice_k_were_asked_there_is_no_figure():
    table = a_score({"autumn": mixed(9)})
    assert hidden([table], asked=9)["trust"] == {"autumn", WHOLE}
    assert hidden([table], asked=10)["trust"] == set()


def test_a_barred_cohort_is_hidden_with_company_and_a_barred_whole_altogether():
    answers = {"autumn": mixed(9), "spring": mixed(10), "summer": mixed(12)}
    assert hidden([a_score(answers, barred=["spring"])])["trust"] == {"autumn", "spring"}
    assert hidden([a_score(answers, barred=[WHOLE])])["trust"] == {*COHORTS, WHOLE}


def test_the_certificate_names_every_hidden_cell_and_how_well_it_is_known():
    protection = protect_release(
        [a_score({"autumn": mixed(9), "spring": mixed(3), "summer": mixed(20)})], k=5, asked=40
    )
    assert protection.ranges == {"trust": {"autumn": (0, 12), "spring": (0, 12)}}
    assert protection.reasons["trust"] == {
        "autumn": suppression.TO_PROTECT_OTHERS,
        "spring": suppression.SMALL,
    }


def test_without_an_audit_that_passes_there_is_no_protection(monkeypatch):
    table = a_score({"autumn": mixed(9), "spring": mixed(3), "summer": mixed(20)})
    assert protect_release([table], k=5, asked=40)
    nothing = replace(table, is_score=False)
    monkeypatch.setattr(
        suppression, "_reasons", lambda tables, *, k: {"trust": {"spring": "small"}}
    )
    with pytest.raises(NotProtectedError):
        protect_release([nothing], k=5, asked=40)
