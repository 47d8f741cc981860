"""Seeing and answering a survey cost few queries, whatever the number of people."""

import uuid

import pytest

from outcomes_plugin.actors import api as actors_api
from outcomes_plugin.actors.models import Person
from outcomes_plugin.programs.models import Member
from outcomes_plugin.surveys import api as surveys_api
from outcomes_plugin.surveys.models import (
    AnonymousResponse,
    ConfidentialResponse,
    FrameRow,
    IdentifiedResponse,
)
from tests import given
from tests import given_surveys as gs
from tests.given_pairings import a_pairing
from tests.given_programs import a_member

pytestmark = pytest.mark.django_db

MOST_TO_LOOK = 9
MOST_TO_SUBMIT = 13
INSTRUMENTS = {
    "identified": "pulse",
    "confidential": "satisfaction_mentee",
    "anonymous": "satisfaction_mentee",
}


def many_members(program, count):
    """Insert members at once: what is measured is what comes after."""
    people = [Person(id=uuid.uuid4().hex, created_at=given.MONDAY) for _ in range(count)]
    Person.objects.bulk_create(people)
    Member.objects.bulk_create(
        Member(program_id=program.id, person=one.id, role="mentee", joined_at=given.MONDAY)
        for one in people
    )


def many_answers(window):
    """Let everybody but Mia have answered."""
    mia = given.a_person("mia")
    answers = gs.all_answers(window.instrument)
    rows = FrameRow.objects.filter(window_id=window.id).exclude(person=mia)
    common = {"window_id": window.id, "answers": answers}
    times = {"submitted_at": given.MONDAY, "changed_at": given.MONDAY}
    if window.mode == "identified":
        IdentifiedResponse.objects.bulk_create(
            IdentifiedResponse(**common, **times, person=row.person) for row in rows
        )
    elif window.mode == "confidential":
        ConfidentialResponse.objects.bulk_create(
            ConfidentialResponse(**common, pseudonym=uuid.uuid4().hex) for _row in rows
        )
    else:
        AnonymousResponse.objects.bulk_create(AnonymousResponse(**common) for _row in rows)
    rows.update(outcome="received", outcome_at=given.MONDAY)


@pytest.fixture(params=[5, 500])
def program(request):
    program = gs.an_asking_program()
    many_members(program, request.param - 1)
    a_member(program, "mia")
    a_member(program, "ines", role="mentor")
    a_pairing(program, "mia", "ines")
    return program


@pytest.mark.parametrize("mode", list(INSTRUMENTS))
def test_looking_and_answering_stay_within_their_queries(program, mode):
    window = gs.an_open_window(program, mode=mode, instrument=INSTRUMENTS[mode])
    many_answers(window)
    user_id = given.a_user("mia").pk

    def look():
        with gs.own_queries() as queries:
            actor = actors_api.actor_for(user_id)
            view = surveys_api.learner_view(
                actor, "leap", "halfway", at=given.TUESDAY, language="en"
            )
        assert len(queries) <= MOST_TO_LOOK, "\n".join(queries)
        return view

    def submit(**answers):
        version = look().response_version
        with gs.own_queries() as queries:
            receipt = surveys_api.submit(
                actors_api.actor_for(user_id),
                "leap",
                "halfway",
                answers=gs.all_answers(window.instrument) | answers,
                mode=mode,
                notice_version=1,
                instrument_version=1,
                response_version=version,
                at=given.TUESDAY,
            )
        assert len(queries) <= MOST_TO_SUBMIT, "\n".join(queries)
        return receipt

    assert look().state == "notice_first"
    gs.has_read_the_notice(window, "mia")
    assert look().state == "ready"
    assert submit().outcome == "received"
    assert look().state == "received"
    submit(use_1=1)
