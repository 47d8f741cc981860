import itertools
import math
import tracemalloc
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
import scipy.sparse as sp
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment, linprog
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

from outcomes_plugin.stats import _seating, assign, verify
from outcomes_plugin.stats._fixed_point import fixed_point, unbounded
from outcomes_plugin.stats._pairs import allowed_pairs
from outcomes_plugin.stats._prices import (
    improve,
    lowest_prices,
    market,
    proves_best_score,
    proves_most_matched,
)
from outcomes_plugin.stats.reference import matching as published

FORMATS = ("csr", "csc", "coo", "lil", "dok")
NONE = math.nan


@pytest.mark.parametrize("case", published.CASES, ids=lambda case: case.source)
def test_the_published_optima_come_out(case):
    assert verify.replay("matching", case).passed


def value(scores, mentor_of):
    """How many are matched, and the exact sum of their scores."""
    pairs = [(mentee, mentor) for mentee, mentor in enumerate(mentor_of) if mentor >= 0]
    return len(pairs), sum((Fraction(float(scores[pair])) for pair in pairs), Fraction(0))


def best_of_all(scores, capacities, pinned=()):
    """Try every assignment."""
    mentees, mentors = scores.shape
    fixed = dict(pinned)
    choices = [
        [fixed[mentee]]
        if mentee in fixed
        else [-1, *(mentor for mentor in range(mentors) if np.isfinite(scores[mentee, mentor]))]
        for mentee in range(mentees)
    ]
    fitting = (
        mentor_of
        for mentor_of in itertools.product(*choices)
        if all(mentor_of.count(mentor) <= capacities[mentor] for mentor in range(mentors))
    )
    return max(value(scores, mentor_of) for mentor_of in fitting)


def check_is_valid(result, scores, capacities):
    """Every pair is allowed, no mentor has too many, and the objective is the sum."""
    for mentee, mentor in enumerate(result.mentor_of):
        assert mentor == -1 or np.isfinite(scores[mentee, mentor])
    matched = result.mentor_of[result.mentor_of >= 0]
    loads = np.bincount(matched, minlength=len(capacities))
    assert (loads <= capacities).all()
    assert (result.duals >= 0).all()
    assert (result.duals[loads < capacities] == 0).all()
    assert result.objective == pytest.approx(float(value(scores, result.mentor_of)[1]), rel=1e-12)
    assert set(result.unmatched) == set(np.flatnonzero(result.mentor_of == -1))


WHOLE = st.integers(-4, 4).map(float)
DECIMAL = st.integers(-30, 30).map(lambda tenths: tenths / 10)
WILD = st.sampled_from([1e15, 1e15 + 2, 1e-9, 3e-9, 0.0, -1e15, 5e-324, 1e308, -1e308, 1 / 3])
ANY = st.floats(-1e6, 1e6)


@st.composite
def problems(draw, elements):
    mentees, mentors = draw(st.integers(1, 5)), draw(st.integers(1, 4))
    cell = st.one_of(elements, st.just(NONE), elements)
    scores = np.array(
        draw(
            st.lists(
                st.lists(cell, min_size=mentors, max_size=mentors),
                min_size=mentees,
                max_size=mentees,
            )
        )
    )
    capacities = draw(st.lists(st.integers(0, 3), min_size=mentors, max_size=mentors))
    return scores, np.array(capacities)


