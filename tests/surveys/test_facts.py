"""Sums that the database makes are those of the answers that people gave."""

from collections import Counter

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as property_of
from hypothesis import strategies as st

from outcomes_plugin.surveys import api as surveys_api
from outcomes_plugin.surveys import questionnaire as questionnaires
from outcomes_plugin.surveys.scoring import score_answers
from tests import given_surveys as gs
from tests.given_programs import a_cohort, a_member

pytestmark = pytest.mark.django_db

ASKED = questionnaires.read(surveys_api.shipped_instruments()["skill"])
POINT = st.integers(1, 5) | st.just("does_not_apply")
ANSWERS = st.fixed_dictionaries({item.key: POINT for item in ASKED.items})


def skill(answers) -> float | None:
    return score_answers(ASKED, answers).get("skill")


def expected(values) -> tuple:
    same = max(Counter(values).values(), default=0)
    return len(values), sum(values), sum(value**2 for value in values), same


def found(sums) -> dict:
    return {
        one.cohort_id: (one.n, one.total, one.total_of_squares, one.largest_same) for one in sums
    }


def approx(groups) -> dict:
    return {
        cohort: pytest.approx(expected(values), abs=1e-4)
        for cohort, values in groups.items()
        if values
    }


@pytest.fixture
def program():
    program = gs.an_asking_program()
    for index in range(6):
        a_member(program, f"mia{index}", cohort=["spring", "autumn", ""][index % 3])
    return program


def cohort_of(program, index) -> int | None:
    slug = ["spring", "autumn", ""][index % 3]
    return a_cohort(program, slug).id if slug else None


@pytest.mark.parametrize("mode", ["identified", "confidential"])
@settings(
    max_examples=5,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@property_of(st.data())
def test_sums_and_changes_are_those_of_what_people_answered(program, mode, data):
    key = f"w{data.draw(st.integers(1, 10**12))}"
    before = data.draw(st.dictionaries(st.integers(0, 5), ANSWERS))
    after = data.draw(st.dictionaries(st.integers(0, 5), ANSWERS))
    windows = [
        gs.a_closed_window(
            program,
            {f"mia{index}": answers for index, answers in given_answers.items()},
            instrument="skill",
            mode=mode,
            wave=wave,
            key=f"{key}_{wave}",
        )
        for wave, given_answers in (("baseline", before), ("endline", after))
    ]
    scores: dict = {None: []}
    changes: dict = {None: []}
    for index, answers in after.items():
        cohort, value = cohort_of(program, index), skill(answers)
        earlier = skill(before.get(index, {}))
        for group in {None, cohort}:
            if value is not None:
                scores.setdefault(group, []).append(value)
            if value is not None and earlier is not None:
                changes.setdefault(group, []).append(value - earlier)
    assert found(surveys_api.score_sums(windows[1].id)) == approx(scores)
    pairs = surveys_api.change_sums([windows[0].id], windows[1].id, "skill")
    assert found(pairs) == approx(changes)


def test_anonymous_sums_have_no_cohort_where_none_may_be_told_apart(program):
    answers = {f"mia{index}": gs.all_answers("skill", index % 5 + 1) for index in range(6)}
    window = gs.a_closed_window(program, answers, instrument="skill", mode="anonymous")
    assert found(surveys_api.score_sums(window.id)) == approx({None: [1, 2, 3, 4, 5, 1]})
    assert surveys_api.change_sums([window.id], window.id, "skill") == []


def test_anonymous_sums_have_cohorts_where_each_has_twice_k():
    program = gs.an_asking_program("large")
    names = {slug: gs.mentees(program, 10, cohort=slug, name=slug) for slug in ("spring", "autumn")}
    window = gs.an_open_window(program, instrument="skill", mode="anonymous")
    for slug, value in (("spring", 2), ("autumn", 4)):
        gs.everyone_answers(window, names[slug][:3], answers=gs.all_answers("skill", value))
    gs.close(window)
    assert found(surveys_api.score_sums(window.id)) == approx(
        {
            None: [2, 2, 2, 4, 4, 4],
            a_cohort(program, "spring").id: [2, 2, 2],
            a_cohort(program, "autumn").id: [4, 4, 4],
        }
    )


def test_the_latest_score_before_counts_and_other_modes_are_never_paired(program):
    windows = [
        gs.a_closed_window(
            program,
            {"mia0": gs.all_answers("skill", value)},
            instrument="skill",
            key=key,
            mode=mode,
            opens_at=gs.given.MONDAY.replace(hour=hour),
        ).id
        for key, value, mode, hour in (
            ("later", 3, None, 11),
            ("earlier", 1, None, 10),
            ("named", 2, "identified", 12),
            ("last", 5, None, 13),
        )
    ]
    assert found(surveys_api.change_sums(windows[:3], windows[3], "skill"))[None] == (1, 2, 4, 1)
    assert surveys_api.change_sums(windows[2:3], windows[3], "skill") == []
