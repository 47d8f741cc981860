"""The tables of progression."""

from .career import CareerEvent, EmploymentSpell, OrgUnit, ReportingLine
from .courses import CourseFact, CourseProgress, InboxRow
from .hr import FactDispute, HeldHrRow, HrImport, HrSource

__all__ = [
    "CareerEvent",
    "CourseFact",
    "CourseProgress",
    "EmploymentSpell",
    "FactDispute",
    "HeldHrRow",
    "HrImport",
    "HrSource",
    "InboxRow",
    "OrgUnit",
    "ReportingLine",
]
