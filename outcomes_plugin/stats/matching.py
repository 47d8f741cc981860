"""Mentees assigned to mentors: optimal, reproducible, and able to say how it knows."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ._fixed_point import FixedPoint, fixed_point, for_matcher, unbounded
from ._pairs import Mask, Pairs, allowed_pairs, named_pairs, seat_counts
from ._prices import (
    Market,
    Prices,
    improve,
    lowest_prices,
    market,
    proves_best_score,
    proves_most_matched,
    too_large,
)
from ._refinement import near_optimal, rescaled
from ._seating import Problem, best_seating
from ._whole_counts import Ints
from .estimates import Floats

NO_ALLOWED_MENTOR = "no allowed mentor"
CAPACITY_EXHAUSTED = "capacity exhausted"


@dataclass(frozen=True, kw_only=True)
class Assignment:
    """
    Who has whom, what it is worth, and the proof that it cannot be better.

    `mentor_of` has the mentor's position per mentee, -1 where unmatched; `unmatched` says why.
    `objective` sums the scores, pins included. `duals` has a price per mentor, at least 0 and 0
    where a seat is free: no mentee scores more, less the price, with another allowed mentor, which
    proves the total. `unmatched_price` is what being unmatched would cost: an unmatched mentee's
    score less the price of any allowed mentor is at most −`unmatched_price`, and what a matched
    mentee keeps is at least that. `is_optimal` says that the prices were checked in exact
    arithmetic, and that no more mentees can be matched.
    """

    mentor_of: NDArray[np.int64]
    objective: float
    unmatched: dict[int, str]
    is_optimal: bool
    duals: Floats
    unmatched_price: float
    method: str
    warnings: tuple[str, ...] = ()


def assign(
    scores: Any,
    capacities: Any,
    *,
    pinned: Iterable[tuple[int, int]] = (),
    excluded: Iterable[tuple[int, int]] = (),
    seed: int = 0,
) -> Assignment:
    """
    Match as many mentees as possible, and among those matchings the one with the best total score.

    Args:
        scores: mentees × mentors, higher is better; dense or any SciPy sparse format. NaN, −inf and
            unstored entries are forbidden pairs; a stored 0 or a negative score is allowed.
        capacities: the seats of each mentor, whole numbers of at least 0.
        pinned: (mentee, mentor) pairs that are set beforehand; they take a seat and count in the
            objective.
        excluded: (mentee, mentor) pairs that are forbidden as well.
        seed: decides among equally good matchings, and nothing else.

    The number of matched mentees comes first whatever the size of the scores. Scores with up to six
    decimals are compared as those decimals, all others as the binary fractions they are.

    Raises:
        ValueError: a matrix that is not two-dimensional, text, +inf, capacities that are not one
            whole number per mentor, or a pin that is forbidden, excluded, over the capacity,
            outside the matrix, or the second one of its mentee.

    Source: Jonker & Volgenant 1987 (through SciPy); Dulmage & Mendelsohn 1958; Gale, Kuhn & Tucker
    1951 for the certificate.
    """
    pairs = allowed_pairs(scores)
    seats = seat_counts(capacities, pairs.shape[1])
    banned = pairs.positions(*named_pairs(excluded, pairs.shape, name="excluded"))
    kept = np.ones(pairs.scores.size, dtype=bool)
    kept[banned[banned >= 0]] = False
    pairs = pairs if kept.all() else pairs.of(kept)
    pins = _pins(pinned, pairs, seats)
    open_seats = seats - np.bincount(pairs.mentors[pins], minlength=seats.size)
    is_pinned = np.zeros(pairs.shape[0], dtype=bool)
    is_pinned[pairs.mentees[pins]] = True
    open_pairs = pairs.of(~is_pinned[pairs.mentees]) if pins.size else pairs
    offers, prices, units = _solved(open_pairs, open_seats, np.random.default_rng(seed))
    mentor_of = _mentor_of(offers, open_pairs)
    mentor_of[pairs.mentees[pins]] = pairs.mentors[pins]
    return Assignment(
        mentor_of=mentor_of,
        objective=_objective(pairs, mentor_of),
        unmatched=_reasons(mentor_of, pairs),
        is_optimal=proves_best_score(offers, prices.prices) and proves_most_matched(offers),
        duals=units.to_float(prices.prices[:-1]),
        unmatched_price=float(units.to_float(prices.prices[-1:])[0]),
        method="largest, then best matching; proved by prices in exact arithmetic",
    )


def _pins(pinned: Iterable[tuple[int, int]], pairs: Pairs, seats: Ints) -> Ints:
    """
    Return where the pinned pairs stand.

    Raises:
        ValueError: a pin that cannot hold.
    """
    mentees, mentors = named_pairs(pinned, pairs.shape, name="pinned")
    positions = pairs.positions(mentees, mentors)
    for mentee, mentor, position in zip(mentees, mentors, positions, strict=True):
        if position < 0:
            raise ValueError(
                f"Mentee {mentee} cannot be pinned to mentor {mentor}: the pair is forbidden."
            )
    if np.unique(mentees).size < mentees.size:
        twice = np.flatnonzero(np.bincount(mentees) > 1)[0]
        raise ValueError(f"Mentee {twice} is pinned twice.")
    over = np.flatnonzero(np.bincount(mentors, minlength=seats.size) > seats)
    if over.size:
        raise ValueError(f"Mentor {over[0]} has fewer seats than pinned mentees.")
    return positions


def _solved(
    pairs: Pairs, seats: Ints, rng: np.random.Generator
) -> tuple[Market, Prices, FixedPoint]:
    """
    Return the best seating with the prices that prove it.

    The matcher computes with floats, so scores of many digits are rounded for it. Where its result
    does not stand the exact check, the matcher runs once more on the digits that were lost, and
    then mentees are moved along the paths that the check found, until it does.
    """
    units = fixed_point(pairs.scores)
    rounded = for_matcher(units)
    mentor_of = best_seating(Problem(pairs=pairs, units=rounded.lower, seats=seats), rng)
    offers = market(pairs, units, mentor_of, seats)
    prices = lowest_prices(offers)
    if prices.settled:
        return offers, prices, units
    units = units if units.exact else unbounded(pairs.scores)
    guide = lowest_prices(market(pairs, rounded, mentor_of, seats))
    if guide.settled:
        close, losses = near_optimal(pairs, units, mentor_of, rescaled(guide, rounded, units))
        problem = Problem(pairs=close, units=for_matcher(losses).lower, seats=seats)
        mentor_of = best_seating(problem, rng)
    offers = market(pairs, units, mentor_of, seats)
    prices = lowest_prices(offers)
    while not prices.settled:
        if too_large(prices):
            units = units.widened()
            offers = market(pairs, units, _mentor_of(offers, pairs), seats)
        elif not improve(offers, prices):
            break
        prices = lowest_prices(offers)
    return offers, prices, units


def _mentor_of(offers: Market, pairs: Pairs) -> Ints:
    mentor_of = np.full(pairs.shape[0], -1, dtype=np.int64)
    held = offers.mentors[offers.own]
    mentor_of[np.unique(pairs.mentees)] = np.where(held == pairs.shape[1], -1, held)
    return mentor_of


def _objective(pairs: Pairs, mentor_of: Ints) -> float:
    matched = pairs.scores[mentor_of[pairs.mentees] == pairs.mentors]
    try:
        return math.fsum(matched)
    except OverflowError:
        exact = unbounded(matched)
        return float(exact.to_float(np.array([exact.lower.sum()]))[0])


def _reasons(mentor_of: Ints, pairs: Pairs) -> dict[int, str]:
    has_allowed: Mask = np.bincount(pairs.mentees, minlength=mentor_of.size) > 0
    return {
        int(mentee): CAPACITY_EXHAUSTED if has_allowed[mentee] else NO_ALLOWED_MENTOR
        for mentee in np.flatnonzero(mentor_of < 0)
    }
