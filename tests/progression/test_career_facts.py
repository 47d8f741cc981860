"""HR's files are checked line by line, applied whole, and counted against the time at risk."""

from datetime import date, timedelta

import pytest
from hypothesis import given as any_of
from hypothesis import strategies as st

from outcomes_plugin.errors import Conflict, Invalid, NotFound
from outcomes_plugin.ledger import api as ledger_api
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.progression import api as progression_api
from outcomes_plugin.progression.data import CareerKind, HrKind, SpellData
from outcomes_plugin.progression.models import CareerEvent, EmploymentSpell
from outcomes_plugin.progression.rules import days_at_risk, person_years
from tests import given
from tests.given_programs import a_member, a_program, the_coordinator

QUARTER = {"starts_on": date(2026, 4, 1), "ends_on": date(2026, 7, 1)}
SPELLS = b"""source_key;user;starts_on;ends_on;leave_reason;org_unit
e1;amara;2020-01-01;;;platform
e2;bela;2020-01-01;15.05.2026;voluntary;sales
"""
EVENTS = b"""source_key,user,kind,on,verified
c1,amara,promotion,2026-05-04,yes
c2,amara,promotion,2026-06-01,no
c3,bela,promotion,2026-06-01,yes
"""


@pytest.fixture
def program(db):
    found = a_program()
    for name in ("amara", "bela"):
        a_member(found, name, cohort="spring")
    a_member(found, "sten", role="hr_steward")
    return found


def apply(program, kind, raw, actor=None):
    steward = actor or given.an_actor("sten")
    plan = progression_api.check_hr_import(steward, program.id, kind, raw)
    return progression_api.apply_hr_import(
        steward, program.id, kind, raw, digest=plan.digest, at=given.MONDAY
    )


def exposure(program):
    (found,) = progression_api.event_exposure(program, kind=CareerKind.PROMOTION, **QUARTER)
    return found


def test_promotions_count_against_person_years_and_leaving_ends_the_time_at_risk(program):
    apply(program, HrKind.SPELLS, SPELLS)
    apply(program, HrKind.EVENTS, EVENTS)
    found = exposure(program)
    assert (found.people, found.events) == (2, 1)
    assert found.years == pytest.approx((91 + 45) / 365.25)


def test_someone_of_whom_hr_said_nothing_is_not_at_risk(program):
    apply(program, HrKind.EVENTS, EVENTS)
    assert progression_api.event_exposure(program, kind=CareerKind.PROMOTION, **QUARTER) == []


def test_the_same_file_twice_changes_nothing_and_a_correction_replaces(program):
    assert apply(program, HrKind.SPELLS, SPELLS).adds == 2
    assert apply(program, HrKind.SPELLS, SPELLS).unchanged == 2
    assert ledger_api.entry_counts()["hr.imported"] == 1
    corrected = SPELLS.replace(b"15.05.2026", b"31.05.2026")
    assert apply(program, HrKind.SPELLS, corrected).changes == 1
    assert EmploymentSpell.objects.get(source_key="e2").ends_on == date(2026, 5, 31)


def test_every_problem_of_a_file_is_named_by_line_and_column_and_nothing_is_written(program):
    raw = b"""source_key,user,starts_on,ends_on,leave_reason,org_unit
e1,amara,31.02.2026,,,
e1,,2020-01-01,2019-01-01,bored,
,amara,2020-01-01,,,
"""
    with pytest.raises(Invalid) as refused:
        apply(program, HrKind.SPELLS, raw)
    assert [(one.line, one.column) for one in refused.value.problems] == [
        (2, "starts_on"),
        (3, "ends_on"),
        (3, "leave_reason"),
        (3, "source_key"),
        (3, "user"),
        (4, "source_key"),
    ]
    assert "31.02.2026 is not a date" in str(refused.value.problems[0])
    assert EmploymentSpell.objects.count() == 0


def test_people_outside_the_program_are_held_and_leavers_are_not(program):
    given.a_user("outsider")
    raw = b"source_key,user,kind,on\nc1,outsider,promotion,2026-05-04\n"
    plan = apply(program, HrKind.EVENTS, raw)
    assert (plan.adds, plan.holds) == (0, 1)
    assert CareerEvent.objects.count() == 0
    member = programs_api.membership(given.a_person("bela"), program.id, "mentee")
    programs_api.end_membership(the_coordinator(), member.id, at=given.TUESDAY)
    assert apply(program, HrKind.EVENTS, raw.replace(b"outsider", b"bela")).adds == 1


def test_only_an_hr_steward_imports(program):
    for name in ("cleo", "amara", "gudrun"):
        given.global_staff()
        with pytest.raises(NotFound):
            apply(program, HrKind.EVENTS, EVENTS, actor=given.an_actor(name))
    assert apply(program, HrKind.EVENTS, EVENTS).adds == 3


def test_another_file_than_the_checked_one_is_a_conflict(program):
    with pytest.raises(Conflict):
        progression_api.apply_hr_import(
            given.an_actor("sten"),
            program.id,
            HrKind.EVENTS,
            EVENTS,
            digest="0" * 64,
            at=given.MONDAY,
        )
    assert CareerEvent.objects.count() == 0


days = st.dates(min_value=date(2024, 1, 1), max_value=date(2026, 12, 31))
spells = st.builds(
    lambda start, length: SpellData(
        person="p",
        starts_on=start,
        ends_on=None if length is None else start + timedelta(days=length),
        leave_reason="",
        org_unit="",
    ),
    days,
    st.none() | st.integers(min_value=0, max_value=900),
)


@any_of(spells=st.lists(spells, max_size=6))
def test_days_at_risk_are_the_days_of_the_quarter_that_some_spell_covers(spells):
    first, after = QUARTER["starts_on"], QUARTER["ends_on"]
    covered = {
        first + timedelta(days=number)
        for number in range((after - first).days)
        if any(
            one.starts_on <= first + timedelta(days=number) <= (one.ends_on or date.max)
            for one in spells
        )
    }
    periods = days_at_risk(spells, within=(first, after))
    assert sum((end - start).days for start, end in periods) == len(covered)
    assert person_years(periods) <= 91 / 365.25
