"""From an entry to a statement in a store: the real router, only the platform's tables replaced."""

from types import SimpleNamespace
from uuid import NAMESPACE_URL, uuid5

import pytest

from outcomes_plugin.actors import api as actors_api
from outcomes_plugin.relay import api as relay_api
from outcomes_plugin.relay.xapi import vocabulary
from tests import given
from tests.given_pairings import a_meeting, a_pairing
from tests.given_programs import COURSE, a_linked_course, a_member, a_program
from tests.relay.given_relay import RELAY, record, soon
from tests.xapi.lrs import an_lrs
from tests.xapi.rules import problems

pytestmark = [pytest.mark.django_db, pytest.mark.xapi]


class ExternalId:
    """The platform's table of pseudonyms: one for each user."""

    @classmethod
    def add_new_user_id(cls, user, _kind):
        """Return the pseudonym of the user."""
        return SimpleNamespace(external_user_id=pseudonym(user.pk)), False


def pseudonym(user_id):
    return str(uuid5(NAMESPACE_URL, str(user_id)))


@pytest.fixture
def platform(monkeypatch):
    from event_routing_backends import helpers

    overviews = {COURSE: {"display_name": "Leading well"}}
    monkeypatch.setattr(helpers, "ExternalId", ExternalId)
    monkeypatch.setattr(helpers, "ExternalIdType", SimpleNamespace(XAPI="xapi"))
    monkeypatch.setattr(helpers, "get_potentially_retired_user_by_username", lambda _name: None)
    monkeypatch.setattr(
        helpers,
        "get_course_overviews",
        lambda keys: [overviews[str(key)] for key in keys if str(key) in overviews],
    )
    helpers.get_anonymous_user_id.cache_clear()
    helpers.get_course_from_id.cache_clear()
    return overviews


@pytest.fixture
def statements(platform, settings, monkeypatch):
    """Return a function that delivers what waits and returns the statements that arrived."""
    from edx_django_utils.cache import TieredCache
    from event_routing_backends.models import RouterConfiguration
    from eventtracking import tracker

    # The router asks for "xapi" and stores "xAPI": the same to MySQL, and to SQLite not.
    router = tracker.get_tracker().backends["event_transformer"].backends["xapi"]
    monkeypatch.setattr(router, "backend_name", "xAPI")
    settings.OUTCOMES_RELAY_TARGETS = {
        "tracking_log": "outcomes_plugin.relay.tracking_log.TrackingLog"
    }
    TieredCache.dangerous_clear_all_tiers()
    with an_lrs() as (address, found):
        RouterConfiguration.objects.create(
            enabled=True,
            backend_name="xAPI",
            route_url=address,
            configurations={"match_params": {}},
        )

        def delivered():
            found.clear()
            relay_api.deliver_due(RELAY, at=soon())
            for statement in found:
                assert problems(statement) == []
            return list(found)

        yield delivered
    TieredCache.dangerous_clear_all_tiers()


@pytest.fixture
def amara():
    return given.an_actor("amara")


def about(person, name, **facts):
    return record(name, person=person.person, program="spring", **facts)


def test_every_event_that_makes_a_statement_has_a_transformer():
    from event_routing_backends.processors.xapi.registry import XApiTransformersRegistry

    ours = {name for name in XApiTransformersRegistry.mapping if name.startswith("mentoring.")}
    assert ours == set(vocabulary.EVENTS)


def test_a_completed_survey_says_who_and_when_and_no_answer(statements, amara):
    window = {"window": "w1", "instrument": "four-facets-mentee"}
    entry = about(amara, "survey.completed", course_key=COURSE, payload=window)
    (said,) = statements()
    assert said["id"] == entry
    assert said["timestamp"].startswith("2026-03-02T09:00:00")
    assert said["actor"]["account"]["name"] == pseudonym(amara.user_id)
    assert said["verb"]["id"] == "http://adlnet.gov/expapi/verbs/completed"
    assert said["object"]["id"].endswith("/mentoring/xapi/survey/spring/w1")
    assert said["object"]["definition"]["type"].endswith("/activitytype/survey")
    assert "result" not in said
    parent, *_others = said["context"]["contextActivities"]["parent"]
    assert parent["id"].endswith(f"/course/{COURSE}")
    assert parent["definition"]["name"] == {"en-US": "Leading well"}
    (program,) = said["context"]["contextActivities"]["grouping"]
    assert program["id"].endswith("/program/spring")
    assert amara.person not in str(said)


