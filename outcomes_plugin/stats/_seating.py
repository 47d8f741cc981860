"""As many mentees seated as possible, then the best total score, by SciPy's sparse matcher."""

from dataclasses import dataclass, replace

import numpy as np
import scipy.sparse as sp
from scipy.sparse import csgraph

from ._pairs import Mask, Pairs
from ._whole_counts import Ints

# Pairs of a mentee and a seat; each takes some 50 bytes.
MOST_WRITTEN_OUT = 20_000_000


@dataclass(frozen=True, kw_only=True)
class Problem:
    """Allowed pairs with whole-number scores (`units`), and the seats per mentor."""

    pairs: Pairs
    units: Ints
    seats: Ints


def best_seating(problem: Problem, rng: np.random.Generator) -> Ints:
    """
    Return the mentor of each mentee, -1 where none was left; `rng` decides among equals.

    SciPy's matcher wants every seat written out. Where that would take too much memory, mentors
    begin with fewer seats, and those who fill them get more: a seat that nobody took proves that
    further ones would stay empty too.
    """
    mentor_of = _favorites(problem, rng)
    loads = _loads(mentor_of, problem.seats.size)
    if (loads <= problem.seats).all():
        return mentor_of
    wanted = np.bincount(problem.pairs.mentors, minlength=problem.seats.size)
    seats = np.minimum(problem.seats, wanted)
    limits = seats.copy()
    if seats @ wanted > MOST_WRITTEN_OUT:
        limits = np.minimum(seats, loads + 1)
    while True:
        mentor_of = _seated(replace(problem, seats=limits), rng)
        full = (_loads(mentor_of, seats.size) >= limits) & (limits < seats)
        if not full.any():
            return mentor_of
        limits[full] = np.minimum(seats, 2 * limits)[full]


def _seated(problem: Problem, rng: np.random.Generator) -> Ints:
    """
    Return the best seating where every seat is written out.

    The largest number of seated mentees is found first (Hopcroft & Karp). Mentees who compete for
    scarce mentors are then separated from the rest (Dulmage & Mendelsohn 1958): in every largest
    seating the former take all seats of those mentors, and all of the latter are seated. In each
    part one side is therefore matched in full, so SciPy's matcher applies and no artificial score
    for an empty place can blur the others.
    """
    mentees, mentors = problem.pairs.shape
    shuffled = _relabeled(problem, rng.permutation(mentees), rng.permutation(mentors))
    seated = _largest_seating(shuffled.graph)
    mentor_of = np.full(mentees, -1)
    for part in _parts(shuffled, seated):
        if part.graph.nnz:
            chosen, seat = _full_matching(part)
            mentor_of[shuffled.mentees[chosen]] = shuffled.mentors[part.mentor_of_seat[seat]]
    return mentor_of


def _favorites(problem: Problem, rng: np.random.Generator) -> Ints:
    """Return each mentee's best mentor, one of them by chance where several are."""
    pairs = problem.pairs
    mentor_of = np.full(pairs.shape[0], -1)
    starts = np.flatnonzero(np.diff(pairs.mentees, prepend=-1))
    if starts.size:
        lengths = np.diff(starts, append=pairs.mentees.size)
        highest = np.repeat(np.maximum.reduceat(problem.units, starts), lengths)
        best = np.flatnonzero(problem.units == highest)
        best = best[rng.permutation(best.size)]
        mentor_of[pairs.mentees[best]] = pairs.mentors[best]
    return mentor_of


def _loads(mentor_of: Ints, mentors: int) -> Ints:
    return np.bincount(mentor_of[mentor_of >= 0], minlength=mentors)


@dataclass(frozen=True, kw_only=True)
class Graph:
    """Mentees × seats; `mentees` and `mentors` give the labels before the shuffle."""

    graph: sp.csc_array
    mentor_of_seat: Ints
    mentees: Ints
    mentors: Ints


def _relabeled(problem: Problem, mentees: Ints, mentors: Ints) -> Graph:
    """Return the expanded graph with the mentees and mentors in the given order."""
    pairs = problem.pairs
    # The matcher leaves out stored zeros, so every cost is at least 1.
    costs = (problem.units.max(initial=0) - problem.units + 1).astype(float)
    place = (np.argsort(mentees)[pairs.mentees], np.argsort(mentors)[pairs.mentors])
    by_mentor = sp.csc_array((costs, place), shape=pairs.shape)
    useful = np.minimum(problem.seats[mentors], np.diff(by_mentor.indptr))
    mentor_of_seat = np.repeat(np.arange(mentors.size), useful)
    return Graph(
        graph=by_mentor[:, mentor_of_seat],
        mentor_of_seat=mentor_of_seat,
        mentees=mentees,
        mentors=mentors,
    )


def _largest_seating(graph: sp.csc_array) -> Ints:
    """Return the mentee of each seat in some seating of as many as possible, -1 if empty."""
    return csgraph.maximum_bipartite_matching(graph.T.tocsr(), perm_type="column").astype(np.int64)


def _parts(whole: Graph, mentee_of_seat: Ints) -> list[Graph]:
    """Return the graph in parts that are seated in full on one side each."""
    seated = np.count_nonzero(mentee_of_seat >= 0)
    live = np.count_nonzero(np.bincount(whole.graph.indices, minlength=whole.graph.shape[0]))
    if seated in (live, mentee_of_seat.size):
        return [whole]
    mentees, seats = _contested(whole.graph, mentee_of_seat)
    return [_restricted(whole, mentees, seats), _restricted(whole, ~mentees, ~seats)]


def _contested(graph: sp.csc_array, mentee_of_seat: Ints) -> tuple[Mask, Mask]:
    """Return who competes with an unseated mentee, directly or through others, and for what."""
    by_mentee = graph.tocsr()
    mentees = np.ones(graph.shape[0], dtype=bool)
    mentees[mentee_of_seat[mentee_of_seat >= 0]] = False
    seats = np.zeros(graph.shape[1], dtype=bool)
    frontier = np.flatnonzero(mentees)
    while frontier.size:
        wanted = np.unique(by_mentee[frontier].indices)
        new = wanted[~seats[wanted]]
        seats[new] = True
        frontier = mentee_of_seat[new]
        mentees[frontier] = True
    return mentees, seats


def _restricted(whole: Graph, mentees: Mask, seats: Mask) -> Graph:
    # Pairs outside keep no place: a row without pairs takes no part.
    inside = sp.diags_array(mentees.astype(float)) @ whole.graph[:, np.flatnonzero(seats)]
    inside = sp.csc_array(inside)
    inside.eliminate_zeros()
    return Graph(
        graph=inside,
        mentor_of_seat=whole.mentor_of_seat[seats],
        mentees=whole.mentees,
        mentors=whole.mentors,
    )


def _full_matching(part: Graph) -> tuple[Ints, Ints]:
    """Return mentees and seats of the cheapest matching that is full on the smaller side."""
    live = np.flatnonzero(np.bincount(part.graph.indices, minlength=part.graph.shape[0]))
    graph = part.graph if live.size == part.graph.shape[0] else part.graph.tocsr()[live]
    if graph.shape[0] < graph.shape[1]:
        rows, columns = csgraph.min_weight_full_bipartite_matching(graph.tocsr())
    else:
        columns, rows = csgraph.min_weight_full_bipartite_matching(graph.T.tocsr())
    return live[rows], columns
