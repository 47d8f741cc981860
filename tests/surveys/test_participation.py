"""Rates of small groups are hidden, and with them what would tell of those."""

from hypothesis import given as property_of
from hypothesis import settings
from hypothesis import strategies as st

from outcomes_plugin.surveys.data import CohortParticipation
from outcomes_plugin.surveys.rules import hide_small

COUNTS = st.lists(st.integers(0, 30), min_size=1, max_size=6)


def cohorts(sizes):
    return [CohortParticipation(cohort_id=i, asked=n, done=n // 2) for i, n in enumerate(sizes)]


@settings(deadline=None)
@property_of(COUNTS, st.integers(3, 8))
def test_no_group_below_k_is_shown_and_none_is_the_total_less_the_shown(sizes, k):
    shown = hide_small(cohorts(sizes), k=k)
    assert all(one.asked is None or one.asked == 0 or one.asked >= k for one in shown)
    hidden = sum(sizes) - sum(one.asked or 0 for one in shown)
    everything_is_hidden = all(one.asked is None or one.asked == 0 for one in shown)
    assert hidden == 0 or hidden >= k or everything_is_hidden


@settings(deadline=None)
@property_of(COUNTS, st.integers(3, 8))
def test_nothing_is_hidden_without_a_small_group(sizes, k):
    large = cohorts([2 * (size + k) for size in sizes])
    assert hide_small(large, k=k) == tuple(large)


@settings(deadline=None)
@property_of(COUNTS, st.integers(3, 8))
def test_no_few_answers_of_a_cohort_are_shown(sizes, k):
    shown = hide_small(cohorts(sizes), k=k)
    assert all(one.done in (None, 0) or one.done >= k for one in shown)
