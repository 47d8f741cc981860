"""A row about somebody who is not in the program waits for them, under a hash of their name."""

from datetime import date, timedelta

import pytest
from cryptography.fernet import Fernet

from outcomes_plugin import api, tasks
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import NotFound
from outcomes_plugin.governance import api as governance_api
from outcomes_plugin.ledger import api as ledger_api
from outcomes_plugin.programs.data import Effect
from outcomes_plugin.progression import api as progression_api
from outcomes_plugin.progression.data import HrKind
from outcomes_plugin.progression.models import CareerEvent, HeldHrRow, ReportingLine
from tests import given
from tests.given_programs import a_member, a_program

from .given_hr import (
    a_program_with_steward,
    a_source,
    check,
    lines,
    own_columns,
    send,
    the_steward,
)

pytestmark = pytest.mark.django_db

ZOE = "V-9;9;Zoe@example.com;Beförderung;04.05.2026"


@pytest.fixture
def program():
    found = a_program_with_steward()
    a_source(found)
    return found


def take(at=given.TUESDAY):
    return progression_api.take_held_hr_rows(Actor.system("hr"), at=at)


def test_someone_who_is_no_user_is_held_and_taken_over_when_they_join(program):
    plan = send(program, lines(ZOE))
    assert [row.effect for row in plan.rows] == [Effect.HELD]
    assert (plan.holds, CareerEvent.objects.count(), take()) == (1, 0, 0)
    given.a_user("zoe")
    assert take() == 0
    a_member(program, "zoe")
    assert take() == 1
    event = CareerEvent.objects.get()
    assert event.person == given.a_person("zoe")
    assert (event.on, event.kind, event.source_key) == (date(2026, 5, 4), "promotion", "V-9")
    assert HeldHrRow.objects.count() == 0
    assert send(program, lines(ZOE)).unchanged == 1
    assert ledger_api.entry_counts()["hr.held_taken"] == 1


def test_neither_name_nor_address_is_kept(program):
    send(program, lines(ZOE))
    row = HeldHrRow.objects.get()
    assert "zoe" not in repr(vars(row)).lower()
    assert row.facts == {"kind": "promotion", "on": "2026-05-04", "is_verified": True}


def test_a_user_is_held_by_username_whatever_the_file_called_them(program):
    zoe = given.a_user("zoe")
    send(program, lines(ZOE))
    zoe.email = "other@example.com"
    zoe.save()
    a_member(program, "zoe")
    assert take() == 1


def test_the_next_file_takes_over_itself(program):
    send(program, lines(ZOE))
    a_member(program, "zoe")
    assert send(program, lines(ZOE)).adds == 1
    assert HeldHrRow.objects.count() == 0


def test_a_held_row_is_corrected_and_retracted_by_its_key(program):
    send(program, lines(ZOE))
    send(program, lines(ZOE), at=given.TUESDAY)
    assert ledger_api.entry_counts()["hr.imported"] == 1
    send(program, lines(ZOE.replace("04.05", "05.05")), at=given.TUESDAY)
    row = HeldHrRow.objects.get()
    assert (row.facts["on"], row.received_at) == ("2026-05-05", given.MONDAY)
    retracted = api.retract_hr_facts(the_steward(), program.id, "payroll", ["V-9"], at=given.MONDAY)
    assert (retracted, HeldHrRow.objects.count()) == (1, 0)


def test_a_row_that_is_corrected_to_somebody_outside_takes_its_fact_back(program):
    send(program, lines("V-9;9;amara;Beförderung;04.05.2026"))
    assert send(program, lines(ZOE)).holds == 1
    assert (CareerEvent.objects.count(), HeldHrRow.objects.count()) == (0, 1)


def test_a_reporting_line_waits_for_both(program):
    columns = ("source_key", "user", "manager", "starts_on")
    a_source(program, "lines", kind=HrKind.LINES, mapping=own_columns(*columns))
    raw = lines("1,amara,zoe,2026-01-01", "2,yan,zoe,2026-01-01", head=",".join(columns))
    assert send(program, raw, "lines").holds == 2
    given.a_user("zoe")
    a_member(program, "zoe", role="line_manager")
    assert take() == 1
    assert ReportingLine.objects.get().manager == given.a_person("zoe")
    given.a_user("yan")
    a_member(program, "yan")
    assert take() == 1
    assert HeldHrRow.objects.count() == 0


