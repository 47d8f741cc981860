"""The world of the demo site's own tests."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from tests.demo import given_demo as given


@pytest.fixture
def course(db, monkeypatch):
    """A course with a text and two diaries; Amara learns in it, Oskar teaches it."""
    return given.a_course_with_a_diary(monkeypatch)


@pytest.fixture
def signed_in():
    """Return a function that gives a client for the person; None is a visitor."""

    def client(username: str | None = None, **options) -> Client:
        made = Client(**options)
        if username:
            made.force_login(given.a_person(username))
        return made

    return client


@pytest.fixture
def call(course):
    """Return a function that calls a handler of the diary with JSON."""

    def post(client, handler, data=None, *, block="diary", view="demo:handler", **headers):
        url = reverse(view, args=[course.key, given.key_of(course, block), handler, ""])
        body = json.dumps(data or {})
        return client.post(url.rstrip("/"), body, content_type="application/json", headers=headers)

    return post


@pytest.fixture
def unit_page(course):
    """Return a function that gets the first unit as text."""

    def get(client) -> str:
        key = given.key_of(course, "first", "vertical")
        answer = client.get(reverse("demo:unit", args=[course.key, key]))
        assert answer.status_code == 200
        return answer.content.decode()

    return get
