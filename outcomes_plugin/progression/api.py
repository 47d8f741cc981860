"""The way into progression, re-exported by name from its small modules."""

from .career_facts import event_exposure, my_career_facts
from .course_facts import course_progress, my_course_progress, passed_counts, stalled, started_any
from .erasure import erase_person, expire_program, export_person
from .hr_files import apply_hr_import, check_hr_import
from .inbox import oldest_received, receive, take_row, waiting_rows
from .reading import EVER, read_course, unread_courses
from .shared_progress import partner_progress

__all__ = [
    "EVER",
    "apply_hr_import",
    "check_hr_import",
    "course_progress",
    "erase_person",
    "event_exposure",
    "expire_program",
    "export_person",
    "my_career_facts",
    "my_course_progress",
    "oldest_received",
    "partner_progress",
    "passed_counts",
    "read_course",
    "receive",
    "stalled",
    "started_any",
    "take_row",
    "unread_courses",
    "waiting_rows",
]
