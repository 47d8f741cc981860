"""Where a course shows us: the tab, both instructor dashboards, and the toggles that hide them."""

from types import SimpleNamespace

import crum
import pytest
from django.core.cache import cache
from django.test import Client
from edx_toggles.toggles.testutils import override_waffle_flag, override_waffle_switch
from mako.lookup import TemplateLookup
from openedx_filters.learning.filters import InstructorDashboardRenderStarted
from openedx_filters.tooling import OpenEdxPublicFilter
from waffle.models import Flag

from demo.courses import tabs
from demo.courses.tabs import CourseRef
from outcomes_plugin import dashboards, surfaces
from outcomes_plugin.settings import common, production
from outcomes_plugin.settings import dashboards as settings_of_dashboards
from tests import given
from tests.blocks import given_blocks as gb
from tests.given_programs import COURSE

pytestmark = pytest.mark.django_db
LEGACY, TABS = settings_of_dashboards.STEPS
PLATFORMS = {"tab_id": "course_info", "title": "Course info", "url": "/x", "sort_order": 70}


class InstructorDashboardTabsRequested(OpenEdxPublicFilter):
    """The filter as openedx-filters 3.4 has it; the pinned versions do not have it yet."""

    filter_type = TABS

    @classmethod
    def run_filter(cls, tabs, user, course_key):
        data = super().run_pipeline(tabs=tabs, user=user, course_key=course_key)
        return data.get("tabs"), data.get("user"), data.get("course_key")


@pytest.fixture
def course():
    """Return a course that belongs to a live program, and that oskar staffs."""
    gb.a_program()
    made = gb.a_course()
    gb.linked(made)
    return made


@pytest.fixture(autouse=True)
def _an_lms_finds_our_templates(settings):
    settings.MAKO_TEMPLATE_DIRS_BASE = ["platform/templates"]
    settings_of_dashboards.add_mako_folder(settings)


@pytest.fixture(autouse=True)
def _no_toggle_is_remembered():
    cache.clear()
    yield
    cache.clear()


def legacy_sections(course, name):
    with crum.impersonate(given.a_user(name)):
        context, template = InstructorDashboardRenderStarted.run_filter(
            context={"course": CourseRef(id=course.key), "sections": [{"section_key": "info"}]},
            template_name="dashboard.html",
        )
    assert template == "dashboard.html"
    return context["sections"]


def dashboard_tabs(course, name):
    found, _user, _key = InstructorDashboardTabsRequested.run_filter(
        tabs=[PLATFORMS], user=given.a_user(name), course_key=course.key
    )
    return found


def shown(course, name="oskar"):
    """Return on which surfaces the person meets us."""
    return {
        "tab": bool(tabs.tabs_of(course.key, given.a_user(name))),
        "legacy": len(legacy_sections(course, name)) > 1,
        "dashboard": len(dashboard_tabs(course, name)) > 1,
    }


EVERYWHERE = {"tab": True, "legacy": True, "dashboard": True}
NOWHERE = dict.fromkeys(EVERYWHERE, False)


def test_the_team_meets_us_on_the_tab_and_on_both_dashboards(course):
    assert shown(course) == EVERYWHERE


def test_whoever_is_nothing_to_the_program_meets_us_nowhere(course):
    assert shown(course, "zoe") == NOWHERE


def test_a_course_of_no_program_shows_us_nowhere_and_asks_once(django_assert_num_queries):
    course = gb.a_course()
    assert shown(course) == NOWHERE
    given.a_user("oskar")
    with crum.impersonate(given.a_user("oskar")), django_assert_num_queries(1):
        InstructorDashboardRenderStarted.run_filter(
            context={"course": CourseRef(id=course.key), "sections": []}, template_name="x"
        )


def test_the_switch_hides_us_in_every_course(course):
    with override_waffle_switch(surfaces.HIDE_IN_COURSES, active=True):
        assert shown(course) == NOWHERE


@pytest.mark.parametrize(
    ("flag", "hidden"),
    [(surfaces.HIDE_TAB, {"tab"}), (surfaces.HIDE_DASHBOARD, {"legacy", "dashboard"})],
)
def test_a_flag_hides_its_own_surface_and_no_other(course, flag, hidden):
    with override_waffle_flag(flag, active=True):
        assert {name for name, is_there in shown(course).items() if not is_there} == hidden


