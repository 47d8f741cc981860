"""Small cells stay hidden from an attacker who tries every table that fits what is published."""

from itertools import combinations, product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from outcomes_plugin.stats import audit, protect, protect_linked
from outcomes_plugin.stats.disclosure import PartOf, SameCell, SharedAxis, SumOf, audit_linked
from tests.stats import attacker

vectors = st.lists(st.integers(0, 12), min_size=1, max_size=5)
thresholds = st.integers(1, 6)
tables_of_two_axes = array_shapes(min_dims=2, max_dims=2, max_side=2).flatmap(
    lambda shape: arrays(np.int64, shape, elements=st.integers(0, 4))
)
tables = array_shapes(min_dims=2, max_dims=3, max_side=3).flatmap(
    lambda shape: arrays(np.int64, shape, elements=st.integers(0, 15))
)


def hidden_cost(full, hidden):
    return int(hidden.sum()), int(full[hidden].sum())


def is_safe(full, hidden, small, k):
    ranges = audit(np.where(hidden, np.nan, full), hidden)
    return all(high - low >= k for cell, (low, high) in ranges.items() if small[cell])


@settings(deadline=None)
@given(vectors, thresholds, st.data())
def test_nothing_less_would_do_in_one_dimension(counts, k, data):
    masks = st.lists(st.booleans(), min_size=len(counts), max_size=len(counts))
    primary = np.array(data.draw(masks))
    structural = np.array(data.draw(masks)) & (np.array(counts) == 0)
    protected = protect(counts, k=k, primary=primary, structural=structural)
    full = np.append(counts, sum(counts))
    impossible = np.append(structural, structural.all())
    small = ((full < k) | np.append(primary, False)) & ~impossible
    if small[-1]:
        assert (protected.hidden == ~impossible).all()
        return
    costs = []
    free = np.flatnonzero(~small & ~impossible)
    for size in range(len(free) + 1):
        for extra in combinations(free, size):
            hidden = small.copy()
            hidden[list(extra)] = True
            if is_safe(full, hidden, small, k):
                costs.append(hidden_cost(full, hidden))
    assert hidden_cost(full, protected.hidden) == min(costs)
    assert audit(protected.published, protected.hidden) == protected.certificate


def test_a_small_cell_hides_behind_the_cheapest_other():
    protected = protect([3, 40, 20, 60])
    assert protected.hidden.tolist() == [True, False, True, False, False]
    assert protected.certificate == {(0,): (0, 23), (2,): (0, 23)}
    assert protected.method == "exact integer"


def test_a_grand_total_below_the_threshold_hides_all():
    protected = protect([1, 0, 3])
    assert protected.hidden.all()
    assert protected.certificate == {(cell,): (0, np.inf) for cell in range(4)}


@pytest.mark.parametrize(
    "counts",
    [
        [3.0, 40.0, 20.0],
        np.array([3, 40, 20], dtype=np.int32),
        pd.Series([3, 40, 20], index=[7, 8, 9]),
    ],
)
def test_lists_arrays_and_series_are_read_alike(counts):
    assert protect(counts).certificate == protect([3, 40, 20]).certificate


@pytest.mark.parametrize(
    "table", [[], [[]], 7, [3, -1], [3, np.nan], [3, np.inf], [3, 2.5], ["3", "4"], [[1, 2], [3]]]
)
def test_what_is_no_table_of_counts_is_refused(table):
    with pytest.raises(ValueError, match=r"\.$"):
        protect(table)


@pytest.mark.parametrize("k", [0, -1, 2.5, np.nan, np.inf, "5", None, True])
def test_a_threshold_is_a_whole_number_of_at_least_one(k):
    with pytest.raises(ValueError, match="whole number"):
        protect([3, 40, 20], k=k)


@pytest.mark.parametrize("mask", [[True], [True] * 4, [[True, False, False]], [0, 2, 0]])
@pytest.mark.parametrize("name", ["primary", "structural"])
def test_a_mask_has_the_shape_of_the_table(name, mask):
    with pytest.raises(ValueError, match=name):
        protect([0, 40, 20], **{name: mask})


@settings(deadline=None, max_examples=60)
@given(tables_of_two_axes, thresholds)
def test_the_certificate_is_what_trying_every_table_gives(counts, k):
    protected = protect(counts, k=k)
    if protected.hidden[-1, -1]:
        assert set(protected.certificate.values()) == {(0, np.inf)}
        return
    assert protected.certificate == attacker.ranges_by_trying(protected.published, cap=counts.sum())
    assert protected.method == "exact integer"


