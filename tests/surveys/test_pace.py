"""How fast and how straight people answer: what is kept, in which mode, and what is not."""

import pytest
from hypothesis import given as over
from hypothesis import strategies as st

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.surveys import api as surveys_api
from outcomes_plugin.surveys import questionnaire as questionnaires
from outcomes_plugin.surveys.answer_quality import answer_quality
from outcomes_plugin.surveys.data import Mode
from outcomes_plugin.surveys.models import ConfidentialResponse, IdentifiedResponse, Window
from outcomes_plugin.surveys.pace import Pace, pace_of
from outcomes_plugin.surveys.straight_lining import is_straight, scales_to_judge
from tests import given
from tests import given_surveys as gs

pytestmark = pytest.mark.django_db

FOUR = {"a": 1, "b": 2, "c": 3, "d": 4}


@pytest.fixture
def program():
    program = gs.an_asking_program()
    gs.mentees(program, 6)
    return program


def test_with_the_name_the_time_is_kept_and_judged_here():
    told = {"seconds": 7, "was_fast": False}
    assert pace_of(told, FOUR, mode=Mode.IDENTIFIED) == Pace(seconds=7, was_fast=True)
    assert pace_of({"seconds": 8}, FOUR, mode=Mode.IDENTIFIED) == Pace(seconds=8, was_fast=False)


@over(st.integers() | st.none() | st.text(), st.booleans())
def test_without_the_name_a_time_is_never_kept(seconds, was_fast):
    for mode in (Mode.CONFIDENTIAL, Mode.ANONYMOUS):
        told = {"seconds": seconds, "was_fast": was_fast}
        assert pace_of(told, FOUR, mode=mode) == Pace(was_fast=was_fast)
        assert pace_of({"seconds": seconds}, FOUR, mode=mode) == Pace()


@pytest.mark.parametrize("seconds", [-1, 86_401, True, 2.5, "7", None, [7]])
def test_a_time_that_makes_no_sense_is_as_if_it_were_not_told(seconds):
    assert pace_of({"seconds": seconds}, FOUR, mode=Mode.IDENTIFIED) == Pace()
    assert pace_of({"was_fast": seconds}, FOUR, mode=Mode.ANONYMOUS) == (
        Pace(was_fast=True) if seconds is True else Pace()
    )


def test_a_change_keeps_the_pace_of_the_first_answer_and_judges_straightness_anew(program):
    window = gs.an_open_window(program, mode="identified")
    straight = gs.all_answers()
    receipt = gs.answer(window, "mia0", straight, pace={"seconds": 30})
    row = IdentifiedResponse.objects.get()
    assert (row.seconds, row.was_fast, row.is_straight) == (30, False, True)
    changed = {**straight, "trust_1": 2}
    gs.answer(
        window, "mia0", changed, pace={"seconds": 1}, response_version=receipt.response_version
    )
    row = IdentifiedResponse.objects.get()
    assert (row.seconds, row.was_fast, row.is_straight) == (30, False, False)


def test_what_is_kept_of_a_pace_is_handed_out_to_its_person(program):
    for mode, key, said in (
        ("identified", "named", {"seconds": 300}),
        ("confidential", "coded", {"was_fast": True}),
    ):
        window = gs.an_open_window(program, mode=mode, key=key)
        gs.answer(window, "mia0", pace=said)
        answers = surveys_api.export_person(given.a_person("mia0"))["answers"]
        assert any(said.items() <= one.items() for one in answers)


def test_a_code_that_is_destroyed_leaves_the_pace_and_nothing_else(program):
    window = gs.an_open_window(program, mode="confidential")
    gs.answer(window, "mia0", pace={"was_fast": True})
    gs.close(window)
    surveys_api.destroy_keys(Actor.system("retention"), at=given.A_YEAR_LATER.replace(year=2028))
    (row,) = ConfidentialResponse.objects.all()
    assert (row.pseudonym, row.was_fast) == (None, True)


def likert(scales):
    """Return the questionnaire of statements, one scale for each number of points."""
    return questionnaires.read(
        {
            "title": "T",
            "about": "A",
            "minutes": 1,
            "validated": False,
            "scales": {
                f"of_{points}": {
                    "points": [
                        {"value": value, "label": str(value)} for value in range(1, points + 1)
                    ]
                }
                for points in scales
            },
            "items": [
                {"key": f"i{points}_{place}", "kind": "likert", "scale": f"of_{points}",
                 "prompt": "P"}
                for points, count in scales.items()
                for place in range(count)
            ],
        }
    )  # fmt: skip


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ([3, 3, 3, 3, 3], True),
        ([3, 3, 3, 3, "does_not_apply"], True),
        ([3, 3, 3, "does_not_apply", "does_not_apply"], False),
        ([3, 3, 3, 3, 4], False),
        ([], False),
    ],
)
def test_straight_is_one_point_in_at_least_four_statements(answers, expected):
    scales = scales_to_judge(likert({5: 5}), role="mentee")
    given_answers = {f"i5_{place}": value for place, value in enumerate(answers)}
    assert is_straight(scales, given_answers) is expected


def test_every_scale_that_tells_has_to_be_straight():
    scales = scales_to_judge(likert({5: 4, 7: 4, 3: 3}), role="mentee")
    assert len(scales) == 2
    first = {f"i5_{place}": 2 for place in range(4)}
    second = {f"i7_{place}": 6 for place in range(4)}
    assert is_straight(scales, {**first, **second})
    assert not is_straight(scales, {**first, **second, "i7_0": 5})


def test_where_people_left_is_counted_at_the_close_without_those_who_sent(program):
    window = gs.an_open_window(program, mode="confidential")
    for name, begun in (("mia0", {"trust_1": 4}), ("mia1", {"trust_1": 4}), ("mia2", {"use_1": 1})):
        surveys_api.keep_draft(
            gs.has_read_the_notice(window, name),
            program.slug,
            window.key,
            answers=begun,
            mode="confidential",
            notice_version=1,
            instrument_version=window.instrument_version,
            at=given.TUESDAY,
        )
    gs.answer(window, "mia1")
    gs.close(window)
    assert Window.objects.get(id=window.id).left_after == {"trust_1": 1, "use_1": 1}
    assert answer_quality(window.id).left == [2, 0, 0]