@pytest.mark.parametrize("flag", [surfaces.HIDE_TAB, surfaces.HIDE_DASHBOARD])
def test_a_course_decides_before_the_site_does(course, flag):
    Flag.objects.create(name=flag.name_in(course.key), everyone=True)
    assert shown(course) != EVERYWHERE
    Flag.objects.filter(name=flag.name_in(course.key)).update(everyone=False)
    with override_waffle_flag(flag, active=True):
        assert shown(course) == EVERYWHERE


def test_the_section_is_light_and_leads_to_what_it_fetches(course):
    section = legacy_sections(course, "oskar")[-1]
    lookup = TemplateLookup([str(settings_of_dashboards.MAKO_FOLDER)])
    template = lookup.get_template(
        f"{section['template_path_prefix']}{section['section_key']}.html"
    )
    html = template.render(section_data=section)
    assert f'data-inner="/mentoring/dashboard/{COURSE}/"' in html.replace("%2B", "+")
    assert 'src="/static/outcomes_plugin/dashboard.js"' in html
    assert "Leap" not in html
    client = Client()
    client.force_login(given.a_user("oskar"))
    inner = client.get(section["inner"]).content.decode()
    assert "Leap" in inner
    assert "<html" not in inner
    assert "<h4" in inner
    assert "<h2" not in inner


def test_without_its_template_the_section_stays_away_and_the_dashboard_whole(course, settings):
    settings.MAKO_TEMPLATE_DIRS_BASE = ["platform/templates"]
    assert shown(course) == {**EVERYWHERE, "legacy": False}


def test_the_inner_part_is_for_whom_the_page_is(course):
    client = Client()
    client.force_login(given.a_user("zoe"))
    assert client.get(f"/mentoring/dashboard/{COURSE}/").status_code == 404


def test_the_tab_of_2026_stands_last_and_is_a_plain_link(course):
    first, ours = dashboard_tabs(course, "oskar")
    assert first == PLATFORMS
    assert ours == {
        "tab_id": "mentoring",
        "title": "Mentoring",
        "url": f"http://127.0.0.1:8000/mentoring/courses/{COURSE}/",
        "sort_order": 80,
    }


def test_nobody_at_all_meets_us_nowhere(course):
    filtered, _template = InstructorDashboardRenderStarted.run_filter(
        context={"course": CourseRef(id=course.key), "sections": []}, template_name="x"
    )
    assert filtered["sections"] == []


@pytest.mark.parametrize(
    "config",
    [
        {"pipeline": ["others.Step"], "fail_silently": False, "log_level": "debug"},
        ["others.Step"],
        "others.Step",
    ],
)
def test_what_others_do_in_the_filters_stays(config):
    site = SimpleNamespace(OPEN_EDX_FILTERS_CONFIG={LEGACY: config, "others.v1": "others.Other"})
    for module in (common, production, common):
        module.plugin_settings(site)
    merged = site.OPEN_EDX_FILTERS_CONFIG
    assert merged["others.v1"] == "others.Other"
    assert merged[LEGACY]["pipeline"] == ["others.Step", "outcomes_plugin.dashboards.LegacySection"]
    assert merged[TABS]["pipeline"] == ["outcomes_plugin.dashboards.DashboardTab"]
    if isinstance(config, dict):
        assert merged[LEGACY]["log_level"] == "debug"
        assert merged[LEGACY]["fail_silently"] is False


def test_a_file_of_settings_that_replaces_the_filters_loses_no_step_of_ours():
    site = SimpleNamespace()
    common.plugin_settings(site)
    site.OPEN_EDX_FILTERS_CONFIG = {"others.v1": "others.Other"}
    production.plugin_settings(site)
    assert set(site.OPEN_EDX_FILTERS_CONFIG) == {"others.v1", LEGACY, TABS}


def test_the_mako_folder_is_added_once_to_the_list_that_the_engines_hold():
    held = ["platform/templates"]
    site = SimpleNamespace(MAKO_TEMPLATE_DIRS_BASE=held)
    common.plugin_settings(site)
    common.plugin_settings(site)
    assert held == ["platform/templates", settings_of_dashboards.MAKO_FOLDER]
    path = settings_of_dashboards.MAKO_FOLDER / dashboards._TEMPLATES.lstrip("/") / "mentoring.html"
    assert path.is_file()