class TestOptimality:
    @pytest.mark.parametrize("elements", [WHOLE, WILD, ANY], ids=["whole", "wild", "any"])
    @settings(deadline=None, max_examples=150)
    @given(data=st.data(), seed=st.integers(0, 9))
    def test_no_assignment_is_larger_or_equally_large_and_better(self, elements, data, seed):
        scores, capacities = data.draw(problems(elements))
        result = assign(scores, capacities, seed=seed)
        assert value(scores, result.mentor_of) == best_of_all(scores, capacities)
        assert result.is_optimal

    @settings(deadline=None, max_examples=150)
    @given(problem=problems(DECIMAL))
    def test_decimals_are_compared_as_decimals(self, problem):
        scores, capacities = problem
        result = assign(scores, capacities)
        matched, total = value(np.round(scores * 10), result.mentor_of)
        assert (matched, total) == best_of_all(np.round(scores * 10), capacities)
        assert result.is_optimal

    @settings(deadline=None)
    @given(problem=problems(WHOLE))
    def test_what_comes_out_is_consistent(self, problem):
        scores, capacities = problem
        check_is_valid(assign(scores, capacities), scores, capacities)

    @settings(deadline=None)
    @given(problem=problems(ANY), data=st.data())
    def test_pins_hold_and_the_rest_is_best_around_them(self, problem, data):
        scores, capacities = problem
        allowed = [tuple(map(int, pair)) for pair in np.argwhere(np.isfinite(scores))]
        assume(allowed)
        chosen = data.draw(st.lists(st.sampled_from(allowed), max_size=3))
        pinned = list({mentee: (mentee, mentor) for mentee, mentor in chosen}.values())
        taken = np.bincount([mentor for _, mentor in pinned], minlength=len(capacities))
        assume((taken <= capacities).all())
        result = assign(scores, capacities, pinned=pinned)
        assert all(result.mentor_of[mentee] == mentor for mentee, mentor in pinned)
        assert value(scores, result.mentor_of) == best_of_all(scores, capacities, pinned)
        check_is_valid(result, scores, capacities)
        assert result.is_optimal

    @pytest.mark.parametrize("seed", range(4))
    @pytest.mark.parametrize("seats", [20, 60, 150])
    def test_linear_programming_finds_no_more(self, seed, seats):
        rng = np.random.default_rng(seed)
        scores = np.where(rng.random((60, 15)) < 0.25, rng.normal(size=(60, 15)), NONE)
        capacities = rng.multinomial(seats, np.ones(15) / 15)
        mentee, mentor = np.nonzero(np.isfinite(scores))
        pairs = np.arange(mentee.size)
        one_each = sp.csr_array((np.ones(mentee.size), (mentee, pairs)), shape=(60, mentee.size))
        seated = sp.csr_array((np.ones(mentee.size), (mentor, pairs)), shape=(15, mentee.size))
        within = {
            "A_ub": sp.vstack([one_each, seated]),
            "b_ub": np.concatenate([np.ones(60), capacities]),
        }
        most = -linprog(-np.ones(mentee.size), **within).fun
        best = linprog(
            -scores[mentee, mentor],
            **within,
            A_eq=np.ones((1, mentee.size)),
            b_eq=[round(most)],
        )
        result = assign(scores, capacities)
        assert (result.mentor_of >= 0).sum() == round(most)
        assert result.objective == pytest.approx(-best.fun, abs=1e-7)
        assert result.is_optimal

    @pytest.mark.parametrize("seed", range(3))
    def test_a_dense_square_is_solved_as_scipy_solves_it(self, seed):
        scores = np.random.default_rng(seed).random((80, 80))
        result = assign(scores, np.ones(80))
        assert result.objective == pytest.approx(
            scores[linear_sum_assignment(scores, maximize=True)].sum()
        )

    @pytest.mark.parametrize("factor", [1e-300, 1e-12, 1.0, 1e12, 1e300])
    def test_the_size_of_the_scores_never_costs_anybody_a_mentor(self, factor):
        # The best pair blocks the only mentor of the second mentee.
        scores = np.array([[1.0, -1.0], [-1.0, NONE]]) * factor
        result = assign(scores, [1, 1])
        assert result.mentor_of.tolist() == [1, 0]
        assert result.is_optimal

    def test_a_tiny_preference_counts_beside_a_huge_score(self):
        scores = np.array([[1e16, NONE, NONE], [NONE, 1.0, 2.0], [NONE, 1.0, 1.5]])
        result = assign(scores, [1, 1, 1])
        assert result.mentor_of.tolist() == [0, 2, 1]
        assert result.is_optimal

    def test_scores_with_rounding_noise_are_still_proved(self):
        rng = np.random.default_rng(0)
        weights, facts = np.array([0.3, 0.2, 0.1]), rng.integers(0, 4, (200, 60, 3))
        scores = (weights * facts).sum(axis=2)
        scores[rng.random(scores.shape) < 0.7] = NONE
        capacities = rng.integers(1, 5, 60)
        result = assign(scores, capacities)
        assert result.is_optimal
        check_is_valid(result, scores, capacities)


