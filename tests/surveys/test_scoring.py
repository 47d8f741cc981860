"""Scores of one response, for any questionnaire and any answers."""

import pytest
from hypothesis import given as property_of
from hypothesis import settings
from hypothesis import strategies as st

from outcomes_plugin.surveys.answers import check_answers
from outcomes_plugin.surveys.questionnaire import Item, Point, Questionnaire, ScoreRule
from outcomes_plugin.surveys.scoring import score_answers


def a_questionnaire(*, low=1, high=5, count=3, reverse_keyed=(), minimum_answered=2):
    points = tuple(Point(value=value, label=str(value)) for value in range(low, high + 1))
    items = tuple(
        Item(
            key=f"i{index}",
            kind="likert",
            prompt="?",
            points=points,
            required=False,
            does_not_apply=True,
            shared_with_mentor=False,
            low="",
            high="",
        )
        for index in range(count)
    )
    rule = ScoreRule(
        key="s",
        items=tuple(item.key for item in items),
        reverse_keyed=frozenset(reverse_keyed),
        minimum_answered=minimum_answered,
        low=low,
        high=high,
    )
    return Questionnaire(
        title="",
        about="",
        minutes=1,
        is_validated=False,
        default_mode="confidential",
        items=items,
        scores=(rule,),
    )


@pytest.mark.parametrize(
    ("answers", "score"),
    [
        ({"i0": 5, "i1": 4, "i2": 1}, {"s": pytest.approx((5 + 4 + 5) / 3)}),
        ({"i0": 5, "i2": 2}, {"s": 4.5}),
        ({"i0": 5, "i1": "does_not_apply", "i2": 2}, {"s": 4.5}),
        ({"i0": 5, "i1": "does_not_apply"}, {}),
        ({}, {}),
    ],
)
def test_a_score_is_the_mean_of_enough_answers_with_reverse_keyed_ones_turned_round(answers, score):
    assert score_answers(a_questionnaire(reverse_keyed=["i2"]), answers) == score


@st.composite
def answered(draw):
    low = draw(st.integers(0, 2))
    high = draw(st.integers(low + 1, low + 10))
    count = draw(st.integers(1, 8))
    keys = [f"i{index}" for index in range(count)]
    asked = a_questionnaire(
        low=low,
        high=high,
        count=count,
        reverse_keyed=draw(st.sets(st.sampled_from(keys))),
        minimum_answered=draw(st.integers(1, count)),
    )
    point = st.integers(low, high) | st.just("does_not_apply")
    return asked, draw(st.dictionaries(st.sampled_from(keys), point))


@settings(deadline=None)
@property_of(answered())
def test_a_score_lies_on_the_scale_and_exists_exactly_when_enough_was_answered(world):
    asked, answers = world
    (rule,) = asked.scores
    scores = score_answers(asked, check_answers(asked, answers, role="mentee"))
    enough = sum(isinstance(value, int) for value in answers.values()) >= rule.minimum_answered
    assert set(scores) == ({"s"} if enough else set())
    assert all(rule.low <= value <= rule.high for value in scores.values())


@settings(deadline=None)
@property_of(answered())
def test_turning_every_key_and_every_answer_round_changes_no_score(world):
    asked, answers = world
    (rule,) = asked.scores
    turned_rule = ScoreRule(
        key="s",
        items=rule.items,
        reverse_keyed=frozenset(rule.items) - rule.reverse_keyed,
        minimum_answered=rule.minimum_answered,
        low=rule.low,
        high=rule.high,
    )
    turned = {
        key: rule.low + rule.high - value if isinstance(value, int) else value
        for key, value in answers.items()
    }
    both = Questionnaire(**{**vars(asked), "scores": (turned_rule,)})
    assert score_answers(both, turned) == pytest.approx(score_answers(asked, answers))
