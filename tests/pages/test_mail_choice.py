"""The choice of mails stands on My data, and is kept with one click."""

import json

import pytest

from outcomes_plugin import api
from tests import given
from tests.given_programs import a_member, a_program
from tests.given_surveys import own_queries
from tests.pages.world import PERSONS, address, client_of

pytestmark = pytest.mark.django_db


def choose(client, slug, body):
    return client.post(
        address("choose_mail", slug),
        json.dumps(body),
        content_type="application/json",
        headers={"Accept": "application/json"},
    )


def test_everybody_with_a_role_sees_their_choice_and_changes_it(program):
    client = client_of("mentee")
    page = client.get(address("my_data")).content.decode()
    assert '<section class="mo-section" id="mail"' in page
    assert 'value="all" checked' in page
    answer = choose(client, program.slug, {"choice": "essential"})
    assert answer.json() == {"sentence": "Saved. You get only what you must know."}
    assert 'value="essential" checked' in client.get(address("my_data")).content.decode()


@pytest.mark.parametrize("level", ["none", "", None, ["all"], {}, 1])
def test_what_cannot_be_chosen_is_refused_and_changes_nothing(program, level):
    client = client_of("mentee")
    assert choose(client, program.slug, {"choice": level}).status_code == 400
    assert 'value="all" checked' in client.get(address("my_data")).content.decode()


def test_who_is_nothing_to_the_program_chooses_nothing_and_sees_no_choice(program):
    for role in ("stranger", "course_staff", "global_staff"):
        client = client_of(role)
        assert choose(client, program.slug, {"choice": "all"}).status_code == 404
        assert 'id="mail"' not in client.get(address("my_data")).content.decode()


def test_a_visitor_and_a_form_post_are_turned_away(program, client):
    assert choose(client, program.slug, {"choice": "all"}).status_code == 401
    own = client_of("mentee")
    assert own.post(address("choose_mail", program.slug), {"choice": "all"}).status_code == 400
    assert own.get(address("choose_mail", program.slug)).status_code == 405


def test_the_choices_of_three_programs_take_no_more_queries_than_of_one(program):
    actor = given.an_actor(PERSONS["mentee"])
    with own_queries() as for_one:
        assert len(api.mail_choices(actor)) == 1
    for slug in ("second", "third"):
        a_member(a_program(slug), PERSONS["mentee"])
    with own_queries() as for_three:
        assert len(api.mail_choices(actor)) == 3
    assert len(for_three) == len(for_one) <= 4