class TestProof:
    @settings(deadline=None)
    @given(problem=problems(WHOLE), seed=st.integers(0, 9))
    def test_the_prices_bound_every_assignment_by_what_was_reached(self, problem, seed):
        scores, capacities = problem
        result = assign(scores, capacities, seed=seed)
        matched = result.mentor_of >= 0
        has_allowed = np.isfinite(scores).any(axis=1)
        left_over = has_allowed & ~matched
        net = np.where(np.isfinite(scores), scores - result.duals, -np.inf)
        kept = net[matched, result.mentor_of[matched]]
        # Nobody does better at the prices, so the kept values and the prices add up to a bound.
        np.testing.assert_allclose(net[matched].max(axis=1), kept, atol=1e-9)
        loads = np.bincount(result.mentor_of[matched], minlength=len(capacities))
        assert kept.sum() + result.duals @ loads == pytest.approx(result.objective)
        if left_over.any():
            assert net[left_over].max() <= -result.unmatched_price + 1e-9
            assert (kept >= -result.unmatched_price - 1e-9).all()

    def test_with_positive_scores_and_spare_room_the_plain_dual_program_is_solved(self):
        rng = np.random.default_rng(4)
        scores, capacities = rng.random((40, 12)) + 1, rng.integers(3, 6, 12)
        result = assign(scores, capacities)
        kept = (scores - result.duals).max(axis=1)
        assert (kept >= 0).all()
        assert kept.sum() + capacities @ result.duals == pytest.approx(result.objective)

    @settings(deadline=None)
    @given(problem=problems(WILD), seed=st.integers(0, 9))
    def test_any_largest_matching_is_mended_until_it_is_proved(self, problem, seed):
        scores, capacities = problem
        other = np.where(
            np.isfinite(scores), np.random.default_rng(seed).random(scores.shape), NONE
        )
        pairs = allowed_pairs(scores)
        offers = market(
            pairs, unbounded(pairs.scores), assign(other, capacities).mentor_of, capacities
        )
        prices = lowest_prices(offers)
        while not prices.settled:
            assert improve(offers, prices)
            prices = lowest_prices(offers)
        assert proves_best_score(offers, prices.prices)
        assert proves_most_matched(offers)
        held = offers.mentors[offers.own]
        reached = np.full(len(scores), -1)
        reached[np.unique(pairs.mentees)] = np.where(held == len(capacities), -1, held)
        assert value(scores, reached) == best_of_all(scores, capacities)

    def test_so_it_is_where_mentees_compete_for_too_few_seats(self):
        rng = np.random.default_rng(5)
        scores, capacities = rng.random((40, 12)) + 1, rng.integers(0, 4, 12)
        result = assign(scores, capacities)
        kept = np.maximum((scores - result.duals).max(axis=1), 0)
        assert len(result.unmatched) == 40 - capacities.sum()
        assert kept.sum() + capacities @ result.duals == pytest.approx(result.objective)
        assert result.unmatched_price == 0

    def test_a_worse_matching_is_not_proved(self):
        pairs = allowed_pairs(np.array([[3.0, 1.0], [2.0, 1.0]]))
        seats = np.array([1, 1])
        units = fixed_point(pairs.scores)
        for mentor_of, best in (([0, 1], True), ([1, 0], False)):
            offers = market(pairs, units, np.array(mentor_of), seats)
            prices = lowest_prices(offers)
            assert prices.settled == best
            assert proves_best_score(offers, prices.prices) == best
            assert proves_most_matched(offers)
        smaller = market(pairs, units, np.array([0, -1]), seats)
        assert not proves_most_matched(smaller)

    @settings(deadline=None)
    @given(problem=problems(WHOLE), seed=st.integers(0, 9))
    def test_seats_that_are_written_out_little_by_little_lose_nothing(self, problem, seed):
        scores, capacities = problem
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(_seating, "MOST_WRITTEN_OUT", 0)
            result = assign(scores, capacities, seed=seed)
        assert value(scores, result.mentor_of) == best_of_all(scores, capacities)
        assert result.is_optimal

    def test_seats_for_everybody_everywhere_take_little_room(self):
        scores = np.random.default_rng(8).random((4000, 30))
        tracemalloc.start()
        result = assign(scores, np.full(30, 4000))
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert result.mentor_of.tolist() == scores.argmax(axis=1).tolist()
        assert result.is_optimal
        # Written out, the seats would take 480 million places.
        assert peak < 100 * 2**20

    @pytest.mark.parametrize("kind", ["uniform", "decimals", "noise", "few values", "thirds"])
    def test_thousands_are_matched_as_scipy_does_and_proved(self, kind):
        rng = np.random.default_rng(3)
        mentees, mentors, candidates = 1500, 600, 20
        chosen = np.argsort(rng.random((mentees, mentors)), axis=1)[:, :candidates].ravel()
        rows = np.repeat(np.arange(mentees), candidates)
        scores = {
            "uniform": rng.random(rows.size),
            "decimals": np.round(rng.random(rows.size), 2) + 1,
            "noise": np.round(rng.random(rows.size), 2) * 0.7 + 0.01,
            "few values": rng.integers(1, 6, rows.size).astype(float),
            "thirds": rng.integers(1, 30, rows.size) / 3,
        }[kind]
        capacities = rng.integers(2, 5, mentors)
        matrix = sp.csr_array((scores, (rows, chosen)), shape=(mentees, mentors))
        expanded = matrix[:, np.repeat(np.arange(mentors), capacities)]
        best = expanded[min_weight_full_bipartite_matching(expanded, maximize=True)].sum()
        result = assign(matrix, capacities)
        assert result.objective == pytest.approx(best, rel=1e-12)
        assert result.is_optimal
        assert not result.unmatched


