"""The strip that switches persons, and what it keeps out of the log."""

import pytest
from django.urls import reverse

from demo.courses.models import DemoPerson
from tests.demo import given_demo as given

SWITCH, LANGUAGE = "/demo/person/", "/demo/language/"


def test_switching_makes_one_the_chosen_person(course, signed_in):
    client = signed_in()
    answer = client.post(SWITCH, {"username": "amara", "next": "/studio/"})
    assert answer.url == "/studio/"
    assert client.get("/").wsgi_request.user == given.a_person("amara")


def test_choosing_nobody_signs_out(course, signed_in):
    client = signed_in("amara")
    client.post(SWITCH, {"username": "", "next": "/"})
    assert not client.get("/").wsgi_request.user.is_authenticated


def test_switching_is_a_post_with_a_token(course, signed_in):
    assert signed_in().get(SWITCH).status_code == 405
    strict = signed_in(enforce_csrf_checks=True)
    assert strict.post(SWITCH, {"username": "amara"}).status_code == 403


def test_nobody_becomes_a_person_who_is_not_there(course, signed_in):
    assert signed_in().post(SWITCH, {"username": "nobody"}).status_code == 404


@pytest.mark.parametrize("target", ["https://example.com/", "//example.com", "javascript:alert(1)"])
def test_switching_never_leads_to_another_site(course, signed_in, target):
    assert signed_in().post(SWITCH, {"username": "amara", "next": target}).url == "/"


def test_a_language_is_kept_with_the_person(course, signed_in):
    client = signed_in("amara")
    client.post(LANGUAGE, {"language": "ar", "next": "/"})
    assert DemoPerson.objects.get(user__username="amara").language == "ar"
    page = signed_in("amara").get("/").content.decode()
    assert '<html lang="ar" dir="rtl">' in page


def test_a_visitors_language_is_kept_in_a_cookie(course, signed_in):
    client = signed_in()
    client.post(LANGUAGE, {"language": "es-419", "next": "/"})
    assert '<html lang="es-419" dir="ltr">' in client.get("/").content.decode()


def test_an_unknown_language_is_refused(course, signed_in):
    assert signed_in("amara").post(LANGUAGE, {"language": "xx"}).status_code == 404


def test_a_visitor_is_led_to_sign_in_and_back(course, signed_in):
    client, studio = signed_in(), reverse("demo:studio", args=[course.key])
    answer = client.get(studio)
    assert answer.url.startswith("/demo/sign-in/?next=")
    page = client.get(answer.url).content.decode()
    assert f'name="next" value="{studio}"' in page.replace("&#x27;", "'")


def test_forms_and_queries_are_logged_and_json_is_not(signed_in, call, tracking_log):
    client = signed_in("amara")
    client.get("/?asked=in-the-query")
    client.post("/demo/language/", {"language": "en", "note": "in-the-form"})
    call(client, "write", {"entry": "in-the-json"})
    logged = str(tracking_log())
    assert "in-the-query" in logged
    assert "in-the-form" in logged
    assert "in-the-json" not in logged


def test_addresses_that_plugins_keep_out_of_the_log_stay_out(signed_in, tracking_log, db):
    client = signed_in()
    client.get("/mentoring/whatever/?secret=1")
    client.get("/?open=1")
    assert [event["name"] for event in tracking_log()] == ["/"]
