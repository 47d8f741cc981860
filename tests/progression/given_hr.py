"""A program with an HR steward, sources of theirs, and files as HR writes them."""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from openpyxl import Workbook

from outcomes_plugin import api
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.programs.data import ProgramData
from outcomes_plugin.progression.data import HrKind
from outcomes_plugin.progression.hr.data import DateForm, HrMapping, HrPlan, HrSourceData
from tests import given
from tests.given_programs import a_member, a_program

STEWARD = "sten"
PAYROLL = HrMapping(
    columns={
        "source_key": "Vorgang",
        "user": "E-Mail",
        "kind": "Maßnahme",
        "on": "Wirksam ab",
    },
    fixed={"verified": "yes"},
    words={"kind": {"Beförderung": "promotion", "Versetzung": "lateral_move"}},
    date_forms=(DateForm.GERMAN,),
)
HEAD = "Vorgang;Personalnummer;E-Mail;Maßnahme;Wirksam ab"


def a_program_with_steward() -> ProgramData:
    """Return a program with two mentees, Amara and Bela, and Sten as its HR steward."""
    found = a_program()
    for name in ("amara", "bela"):
        a_member(found, name)
    a_member(found, STEWARD, role="hr_steward")
    return found


def the_steward() -> Actor:
    """Return Sten as actor."""
    return given.an_actor(STEWARD)


def a_source(
    program: ProgramData,
    key: str = "payroll",
    *,
    kind: HrKind = HrKind.EVENTS,
    mapping: HrMapping = PAYROLL,
) -> HrSourceData:
    """Return the source of that key, saved by Sten."""
    return api.save_hr_source(
        the_steward(),
        program.id,
        key,
        title=key.title(),
        kind=kind,
        mapping=mapping,
        at=given.MONDAY,
    )


def own_columns(*names: str) -> HrMapping:
    """Return the mapping of files whose columns have the names of our fields."""
    return HrMapping(columns={name: name for name in names})


def check(program: ProgramData, raw: bytes, source: str = "payroll", **options: Any) -> HrPlan:
    """Return what the file would do."""
    return api.check_hr_file(the_steward(), program.id, source, raw, **options)


def send(
    program: ProgramData,
    raw: bytes,
    source: str = "payroll",
    *,
    at: datetime = given.MONDAY,
    confirmed: int | None = None,
    **options: Any,
) -> HrPlan:
    """Check the file and apply it."""
    plan = check(program, raw, source, **options)
    return api.apply_hr_file(
        the_steward(),
        program.id,
        source,
        raw,
        digest=plan.digest,
        at=at,
        confirmed=confirmed,
        **options,
    )


def lines(*told: str, head: str = HEAD) -> bytes:
    """Return a CSV file."""
    return "\n".join([head, *told]).encode()


def a_workbook(*rows: Sequence[object], title: str = "Export", before: int = 0) -> bytes:
    """Return a workbook with one sheet, after `before` others that hold nothing."""
    book = Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(list(row))
    for number in range(before):
        book.create_sheet(f"Notes {number}", 0)
    packed = BytesIO()
    book.save(packed)
    return packed.getvalue()
