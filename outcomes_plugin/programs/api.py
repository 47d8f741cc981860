"""The way into programs, re-exported by name from its small modules."""

from .access import (
    ProgramRef,
    programs_for,
    require,
    require_global_staff,
    staffed_courses,
    standing,
    whole_standing,
)
from .contacts import coordinators_to_ask
from .course_members import (
    member_in_course,
    members_during,
    persons_ever_in,
    programs_of_member_in_course,
)
from .courses import link_course, unlink_course
from .csv_files import parse_date, read_csv, refuse_file, refuse_other_file, shown
from .erasure import erase_person, export_person
from .imports import match_users, persons_of_users
from .lookups import (
    active_members,
    cohort_ids_by_slug,
    cohorts,
    coordinators,
    find_program,
    hold_memberships,
    linked_courses,
    live_programs,
    membership,
    memberships_of,
    milestones,
    program_by_slug,
    programs_of_course,
)
from .members_csv import apply_import, check_import
from .membership import add_member, change_member, end_membership, members
from .notices import notice_in_force, publish_notice, read_notice
from .setting_up import (
    change_cohort,
    change_program,
    create_cohort,
    create_program,
    end_program,
    go_live,
    set_milestone,
)

__all__ = [
    "ProgramRef",
    "active_members",
    "add_member",
    "apply_import",
    "change_cohort",
    "change_member",
    "change_program",
    "check_import",
    "cohort_ids_by_slug",
    "cohorts",
    "coordinators",
    "coordinators_to_ask",
    "create_cohort",
    "create_program",
    "end_membership",
    "end_program",
    "erase_person",
    "export_person",
    "find_program",
    "go_live",
    "hold_memberships",
    "link_course",
    "linked_courses",
    "live_programs",
    "match_users",
    "member_in_course",
    "members",
    "members_during",
    "membership",
    "memberships_of",
    "milestones",
    "notice_in_force",
    "parse_date",
    "persons_ever_in",
    "persons_of_users",
    "program_by_slug",
    "programs_for",
    "programs_of_course",
    "programs_of_member_in_course",
    "publish_notice",
    "read_csv",
    "read_notice",
    "refuse_file",
    "refuse_other_file",
    "require",
    "require_global_staff",
    "set_milestone",
    "shown",
    "staffed_courses",
    "standing",
    "unlink_course",
    "whole_standing",
]
