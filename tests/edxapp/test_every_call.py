"""Each function of the door, called once over stand-ins that have the platform's signatures."""

import ast
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest import mock

import pytest
from completion.models import BlockCompletion
from django.contrib.auth import get_user_model
from django.core.exceptions import FieldError
from django.db.models.signals import post_delete, post_save
from django.urls import path as route
from django.utils import timezone

from outcomes_plugin import edxapp
from outcomes_plugin.edxapp.door import (
    BlockFacts,
    CourseFacts,
    LearnerHistory,
    Platform,
    Told,
    UserFacts,
    UserPreferences,
)

from . import models, stand_ins
from .stand_ins import COURSE, a_block

PLATFORM = ("common", "lms", "openedx", "xmodule", "cms")
FORGE = CourseFacts(course_key=str(COURSE), title="Course Forge", org="Acme")
SURVEY = COURSE.make_usage_key("mentoring-survey", "halfway")
NOW = timezone.now()

urlpatterns = [
    route("courses/<course_id>/jump_to/<location>", lambda _request: None, name="jump_to")
]


@pytest.fixture
def world(lms, settings):
    """Return a site with one course, one learner in it and one person who staffs it."""
    settings.LMS_ROOT_URL = "https://learn.example.org"
    settings.LOGIN_URL = "/login"
    settings.ROOT_URLCONF = __name__
    add = get_user_model().objects.create
    amara, oskar = add(username="amara", email="amara@example.org"), add(username="oskar")
    models.UserProfile.objects.create(user=amara, name="Amara K.")
    models.UserPreference.objects.create(user=amara, key="pref-lang", value="ar")
    models.CourseOverview.objects.create(id=COURSE, org=COURSE.org)
    models.CourseAccessRole.objects.create(
        user=oskar, org=COURSE.org, course_id=COURSE, role="instructor"
    )
    survey = a_block("mentoring-survey", window="halfway", display_name="Halfway")
    survey.scope_ids.usage_id = SURVEY
    unit = a_block("vertical", survey, display_name="One")
    stand_ins.HELD[str(COURSE)] = a_block("course", a_block("chapter", a_block("sequential", unit)))
    _learns(amara.pk)
    _comes_into_groups(amara)
    return SimpleNamespace(lms=lms, amara=amara, oskar=oskar)


def _learns(user_id: int) -> None:
    """Let the user have enrolled, passed, completed a block and got a certificate."""
    kept = {"user_id": user_id, "course_id": COURSE}
    enrollment = models.CourseEnrollment.objects.create(**kept)
    models.CourseEnrollment.objects.filter(pk=enrollment.pk).update(created=NOW)
    models.PersistentCourseGrade.objects.create(
        **kept, letter_grade="Pass", passed_timestamp=NOW, modified=NOW
    )
    models.GeneratedCertificate.objects.create(
        **kept, status="downloadable", created_date=NOW, modified_date=NOW
    )
    done = BlockCompletion.objects.create(
        user_id=user_id,
        context_key=COURSE,
        block_key=SURVEY,
        block_type="mentoring-survey",
        completion=1.0,
    )
    BlockCompletion.objects.filter(pk=done.pk).update(modified=NOW + timedelta(hours=1))


def _comes_into_groups(user: Any) -> None:
    """Put the user into a cohort and a team of the course."""
    cohort, _new = models.CourseUserGroup.objects.get_or_create(
        name="Spring", course_id=COURSE, group_type="cohort"
    )
    models.CohortMembership.objects.create(course_user_group=cohort, user=user, course_id=COURSE)
    team, _new = models.CourseTeam.objects.get_or_create(name="Blue", course_id=COURSE)
    models.CourseTeamMembership.objects.create(user=user, team=team)


def _user(world: Any) -> UserFacts:
    return UserFacts(
        user_id=world.amara.pk,
        username="amara",
        name="Amara K.",
        email="amara@example.org",
        is_active=True,
        is_global_staff=False,
    )


def _cohort() -> str:
    return f"cohort-{models.CourseUserGroup.objects.get().pk}"


def _team() -> str:
    return f"team-{models.CourseTeam.objects.get().pk}"


def _heard(world: Any) -> list[tuple[int, str]]:
    """Return what is heard while both memberships end and begin, and a team's one is kept again."""
    heard: list[tuple[int, str]] = []
    with listening(world.lms, lambda *told: heard.append(told)):
        for row in (
            models.CohortMembership.objects.get(),
            models.CourseTeamMembership.objects.get(),
        ):
            row.delete()
        _comes_into_groups(world.amara)
        models.CourseTeamMembership.objects.get().save()
    return heard


@contextmanager
def listening(door: Platform, tell: Callable[[int, str], None]) -> Iterator[None]:
    """Listen in an LMS with teams, and stop."""
    with mock.patch("django.apps.apps.is_installed", return_value=True):
        door.listen_to_groups(tell)
    try:
        yield
    finally:
        for signal in (post_save, post_delete):
            for sender in (models.CohortMembership, models.CourseTeamMembership):
                assert signal.disconnect(sender=sender, dispatch_uid="outcomes_on_group")


