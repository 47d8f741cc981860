"""Times of single people: who was put off, for whom a survey is moved, and moving it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from outcomes_plugin.surveys import api as surveys_api
from outcomes_plugin.surveys.models import PersonShift
from tests import given
from tests import given_surveys as gs
from tests.given_programs import a_member, the_coordinator
from tests.pages.world import address, client_of, json_call, the

pytestmark = pytest.mark.django_db

LATER = (given.A_YEAR_LATER + timedelta(days=7)).date()


@pytest.fixture
def pulse(program):
    return the(program, "pulse")


@pytest.fixture
def path(program, pulse):
    return address("own_times", program.slug, pulse.id)


@pytest.fixture
def cleo():
    return client_of("coordinator")


@pytest.fixture(autouse=True)
def now(monkeypatch):
    """Let the pages read a clock at which the survey is open."""
    monkeypatch.setattr(timezone, "now", lambda: given.A_MONTH_LATER)


def move(client, path, pulse, **told):
    body = {
        "action": "move",
        "subject": str(pulse.id),
        "person": given.a_person("autumn_5"),
        "reason": "away",
        "closes_on": LATER.isoformat(),
        **told,
    }
    return json_call(client, path, body)


def test_a_survey_is_moved_for_one_person_and_that_is_taken_back(cleo, path, pulse):
    assert "It is moved for nobody." in cleo.get(path).content.decode()
    told = move(cleo, path, pulse)
    assert (told.status_code, told.json()["said"]) == (
        200,
        "The survey is moved for this person.",
    )
    page = cleo.get(path).content.decode()
    assert "Away, on leave or ill" in page
    assert "The survey closes with the last of them" in page
    subject = f"{pulse.id}.{given.a_person('autumn_5')}"
    back = json_call(cleo, path, {"action": "take_back", "subject": subject})
    assert back.status_code == 200
    assert not PersonShift.objects.exists()


def test_what_cannot_be_is_said_at_its_field(cleo, path, pulse):
    told = move(cleo, path, pulse, person="", closes_on="31.02.2026")
    assert told.status_code == 400
    assert {one["item"] for one in told.json()["problems"]} == {"person", "closes_on"}
    told = move(cleo, path, pulse, reason="", closes_on="")
    assert {one["item"] for one in told.json()["problems"]} == {"reason", "closes_on"}


def test_those_who_have_answered_cannot_be_chosen(cleo, path):
    page = cleo.get(path).content.decode()
    assert f'<option value="{given.a_person("autumn_5")}">' in page
    assert f'<option value="{given.a_person("autumn_0")}">' not in page


def test_who_declined_can_be_chosen_like_the_others(cleo, path, program):
    before = cleo.get(path).content.decode().count("<option")
    surveys_api.decline(given.an_actor("autumn_5"), program.slug, "pulse", at=given.A_MONTH_LATER)
    assert cleo.get(path).content.decode().count("<option") == before


def test_today_tells_of_the_burden_to_coordinators_alone(program, cleo, settings):
    settings.OUTCOMES_BURDEN_LIMITS = [{"days": 400, "invitations": 1, "minutes": 90}]
    window = gs.an_open_window(
        program,
        key="more",
        title="More",
        instrument="pulse",
        opens_at=given.A_MONTH_LATER,
        closes_at=given.A_YEAR_LATER + timedelta(days=365),
    )
    page = cleo.get(address("today", program.slug)).content.decode()
    assert "<strong>24 people</strong> were asked enough, and are asked later." in page
    assert '<th scope="row">400</th>' in page
    own_times = address("own_times", program.slug, window.id)
    assert own_times in page
    names = cleo.get(own_times).content.decode()
    assert "autumn_5" in names
    assert "in the last 400 days, here or elsewhere" in names
    sponsor = client_of("sponsor").get(address("today", program.slug)).content.decode()
    assert "Burden" not in sponsor


def test_the_person_reads_their_own_last_day(program, pulse):
    surveys_api.shift_person(
        the_coordinator(),
        pulse.id,
        given.a_person("autumn_5"),
        reason="away",
        closes_on=LATER,
        at=given.A_MONTH_LATER,
    )
    given_client = client_of("mentee")
    given_client.force_login(given.a_user("autumn_5"))
    page = given_client.get(address("mine", program.slug)).content.decode()
    assert "moved for you" in page


def test_the_page_asks_as_many_queries_for_many_people(program, cleo, path):
    def cost() -> int:
        with gs.own_queries() as queries:
            cleo.get(path)
        return len(queries)

    before = cost()
    for index in range(6):
        a_member(program, f"late{index}", cohort="autumn")
    surveys_api.admit_joiners(at=given.A_MONTH_LATER)
    assert cost() == before
