"""Whom the LMS knows by name or mail, and what its courses hold."""

import pytest
from django.contrib.auth import get_user_model

from demo import platform as demo

from .stand_ins import COURSE as KEY
from .stand_ins import a_block

COURSE = str(KEY)
NOWHERE = ("course-v1:No+Such+Course", "nonsense", "")


@pytest.fixture(params=["demo", "lms"])
def door(request, lms):
    """Return the door of the demo, or the one to the LMS."""
    return {"demo": demo, "lms": lms}[request.param]


def test_people_are_matched_in_any_case_and_with_a_closed_account(door, db):
    add = get_user_model().objects.create
    amara = add(username="amara", email="amara@example.com")
    oskar = add(username="oskar", email="oskar@example.com", is_active=False)
    for twin in ("twin1", "twin2"):
        add(username=twin, email="twin@example.com")
    written = ["AMARA", "Amara@Example.com", "Oskar@example.com", "twin@example.com", "nobody"]
    assert door.match_users(written) == {
        "AMARA": amara.pk,
        "Amara@Example.com": amara.pk,
        "Oskar@example.com": oskar.pk,
    }


def test_blocks_that_can_be_completed_are_counted(lms, store):
    kinds = ("mentoring-survey", "mentoring-survey", "no-such-block")
    store[COURSE] = a_block("course", *map(a_block, kinds))
    assert lms.completable_blocks(COURSE) == 2


def test_a_course_that_is_gone_has_no_blocks(lms):
    assert lms.completable_blocks(COURSE) == 0


def test_blocks_come_in_the_order_of_the_course_with_what_their_authors_chose(lms, store):
    goals = a_block("mentoring-goals", display_name=None, program="leap")
    survey = a_block("mentoring-survey", program="leap", window="halfway")
    first = a_block("vertical", a_block("html"), a_block("split_test", goals), display_name="One")
    last = a_block("vertical", survey, display_name="Two")
    chapters = (a_block("chapter", a_block("sequential", unit)) for unit in (first, last))
    store[COURSE] = a_block("course", *chapters)
    found = lms.course_blocks(
        COURSE, ["mentoring-goals", "mentoring-survey"], ["program", "window"]
    )
    assert [(one.title, one.unit, dict(one.fields)) for one in found] == [
        ("", "One", {"program": "leap", "window": ""}),
        ("Mentoring-Survey", "Two", {"program": "leap", "window": "halfway"}),
    ]


@pytest.mark.parametrize("course_key", NOWHERE)
def test_a_course_that_never_was_has_no_blocks_in_either_house(door, course_key):
    assert list(door.course_blocks(course_key, ["html"], [])) == []
    assert door.completable_blocks(course_key) == 0
    assert door.completed_blocks(1, course_key) == 0