def test_the_steward_sees_keys_and_may_discard_them(program):
    send(program, lines(ZOE))
    (row,) = api.held_hr_rows(the_steward(), program.id)
    assert (row.source, row.kind, row.source_key) == ("payroll", HrKind.EVENTS, "V-9")
    for name in ("cleo", "amara"):
        with pytest.raises(NotFound):
            api.held_hr_rows(given.an_actor(name), program.id)
        with pytest.raises(NotFound):
            api.discard_held_hr_rows(
                given.an_actor(name), program.id, "payroll", ["V-9"], at=given.MONDAY
            )
    discarded = api.discard_held_hr_rows(
        the_steward(), program.id, "payroll", ["V-9", "V-8"], at=given.MONDAY
    )
    assert (discarded, HeldHrRow.objects.count()) == (1, 0)


def test_rows_are_let_go_after_their_time(program, settings):
    settings.OUTCOMES_HR_HELD_DAYS = 30
    send(program, lines(ZOE))
    take(at=given.MONDAY + timedelta(days=29))
    assert HeldHrRow.objects.count() == 1
    take(at=given.MONDAY + timedelta(days=30))
    assert HeldHrRow.objects.count() == 0


def test_rows_are_found_after_the_secret_has_changed(program, settings):
    send(program, lines(ZOE))
    settings.OUTCOMES_SITE_SECRETS = [
        Fernet.generate_key().decode(),
        *settings.OUTCOMES_SITE_SECRETS,
    ]
    a_member(program, "zoe")
    assert take() == 1


def test_without_a_secret_nobody_is_held(program, settings):
    settings.OUTCOMES_SITE_SECRETS = []
    (problem,) = check(program, lines(ZOE)).problems
    assert "OUTCOMES_SITE_SECRETS" in str(problem)
    assert check(program, lines(ZOE.replace("Zoe@example.com", "bela"))).adds == 1


def test_an_erased_user_leaves_no_row_behind_although_they_were_in_no_program(program):
    zoe = given.a_user("zoe")
    send(program, lines(ZOE, "V-8;8;yan;Beförderung;04.05.2026"))
    governance_api.erase_user(given.global_staff(), zoe.pk, at=given.TUESDAY)
    assert [row.source_key for row in HeldHrRow.objects.all()] == ["V-8"]


def test_someone_of_another_program_gets_and_erases_what_waits_for_them(program):
    other = a_program("other")
    a_member(other, "zoe")
    send(program, lines(ZOE))
    told = progression_api.export_person(given.a_person("zoe"))["hr_rows_waiting"]
    assert [one["on"] for one in told] == ["2026-05-04"]
    progression_api.erase_person(given.a_person("zoe"), at=given.TUESDAY)
    assert HeldHrRow.objects.count() == 0


def test_only_the_system_takes_over_and_the_task_does(program):
    send(program, lines(ZOE))
    a_member(program, "zoe")
    for actor in (the_steward(), Actor.system("progress")):
        with pytest.raises(NotFound):
            progression_api.take_held_hr_rows(actor, at=given.TUESDAY)
    tasks.take_held_hr_rows()
    assert CareerEvent.objects.count() == 1


def test_all_that_hr_sent_goes_with_the_program(program):
    send(program, lines(ZOE, "V-1;1;amara;Versetzung;04.05.2026"))
    _spells, (event,) = api.my_career_facts(given.an_actor("amara"))
    api.dispute_career_fact(given.an_actor("amara"), HrKind.EVENTS, event.id, at=given.MONDAY)
    other = a_program("other")
    a_member(other, "sten", role="hr_steward")
    a_source(other)
    send(other, lines("V-1;1;amara;Versetzung;04.05.2026"))
    # A fact, a held row, a dispute, a line of the log, and the source itself.
    assert progression_api.expire_program(program.id) == 5
    assert api.hr_sources(the_steward(), program.id) == []
    assert len(api.hr_sources(the_steward(), other.id)) == 1
    assert api.held_hr_rows(the_steward(), other.id)
