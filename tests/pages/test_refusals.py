"""What the api refuses becomes one status, one sentence, and a way home."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from outcomes_plugin.panels.panel import READER_HEADER, draft_owner
from outcomes_plugin.surveys import api as surveys_api
from tests import given
from tests import given_surveys as gs
from tests.pages.world import address, client_of

pytestmark = pytest.mark.django_db

JSON = {"Accept": "application/json"}


def close_address(program, key="pulse"):
    window = next(one for one in surveys_api.find_windows(program.id) if one.key == key)
    return address("close_window", program.slug, window.id)


def test_invalid_choices_are_a_bad_request_with_a_way_home(program):
    client = client_of("sponsor")
    for query in ("release=99", "release=x", "release=1&cohort=winter", "release=-1"):
        answer = client.get(f"{address('report', program.slug)}?{query}")
        assert answer.status_code == 400, query
        assert f'href="{address("home")}"' in answer.content.decode()
    assert client.get(f"{address('report', program.slug)}?release=1").status_code == 200


def test_another_file_than_the_checked_one_is_a_conflict(program):
    client = client_of("coordinator")

    def send(**accept):
        file = SimpleUploadedFile("file.csv", b"user,role\nzoe,mentee\n")
        data = {"file": file, "digest": "0" * 64}
        return client.post(address("import_members", program.slug), data, **accept)

    answer = send()
    assert answer.status_code == 409
    assert "This is not the file that was checked." in answer.content.decode()
    told = send(headers=JSON)
    assert told.status_code == 409
    assert told.json()["error"].startswith("This is not the file that was checked.")


def test_a_window_that_has_not_opened_cannot_be_closed(program):
    gs.a_window(program, key="later", instrument="pulse")
    client = client_of("coordinator")
    answer = client.post(
        close_address(program, "later"), "{}", content_type="application/json", headers=JSON
    )
    assert answer.status_code == 409
    assert answer.json()["error"]


def test_closing_takes_json_by_post_with_a_token(program):
    client, path = client_of("coordinator"), close_address(program)
    assert client.get(path).status_code == 405
    for body in ("[]", "{", ""):
        answer = client.post(path, body, content_type="application/json", headers=JSON)
        assert answer.status_code == 400
    assert client.post(path, {"a": "b"}, headers=JSON).status_code == 400
    strict = client_of("coordinator", enforce_csrf_checks=True)
    assert strict.post(path, "{}", content_type="application/json").status_code == 403
    assert surveys_api.find_windows(program.id, states=["open"])
    answer = client.post(path, "{}", content_type="application/json", headers=JSON)
    assert answer.status_code == 200
    assert surveys_api.find_windows(program.id, states=["closing"])


def test_a_script_that_was_signed_out_is_told_so(program, client):
    answer = client.post(
        close_address(program), "{}", content_type="application/json", headers=JSON
    )
    assert answer.status_code == 401
    assert "signed out" in answer.json()["error"]


def test_nothing_of_a_page_is_kept_by_a_cache(program):
    client = client_of("coordinator")
    for name in ("report", "report_csv", "today", "people"):
        assert "no-store" in client.get(address(name, program.slug))["Cache-Control"]


def test_a_page_that_was_drawn_for_somebody_else_asks_to_sign_in(program):
    client = client_of("coordinator")
    window = close_address(program)
    for reader, status in ((draft_owner(given.a_user("sid").pk), 401), (_own(), 200)):
        headers = {**JSON, READER_HEADER: reader}
        answer = client.post(window, "{}", content_type="application/json", headers=headers)
        assert answer.status_code == status


def _own():
    return draft_owner(given.a_user("cleo").pk)
