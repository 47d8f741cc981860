"""A person who is erased is nowhere any more, and what was released stays as it was."""

from datetime import date, timedelta

import pytest
from django.apps import apps
from django.db import connection

from demo.courses import retirement
from outcomes_plugin.actors import api as actors_api
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import NotFound
from outcomes_plugin.governance import api as governance_api
from outcomes_plugin.governance.applets import APPLETS
from outcomes_plugin.ledger import api as ledger_api
from outcomes_plugin.pairings import api as pairings_api
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.progression import api as progression_api
from outcomes_plugin.progression.data import HrKind
from outcomes_plugin.relay import api as relay_api
from outcomes_plugin.reporting import api as reporting_api
from tests import given
from tests import given_surveys as gs
from tests.given_programs import a_linked_course, a_member, the_coordinator
from tests.progression.given_progress import enrolls

pytestmark = pytest.mark.django_db

MARKER = "qumranix"
RETIREMENT = Actor.system("retirement")
RETENTION = Actor.system("retention")


@pytest.fixture
def program(django_capture_on_commit_callbacks):
    """A program in which Marker has left something everywhere, beside eleven others."""
    found = gs.an_asking_program()
    a_linked_course(found)
    for name in (MARKER, *(f"mia{number}" for number in range(11))):
        a_member(found, name, cohort="spring", attributes={"site": name})
    a_member(found, "ilse", role="mentor")
    a_member(found, "sten", role="hr_steward")
    pairings_api.form_pairing(
        the_coordinator(),
        found.id,
        mentee=given.a_person(MARKER),
        mentor=given.a_person("ilse"),
        at=given.MONDAY,
    )
    with django_capture_on_commit_callbacks(execute=True):
        enrolls(MARKER, at=given.MONDAY)
    _hr_file(found)
    return found


@pytest.fixture
def windows(program):
    """An identified window with words, and a confidential one, both answered and released."""
    words = {**gs.all_answers("pulse"), "note": f"I am {MARKER}, and this is mine."}
    named = gs.an_open_window(
        program, key="pulse", instrument="pulse", mode="identified", mode_reason=""
    )
    coded = gs.an_open_window(program, key="coded")
    for window in (named, coded):
        gs.everyone_answers(window, [f"mia{number}" for number in range(11)])
    gs.answer(named, MARKER, words)
    gs.answer(coded, MARKER)
    for window in (named, coded):
        reporting_api.close_and_release(the_coordinator(), window.id, at=window.closes_at)
    return named, coded


def _hr_file(program):
    raw = f"source_key,user,starts_on,org_unit\nk1,{MARKER},2020-01-01,{MARKER}\n".encode()
    steward = given.an_actor("sten")
    plan = progression_api.check_hr_import(steward, program.id, HrKind.SPELLS, raw)
    progression_api.apply_hr_import(
        steward, program.id, HrKind.SPELLS, raw, digest=plan.digest, at=given.MONDAY
    )


def everything():
    """Yield every value of every column of every table of the product."""
    for model in apps.get_app_config("outcomes_plugin").get_models():
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608
            for row in cursor.fetchall():
                yield from ((model.__name__, str(value)) for value in row)


def places_of(text):
    return {table for table, value in everything() if text in value}


def released():
    return sorted(value for table, value in everything() if table == "ReleaseCell")


def test_after_two_retirements_the_marker_stands_nowhere_and_the_release_stays(windows):
    user = given.a_user(MARKER)
    before = released()
    assert {"IdentifiedResponse", "EmploymentSpell", "Member"} <= places_of(MARKER)
    for _twice in range(2):
        retirement.retire(user)
    assert places_of(MARKER) == set()
    assert actors_api.person_for(user.pk) is None
    assert released() == before
    assert ledger_api.entry_counts()["person.erased"] == 1


def test_nothing_leads_from_the_user_to_what_stays(windows):
    user = given.a_user(MARKER)
    person = given.a_person(MARKER)
    retirement.retire(user)
    persons = apps.get_model("outcomes_plugin", "Person")
    assert persons.objects.get(id=person).user_id is None
    gone = {"Grant", "NoticeShowing", "IdentifiedResponse", "CourseProgress", "CourseFact"}
    assert not places_of(person) & gone


