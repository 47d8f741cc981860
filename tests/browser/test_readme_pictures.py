"""The demo as the README shows it: its pictures are taken by the test that looks at its pages."""

import re

import pytest
from django.conf import settings

from tests.browser.helpers import assert_accessible, follow, picture
from tests.served import served

pytestmark = pytest.mark.xdist_group("demo")

IN_README = re.compile(r"\(docs/pictures/([a-z-]+)\.png\)")
PHONE, DESK, HEIGHT = 375, 1280, 1400


def halfway_survey(page):
    follow(page, page.get_by_role("link", name="Leading from where you stand").first)
    follow(page, page.get_by_role("link", name="Halfway"))


def shown_by(name):
    """Return the way to the program's page of that name."""

    def walk(page):
        follow(page, page.get_by_role("link", name="Mentoring outcomes"))
        follow(page, page.get_by_role("main").get_by_role("link", name=name).first)

    return walk


def goals_in_arabic(page):
    page.goto("/mentoring/programs/leading-well/mine/goals/")


def studio(page):
    for name in ("Studio", "Leading from where you stand", "Halfway", "Edit Halfway survey"):
        follow(page, page.get_by_role("link", name=name))


# Name of the pictures: whose page it is, and the way there. Each is taken wide and on a phone.
WALKS = {
    "survey": ("amara.k", halfway_survey),
    "my-mentoring": ("amara.k", shown_by("My mentoring")),
    "desk": ("ilse.b", shown_by("Mentor's desk")),
    "goals": ("samir.h", goals_in_arabic),
    "today": ("petra.n", shown_by("Today")),
    "report": ("henrik.s", shown_by("Report")),
    "studio": ("oskar.f", studio),
}
WIDTHS = {"": DESK, "-phone": PHONE}


@pytest.fixture(scope="module")
def demo(whole_demo):
    """Serve the whole demo, and return its address."""
    with served(whole_demo) as (port, _said):
        yield f"http://127.0.0.1:{port}"


def test_each_picture_of_the_readme_is_what_the_demo_shows(demo, new_profile):
    readme = (settings.REPOSITORY / "README.md").read_text(encoding="utf-8")
    assert set(IN_README.findall(readme)) == {name + end for name in WALKS for end in WIDTHS}
    for name, (person, walk) in WALKS.items():
        for end, width in WIDTHS.items():
            profile = new_profile(
                base_url=demo,
                viewport={"width": width, "height": HEIGHT},
                timezone_id="Europe/Berlin",
            )
            page = profile.new_page()
            page.goto("/")
            page.get_by_label("Demo: you are").select_option(person)
            follow(page, page.get_by_role("button", name="Switch"))
            walk(page)
            assert_accessible(page)
            picture(page, name + end, full_page=False)
            page.close()
