"""One survey answer travels from a course to a believable report, and every step is in the log."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from demo.courses import learning
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.frameworks import api as frameworks_api
from outcomes_plugin.pairings import api as pairings_api
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.relay import api as relay_api
from outcomes_plugin.surveys import api as surveys_api
from tests import given
from tests import given_surveys as gs
from tests.blocks import given_blocks as gb
from tests.browser.helpers import assert_accessible
from tests.given_programs import a_member, the_coordinator

COHORTS = {"spring": 12, "autumn": 11}
NOW = timezone.now()


@pytest.fixture
def course(transactional_db):
    return gb.a_course()


@pytest.fixture
def program(course):
    """A live program with two cohorts, pairings, its course and a window that is open."""
    admin = gb.a_platform_user("gudrun", is_global_staff=True)
    for name in ("cleo", "sol", "ilse"):
        gb.a_platform_user(name)
    begun = NOW - timedelta(days=100)
    found = programs_api.create_program(
        given.actors_api.actor_for(admin.pk),
        slug="leap",
        title="Leap",
        org="Northlight",
        time_zone="Europe/Berlin",
        coordinator_user_id=given.a_user("cleo").pk,
        at=begun,
    )
    for cohort, size in COHORTS.items():
        for number in range(size):
            gb.a_platform_user(f"{cohort}{number}")
            a_member(found, f"{cohort}{number}", cohort=cohort, at=begun)
    a_member(found, "amara", cohort="spring", at=begun)
    a_member(found, "ilse", role="mentor", at=begun)
    a_member(found, "sol", role="sponsor", at=begun)
    programs_api.go_live(the_coordinator(), found.id, at=begun)
    gs.a_notice(found, key_destroyed_on=date(2099, 6, 30), at=begun)
    frameworks_api.copy_example(the_coordinator(), found.id, at=begun)
    gb.linked(course)
    pairings_api.form_pairing(
        the_coordinator(),
        found.id,
        mentee=given.a_person("amara"),
        mentor=given.a_person("ilse"),
        at=begun,
    )
    return found


@pytest.fixture
def window(program):
    planned = surveys_api.plan_window(
        the_coordinator(),
        program.id,
        key="halfway",
        title="Halfway survey",
        instrument="satisfaction_mentee",
        role="mentee",
        opens_at=NOW - timedelta(days=2),
        closes_at=NOW + timedelta(days=5),
        at=NOW - timedelta(days=3),
    )
    return surveys_api.open_window(the_coordinator(), planned.id, at=NOW - timedelta(days=2))


def test_an_answer_becomes_a_figure_that_a_sponsor_reads(
    course, program, window, page_as, tracking_log
):
    _others_answer(window)
    _amara_answers_in_her_course(course, page_as)
    _the_platform_tells_that_she_passes(course)
    _the_coordinator_closes(page_as)
    _the_sponsor_reads(page_as)
    _every_step_is_in_the_log(tracking_log)


def _others_answer(window):
    for cohort, size in COHORTS.items():
        for number in range(size - 1):
            answers = gs.all_answers(value=2 + number % 4)
            gs.answer(window, f"{cohort}{number}", answers, at=NOW - timedelta(hours=number + 1))


def _amara_answers_in_her_course(course, page_as):
    unit = reverse("demo:unit", args=[course.key, course.key.make_usage_key("vertical", "unit")])
    page = page_as("amara", path=unit)
    survey = page.locator("#mo-halfway")
    survey.get_by_role("button", name="Start").click()
    expect(survey.locator('[data-mo="form"]')).to_be_visible()
    for shown in survey.locator('[data-mo="page"]').all():
        expect(shown).to_be_visible()
        for row in shown.locator("[data-item]").all():
            row.locator('input[value="5"]').check(force=True)
        survey.locator('[data-mo="next"]').click()
    survey.get_by_role("button", name="Send my answers").click()
    expect(survey.get_by_role("heading", name="Your answers were received")).to_be_visible()


def _the_platform_tells_that_she_passes(course):
    amara = given.a_user("amara")
    learning.unenroll(course, amara)
    learning.enroll(course, amara, at=timezone.now())
    learning.regrade(course, amara, is_passing=True)


def _the_coordinator_closes(page_as):
    page = page_as("cleo", path="/mentoring/programs/leap/today/")
    expect(page.get_by_text("22 of 24")).to_be_visible()
    assert_accessible(page)
    page.get_by_text("Close early").click()
    page.get_by_role("button", name="Close it and make the release").click()
    expect(page.get_by_role("link", name="Read the report")).to_be_visible()


def _the_sponsor_reads(page_as):
    page = page_as("sol", path="/mentoring/programs/leap/report/")
    expect(page.get_by_role("heading", name="Useful")).to_be_visible()
    expect(page.get_by_text("22 of 24 people").first).to_be_visible()
    assert_accessible(page)
    expect(page.locator("#main")).to_contain_text("of 5")


def _every_step_is_in_the_log(tracking_log):
    relay_api.deliver_due(Actor.system("relay"), at=timezone.now() + timedelta(seconds=1))
    names = [event["name"] for event in tracking_log() if event["name"].startswith("mentoring.")]
    assert names.count("mentoring.survey.completed") == 22
    assert {
        "mentoring.pairing.formed",
        "mentoring.window.opened",
        "mentoring.window.closed",
        "mentoring.release.made",
        "mentoring.course.enrolled",
        "mentoring.course.passing_changed",
    } <= set(names)