def test_two_goals_of_one_moment_are_two_statements(statements, amara):
    ids = {about(amara, "goal.set", payload={"goal": goal, "kind": "yes_no"}) for goal in (1, 2)}
    found = statements()
    assert {said["id"] for said in found} == ids
    assert {said["verb"]["id"] for said in found} == {"http://id.tincanapi.com/verb/defined"}
    assert len({said["object"]["id"] for said in found}) == 2


def test_progress_says_no_percent_that_the_entry_does_not_have(statements, amara):
    about(amara, "goal.progressed", payload={"goal": 1, "kind": "yes_no"})
    (said,) = statements()
    assert said["verb"]["id"] == "http://adlnet.gov/expapi/verbs/progressed"
    assert "result" not in said


def test_progress_says_the_percent_where_the_event_has_one(statements, amara):
    from event_routing_backends.processors.xapi.registry import XApiTransformersRegistry

    data = {
        "entry_id": "3f1c1a3e-5d0c-4f43-8a10-0f3f6f7b9c11",
        "occurred_at": "2026-03-02T09:00:00+00:00",
        "program": "spring",
        "user_id": amara.user_id,
        "goal": 1,
        "percent": 40,
    }
    event = {"name": "mentoring.goal.progressed", "context": {}, "data": data}
    said = XApiTransformersRegistry.get_transformer(event).transform()
    assert dict(said.result.extensions) == {vocabulary.PROGRESS: 40}


def test_an_achieved_goal_is_completed(statements, amara):
    about(amara, "goal.achieved", payload={"goal": 1, "kind": "yes_no"})
    (said,) = statements()
    assert said["verb"]["id"] == "http://adlnet.gov/expapi/verbs/completed"
    assert said["result"] == {"completion": True}


@pytest.fixture
def pairing(statements):
    program = a_program()
    a_linked_course(program)
    a_member(program, "amara")
    a_member(program, "ilse", role="mentor")
    return a_pairing(program, "amara", "ilse")


def test_a_meeting_that_the_mentee_logged_is_the_mentors_mentoring(pairing, statements):
    a_meeting(pairing, "amara", minutes=45)
    said = {one["verb"]["id"]: one for one in statements()}
    held = said["http://id.tincanapi.com/verb/mentored"]
    assert held["actor"]["account"]["name"] == pseudonym(given.an_actor("ilse").user_id)
    assert held["result"]["duration"].startswith("PT45M")
    formed = said["urn:openedx-mentoring:verb:paired"]
    assert formed["actor"]["account"]["name"] == pseudonym(given.an_actor("amara").user_id)
    for one in (held, formed):
        assert one["context"]["contextActivities"]["parent"][0]["id"].endswith(COURSE)
        assert not {"registered", "promoted"} & {one["verb"]["id"].rsplit("/", 1)[-1]}


def test_no_statement_names_a_person_who_was_erased_before_delivery(pairing, statements):
    a_meeting(pairing, "amara")
    actors_api.cut_person(given.a_person("ilse"), at=given.TUESDAY)
    assert {one["verb"]["id"] for one in statements()} == {"urn:openedx-mentoring:verb:paired"}
    about(given.an_actor("amara"), "goal.set", payload={"goal": 1})
    actors_api.cut_person(given.a_person("amara"), at=given.TUESDAY)
    assert statements() == []


def test_what_the_platform_says_itself_and_what_nobody_did_makes_no_statement(statements, amara):
    about(amara, "course.enrolled", course_key=COURSE, payload={"is_active": True})
    about(amara, "pairing.proposed", payload={"pairing": 1})
    record("window.opened")
    assert statements() == []


def test_a_course_that_is_gone_takes_no_statement_with_it(statements, platform, amara):
    platform.clear()
    about(amara, "goal.set", course_key=COURSE, payload={"goal": 1})
    (said,) = statements()
    assert "name" not in said["context"]["contextActivities"]["parent"][0]["definition"]