@settings(deadline=None, max_examples=60)
@given(tables_of_two_axes, st.data())
def test_an_audit_of_any_publication_finds_what_trying_every_table_finds(counts, data):
    full = attacker.with_totals(counts)
    flags = st.lists(st.booleans(), min_size=full.size, max_size=full.size)
    hidden = np.array(data.draw(flags)).reshape(full.shape)
    hidden[-1, -1] = False
    published = attacker.published_of(full, hidden)
    assert audit(published, hidden) == attacker.ranges_by_trying(published, cap=full[-1, -1])


def test_every_table_of_two_rows_and_columns_is_safe_and_hides_nothing_in_vain():
    for cells in product((0, 2, 7), repeat=4):
        assert_protected(np.array(cells).reshape(2, 2), k=3)


@settings(deadline=None, max_examples=25)
@given(tables, thresholds, st.data())
def test_no_small_cell_leaks_and_no_other_is_hidden_in_vain(counts, k, data):
    flags = st.lists(st.booleans(), min_size=counts.size, max_size=counts.size)
    primary = np.array(data.draw(flags)).reshape(counts.shape)
    structural = np.array(data.draw(flags)).reshape(counts.shape) & (counts == 0)
    assert_protected(counts, k=k, primary=primary, structural=structural)


@settings(deadline=None, max_examples=25)
@given(arrays(np.int64, (2, 2, 2), elements=st.integers(0, 2)), st.integers(1, 2))
def test_in_three_dimensions_whole_tables_reach_both_ends_of_each_range(counts, k):
    protected = protect(counts, k=k)
    if protected.hidden[-1, -1, -1]:
        return
    tried = attacker.ranges_by_trying(protected.published, cap=counts.sum())
    assert protected.certificate == tried


def assert_protected(counts, *, k, primary=None, structural=None):
    """Check the promise of `protect` with ranges that the audit finds on its own."""
    primary = np.zeros(counts.shape, bool) if primary is None else primary
    structural = np.zeros(counts.shape, bool) if structural is None else structural
    protected = protect(counts, k=k, primary=primary, structural=structural)
    full = attacker.with_totals(counts)
    impossible = attacker.with_totals(~structural) == 0
    small = full < k
    small[tuple(slice(length) for length in counts.shape)] |= primary
    small &= ~impossible
    grand = (-1,) * counts.ndim
    assert audit(protected.published, protected.hidden) == protected.certificate
    if small[grand]:
        assert (protected.hidden == ~impossible).all()
        return
    assert protected.hidden[small].all()
    assert not protected.hidden[impossible].any()
    assert is_safe(full, protected.hidden, small, k)
    for cell in map(tuple, np.argwhere(protected.hidden & ~small)):
        hidden = protected.hidden.copy()
        hidden[cell] = False
        assert not is_safe(full, hidden, small, k)


@pytest.mark.parametrize("shape", [(25, 30), (5, 5, 7)])
def test_linear_programs_find_no_leak_in_a_large_table(shape):
    counts = np.random.default_rng(7).negative_binomial(1, 1 / 25, shape)
    protected = protect(counts)
    full = attacker.with_totals(counts)
    small = list(map(tuple, np.argwhere(full < 5).tolist()))
    assert len(small) > 15
    for cell in small[:15]:
        low, high = attacker.range_by_linear_program(protected.published, cell)
        assert high - low > 5 - 1e-6
        assert low - 1e-6 <= protected.certificate[cell][0]
        assert protected.certificate[cell][1] <= high + 1e-6
        if len(shape) == 2:
            assert protected.certificate[cell] == pytest.approx((low, high))


@pytest.mark.parametrize("seed", range(4))
def test_whole_rows_and_columns_would_hide_more(seed):
    random = np.random.default_rng(seed)
    counts = random.integers(5, 90, (20, 20))
    spots = random.choice(400, 12, replace=False)
    counts.flat[spots] = random.integers(0, 5, 12)
    rows, columns = (counts < 5).any(axis=1), (counts < 5).any(axis=0)
    whole = (rows[:, None] | columns[None, :]).sum()
    assert protect(counts).hidden.sum() < whole / 4


def test_a_grand_total_stays_in_view_while_anything_else_can_protect():
    protected = protect([[0, 0], [0, 50]])
    assert not protected.hidden[-1, -1]
    assert protected.hidden.sum() == 8


def test_a_masked_cell_that_is_all_there_is_takes_its_totals_along():
    protected = protect([[7, 0], [0, 0]], primary=[[1, 0], [0, 0]], structural=[[0, 1], [1, 1]])
    assert np.argwhere(~protected.hidden).tolist() == [
        [0, 1],
        [1, 0],
        [1, 1],
        [1, 2],
        [2, 1],
    ]
    assert set(protected.certificate.values()) == {(0, np.inf)}


def test_a_rule_can_mark_totals():
    mask = [[False, False, True], [False, False, False], [False, False, False]]
    protected = protect([[10, 20], [30, 40]], primary_totals=mask)
    low, high = protected.certificate[0, 2]
    assert protected.hidden[0, 2]
    assert high - low >= 5


