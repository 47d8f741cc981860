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
from .choices import choose, own_choices
from .cohorts import change_cohort, create_cohort, set_milestone, set_milestones
from .contacts import coordinators_to_ask, names_of, standing_and_coordinators
from .course_members import (
    courses_ever_linked,
    courses_linked_now,
    member_in_course,
    members_during,
    persons_elsewhere,
    persons_ever_in,
    persons_in_course,
    programs_of_member_in_course,
)
from .courses import (
    courses_linked,
    courses_to_link,
    link_course,
    programs_in_course,
    unlink_course,
)
from .csv_files import (
    MOST_BYTES,
    MOST_ROWS,
    parse_date,
    read_csv,
    refuse_file,
    refuse_other_file,
    shown,
    table_of,
)
from .editions import check_edition
from .erasure import erase_person, expire_program, export_person
from .imports import match_users, persons_of_users
from .lookups import (
    active_members,
    cohort_ids_by_slug,
    cohorts,
    coordinators,
    ended_programs,
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
from .notices import (
    notice_in_force,
    publish_notice,
    read_notice,
    write_notice,
)
from .own import own_memberships, own_program, own_standing
from .plain_text import plain_text, text_problem
from .roster import find_user_to_add, find_user_to_coordinate, named_members, roles_to_give
from .rules import is_key
from .setting_up import change_program, create_program, end_program, go_live
from .usual_days import usual_days

__all__ = [
    "MOST_BYTES",
    "MOST_ROWS",
    "ProgramRef",
    "active_members",
    "add_member",
    "apply_import",
    "change_cohort",
    "change_member",
    "change_program",
    "check_edition",
    "check_import",
    "choose",
    "cohort_ids_by_slug",
    "cohorts",
    "coordinators",
    "coordinators_to_ask",
    "courses_ever_linked",
    "courses_linked",
    "courses_linked_now",
    "courses_to_link",
    "create_cohort",
    "create_program",
    "end_membership",
    "end_program",
    "ended_programs",
    "erase_person",
    "expire_program",
    "export_person",
    "find_program",
    "find_user_to_add",
    "find_user_to_coordinate",
    "go_live",
    "hold_memberships",
    "is_key",
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
    "named_members",
    "names_of",
    "notice_in_force",
    "own_choices",
    "own_memberships",
    "own_program",
    "own_standing",
    "parse_date",
    "persons_elsewhere",
    "persons_ever_in",
    "persons_in_course",
    "persons_of_users",
    "plain_text",
    "program_by_slug",
    "programs_for",
    "programs_in_course",
    "programs_of_course",
    "programs_of_member_in_course",
    "publish_notice",
    "read_csv",
    "read_notice",
    "refuse_file",
    "refuse_other_file",
    "require",
    "require_global_staff",
    "roles_to_give",
    "set_milestone",
    "set_milestones",
    "shown",
    "staffed_courses",
    "standing",
    "standing_and_coordinators",
    "table_of",
    "text_problem",
    "unlink_course",
    "usual_days",
    "whole_standing",
    "write_notice",
]
