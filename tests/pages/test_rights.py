"""Every page for every role: who may open it finds it, for everybody else it does not exist."""

import re
from urllib.parse import unquote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.pages.world import PERSONS, a_later_pulse, address, client_of, the

pytestmark = pytest.mark.django_db

PAGES = (
    *("report", "report_csv", "today", "people", "pairings", "requests", "shared_entries"),
    *("hr", "notice"),
)
IMPORTS = ("import_members", "import_pairings", "import_spells", "import_events")
OF_A_WINDOW = ("window_results", "window_detail", "window_response_csv")
OPENED = {
    "mentee": {"report", "report_csv", "notice"},
    "mentor": {"report", "report_csv", "notice"},
    "coordinator": {
        *("report", "report_csv", "today", "people", "pairings", "requests", "notice"),
        *("shared_entries", "import_members", "import_pairings"),
        *("open_window", "close_window", "window_results", "answers"),
        *("window_detail", "window_response_csv"),
    },
    "analyst": {"report", "report_csv", "today", "notice", *OF_A_WINDOW},
    "sponsor": {"report", "report_csv", "today", "notice", *OF_A_WINDOW},
    "hr_steward": {"hr", "requests", "notice", "import_spells", "import_events"},
    "line_manager": {"notice"},
    "equity_steward": {"notice"},
    "course_staff": {"report", "report_csv", "today", *OF_A_WINDOW},
    "global_staff": {"report", "report_csv", "today", *OF_A_WINDOW},
    "stranger": set(),
}


def answers(client, program):
    """The status of every page and every post."""
    found = {name: client.get(address(name, program.slug)).status_code for name in PAGES}
    for name in IMPORTS:
        file = SimpleUploadedFile("file.csv", b"user\n")
        found[name] = client.post(address(name, program.slug), {"file": file}).status_code
    for name in ("answers", *OF_A_WINDOW):
        path = address(name, program.slug, the(program, "pulse").id)
        found[name] = client.get(path).status_code
    for name, key in (("open_window", "later"), ("close_window", "pulse")):
        path = address(name, program.slug, the(program, key).id)
        found[name] = client.post(
            path, "{}", content_type="application/json", headers={"Accept": "application/json"}
        ).status_code
    return found


def test_each_role_opens_its_own_pages_and_no_other(program):
    assert set(OPENED) == set(PERSONS)
    a_later_pulse(program)
    # The coordinator comes last: opening and closing change what there is to open and close.
    for role in sorted(OPENED, key=lambda role: role == "coordinator"):
        found = answers(client_of(role), program)
        assert {name for name, status in found.items() if status == 200} == OPENED[role], role
        assert set(found.values()) <= {200, 404}, role
    assert [the(program, key).state for key in ("pulse", "later")] == ["closing", "open"]


def test_absent_and_forbidden_look_the_same(program):
    client = client_of("sponsor")
    forbidden, absent = (
        client.get(address("people", slug)).content.decode() for slug in (program.slug, "unknown")
    )
    main = re.compile(r"<main.*</main>", re.DOTALL)
    assert main.search(forbidden)[0] == main.search(absent)[0]
    assert "There is nothing here" in forbidden


def test_pages_offer_just_what_opens(program):
    for role, names in OPENED.items():
        client = client_of(role)
        home = client.get(address("home"), follow=True)
        assert home.status_code == 200
        offered = {
            name for name in PAGES if f'"{address(name, program.slug)}"' in home.content.decode()
        }
        opened = (names & set(PAGES)) - {"report_csv"}
        assert offered == opened, role


def test_a_visitor_is_led_to_sign_in_and_back(program, client):
    for name in PAGES:
        path = address(name, program.slug)
        answer = client.get(path)
        assert answer.status_code == 302
        assert unquote(answer["Location"]) == f"/demo/sign-in/?next={path}"
    for path in (address("home"), address("my_data"), address("my_data_file")):
        assert client.get(path).status_code == 302