class TestSeed:
    def test_one_seed_gives_one_matching_and_other_seeds_other_equals(self):
        scores, capacities = np.ones((8, 4)), np.full(4, 1)
        first = assign(scores, capacities, seed=1)
        assert assign(scores, capacities, seed=1).mentor_of.tolist() == first.mentor_of.tolist()
        others = {tuple(assign(scores, capacities, seed=seed).mentor_of) for seed in range(20)}
        assert len(others) > 5
        assert {assign(scores, capacities, seed=seed).objective for seed in range(20)} == {4.0}

    @given(seed=st.integers(0, 2**32))
    def test_the_seed_changes_nothing_where_nothing_is_equal(self, seed):
        scores = np.random.default_rng(7).random((12, 5))
        capacities = [2, 1, 3, 1, 2]
        plain = assign(scores, capacities)
        assert assign(scores, capacities, seed=seed).mentor_of.tolist() == plain.mentor_of.tolist()

    def test_everybody_wins_a_tie_now_and_then(self):
        winners = {
            int(np.argmax(assign([[1], [1], [1]], [1], seed=s).mentor_of)) for s in range(30)
        }
        assert winners == {0, 1, 2}


class TestInput:
    @pytest.mark.parametrize("form", FORMATS)
    def test_every_sparse_format_says_the_same(self, form):
        dense = np.array([[2.0, 0, -1, 0], [0, 3, 0, 1], [4, 0, 0, 5], [1, 1, 0, 0]])
        expected = assign(np.where(dense == 0, NONE, dense), [1, 1, 1, 1])
        for kind in (sp.csr_array, sp.csr_matrix):
            matrix = kind(dense).asformat(form)
            result = assign(matrix, [1, 1, 1, 1])
            assert result.mentor_of.tolist() == expected.mentor_of.tolist()

    def test_what_a_block_stores_is_allowed_zeros_too(self):
        dense = np.array([[2.0, 0, 0, 0], [0, 0, 0, 1]])
        single, double = (sp.bsr_array(dense, blocksize=size) for size in ((1, 1), (2, 2)))
        assert assign(single, [0, 1, 1, 1]).mentor_of.tolist() == [-1, 3]
        assert assign(double, [0, 1, 0, 1]).mentor_of.tolist() == [1, 3]

    @pytest.mark.parametrize("form", ["csr", "csc", "coo"])
    def test_a_stored_zero_is_allowed_and_an_unstored_one_is_not(self, form):
        stored = sp.coo_array(([0.0, -5.0], ([0, 1], [1, 0])), shape=(2, 2)).asformat(form)
        result = assign(stored, [1, 1])
        assert result.mentor_of.tolist() == [1, 0]
        assert result.objective == -5.0
        assert assign(sp.csr_array((2, 2)), [1, 1]).unmatched == {
            0: "no allowed mentor",
            1: "no allowed mentor",
        }

    def test_what_a_diagonal_stores_is_allowed_zeros_too(self):
        matrix = sp.dia_array((np.array([[0.0, 2.0, 0.0]]), [1]), shape=(3, 3))
        result = assign(matrix, [1, 1, 1])
        assert result.mentor_of.tolist() == [1, 2, -1]
        assert result.unmatched == {2: "no allowed mentor"}

    def test_duplicates_add_up_as_everywhere_in_scipy(self):
        matrix = sp.coo_array(([1.0, 1.0, 1.5], ([0, 0, 0], [0, 0, 1])), shape=(1, 2))
        result = assign(matrix, [1, 1])
        assert (result.mentor_of.tolist(), result.objective) == ([0], 2.0)

    def test_unsorted_rows_are_read_right_and_the_input_is_left_alone(self):
        matrix = sp.csr_matrix((np.array([1.0, 9.0]), np.array([1, 0]), np.array([0, 2])), (1, 2))
        assert assign(matrix, [1, 1]).mentor_of.tolist() == [0]
        assert matrix.indices.tolist() == [1, 0]

    @pytest.mark.parametrize("forbidden", [NONE, -math.inf, None, pd.NA])
    def test_missing_and_minus_infinity_forbid_a_pair(self, forbidden):
        result = assign(np.array([[forbidden, 1.0]], dtype=object), [1, 1])
        assert result.mentor_of.tolist() == [1]
        frame = pd.DataFrame([[forbidden, 1.0]], columns=["ann", "bob"])
        assert assign(frame, pd.Series([1, 1], index=[5, 6])).mentor_of.tolist() == [1]

    def test_forbidden_in_a_sparse_matrix_too(self):
        matrix = sp.csr_array((np.array([NONE, -math.inf, 1.0]), ([0, 0, 0], [0, 1, 2])), (1, 3))
        assert assign(matrix, [1, 1, 1]).mentor_of.tolist() == [2]

    def test_reasons_tell_the_forbidden_from_the_late(self):
        scores = [[1.0, NONE], [2.0, NONE], [NONE, NONE], [NONE, 4.0]]
        result = assign(scores, [1, 0])
        assert result.mentor_of.tolist() == [-1, 0, -1, -1]
        assert result.unmatched == {
            0: "capacity exhausted",
            2: "no allowed mentor",
            3: "capacity exhausted",
        }
        assert all(type(mentee) is int for mentee in result.unmatched)

    def test_excluded_pairs_are_forbidden(self):
        scores = [[5.0, 1.0], [4.0, 1.0]]
        result = assign(scores, [2, 1], excluded=[(0, 0), (0, 0)])
        assert result.mentor_of.tolist() == [1, 0]
        result = assign(scores, [2, 1], excluded=[(0, 0), (0, 1)])
        assert result.unmatched == {0: "no allowed mentor"}

    def test_a_pin_counts_in_objective_and_capacity(self):
        result = assign([[1.0, 9.0], [9.0, 8.0]], [1, 1], pinned=[(0, 0)])
        assert (result.mentor_of.tolist(), result.objective) == ([0, 1], 9.0)
        assert result.is_optimal

    def test_a_seat_for_everybody_needs_no_room(self):
        result = assign(np.ones((3, 2)), [10**9, 0])
        assert result.mentor_of.tolist() == [0, 0, 0]
        assert result.duals[0] == 0

    @pytest.mark.parametrize("shape", [(0, 0), (0, 3), (3, 0)])
    def test_nobody_or_no_mentor_is_an_answer_too(self, shape):
        result = assign(np.zeros(shape), np.ones(shape[1]))
        assert result.mentor_of.tolist() == [-1] * shape[0]
        assert result.mentor_of.dtype.kind == "i"
        assert (result.objective, result.is_optimal) == (0.0, True)
        assert result.unmatched == dict.fromkeys(range(shape[0]), "no allowed mentor")
        assert result.duals.shape == (shape[1],)

    @pytest.mark.parametrize(
        ("scores", "capacities"),
        [
            ([[math.inf]], [1]),
            (sp.csr_array([[math.inf]]), [1]),
            (sp.coo_array(([math.inf, -math.inf], ([0, 0], [0, 0])), shape=(1, 1)), [1]),
            ([[1.0]], [-1]),
            ([[1.0]], [0.5]),
            ([[1.0]], [NONE]),
            ([[1.0]], [math.inf]),
            ([[1.0]], ["1"]),
            ([[1.0]], [1, 1]),
            ([[1.0]], 1),
            ([1.0], [1]),
            ([["1"]], [1]),
            (pd.DataFrame([["a", 1.0]]), [1, 1]),
            ([[1j]], [1]),
            ([[1.0], [1.0, 2.0]], [1]),
        ],
    )
    def test_what_is_no_problem_is_refused_with_a_sentence(self, scores, capacities):
        with pytest.raises(ValueError, match=r"\.$"):
            assign(scores, capacities)

    @pytest.mark.parametrize(
        "pinned",
        [
            [(0, 1)],
            [(1, 0)],
            [(0, 0), (0, 0)],
            [(0, 0), (2, 0)],
            [(5, 0)],
            [(0, -1)],
            [(0, 2)],
            [(0,)],
            [(0, 0.5)],
            [("0", "0")],
            [7],
        ],
    )
    def test_an_impossible_pin_is_refused_with_a_sentence(self, pinned):
        scores = [[1.0, NONE], [1.0, 1.0], [1.0, 1.0]]
        assert assign(scores, [1, 2], pinned=[(0, 0)], excluded=[(1, 0)]).mentor_of[0] == 0
        with pytest.raises(ValueError, match=r"\.$"):
            assign(scores, [1, 2], pinned=pinned, excluded=[(1, 0)])

    def test_an_excluded_pair_outside_the_matrix_is_refused(self):
        with pytest.raises(ValueError, match="outside"):
            assign([[1.0]], [1], excluded=[(0, 1)])
