"""What rows of each kind hold: their fields, and the words that a field may have."""

from collections.abc import Mapping
from enum import StrEnum

from outcomes_plugin.progression.data import CareerKind, HrKind, LeaveReason
from outcomes_plugin.progression.models import (
    CareerEvent,
    EmploymentSpell,
    OrgUnit,
    ReportingLine,
)

LONGEST_KEY = 64
SOURCE_KEY, USER, MANAGER, RETRACTED = "source_key", "user", "manager", "retracted"

COLUMNS: Mapping[HrKind, tuple[tuple[str, ...], tuple[str, ...]]] = {
    HrKind.SPELLS: (
        (SOURCE_KEY, USER, "starts_on"),
        ("ends_on", "leave_reason", "org_unit", RETRACTED),
    ),
    HrKind.EVENTS: ((SOURCE_KEY, USER, "kind", "on"), ("verified", RETRACTED)),
    HrKind.UNITS: ((SOURCE_KEY, "unit"), ("parent", "starts_on", "ends_on", RETRACTED)),
    HrKind.LINES: ((SOURCE_KEY, USER, MANAGER, "starts_on"), ("ends_on", RETRACTED)),
}
"""The fields that a row must have, and those that it may have."""

DAYS = frozenset({"starts_on", "ends_on", "on"})
PEOPLE = frozenset({USER, MANAGER})
YES_NO = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}


class YesNo(StrEnum):
    """What a field that is true or false is written as."""

    YES = "yes"
    NO = "no"


WORDS: Mapping[tuple[HrKind, str], type[StrEnum]] = {
    (HrKind.SPELLS, "leave_reason"): LeaveReason,
    (HrKind.EVENTS, "kind"): CareerKind,
    (HrKind.EVENTS, "verified"): YesNo,
    **{(kind, RETRACTED): YesNo for kind in HrKind},
}
"""The words of a field that has only some."""

Fact = EmploymentSpell | CareerEvent | OrgUnit | ReportingLine

MODELS: Mapping[HrKind, type[Fact]] = {
    HrKind.SPELLS: EmploymentSpell,
    HrKind.EVENTS: CareerEvent,
    HrKind.UNITS: OrgUnit,
    HrKind.LINES: ReportingLine,
}

# What of a row is kept, beside the people that it names.
KEPT: Mapping[HrKind, tuple[str, ...]] = {
    HrKind.SPELLS: ("starts_on", "ends_on", "leave_reason", "org_unit"),
    HrKind.EVENTS: ("kind", "on", "is_verified"),
    HrKind.UNITS: ("unit", "parent", "starts_on", "ends_on"),
    HrKind.LINES: ("starts_on", "ends_on"),
}
_PEOPLE_KEPT: Mapping[HrKind, tuple[str, ...]] = {
    HrKind.SPELLS: ("person",),
    HrKind.EVENTS: ("person",),
    HrKind.UNITS: (),
    HrKind.LINES: ("person", "manager"),
}


def all_fields(kind: HrKind) -> tuple[str, ...]:
    """Return the fields of a row, those that it must have first."""
    required, optional = COLUMNS[kind]
    return (*required, *optional)


def names_people(kind: HrKind) -> bool:
    """Return whether rows of the kind are about people."""
    return bool(_PEOPLE_KEPT[kind])


def written(kind: HrKind) -> tuple[str, ...]:
    """Return every column of the table that a row decides."""
    return (*_PEOPLE_KEPT[kind], *KEPT[kind])