def test_an_erasure_that_fails_erases_nothing_and_says_so(windows, monkeypatch):
    user = given.a_user(MARKER)
    before = sorted(everything())

    def broken(*_args, **_kwargs):
        raise RuntimeError("The database went away.")

    with monkeypatch.context() as patch, pytest.raises(RuntimeError):
        patch.setattr(actors_api, "cut_person", broken)
        governance_api.erase_user(RETIREMENT, user.pk, at=given.A_YEAR_LATER)
    assert sorted(everything()) == before
    assert governance_api.erase_user(RETIREMENT, user.pk, at=given.A_YEAR_LATER)


def test_only_retirement_and_global_staff_erase(program):
    user = given.a_user(MARKER)
    for actor in (the_coordinator(), given.an_actor(MARKER), RETENTION, Actor()):
        with pytest.raises(NotFound):
            governance_api.erase_user(actor, user.pk, at=given.TUESDAY)
    assert governance_api.erase_user(given.global_staff(), user.pk, at=given.TUESDAY)


def test_what_is_handed_out_is_complete_and_about_nobody_else(windows):
    found = governance_api.export_of(given.an_actor(MARKER), at=given.A_YEAR_LATER)
    assert {applet.name for applet in APPLETS} < set(found)
    assert MARKER in str(found["surveys"]["answers"])
    assert len(found["surveys"]["answers"]) == 2
    assert found["progression"]["employment"][0]["org_unit"] == MARKER
    assert found["pairings"]["pairings"][0]["as"] == "mentee"
    assert given.a_person("ilse") not in str(found)
    assert "survey.completed" in {entry["type"] for entry in found["ledger"]}


def test_a_stranger_is_handed_out_an_empty_page_and_a_visitor_nothing():
    user = given.a_user("stranger")
    found = governance_api.export_of(actors_api.actor_for(user.pk), at=given.MONDAY)
    assert set(found) == {"exported_at"}
    with pytest.raises(NotFound):
        governance_api.export_of(Actor(), at=given.MONDAY)


def test_every_table_about_people_belongs_to_an_applet_that_erases():
    registered = {applet.name for applet in APPLETS} | {"actors"}
    unregistered = {
        model.__name__
        for model in apps.get_app_config("outcomes_plugin").get_models()
        if ".. pii:" in (model.__doc__ or "") and model.__module__.split(".")[1] not in registered
    }
    assert unregistered == set()


def test_a_retired_person_gets_no_tracking_event(windows, tracking_log):
    retirement.retire(given.a_user(MARKER))
    relay_api.deliver_due(Actor.system("relay"), at=given.A_YEAR_LATER.replace(year=2030))
    subjects = {
        event["data"].get("user_id") for event in tracking_log("mentoring.survey.completed")
    }
    assert given.a_user("mia0").pk in subjects
    assert given.a_user(MARKER).pk not in subjects


def test_what_is_past_its_period_goes_and_a_preview_changes_nothing(program, windows):
    ended = given.A_MONTH_LATER
    programs_api.end_program(the_coordinator(), program.id, at=ended)
    due = ended.replace(year=2027)
    before = sorted(everything())
    just_before = due - timedelta(minutes=1)
    assert governance_api.preview_retention(RETENTION, at=just_before).rows == {}
    preview = governance_api.preview_retention(RETENTION, at=due)
    assert sorted(everything()) == before
    assert governance_api.run_retention(RETENTION, at=due).rows == preview.rows
    assert preview.rows["leap"] > 0
    left = places_of(given.a_person("mia0"))
    assert left <= {"Person", "LedgerEntry", "Delivery"}
    assert governance_api.run_retention(RETENTION, at=due).rows == {}
    assert released()


def test_a_key_is_destroyed_on_the_day_that_the_notice_named(program, windows):
    day = gs.KEY_DESTROYED_ON
    assert day == date(2027, 6, 30)
    late = given.MONDAY.replace(year=2027, month=7)
    assert governance_api.preview_retention(RETENTION, at=late).keys == {"leap": 12}
    assert governance_api.run_retention(RETENTION, at=late).keys == {"leap": 12}
    assert governance_api.run_retention(RETENTION, at=late).keys == {}


def test_only_retention_lets_go(program):
    for actor in (given.global_staff(), the_coordinator(), RETIREMENT):
        with pytest.raises(NotFound):
            governance_api.run_retention(actor, at=given.MONDAY)
        with pytest.raises(NotFound):
            governance_api.preview_retention(actor, at=given.MONDAY)
