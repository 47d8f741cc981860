"""A real browser on a real server, signed in as whom the test names."""

import os
import shutil
import threading
import traceback
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.core.signals import got_request_exception, request_finished, request_started
from django.test import Client
from playwright.sync_api import expect

from tests.browser import editing
from tests.browser.helpers import PATIENCE, eventually

# Playwright's own event loop runs in the thread that also asks the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

HERE = Path(__file__).parent
WITHOUT_SANDBOX = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
DESKTOP = {"width": 1280, "height": 900}
expect.set_options(timeout=PATIENCE)


def pytest_collection_modifyitems(items):
    """Everything in this folder needs a browser."""
    for item in items:
        if HERE in Path(item.path).parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Use the machine's Chromium; without one, Playwright's own."""
    found = shutil.which("chromium")
    choice = {"executable_path": found} if found else {}
    return browser_type_launch_args | choice | {"args": WITHOUT_SANDBOX}


@pytest.fixture
def new_profile(browser):
    """Return a function that makes a patient browser profile, which is gone after the test."""
    profiles = []

    def make(**options):
        profile = browser.new_context(**options)
        profile.set_default_timeout(PATIENCE)
        profiles.append(profile)
        return profile

    yield make
    for profile in profiles:
        profile.close()


@pytest.fixture
def server(live_server):
    """
    Return the server's address and a list of what went wrong in it.

    After the test it is at rest: what a page asked last writes nothing into the next test.
    """
    under_way, troubles = set(), []

    def begins(environ, **_signal):
        under_way.add(threading.get_ident())

    def ends(**_signal):
        under_way.discard(threading.get_ident())

    def fails(request, **_signal):
        troubles.append(f"{request.path}: {traceback.format_exc()}")

    with _connected(
        (request_started, begins), (request_finished, ends), (got_request_exception, fails)
    ):
        yield live_server.url, troubles
        eventually(lambda: not under_way)


@contextmanager
def _connected(*receivers):
    for signal, receiver in receivers:
        signal.connect(receiver)
    yield
    for signal, receiver in receivers:
        signal.disconnect(receiver)


@pytest.fixture
def page_as(server, new_profile):
    """
    Return a function that opens a page as a person: a user, a username, or None for a visitor.

    Addresses may be relative. Each call has a browser profile of its own. The test fails when the
    server or a page's script raised an error or when a page asked another site for anything.
    """
    url, troubles = server

    def open_page(person=None, *, path: str = "", viewport: dict | None = None, **options):
        context = new_profile(base_url=url, viewport=viewport or DESKTOP, **options)
        if person is not None:
            context.add_cookies([_session_cookie(person, url)])
        context.on("weberror", lambda one: troubles.append(f"{one.page.url}: {one.error}"))
        context.on("request", lambda asked: _note_foreign(asked.url, url, troubles))
        page = context.new_page()
        if path:
            page.goto(path)
        return page

    yield open_page
    assert not troubles, "\n".join(troubles)


@pytest.fixture
def published(transactional_db):
    """Return a program with a questionnaire of its own."""
    return editing.a_published_questionnaire()


@pytest.fixture
def opened(page_as, published):
    """Return a function that opens the editor of the questionnaire."""
    return partial(editing.open_editor, page_as, published)


def _session_cookie(person, url: str) -> dict:
    user = person if hasattr(person, "pk") else get_user_model().objects.get(username=person)
    client = Client()
    client.force_login(user)
    return {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": url}


def _note_foreign(asked: str, own: str, troubles: list[str]) -> None:
    if not asked.startswith((own, "data:", "blob:", "about:")):
        troubles.append(f"A page asked another site: {asked}")
