"""The way into progression, re-exported by name from its small modules."""

from .career_facts import event_exposure, my_career_facts
from .course_facts import course_progress, my_course_progress, passed_counts, stalled, started_any
from .erasure import erase_person, expire_program, export_person
from .hr.disputes import (
    dispute_career_fact,
    disputed_career_facts,
    my_disputes,
    my_reporting_lines,
    settle_dispute,
)
from .hr.documents import mapping_document, mapping_of
from .hr.guessing import guess_hr_mapping, preview_hr_file
from .hr.held import (
    discard_held_hr_rows,
    erase_held_of_user,
    held_hr_rows,
    take_held_hr_rows,
)
from .hr.importing import (
    apply_hr_file,
    apply_hr_import,
    apply_hr_rows,
    check_hr_file,
    check_hr_import,
    check_hr_rows,
)
from .hr.log import hr_imports
from .hr.retracting import retract_hr_facts
from .hr.sources import hr_sources, remove_hr_source, save_hr_source
from .inbox import receive, take_row, waiting_rows
from .reading import EVER, read_course, unread_courses
from .shared_progress import partner_progress

__all__ = [
    "EVER",
    "apply_hr_file",
    "apply_hr_import",
    "apply_hr_rows",
    "check_hr_file",
    "check_hr_import",
    "check_hr_rows",
    "course_progress",
    "discard_held_hr_rows",
    "dispute_career_fact",
    "disputed_career_facts",
    "erase_held_of_user",
    "erase_person",
    "event_exposure",
    "expire_program",
    "export_person",
    "guess_hr_mapping",
    "held_hr_rows",
    "hr_imports",
    "hr_sources",
    "mapping_document",
    "mapping_of",
    "my_career_facts",
    "my_course_progress",
    "my_disputes",
    "my_reporting_lines",
    "partner_progress",
    "passed_counts",
    "preview_hr_file",
    "read_course",
    "receive",
    "remove_hr_source",
    "retract_hr_facts",
    "save_hr_source",
    "settle_dispute",
    "stalled",
    "started_any",
    "take_held_hr_rows",
    "take_row",
    "unread_courses",
    "waiting_rows",
]
