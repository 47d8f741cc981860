"""Quality figures are true, part of the sealed release, and tell of no few people."""

from collections import Counter
from dataclasses import replace

import pandas as pd
import pingouin
import pytest
from hypothesis import given as over
from hypothesis import settings
from hypothesis import strategies as st

from outcomes_plugin import stats
from outcomes_plugin.programs.data import ProgramData
from outcomes_plugin.reporting.data import QualityData, QualityKind
from outcomes_plugin.reporting.freezing import digest_of
from outcomes_plugin.reporting.models import FrozenError, Release, ReleaseQuality
from outcomes_plugin.reporting.quality_data import Judged
from outcomes_plugin.reporting.quality_rules import may_tell_share, people_to_tell
from outcomes_plugin.reporting.quality_scales import reliability
from outcomes_plugin.reporting.quality_style import answering_style
from outcomes_plugin.surveys import api as surveys_api
from outcomes_plugin.surveys.data import AnswerQuality, ScalePatterns
from tests import given_surveys as gs
from tests.reporting import scenes
from tests.worlds import made_once

pytestmark = pytest.mark.django_db

PEOPLE = 40
TRUST = ("t1", "t2", "t3")
K = st.integers(3, 8)


def a_world():
    program = gs.an_asking_program()
    scenes.people(program, {"autumn": PEOPLE})
    return program


_world = made_once(a_world)


@pytest.fixture
def program(_world, db):
    """Return a program with people. What a test does to it is undone after the test."""
    return _world


def a_released_window(program, *, answering=PEOPLE, **fields):
    window = gs.an_open_window(program, **fields)
    scenes.answered(window, {"autumn": answering}, skips=0.0)
    return window, Release.objects.get(id=scenes.released(window).id)


def quality_of(release):
    return [row.to_data() for row in release.quality.order_by("id")]


def rows_of(release, kind, key=None):
    return [
        one for one in quality_of(release) if one.kind is kind and (key is None or one.key == key)
    ]


def judged(patterns=None, *, asked=100, k=5, shown=("trust",), **answers):
    """Return what the sources are given, without a database."""
    scale = ScalePatterns(
        score="trust",
        items=TRUST,
        reverse_keyed=frozenset({"t3"}),
        low=1,
        high=5,
        patterns=patterns or {},
    )
    counts = {"answered": 0, "straight": None, "timed": 0, "fast": 0, "left": None, **answers}
    program = ProgramData.__new__(ProgramData)
    object.__setattr__(program, "k", k)
    return Judged(
        program=program,
        window=None,
        answers=AnswerQuality(scales=(scale,), **counts),
        asked=asked,
        shown_scores=frozenset(shown),
    )


def test_reliability_is_that_of_the_answers_with_reverse_keys_turned_round(program):
    window, release = a_released_window(program)
    (alpha,) = rows_of(release, QualityKind.ALPHA, "trust")
    scale = next(
        one for one in surveys_api.answer_quality(window.id).scales if one.score == "trust"
    )
    rows = [pattern for pattern, people in scale.patterns.items() for _one in range(people)]
    frame = pd.DataFrame(rows, columns=list(scale.items))
    for item in scale.reverse_keyed:
        frame[item] = 6 - frame[item]
    expected, _interval = pingouin.cronbach_alpha(frame)
    assert alpha.estimate == pytest.approx(expected, abs=0.005)
    # All forty answered every item; that nobody skipped is not told.
    assert (alpha.n, alpha.n_is_least) == (PEOPLE - program.k, True)
    dropped = rows_of(release, QualityKind.ALPHA_IF_DROPPED, "trust")
    rest = rows_of(release, QualityKind.ITEM_REST, "trust")
    assert [one.item for one in dropped] == [one.item for one in rest] == list(scale.items)
    first = scale.items[0]
    by_hand = frame[first].corr(frame.drop(columns=[first]).sum(axis=1))
    assert rest[0].estimate == pytest.approx(by_hand, abs=0.005)


def test_quality_is_sealed_with_its_release_and_never_changed(program):
    _window, release = a_released_window(program)
    parts = [list(rows.order_by("id")) for rows in (release.cells, release.charts, release.quality)]
    assert parts[2]
    assert digest_of(release, *parts) == release.digest
    parts[2][0].estimate = 0.99
    assert digest_of(release, *parts) != release.digest
    assert digest_of(release, parts[0], parts[1]) != release.digest
    for attempt in (parts[2][0].save, parts[2][0].delete, ReleaseQuality.objects.all().delete):
        with pytest.raises(FrozenError):
            attempt()


@pytest.mark.parametrize("mode", ["identified", "confidential", "anonymous"])
def test_every_mode_has_its_quality_after_the_close(program, mode):
    window = gs.an_open_window(program, mode=mode)
    told = {"seconds": 4, "was_fast": True} if mode == "identified" else {"was_fast": True}
    for index in range(PEOPLE):
        straight, fast = index < 12, index < 8
        values = (
            gs.all_answers()
            if straight
            else scenes.random_answers(window.instrument, seed=index, skips=0.0)
        )
        pace = told if fast else {"seconds": 400, "was_fast": False}
        gs.answer(window, f"autumn_{index}", values, at=window.opens_at, pace=pace)
    release = Release.objects.get(id=scenes.released(window).id)
    (straight_lining,) = rows_of(release, QualityKind.STRAIGHT_LINING)
    (speeding,) = rows_of(release, QualityKind.SPEEDING)
    assert (straight_lining.estimate, straight_lining.n) == (12 / PEOPLE, PEOPLE)
    assert (speeding.estimate, speeding.n) == (8 / PEOPLE, PEOPLE)


