"""The panel of requests: what can be asked, who reads it, and what became of it."""

import re

import pytest

from demo.courses.people import PersonCard, add_person
from outcomes_plugin.errors import Invalid, NotFound
from outcomes_plugin.panels import requests as panel
from outcomes_plugin.panels.panel import Place
from outcomes_plugin.progression import api as progression_api
from outcomes_plugin.progression.data import HrKind
from outcomes_plugin.requests import api as requests_api
from tests import given, given_pairings, given_programs

PLACE = Place(uid="mo-1", time_zone="Europe/Berlin")


@pytest.fixture
def program(db):
    program = given_programs.a_program()
    for name, whole in (("amara", "Amara Kesten"), ("ben", "Ben Okello"), ("cleo", "Cleo Marsh")):
        add_person(PersonCard(username=name, name=whole))
    given_programs.a_member(program, "amara", cohort="spring")
    given_programs.a_member(program, "ben", role="mentor")
    given_programs.a_member(program, "hana", role="hr_steward")
    return program


@pytest.fixture
def pairing(program):
    return given_pairings.a_pairing(program, "amara", "ben")


def shown(name, *, at=given.TUESDAY):
    return panel.show(given.an_actor(name), "leap", place=PLACE, at=at).html


def act(name, action, **told):
    told = {"action": action, **told}
    return panel.act(given.an_actor(name), "leap", told, place=PLACE, at=given.TUESDAY)


def hr_sends(user):
    raw = f"source_key,user,kind,on\nk 1,{user},promotion,2026-03-01\n".encode()
    hana = given.an_actor("hana")
    plan = progression_api.check_hr_import(hana, "leap", HrKind.EVENTS, raw)
    progression_api.apply_hr_import(
        hana, "leap", HrKind.EVENTS, raw, digest=plan.digest, at=given.MONDAY
    )


def test_who_reads_it_stands_there_by_name(pairing):
    html = shown("amara")
    assert "Read by Cleo Marsh, and by nobody else" in html
    assert "This is not working: Ben Okello and I" in html


def test_what_does_not_work_is_sent_read_and_answered(pairing):
    answer = act("amara", "ask", kind="not_working", pairing=str(pairing.id), reason="no_time")
    assert "Nobody has read it yet." in answer["html"]
    cleo = given.an_actor("cleo")
    (made,) = requests_api.open_requests(cleo, "leap")
    requests_api.acknowledge(cleo, made.id, at=given.TUESDAY)
    assert "Somebody sees to it." in shown("amara")
    requests_api.answer(cleo, made.id, outcome="talked", text="<b>Friday</b>", at=given.TUESDAY)
    assert "&lt;b&gt;Friday&lt;/b&gt;" in shown("amara")
    assert 'data-action="withdraw"' not in shown("amara")
    assert "What you have asked" not in shown("ben")


def test_it_is_taken_back(pairing):
    act("amara", "ask", kind="help", text="My laptop.")
    (made,) = requests_api.my_requests(given.an_actor("amara"), pairing.program_id)
    answer = act("amara", "withdraw", request=str(made.id))
    assert "Taken back" in answer["html"]
    assert "My laptop." not in answer["html"]


@pytest.mark.parametrize(
    "told",
    [
        {"action": "ask"},
        {"action": "ask", "kind": ["help"]},
        {"action": "ask", "kind": "help", "text": {"a": 1}},
        {"action": "ask", "kind": "objection", "about": ["surveys"]},
        {"action": "shout"},
    ],
)
def test_what_cannot_be_read_is_refused(pairing, told):
    with pytest.raises(Invalid):
        act("amara", **told)
    for request in (None, "x", 99):
        with pytest.raises(NotFound):
            act("amara", "withdraw", request=request)


def test_a_fact_from_hr_is_called_wrong_to_the_steward(pairing):
    hr_sends("amara")
    html = shown("amara")
    assert "Promotion: Sunday, March 1, 2026." in html
    assert "What HR sent about you" not in shown("ben")
    reference = re.search(r'data-about="([^"]+)"', html)[1]
    act("amara", "ask", kind="hr_wrong", about=reference, text="It was in May.")
    (made,) = requests_api.open_requests(given.an_actor("hana"), "leap")
    assert (made.about, made.text) == ("event:k 1", "It was in May.")


def test_without_another_coordinator_the_panel_says_what_to_do(program):
    given_programs.a_member(program, "cleo", role="mentor")
    given_pairings.a_pairing(program, "amara", "cleo")
    html = shown("amara")
    assert "Nobody but your mentoring partner coordinates this program." in html
    assert 'data-action="ask"' not in html


def test_strangers_are_shown_nothing(program):
    for name in ("nora", "gudrun"):
        given.global_staff()
        with pytest.raises(NotFound):
            shown(name)


def test_showing_it_takes_few_queries(program, pairing, django_assert_max_num_queries):
    for text in ("surveys", "career_facts", "goals"):
        act("amara", "ask", kind="objection", about=text)
    amara = given.an_actor("amara")
    with django_assert_max_num_queries(20):
        panel.show(amara, "leap", place=PLACE, at=given.TUESDAY)


def test_ids_are_unique_on_the_page(pairing):
    hr_sends("amara")
    html = shown("amara")
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'\bfor="([^"]+)"', html)) <= set(ids)
