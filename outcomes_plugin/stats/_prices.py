"""Prices of seats that prove a seating optimal, and the repair of one that is not."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from ._fixed_point import FixedPoint
from ._pairs import Pairs
from ._whole_counts import Ints

Units = NDArray[Any]

# Prices below it can be added once more without leaving int64.
LARGEST_PRICE = 2**62 - 2**60
NOBODY = -1


@dataclass(kw_only=True)
class Market:
    """
    A seating of mentees, and what each pair is worth, in ascending order of mentors.

    The last mentor is nobody: being unmatched is worth 0 there and has exactly as many seats as
    mentees are left over, so that the number of matched mentees is kept. `own` is the pair that
    each mentee has; `loads` how many have each mentor.
    """

    mentees: Ints
    mentors: Ints
    lower: Units
    upper: Units
    own: Ints
    loads: Ints
    seats: Ints

    @property
    def free(self) -> NDArray[np.bool_]:
        """Which mentors have a seat left."""
        return self.loads < self.seats


@dataclass(frozen=True, kw_only=True)
class Prices:
    """A price per mentor, and the pair through which each was last raised (-1: never)."""

    prices: Units
    raised_by: Ints
    settled: bool


def market(pairs: Pairs, units: FixedPoint, mentor_of: Ints, seats: Ints) -> Market:
    """Return the market of the mentees that have an allowed pair; others take no part."""
    mentors = pairs.shape[1]
    order = _by_mentor(pairs)
    taking_part = np.unique(pairs.mentees)
    left_over = taking_part[mentor_of[taking_part] == NOBODY]
    place = np.full(pairs.shape[0], -1)
    place[taking_part] = np.arange(taking_part.size)
    # Without anybody left over, being unmatched is not on offer.
    outside = taking_part if left_over.size else left_over
    mentee = np.concatenate([place[pairs.mentees[order]], place[outside]])
    mentor = np.concatenate([pairs.mentors[order], np.full(outside.size, mentors)])
    zero = np.zeros(outside.size, dtype=units.lower.dtype)
    chosen = np.where(mentor_of < 0, mentors, mentor_of)[taking_part]
    own = np.empty(taking_part.size, dtype=np.int64)
    has = np.flatnonzero(mentor == chosen[mentee])
    own[mentee[has]] = has
    lower = np.concatenate([units.lower[order], zero])
    upper = lower if units.exact else np.concatenate([units.upper[order], zero])
    return Market(
        mentees=mentee,
        mentors=mentor,
        lower=lower,
        upper=upper,
        own=own,
        loads=np.bincount(chosen, minlength=mentors + 1),
        seats=np.append(seats, left_over.size),
    )


def _by_mentor(pairs: Pairs) -> Ints:
    """Return the order of the pairs by mentor, then mentee; SciPy counts instead of sorting."""
    places = np.arange(pairs.scores.size)
    table = sp.csr_array((places, (pairs.mentees, pairs.mentors)), shape=pairs.shape)
    return np.asarray(table.tocsc().data)


def lowest_prices(offers: Market) -> Prices:
    """
    Return the lowest prices at which nobody would rather have another seat, if there are any.

    Each price rises to what the keenest other mentee would still pay: the longest paths of the
    residual graph from the price 0, by Bellman and Ford's rounds. They are not settled when a path
    feeds on itself, when a seat that is free has a price, or when int64 is left.
    """
    held = offers.mentors[offers.own]
    upper = offers.upper.copy()
    upper[offers.own] = offers.lower[offers.own]
    prices = np.zeros(offers.seats.size, dtype=offers.lower.dtype)
    raised_by = np.full(offers.seats.size, -1)
    kept = offers.lower[offers.own]
    poorer = np.ones(held.size, dtype=bool)
    free, rounds = offers.free, 0
    while True:
        # Only who keeps less than a round ago can want another seat.
        asking = np.flatnonzero(poorer[offers.mentees])
        bids = upper[asking] - kept[offers.mentees[asking]]
        higher = (bids > prices[offers.mentors[asking]]).astype(bool)
        if not higher.any():
            return Prices(prices=prices, raised_by=raised_by, settled=True)
        mentors = _raise(prices, raised_by, offers, asking[higher], bids[higher])
        poorer = np.isin(held, mentors)
        kept[poorer] = offers.lower[offers.own[poorer]] - prices[held[poorer]]
        rounds += 1
        now = Prices(prices=prices, raised_by=raised_by, settled=False)
        if (prices[free] > 0).any() or too_large(now) or _feeds_on_itself(offers, now, rounds):
            return now


def _raise(prices: Units, raised_by: Ints, offers: Market, pairs: Ints, bids: Units) -> Ints:
    """Set the price of each mentor to the highest bid, and return the mentors."""
    mentors = offers.mentors[pairs]
    starts = np.flatnonzero(np.diff(mentors, prepend=-1))
    highest = np.maximum.reduceat(bids, starts)
    paying = bids == np.repeat(highest, np.diff(starts, append=mentors.size))
    prices[mentors[starts]] = highest
    raised_by[mentors[paying.astype(bool)]] = pairs[paying.astype(bool)]
    return mentors[starts]


def too_large(prices: Prices) -> bool:
    """Return whether the prices may leave int64."""
    return prices.prices.dtype != object and bool(prices.prices.max(initial=0) > LARGEST_PRICE)


def _feeds_on_itself(offers: Market, now: Prices, rounds: int) -> bool:
    """Return whether the raises form a cycle; looked for at powers of two only, to save time."""
    if rounds & (rounds - 1):
        return False
    size = offers.seats.size
    # Who never was raised leads to an end that leads to itself.
    before = np.append(_raised_from(offers, now), size)
    before[before < 0] = size
    for _ in range(size.bit_length()):
        before = before[before]
    return bool((before < size).any())


def _raised_from(offers: Market, now: Prices) -> Ints:
    """Return the mentor whose mentee raised each price, -1 where it never rose."""
    held = offers.mentors[offers.own]
    return np.where(now.raised_by < 0, -1, held[offers.mentees[now.raised_by]])


def _cycles(offers: Market, now: Prices) -> list[list[int]]:
    """Return the mentors on each cycle of raises."""
    before = _raised_from(offers, now).tolist()
    found, seen = [], [0] * len(before)
    for start in range(len(before)):
        mentor, walk = start, []
        while mentor >= 0 and not seen[mentor]:
            seen[mentor] = start + 1
            walk.append(mentor)
            mentor = before[mentor]
        if mentor >= 0 and seen[mentor] == start + 1:
            found.append(walk[walk.index(mentor) :])
    return found


def improve(offers: Market, unsettled: Prices) -> bool:
    """Move mentees along the cycles of raises, or the paths to free seats; say if any moved."""
    ways = _cycles(offers, unsettled) or _paths(offers, unsettled)
    for mentors in ways:
        moved = unsettled.raised_by[mentors]
        moved = moved[moved >= 0]
        offers.own[offers.mentees[moved]] = moved
    offers.loads[:] = np.bincount(offers.mentors[offers.own], minlength=offers.loads.size)
    return bool(ways)


def _paths(offers: Market, unsettled: Prices) -> list[list[int]]:
    """Return, per free seat with a price, the mentors it was raised through; none twice."""
    before = _raised_from(offers, unsettled).tolist()
    found: list[list[int]] = []
    used: set[int] = set()
    for mentor in np.flatnonzero(offers.free & (unsettled.prices > 0)).tolist():
        path = [mentor]
        while (previous := before[path[-1]]) >= 0:
            path.append(previous)
        if used.isdisjoint(path):
            found.append(path)
            used.update(path)
    return found


def proves_best_score(offers: Market, prices: Units) -> bool:
    """
    Return whether the prices certify the total score among seatings of equally many mentees.

    Prices are at least 0, and 0 where a seat is free; no mentee gains by paying another price. By
    linear duality no other seating then scores more. The arithmetic is exact.
    """
    held = offers.mentors[offers.own]
    kept = (offers.lower[offers.own] - prices[held])[offers.mentees]
    gains = offers.upper - prices[offers.mentors] > kept
    gains[offers.own] = False
    no_gain = not gains.any() and bool((offers.loads <= offers.seats).all())
    return no_gain and bool((prices >= 0).all()) and not (prices[offers.free] > 0).any()


def proves_most_matched(offers: Market) -> bool:
    """
    Return whether nobody more can be matched.

    Whoever is unmatched, and whoever holds a seat that such a mentee could use instead, and so on,
    wants only mentors without a free seat (König's certificate).
    """
    nobody = offers.seats.size - 1
    held = offers.mentors[offers.own]
    real = offers.mentors != nobody
    stuck = held == nobody
    while True:
        wanted = np.zeros(offers.seats.size, dtype=bool)
        wanted[offers.mentors[real & stuck[offers.mentees]]] = True
        grown = stuck | wanted[held]
        if (grown == stuck).all():
            return not (wanted & offers.free).any()
        stuck = grown
