"""The files that the documents show can be imported as they stand there."""

import re
from pathlib import Path

import pytest

from outcomes_plugin import api
from outcomes_plugin.progression.data import HrKind
from outcomes_plugin.progression.hr.fields import COLUMNS
from tests import given, given_programs

PAGE = Path(__file__).resolve().parents[2] / "docs" / "how-to" / "csv-files.md"
HEADS = {"members": "Members", "pairings": "Pairings", "spells": "Employment",
         "events": "Career events", "units": "Units", "lines": "Reporting lines"}  # fmt: skip


def example(name):
    text = PAGE.read_text(encoding="utf-8")
    return re.search(rf"^```csv {name}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)[1].encode()


def documented(name):
    """Return the columns of the part's table, each with whether it is required."""
    text = PAGE.read_text(encoding="utf-8")
    part = text.split(f"\n## {HEADS[name]}\n")[1].split("\n## ")[0]
    rows = re.findall(r"^\| `(\w+)` \| (required|optional) \|", part, re.MULTILINE)
    return dict(rows)


@pytest.fixture
def program(db):
    for name in ("amara.k", "jonas.w", "ilse.b", "henrik.s", "mei.l"):
        given.a_user(name)
    found = given_programs.a_program("leading-well")
    given_programs.a_cohort(found, "spring")
    return found


def apply_members(program):
    actor, raw = given_programs.the_coordinator(), example("members")
    plan = api.check_members_import(actor, program.slug, raw)
    assert plan.problems == ()
    return api.apply_members_import(actor, program.slug, raw, digest=plan.digest, at=given.MONDAY)


def test_the_members_of_the_example_become_members(program):
    assert apply_members(program).adds == 4


def test_the_pairings_of_the_example_become_pairings(program):
    apply_members(program)
    actor, raw = given_programs.the_coordinator(), example("pairings")
    plan = api.check_pairings_import(actor, program.slug, raw, at=given.MONDAY)
    assert plan.problems == ()
    applied = api.apply_pairings_import(
        actor, program.slug, raw, digest=plan.digest, at=given.MONDAY
    )
    assert applied.adds == 2


@pytest.mark.parametrize(
    ("kind", "rows"),
    [(HrKind.SPELLS, 2), (HrKind.EVENTS, 1), (HrKind.UNITS, 2), (HrKind.LINES, 1)],
)
def test_the_hr_facts_of_the_example_become_facts(program, kind, rows):
    apply_members(program)
    given_programs.a_member(program, "mei.l", role="hr_steward")
    steward, raw = given.an_actor("mei.l"), example(str(kind))
    plan = api.check_hr_import(steward, program.slug, kind, raw)
    assert plan.problems == ()
    applied = api.apply_hr_import(
        steward, program.slug, kind, raw, digest=plan.digest, at=given.MONDAY
    )
    assert applied.adds == rows


@pytest.mark.parametrize("kind", list(HrKind))
def test_the_columns_of_hr_files_are_told_as_they_are(kind):
    required, optional = COLUMNS[kind]
    told = documented(str(kind))
    assert {name for name, needed in told.items() if needed == "required"} == set(required)
    assert {name for name, needed in told.items() if needed == "optional"} == set(optional)


@pytest.mark.parametrize("name", ["members", "pairings"])
def test_a_file_without_a_required_column_is_refused(program, name):
    columns = documented(name)
    required = [column for column, needed in columns.items() if needed == "required"]
    assert required
    for missing in required:
        raw = ",".join(column for column in columns if column != missing).encode()
        plan = check(program, name, raw)
        assert missing in str(plan.problems[0])


@pytest.mark.parametrize("name", ["members", "pairings"])
def test_a_file_with_the_required_columns_alone_is_read(program, name):
    required = [column for column, needed in documented(name).items() if needed == "required"]
    assert check(program, name, ",".join(required).encode()).problems == ()


def check(program, name, raw):
    actor = given_programs.the_coordinator()
    if name == "members":
        return api.check_members_import(actor, program.slug, raw)
    return api.check_pairings_import(actor, program.slug, raw, at=given.MONDAY)
