"""The mapping that the document shows reads the file that it shows."""

import json
import re
from pathlib import Path

import pytest

from outcomes_plugin import api
from outcomes_plugin.management.commands.outcomes_import_hr import Command
from outcomes_plugin.programs.data import Effect
from outcomes_plugin.progression.data import HrKind
from outcomes_plugin.progression.hr.data import DateForm, Encoding
from outcomes_plugin.progression.models import CareerEvent
from tests import given
from tests.given_programs import a_member, a_program

PAGE = Path(__file__).resolve().parents[2] / "docs" / "how-to" / "hr-data.md"
TEXT = PAGE.read_text(encoding="utf-8")


def block(name):
    return re.search(rf"^```{name}\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)[1]


@pytest.mark.django_db
def test_the_mapping_of_the_page_reads_the_file_of_the_page():
    program = a_program("leading-well")
    for name in ("amara.k", "jonas.w"):
        a_member(program, name)
    a_member(program, "mei.l", role="hr_steward")
    steward = given.an_actor("mei.l")
    api.save_hr_source(
        steward,
        program.slug,
        "payroll",
        title="Payroll",
        kind=HrKind.EVENTS,
        mapping=api.mapping_of(json.loads(block("json mapping"))),
        at=given.MONDAY,
    )
    raw = block("csv payroll").encode()
    plan = api.check_hr_file(steward, program.slug, "payroll", raw)
    assert plan.problems == ()
    assert [row.effect for row in plan.rows] == [Effect.ADDED, Effect.ADDED, Effect.HELD]
    api.apply_hr_file(steward, program.slug, "payroll", raw, digest=plan.digest, at=given.MONDAY)
    found = CareerEvent.objects.order_by("source_key").values_list("kind", "is_verified")
    assert list(found) == [("promotion", True), ("new_responsibility", True)]


def test_the_page_names_every_form_effect_and_option():
    for word in (*DateForm, *Encoding):
        assert f"`{word}`" in TEXT
    for effect in Effect:
        assert f"| {effect} |" in TEXT
    parser = Command().create_parser("manage.py", "outcomes_import_hr")
    for command in re.findall(r"outcomes_import_hr (.+)$", TEXT, re.MULTILINE):
        assert parser.parse_args(command.split()).source == "payroll"
    for option in ("--complete", "--confirm"):
        assert option in TEXT
        assert option in parser.format_help()
