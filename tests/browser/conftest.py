"""A real browser on a real server, signed in as whom the test names."""

import os
import shutil
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

# Playwright's own event loop runs in the thread that also asks the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

HERE = Path(__file__).parent
WITHOUT_SANDBOX = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
DESKTOP = {"width": 1280, "height": 900}


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
def page_as(browser, live_server):
    """
    Return a function that opens a page as a person: a user, a username, or None for a visitor.

    Addresses may be relative. Each call has a browser profile of its own. The test fails when a
    page's script raised an error or when a page asked another site for anything.
    """
    contexts, troubles = [], []

    def open_page(person=None, *, path: str = "", viewport: dict | None = None, **options):
        context = browser.new_context(
            base_url=live_server.url, viewport=viewport or DESKTOP, **options
        )
        contexts.append(context)
        if person is not None:
            context.add_cookies([_session_cookie(person, live_server.url)])
        page = context.new_page()
        page.on("pageerror", lambda error: troubles.append(f"{page.url}: {error}"))
        page.on("request", lambda asked: _note_foreign(asked.url, live_server.url, troubles))
        if path:
            page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not troubles, "\n".join(troubles)


def _session_cookie(person, url: str) -> dict:
    user = person if hasattr(person, "pk") else get_user_model().objects.get(username=person)
    client = Client()
    client.force_login(user)
    return {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": url}


def _note_foreign(asked: str, own: str, troubles: list[str]) -> None:
    if not asked.startswith((own, "data:", "blob:", "about:")):
        troubles.append(f"A page asked another site: {asked}")
