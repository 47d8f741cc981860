"""The page of a course, and our section of the legacy dashboard, in a real browser."""

import pytest
from mako.lookup import TemplateLookup
from playwright.sync_api import expect

from demo.courses.tabs import CourseRef
from outcomes_plugin import dashboards
from outcomes_plugin.settings.dashboards import MAKO_FOLDER
from tests import given
from tests.blocks import given_blocks as gb
from tests.browser.helpers import assert_accessible, assert_accessible_and_fits, screenshot
from tests.given_programs import COURSE, course_staff
from tests.pages.world import a_running_program

PAGE = f"/mentoring/courses/{COURSE}/"

# What the dashboard itself does with a section: see instructor_dashboard.js of the platform.
DASHBOARD = """<!DOCTYPE html><html lang="en"><head><title>Dashboard</title><script>
const kept = {};
window.jQuery = (selector) => ({ data(key, value) {
  if (value === undefined) return (kept[selector] || {})[key];
  (kept[selector] = kept[selector] || {})[key] = value;
} });
</script></head><body><main><h1>Dashboard</h1><h2>Instructor</h2>
<button type="button" onclick="jQuery('#mentoring').data('wrapper').onClickTitle()">Open</button>
<section id="mentoring"><h3>Mentoring</h3>SECTION</section></main></body></html>"""


@pytest.fixture
def team(transactional_db):
    """Return a member of the team of a course whose program has released numbers."""
    program = a_running_program()
    course = gb.a_course()
    assert str(course.key) == COURSE
    course_staff("carl")
    return given.a_user("carl"), program


@pytest.fixture
def dashboard(team, page_as):
    """Return a page of the dashboard's make with our section in it, which is not opened yet."""
    section = dashboards._section(CourseRef(id=COURSE).id)
    lookup = TemplateLookup([str(MAKO_FOLDER)])
    template = lookup.get_template("/outcomes_plugin/dashboard/mentoring.html")
    html = DASHBOARD.replace("SECTION", template.render(section_data=section))
    page = page_as(team[0])
    page.route("**/dashboard-of-the-lms", lambda route: route.fulfill(body=html))
    return page


def test_the_section_fetches_when_it_is_opened_and_once(dashboard):
    asked = []
    dashboard.on("request", lambda request: asked.append(request.url))
    dashboard.goto("/dashboard-of-the-lms")
    expect(dashboard.get_by_role("link", name="Open the page of the course")).to_be_visible()
    assert not [one for one in asked if "/mentoring/" in one]
    opener = dashboard.get_by_role("button", name="Open")
    opener.click()
    expect(dashboard.get_by_role("heading", name="Numbers of the whole program")).to_be_visible()
    opener.click()
    expect(dashboard.get_by_role("heading", name="Blocks in this course")).to_be_visible()
    assert len([one for one in asked if "/mentoring/dashboard/" in one]) == 1
    assert_accessible(dashboard)


def test_a_section_that_could_not_be_fetched_says_so_and_tries_again(dashboard):
    dashboard.goto("/dashboard-of-the-lms")
    dashboard.route("**/mentoring/dashboard/**", lambda route: route.abort())
    opener = dashboard.get_by_role("button", name="Open")
    opener.click()
    expect(dashboard.get_by_text("This could not be loaded.")).to_be_visible()
    dashboard.unroute("**/mentoring/dashboard/**")
    opener.click()
    expect(dashboard.get_by_role("heading", name="Blocks in this course")).to_be_visible()


@pytest.mark.parametrize("language", ["en-US", "ar"])
def test_the_page_of_a_course_fits_and_is_accessible(team, page_as, language):
    page = page_as(team[0], path=PAGE, locale=language)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert_accessible_and_fits(page, widths=[1280, 375, 320])
    screenshot(page, f"course-{language}")
