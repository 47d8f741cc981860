"""Whom the LMS knows by name or mail, and what its courses hold."""

import sys
from types import ModuleType, SimpleNamespace

import pytest
from django.contrib.auth import get_user_model
from opaque_keys.edx.keys import CourseKey

from demo import platform as demo
from outcomes_plugin.edxapp import lms

COURSE = "course-v1:Acme+Forge+2026"


class ItemNotFoundError(Exception):
    """What the LMS raises for a course that is gone."""


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
