"""What one agrees to stands on My data, and is changed with one click."""

import json

import pytest

from outcomes_plugin.programs import api as programs_api
from tests import given
from tests.given_programs import the_coordinator
from tests.pages.world import address, client_of

pytestmark = pytest.mark.django_db

PURPOSE = "shared_progress"


@pytest.fixture
def offered(program):
    """Return the program, whose notice now offers a choice."""
    programs_api.write_notice(
        the_coordinator(),
        program.id,
        controller="Northlight",
        contact="privacy@example.com",
        purposes=("run_program", "surveys", PURPOSE),
        months_kept=12,
        key_destroyed_on=given.A_YEAR_LATER.date(),
        languages=["en"],
        at=given.NEXT_MONDAY,
    )
    return program


def choose(client, slug, choice, purpose=PURPOSE):
    return client.post(
        address("choose", slug, purpose),
        json.dumps({"choice": choice}),
        content_type="application/json",
        headers={"Accept": "application/json"},
    )


def shown(client):
    return client.get(address("my_data")).content.decode()


def test_a_member_agrees_and_takes_it_back(offered):
    client = client_of("mentee")
    assert 'value="no" checked' in shown(client)
    assert choose(client, offered.slug, "yes").json() == {"sentence": "Saved. You agree."}
    assert 'value="yes" checked' in shown(client)
    answer = choose(client, offered.slug, "no").json()
    assert answer == {"sentence": "Saved. From now on it is not used."}
    assert 'value="no" checked' in shown(client)


@pytest.mark.parametrize("choice", ["", "maybe", None, True, ["yes"]])
def test_what_is_no_answer_changes_nothing(offered, choice):
    client = client_of("mentee")
    assert choose(client, offered.slug, choice).status_code == 400
    assert 'value="no" checked' in shown(client)


@pytest.mark.parametrize("role", ["stranger", "course_staff", "global_staff"])
def test_who_is_not_in_the_program_is_offered_nothing(offered, role):
    client = client_of(role)
    assert 'id="choices"' not in shown(client)
    assert choose(client, offered.slug, "yes").status_code == 404


def test_a_purpose_that_is_no_choice_is_not_found(offered):
    assert choose(client_of("mentee"), offered.slug, "yes", "surveys").status_code == 404


def test_a_program_without_choices_shows_none(program):
    assert 'id="choices"' not in shown(client_of("mentee"))
