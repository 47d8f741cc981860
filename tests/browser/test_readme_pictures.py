"""The demo as the README shows it: its pictures are taken by the test that looks at its pages."""

import os
import re
import socket
import subprocess
import sys
from contextlib import contextmanager

import pytest

from tests.browser.helpers import REPOSITORY, assert_accessible, picture

MANAGE = (sys.executable, str(REPOSITORY / "demo" / "manage.py"))
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
    """Build the whole demo as `make demo` does, serve it, and return its address."""
    var = tmp_path_factory.mktemp("demo")
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "demo.settings",
        "DEMO_VAR": str(var),
        "PYTHONUNBUFFERED": "1",
    }
    environment.pop("DATABASE_URL", None)
    built = subprocess.run(
        [*MANAGE, "build_demo", "--no-input"], env=environment, capture_output=True, text=True
    )
    assert built.returncode == 0, built.stderr
    with _served(environment) as address:
        yield address


def test_each_picture_of_the_readme_is_what_the_demo_shows(demo, browser):
    readme = (REPOSITORY / "README.md").read_text(encoding="utf-8")
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


@contextmanager
def _served(environment):
    port = _free_port()
    server = subprocess.Popen(
        [*MANAGE, "serve_demo", "--port", str(port)],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert server.stdout.readline()
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=30)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]