def test_of_an_unknown_pace_nothing_is_said(program):
    _window, release = a_released_window(program)
    assert rows_of(release, QualityKind.SPEEDING) == []


def test_a_small_window_shows_no_quality(program):
    _window, release = a_released_window(program, answering=4)
    rows = quality_of(release)
    assert rows
    assert all(one.hidden for one in rows)
    assert all((one.estimate, one.low, one.high, one.n) == (None, None, None, None) for one in rows)


@settings(deadline=None)
@over(K, st.integers(0, 60), st.integers(0, 60))
def test_what_is_told_of_complete_answers_leaves_few_skippers_undecided(k, complete, skipped):
    of = complete + skipped
    told = people_to_tell(complete, of=of, k=k)
    if told is None:
        assert complete < 2 * k
        return
    assert k <= told.n <= complete
    fitting = [one for one in range(of + 1) if people_to_tell(one, of=of, k=k) == told]
    possible = [of - one for one in range(told.n, of + 1)] if told.is_least else [of - told.n]
    assert told.is_least or len(fitting) == 1
    if skipped < k:
        assert max(possible) - min(possible) >= k


@over(K, st.integers(0, 80), st.integers(0, 80))
def test_a_share_is_told_of_no_few_and_not_of_nearly_all(k, count, rest):
    if may_tell_share(count, of=count + rest, k=k):
        assert count == 0 or count >= k
        assert rest >= k
        assert count < 0.95 * (count + rest)
        assert count + rest >= 2 * k


PATTERN = st.tuples(*(st.one_of(st.none(), st.integers(1, 5)) for _item in TRUST)).filter(
    lambda pattern: pattern.count(None) <= 1
)


@settings(deadline=None, max_examples=60)
@over(st.lists(PATTERN, max_size=40), st.integers(3, 6))
def test_a_scale_tells_its_figures_of_enough_people_or_none_of_them(people, k):
    rows = reliability(judged(Counter(people), k=k))
    assert len(rows) == 2 + 2 * len(TRUST)
    assert len({one.hidden for one in rows}) == 1
    complete = sum(None not in pattern for pattern in people)
    if not rows[0].hidden:
        assert k <= rows[0].n <= complete
        assert complete >= 2 * k
        assert all(one.estimate == round(one.estimate, 2) for one in rows)
        assert len({(one.n, one.n_is_least) for one in rows}) == 1


@settings(deadline=None, max_examples=30)
@over(st.integers(0, 5), st.integers(20, 40))
def test_the_interval_tells_no_more_of_the_number_of_people_than_the_number_does(skipped, of):
    people = [(1 + n % 5, 1 + (n + n % 2) % 5, 5 - (n + n % 3) % 5) for n in range(of - skipped)]
    told = reliability(judged(Counter(people) + Counter({(3, None, 3): skipped})))[0]
    assert (told.n, told.n_is_least) == (of - 5, True)
    frame = pd.DataFrame(people, columns=TRUST, dtype=float)
    of_as_many = stats.cronbach_alpha(
        frame, reverse_keyed=["t3"], scale_range=(1, 5), counted=of - 5
    )
    assert (told.low, told.high) == tuple(round(end, 2) for end in of_as_many.interval)


def test_where_an_item_was_answered_alike_by_nearly_all_nothing_is_told():
    mixed = Counter({(1 + n % 5, 1 + n % 4, 3): 1 for n in range(39)})
    assert all(one.hidden for one in reliability(judged(mixed + Counter({(1, 2, 4): 1}))))
    repeated = Counter({(1 + n % 5, 1 + n % 5, 5 - n % 5): 4 for n in range(5)})
    assert all(one.hidden for one in reliability(judged(repeated)))


def test_a_score_that_the_release_hides_has_no_figures_either():
    answers = Counter((1 + n % 5, 1 + (n + n % 2) % 5, 5 - (n + n % 3) % 5) for n in range(60))
    assert not reliability(judged(answers))[0].hidden
    assert all(one.hidden for one in reliability(judged(answers, shown=())))
    assert all(one.hidden for one in reliability(judged(answers, asked=9)))


def test_a_scale_of_two_items_has_no_reliability_at_all():
    found = judged(Counter({(1, 2): 30}))
    two = replace(found.answers.scales[0], items=("t1", "t2"), reverse_keyed=frozenset())
    assert reliability(replace(found, answers=replace(found.answers, scales=(two,)))) == []


def test_shares_that_would_tell_of_a_few_are_hidden():
    style = {"answered": 40, "straight": 3, "timed": 40, "fast": 37}
    assert answering_style(judged(**style)) == [
        QualityData(kind=QualityKind.STRAIGHT_LINING, hidden=True),
        QualityData(kind=QualityKind.SPEEDING, hidden=True),
    ]
    open_style = answering_style(judged(**{**style, "straight": 0, "fast": 10}))
    assert [(one.hidden, one.estimate, one.n) for one in open_style] == [
        (False, 0.0, 40),
        (False, 0.25, 40),
    ]
    assert answering_style(judged(**{**style, "straight": None, "timed": 19})) == []
