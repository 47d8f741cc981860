"""Whom the LMS knows by name or mail, and what its courses hold."""

import sys
from contextlib import nullcontext
from types import ModuleType, SimpleNamespace

import pytest
from django.contrib.auth import get_user_model
from opaque_keys.edx.keys import CourseKey

from demo import platform as demo
from outcomes_plugin.edxapp import lms

COURSE = "course-v1:Acme+Forge+2026"


NOWHERE = ("course-v1:No+Such+Course", "nonsense", "")


class ItemNotFoundError(Exception):
    """What the LMS raises for a course that is gone."""


class Store:
    """The modulestore, so far as the door asks it: courses by key, published blocks alone."""

    def __init__(self) -> None:
        self.courses: dict[str, SimpleNamespace] = {}

    def bulk_operations(self, course_id, emit_signals=True, ignore_case=False):
        return nullcontext()

    def get_course(self, course_id, depth=0, **kwargs):
        return self.courses.get(str(course_id))


def a_block(kind: str, *children: SimpleNamespace, **fields: object) -> SimpleNamespace:
    """Return a block of that kind as the modulestore gives it."""
    key = CourseKey.from_string(COURSE).make_usage_key(kind, f"{kind}-{id(fields)}")
    return SimpleNamespace(
        scope_ids=SimpleNamespace(block_type=kind, usage_id=key),
        has_children=bool(children),
        get_children=lambda: list(children),
        **{"display_name": kind.title(), **fields},
    )


@pytest.fixture
def courses(monkeypatch):
    """Return the courses of the LMS by key, each with the types of its blocks."""
    held: dict[str, list[str]] = {}

    def get_course_in_cache(key: CourseKey) -> SimpleNamespace:
        if str(key) not in held:
            raise ItemNotFoundError(key)
        blocks = [key.make_usage_key(kind, str(at)) for at, kind in enumerate(held[str(key)])]
        return SimpleNamespace(get_block_keys=lambda: blocks)

    stand_ins = {
        "openedx.core.djangoapps.content.block_structure.api": get_course_in_cache,
        "xmodule.modulestore.exceptions": ItemNotFoundError,
    }
    for name, thing in stand_ins.items():
        module = ModuleType(name)
        setattr(module, thing.__name__, thing)
        monkeypatch.setitem(sys.modules, name, module)
    return held


@pytest.fixture
def store(monkeypatch):
    """Return the modulestore of the LMS, which holds nothing yet."""
    held, module = Store(), ModuleType("xmodule.modulestore.django")
    module.modulestore = lambda: held
    monkeypatch.setitem(sys.modules, module.__name__, module)
    return held


@pytest.mark.parametrize("door", [demo, lms])
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


def test_blocks_that_can_be_completed_are_counted(courses):
    courses[COURSE] = ["mentoring-survey", "mentoring-survey", "no-such-block"]
    assert lms.completable_blocks(COURSE) == 2


def test_a_course_that_is_gone_has_no_blocks(courses):
    assert lms.completable_blocks(COURSE) == 0


def test_blocks_come_in_the_order_of_the_course_with_what_their_authors_chose(store):
    goals = a_block("mentoring-goals", display_name=None, program="leap")
    survey = a_block("mentoring-survey", program="leap", window="halfway")
    first = a_block("vertical", a_block("html"), a_block("split_test", goals), display_name="One")
    last = a_block("vertical", survey, display_name="Two")
    chapters = (a_block("chapter", a_block("sequential", unit)) for unit in (first, last))
    store.courses[COURSE] = a_block("course", *chapters)
    found = lms.course_blocks(
        COURSE, ["mentoring-goals", "mentoring-survey"], ["program", "window"]
    )
    assert [(one.title, one.unit, dict(one.fields)) for one in found] == [
        ("", "One", {"program": "leap", "window": ""}),
        ("Mentoring-Survey", "Two", {"program": "leap", "window": "halfway"}),
    ]


@pytest.mark.parametrize("door", [demo, lms])
@pytest.mark.parametrize("course_key", NOWHERE)
def test_a_course_that_never_was_has_no_blocks_in_either_house(
    door, course_key, courses, store, db
):
    assert list(door.course_blocks(course_key, ["html"], [])) == []
    assert door.completable_blocks(course_key) == 0
    assert door.completed_blocks(1, course_key) == 0