def test_frames_are_read_by_position():
    frame = pd.DataFrame({"b": [3.0, 20.0], "a": [30.0, 40.0]}, index=[9, 4])
    mask = pd.DataFrame({"x": [False, False], "y": [False, True]})
    plain = protect([[3, 30], [20, 40]], primary=[[0, 0], [0, 1]])
    assert protect(frame, primary=mask).certificate == plain.certificate


def test_people_in_an_impossible_cell_are_refused():
    with pytest.raises(ValueError, match="impossible"):
        protect([3, 40], structural=[True, False])


@pytest.mark.parametrize(
    ("published", "hidden"),
    [
        ([10.0, 20.0, 31.0], [False, False, False]),
        ([np.nan, np.nan, 30.0, 20.0], [True, True, False, False]),
        ([np.nan, 20.0, 30.0], [False, False, False]),
        ([10.0, 20.0, 30.0], [True, False, False]),
        ([10.0, np.nan, 30.0], [False, True]),
        ([[10.0, np.nan], [np.nan, 5.0]], [[False, True], [True, False]]),
        ([-1.0, np.nan, 30.0], [False, True, False]),
        ([1.5, np.nan, 30.0], [False, True, False]),
        ([30.0], [False]),
    ],
)
def test_what_no_table_fits_cannot_be_audited(published, hidden):
    with pytest.raises(ValueError, match=r"\.$"):
        audit(published, hidden)


ATTRIBUTE = {"people": [20, 30, 40], "promoted": [18, 12, 20]}
ATTRIBUTE_LINKS = [PartOf(part="promoted", whole="people")]


def published_and_hidden(protected):
    return (
        {name: table.published for name, table in protected.items()},
        {name: table.hidden for name, table in protected.items()},
    )


def test_two_people_without_the_attribute_are_hidden_behind_those_with_it():
    alone = protect(ATTRIBUTE["promoted"])
    linked = protect_linked(ATTRIBUTE, ATTRIBUTE_LINKS)
    assert not alone.hidden.any()
    low, high = linked.certificate["people without promoted", (0,)]
    assert high - low >= 5
    assert linked["people"].hidden[0] or linked["promoted"].hidden[0]


def test_a_total_that_two_tables_share_does_not_give_a_small_branch_away():
    tables = {"north": [2, 1], "south": [20, 30], "all": [53]}
    links = [SumOf(total=("all", -1), parts=[("north", -1), ("south", -1)])]
    linked = protect_linked(tables, links)
    assert linked["north"].hidden.all()
    assert linked["south"].hidden[-1] or linked["all"].hidden.all()
    low, high = linked.certificate["north", (2,)]
    assert high - low >= 5


@pytest.mark.parametrize(
    ("tables", "links"),
    [
        (ATTRIBUTE, ATTRIBUTE_LINKS),
        ({"x": [3, 20, 30], "y": [3, 25, 25]}, [(("x", 0), ("y", 0)), (("x", -1), ("y", -1))]),
        (
            {"gender": [[3, 20], [30, 40]], "role": [[10, 13], [33, 37]]},
            [SharedAxis(first="gender", second="role")],
        ),
        ({"a": [3, 9], "b": [3, 20]}, [SameCell(first=("a", 0), second=("b", (0,)))]),
    ],
)
def test_an_audit_of_linked_tables_finds_the_joint_certificate(tables, links):
    linked = protect_linked(tables, links)
    assert audit_linked(*published_and_hidden(linked), links) == linked.certificate
    for name, table in linked.items():
        full = attacker.with_totals(tables[name])
        assert table.hidden[full < 5].all()
        for cell in map(tuple, np.argwhere(full < 5).tolist()):
            low, high = linked.certificate[name, cell]
            assert low <= full[cell] <= high
            assert high - low >= 5


@pytest.mark.parametrize(
    ("tables", "links"),
    [
        ({}, []),
        ({"a": [9, 9]}, [(("a", 0), ("b", 0))]),
        ({"a": [9, 9]}, [(("a", 0), ("a", 7))]),
        ({"a": [9, 9], "b": [8, 9]}, [(("a", 0), ("b", 0))]),
        ({"a": [9, 9], "b": [10, 9]}, [PartOf(part="b", whole="a")]),
        ({"a": [9, 9], "b": [10, 9, 8]}, [PartOf(part="b", whole="a")]),
        ({"a": [9, 9], "b": [10, 9]}, [SharedAxis(first="a", second="b")]),
        ({"a": [9, 9]}, ["a is b"]),
    ],
)
def test_links_that_do_not_hold_are_refused(tables, links):
    with pytest.raises(ValueError, match=r"\.$"):
        protect_linked(tables, links)