HISTORY = LearnerHistory(
    enrolled=(Told(value=True, since=NOW),),
    passed=(Told(value=True, since=NOW),),
    certified=(Told(value=True, since=NOW),),
    completed=1,
    last_active_at=NOW + timedelta(hours=1),
)
BLOCK = BlockFacts(
    usage_key=str(SURVEY),
    block_type="mentoring-survey",
    title="Halfway",
    unit="One",
    fields={"window": "halfway"},
)

# What is asked of each function, and what it answers in the world above.
CALLS: Mapping[str, Callable[[Any], tuple[object, object]]] = {
    "users": lambda w: (w.lms.users([w.amara.pk, 0]), {w.amara.pk: _user(w)}),
    "preferences": lambda w: (
        w.lms.preferences([w.amara.pk, w.oskar.pk]),
        {w.amara.pk: UserPreferences(language="ar")},
    ),
    "match_users": lambda w: (
        w.lms.match_users(["Amara@example.org", "nobody"]),
        {"Amara@example.org": w.amara.pk},
    ),
    "is_global_staff": lambda w: (w.lms.is_global_staff(w.oskar.pk), False),
    "is_course_staff": lambda w: (
        [w.lms.is_course_staff(user.pk, str(COURSE)) for user in (w.oskar, w.amara)],
        [True, False],
    ),
    "course": lambda w: (w.lms.course(str(COURSE)), FORGE),
    "courses_staffed": lambda w: (list(w.lms.courses_staffed(w.oskar.pk)), [FORGE]),
    "course_blocks": lambda w: (
        list(w.lms.course_blocks(str(COURSE), ["mentoring-survey"], ["window"])),
        [BLOCK],
    ),
    "completable_blocks": lambda w: (w.lms.completable_blocks(str(COURSE)), 1),
    "completed_blocks": lambda w: (w.lms.completed_blocks(w.amara.pk, str(COURSE)), 1),
    "learner_histories": lambda w: (
        w.lms.learner_histories([w.amara.pk, w.oskar.pk], str(COURSE)),
        {w.amara.pk: HISTORY},
    ),
    "groups": lambda w: (
        [(one.kind, one.title, one.group) for one in w.lms.groups(str(COURSE))],
        [("cohort", "Spring", _cohort()), ("team", "Blue", _team())],
    ),
    "groups_of": lambda w: (
        w.lms.groups_of([w.amara.pk, w.oskar.pk], str(COURSE)),
        {w.amara.pk: {_cohort(), _team()}},
    ),
    "listen_to_groups": lambda w: (_heard(w), [(w.amara.pk, str(COURSE))] * 4),
    "course_url": lambda w: (
        w.lms.course_url(str(COURSE)),
        f"https://learn.example.org/course/{COURSE}/home",
    ),
    "block_url": lambda w: (w.lms.block_url(str(SURVEY)), f"/courses/{COURSE}/jump_to/{SURVEY}"),
    "root_url": lambda w: (w.lms.root_url(), "https://learn.example.org"),
    "sign_in_url": lambda w: (w.lms.sign_in_url("/mine/?a=1"), "/login?next=%2Fmine%2F%3Fa%3D1"),
    "base_template": lambda w: (w.lms.base_template(), "main_django.html"),
    "bearer_authentication": lambda w: (
        w.lms.bearer_authentication(),
        stand_ins.BearerAuthentication,
    ),
    "course_tab_class": lambda w: (w.lms.course_tab_class(), stand_ins.CourseTab),
    "course_flag_class": lambda w: (
        w.lms.course_flag_class()("mentoring.hide_tab", __name__).is_enabled(COURSE),
        False,
    ),
    "retirement_signals": lambda w: (
        list(w.lms.retirement_signals()),
        list(stand_ins.MODULES["openedx.core.djangoapps.user_api.accounts.signals"].values()),
    ),
}
FUNCTIONS = [name for name in vars(Platform) if not name.startswith("_")]


@pytest.mark.parametrize("name", FUNCTIONS)
def test_each_function_calls_the_platform_in_a_way_that_it_takes(world, name):
    found, expected = CALLS[name](world)
    assert found == expected


def test_whatever_the_door_takes_from_the_platform_stands_in():
    taken = {
        (node.module, alias.name)
        for path in Path(edxapp.__file__).parent.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in PLATFORM
        for alias in node.names
    }
    known = {(name, thing) for name, things in stand_ins.MODULES.items() for thing in things}
    known |= {tuple(name.rsplit(".", 1)) for name in stand_ins.MODULES}
    assert taken <= known
    assert ("xmodule.tabs", "CourseTab") in taken


def test_studio_has_no_teams_and_listens_to_none(world):
    world.lms.listen_to_groups(lambda *_told: pytest.fail("Nobody listens here."))
    models.CohortMembership.objects.get().delete()


@pytest.mark.parametrize(
    "call",
    [
        lambda: stand_ins.CourseStaffRole(COURSE, COURSE),
        lambda: stand_ins.MixedModuleStore().get_course(key=COURSE),
        lambda: stand_ins.get_course_in_cache(COURSE, depth=1),
        lambda: models.GeneratedCertificate.objects.filter(user_id__in=[1], course_key=COURSE),
    ],
)
def test_a_call_that_the_platform_refuses_is_refused_by_its_stand_in(db, call):
    with pytest.raises((TypeError, FieldError)):
        call()
