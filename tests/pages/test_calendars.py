"""A calendar of one's surveys: a private address that is told once, and tells only when."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from outcomes_plugin.governance import api as governance_api
from outcomes_plugin.ledger.models import LedgerEntry
from outcomes_plugin.surveys import api as surveys_api
from outcomes_plugin.surveys.models import Calendar as CalendarRow
from tests import given
from tests import given_surveys as gs
from tests.given_programs import a_cohort, a_member, the_coordinator

pytestmark = pytest.mark.django_db

TITLE = "Halfway: “¿Cómo va?”, المنتصف; a long title that does not fit on one line of a file"


def client_of(name):
    client = Client()
    client.force_login(given.a_user(name))
    return client


@pytest.fixture(autouse=True)
def nothing_counted():
    cache.clear()


@pytest.fixture
def program():
    program = gs.an_asking_program()
    a_cohort(program)
    a_member(program, "mia", cohort="spring")
    return program


def soon(**days):
    return timezone.now().replace(microsecond=0) + timedelta(**days)


def a_planned_window(program, **changes):
    facts = {"opens_at": soon(days=1), "closes_at": soon(days=8), "title": TITLE, **changes}
    return gs.a_window(program, **facts)


def make(name="mia"):
    return posted("make_calendar", name)


def posted(called, name):
    return client_of(name).post(
        reverse(f"outcomes_plugin:{called}"),
        "{}",
        content_type="application/json",
        headers={"Accept": "application/json"},
    )


def the_path(name="mia"):
    return re.sub(r"^https?://[^/]+", "", make(name).json()["address"])


def fetched(path, **options):
    return Client().get(path, **options)


def events(path):
    return Calendar.from_ical(fetched(path).content).walk("VEVENT")


def test_a_calendar_shows_titles_and_times_and_nothing_of_answers(program):
    window = a_planned_window(program)
    (event,) = events(the_path())
    assert event["summary"] == f"Survey: {TITLE}"
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (window.opens_at, window.closes_at)
    assert event["uid"].startswith(f"mentoring-window-{window.id}@")
    assert event["url"].endswith(reverse("outcomes_plugin:survey", args=[program.slug, window.key]))
    assert set(event) == {
        "UID",
        "DTSTAMP",
        "DTSTART",
        "DTEND",
        "SUMMARY",
        "DESCRIPTION",
        "URL",
        "TRANSP",
        "CLASS",
    }


def test_its_lines_are_folded_and_its_names_stay_when_a_window_moves(program):
    window = a_planned_window(program)
    path = the_path()
    body = fetched(path).content
    assert body.startswith(b"BEGIN:VCALENDAR\r\n")
    assert all(len(line) <= 75 for line in body.split(b"\r\n"))
    assert "المنتصف" in body.replace(b"\r\n ", b"").decode()
    (before,) = events(path)
    surveys_api.change_window(
        the_coordinator(),
        window.id,
        title="Moved",
        opens_at=window.opens_at + timedelta(days=3),
        closes_at=window.closes_at + timedelta(days=3),
        cohorts=(),
        at=timezone.now(),
    )
    (after,) = events(path)
    assert after["uid"] == before["uid"]
    assert after.decoded("dtstart") == window.opens_at + timedelta(days=3)


def test_whoever_has_answered_sees_the_same_as_whoever_has_not(program):
    a_member(program, "lea", cohort="spring")
    window = gs.an_open_window(program, opens_at=soon(days=-1), closes_at=soon(days=8))
    mia, lea = the_path(), the_path("lea")
    gs.answer(window, "mia", at=timezone.now())
    without_stamp = [re.sub(rb"DTSTAMP:\w+", b"", fetched(path).content) for path in (mia, lea)]
    assert without_stamp[0] == without_stamp[1]


def test_an_answer_is_private_and_keeps_its_address_to_itself(program):
    answer = fetched(the_path())
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Cache-Control"].startswith("private")
    assert answer["Referrer-Policy"] == "no-referrer"
    assert answer["X-Robots-Tag"] == "noindex"
    assert "Set-Cookie" not in answer


def test_the_token_is_kept_nowhere_and_a_new_one_replaces_it(program, caplog):
    first = the_path()
    token = first.rsplit("/", 1)[1].removesuffix(".ics")
    assert len(token) >= 43
    assert token not in str(list(CalendarRow.objects.values()))
    assert token not in str(list(LedgerEntry.objects.values()))
    second = the_path()
    assert fetched(first).status_code == 404
    assert fetched(second).status_code == 200
    ours = [one.getMessage() for one in caplog.records if one.name.startswith("outcomes")]
    assert token not in "".join(ours)


def stop(name="mia"):
    return posted("stop_calendar", name)


def test_a_stopped_calendar_and_one_that_never_was_are_answered_alike(program):
    path = the_path()
    assert stop().status_code == 200
    gone, never = fetched(path), fetched(reverse("outcomes_plugin:calendar", args=["nothing"]))
    assert (gone.status_code, never.status_code) == (404, 404)
    assert (gone.content, dict(gone.headers)) == (never.content, dict(never.headers))
    assert stop().status_code == 404
    long = reverse("outcomes_plugin:calendar", args=["x" * 500])
    assert fetched(long).status_code == 404
    assert Client().post(path).status_code == 405


def test_only_somebody_with_a_role_makes_a_calendar(program):
    given.a_user("nora")
    assert make("nora").status_code == 404
    assert Client().post(reverse("outcomes_plugin:make_calendar")).status_code == 302
    page = client_of("mia").get(reverse("outcomes_plugin:my_data")).content.decode()
    assert "Make an address" in page
    make()
    page = client_of("mia").get(reverse("outcomes_plugin:my_data")).content.decode()
    assert "Make a new address" in page
    other = client_of("nora").get(reverse("outcomes_plugin:my_data")).content.decode()
    assert "Surveys in your calendar" not in other


def test_it_is_handed_out_as_a_fact_and_goes_with_its_person(program):
    path = the_path()
    actor = given.an_actor("mia")
    exported = governance_api.export_of(actor, at=timezone.now())
    assert list(exported["surveys"]["calendars"][0]) == ["made_at"]
    surveys_api.erase_person(actor.person, at=timezone.now())
    assert fetched(path).status_code == 404
    assert not CalendarRow.objects.exists()


def test_somebody_who_can_no_longer_sign_in_has_no_calendar(program):
    path = the_path()
    user = given.a_user("mia")
    user.is_active = False
    user.save()
    assert fetched(path).status_code == 404


def test_reading_and_guessing_are_slowed_down_apart(program, settings):
    path = the_path()
    settings.OUTCOMES_CALENDAR_RATE = "3/minute"
    guess = reverse("outcomes_plugin:calendar", args=["guess"])
    assert [fetched(guess).status_code for _ in range(5)] == [404, 404, 404, 429, 429]
    assert [fetched(path).status_code for _ in range(4)] == [200, 200, 200, 429]


def test_it_takes_a_few_queries_whatever_the_number_of_programs(program):
    path = the_path()

    def queries():
        with gs.own_queries() as found:
            assert fetched(path).status_code == 200
        return len(found)

    a_planned_window(program)
    before = queries()
    for number in range(4):
        other = gs.an_asking_program(f"other{number}")
        a_member(other, "mia")
        a_planned_window(other)
        a_planned_window(other, key="second")
    assert len(events(path)) == 9
    assert queries() == before <= 8


def test_a_program_that_is_not_live_and_what_is_for_others_are_not_shown(program):
    a_cohort(program, "autumn")
    a_planned_window(program, cohorts=["autumn"], key="others")
    a_planned_window(program, role="mentor", instrument="satisfaction_mentor", key="mentors")
    assert events(the_path()) == []
