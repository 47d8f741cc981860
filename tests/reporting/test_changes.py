"""A change lies between two means; the three together must not tell what one of them hides."""

import pytest

from outcomes_plugin.reporting import api
from outcomes_plugin.reporting.models import Release, ReleaseCell
from tests import given
from tests import given_surveys as gs
from tests.given_frameworks import an_indicator
from tests.reporting import scenes

pytestmark = pytest.mark.django_db

ASKED = {"autumn": 9, "spring": 9, "summer": 12}


@pytest.fixture
def program():
    """A program that also releases the means between which a change lies."""
    program = gs.an_asking_program()
    an_indicator(program, "skill_now", source={"score": "skill", "role": "mentee"})
    scenes.people(program, ASKED)
    return program


def wave(program, tag, answering, *, opens_at, closes_at, constant=()):
    window = gs.an_open_window(
        program, key=tag, instrument="skill", wave=tag, opens_at=opens_at, closes_at=closes_at
    )
    for cohort, names in answering.items():
        for index in names:
            answers = scenes.random_answers(
                "skill", seed=scenes.hash_of(tag, cohort, index), skips=0
            )
            if cohort in constant:
                answers = dict.fromkeys(answers, 3)
            gs.answer(window, f"{cohort}_{index}", answers, at=opens_at)
    return window


def both(program, before, after, **fields):
    first = wave(
        program, "baseline", before, opens_at=given.MONDAY, closes_at=given.NEXT_MONDAY, **fields
    )
    api.close_and_release(scenes.SYSTEM, first.id, at=first.closes_at)
    second = wave(
        program, "endline", after, opens_at=given.NEXT_MONDAY, closes_at=given.A_MONTH_LATER
    )
    return scenes.released(second)


def hidden(release, key):
    cells = ReleaseCell.objects.filter(release_id=release.id, indicator_key=key, hidden=True)
    return set(cells.values_list("cohort", flat=True))


def test_where_all_answered_both_times_the_change_is_shown(program):
    everyone = {cohort: range(count) for cohort, count in ASKED.items()}
    release = both(program, everyone, everyone)
    assert hidden(release, "skill_change") == hidden(release, "skill_now") == set()


def test_a_cohort_that_the_first_wave_hid_is_hidden_in_the_change(program):
    everyone = {cohort: range(count) for cohort, count in ASKED.items()}
    release = both(program, everyone, everyone, constant=["autumn"])
    first = Release.objects.get(number=1)
    assert "autumn" in hidden(first, "skill_now")
    assert "autumn" in hidden(release, "skill_change")
    reasons = Release.objects.get(id=release.id).certificate["reasons"]
    assert reasons["skill_change"]["autumn"] == "hidden_before"


def test_two_who_answered_only_at_the_end_are_not_left_over(program):
    before = {**{cohort: range(count) for cohort, count in ASKED.items()}, "autumn": range(7)}
    everyone = {cohort: range(count) for cohort, count in ASKED.items()}
    release = both(program, before, everyone)
    assert {"autumn", ""} <= hidden(release, "skill_change")
    assert "" not in hidden(release, "skill_now")


def test_enough_who_answered_only_once_leave_the_whole_to_be_shown(program):
    before = {"autumn": range(7), "spring": range(6), "summer": range(12)}
    everyone = {cohort: range(count) for cohort, count in ASKED.items()}
    release = both(program, before, everyone)
    assert "" not in hidden(release, "skill_change")
    assert {"autumn", "spring"} <= hidden(release, "skill_change")


def test_an_end_that_closes_first_brings_the_release_of_the_start_with_it(program):
    everyone = {cohort: range(count) for cohort, count in ASKED.items()}
    first = wave(program, "baseline", everyone, opens_at=given.MONDAY, closes_at=given.NEXT_MONDAY)
    gs.close(first)
    second = wave(
        program, "endline", everyone, opens_at=given.NEXT_MONDAY, closes_at=given.A_MONTH_LATER
    )
    assert scenes.released(second).number == 2
    assert Release.objects.get(number=1).window_id == first.id
