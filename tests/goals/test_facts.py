"""Sums for reporting: goal attainment over people, against the published formula."""

import math

import pytest

from outcomes_plugin.goals import api as goals_api
from outcomes_plugin.goals.data import Status
from tests import given
from tests import given_goals as gg
from tests.given_programs import a_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def program():
    return gg.a_program_with_goals()


def t_score(levels_and_weights) -> float:
    """Return the T score of Kiresuk and Sherman (1968) with ρ = .3."""
    weights = [weight for _level, weight in levels_and_weights]
    pulled = sum(level * weight for level, weight in levels_and_weights)
    spread = 0.7 * sum(one**2 for one in weights) + 0.3 * sum(weights) ** 2
    return 50 + 10 * pulled / math.sqrt(spread)


def has_reached(program, name, *levels_and_weights):
    for level, weight in levels_and_weights:
        goal = gg.a_goal(program, name, fields=gg.LEVELS, weight=weight)
        gg.a_check_in(goal, name, value=level, at=given.TUESDAY)


def sums(program, at=given.A_MONTH_LATER):
    found = goals_api.attainment_sums(program.id, at=at)
    return {one.cohort_id: (one.n, one.total, one.total_of_squares) for one in found}


def approx(*scores):
    return (
        len(scores),
        pytest.approx(sum(scores)),
        pytest.approx(sum(score**2 for score in scores)),
    )


def test_sums_are_those_of_the_published_formula_per_cohort_and_in_total(program):
    spring = a_member(program, "mia", cohort="spring").cohort_id
    has_reached(program, "mia", (1, 3), (-1, 1), (0, 2))
    has_reached(program, "amara", (2, 5))
    mia, amara = t_score([(1, 3), (-1, 1), (0, 2)]), t_score([(2, 5)])
    assert sums(program) == {None: approx(amara, mia), spring: approx(mia)}


def test_who_reached_all_that_was_hoped_for_has_fifty(program):
    has_reached(program, "amara", (0, 1), (0, 4))
    assert sums(program) == {None: approx(50.0)}


def test_the_last_level_at_the_time_counts(program):
    goal = gg.a_goal(program, fields=gg.LEVELS)
    gg.a_check_in(goal, value=-2, at=given.TUESDAY)
    gg.a_check_in(goal, value=2, at=given.A_MONTH_LATER)
    assert sums(program, at=given.NEXT_MONDAY) == {None: approx(t_score([(-2, 3)]))}
    assert sums(program) == {None: approx(t_score([(2, 3)]))}
    assert sums(program, at=given.MONDAY) == {}


def test_drafts_dropped_goals_numbers_and_mentors_are_left_out(program):
    gg.a_goal(program, fields=gg.LEVELS)
    gg.a_check_in(gg.a_goal(program))
    has_reached(program, "ilse", (2, 1))
    dropped = gg.a_goal(program, fields=gg.LEVELS, what="Say yes less often")
    gg.a_check_in(dropped, value=2)
    goals_api.finish_goal(
        given.an_actor("amara"),
        dropped.id,
        status=Status.DROPPED,
        words="It no longer fits.",
        at=given.NEXT_MONDAY,
    )
    assert sums(program) == {}
    assert goals_api.status_counts(program.id) == {
        Status.DRAFT: 1,
        Status.ACTIVE: 2,
        Status.DROPPED: 1,
    }
