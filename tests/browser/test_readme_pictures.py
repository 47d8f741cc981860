"""The demo as the README shows it: its pictures are taken by the test that looks at its pages."""

import re

import pytest
from django.conf import settings

from tests.browser.helpers import assert_accessible, picture
from tests.served import built, served

IN_README = re.compile(r"\(docs/pictures/([a-z-]+)\.png\)")
PHONE, DESK, HEIGHT = 375, 1280, 1400


def halfway_survey(page):
    page.get_by_role("link", name="Leading from where you stand").first.click()
    page.get_by_role("link", name="Halfway").click()


def today(page):
    page.get_by_role("link", name="Mentoring outcomes").click()
    page.get_by_role("link", name="Today").first.click()


def report(page):
    page.get_by_role("link", name="Mentoring outcomes").click()
    page.get_by_role("link", name="Report").first.click()


def studio(page):
    page.get_by_role("link", name="Studio").click()
    page.get_by_role("link", name="Leading from where you stand").click()
    page.get_by_role("link", name="Halfway").click()
    page.get_by_role("link", name="Edit Halfway survey").click()


# Name of the picture: whose page it is, how wide, and the way there.
PICTURES = {
    "survey-phone": ("amara.k", PHONE, halfway_survey),
    "survey-desktop": ("amara.k", DESK, halfway_survey),
    "today": ("petra.n", DESK, today),
    "report": ("henrik.s", DESK, report),
    "studio": ("oskar.f", DESK, studio),
}


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """Build and serve the whole demo, and return its address."""
    var = tmp_path_factory.mktemp("demo")
    built(var)
    with served(var) as (port, _said):
        yield f"http://127.0.0.1:{port}"


def test_each_picture_of_the_readme_is_what_the_demo_shows(demo, browser):
    readme = (settings.REPOSITORY / "README.md").read_text(encoding="utf-8")
    assert set(IN_README.findall(readme)) == set(PICTURES)
    for name, (person, width, walk) in PICTURES.items():
        context = browser.new_context(base_url=demo, viewport={"width": width, "height": HEIGHT})
        page = context.new_page()
        page.goto("/")
        page.get_by_label("Demo: you are").select_option(person)
        page.get_by_role("button", name="Switch").click()
        walk(page)
        page.wait_for_load_state("networkidle")
        assert_accessible(page)
        picture(page, name, full_page=False)
        context.close()
