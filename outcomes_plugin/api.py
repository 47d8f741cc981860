"""
The public Python API: what blocks, pages and other plugins may call.

Every function takes the actor first and refuses by itself. What it raises stands in
`outcomes_plugin.errors`, what it returns in the `data` modules of the applets.
"""

from outcomes_plugin.actors.api import actor_for
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.consent.notices import compose as compose_notice
from outcomes_plugin.edxapp import platform
from outcomes_plugin.frameworks.api import copy_example as copy_example_framework
from outcomes_plugin.pairings.api import apply_import as apply_pairings_import
from outcomes_plugin.pairings.api import check_import as check_pairings_import
from outcomes_plugin.programs.api import (
    add_member,
    coordinators_to_ask,
    create_cohort,
    create_program,
    go_live,
    link_course,
    notice_in_force,
    programs_for,
    programs_of_course,
    publish_notice,
    read_notice,
    staffed_courses,
    unlink_course,
)
from outcomes_plugin.programs.api import apply_import as apply_members_import
from outcomes_plugin.programs.api import check_import as check_members_import
from outcomes_plugin.progression.api import apply_hr_import, check_hr_import
from outcomes_plugin.reporting.api import close_due as run_due
from outcomes_plugin.surveys.api import decline as decline_survey
from outcomes_plugin.surveys.api import learner_view as survey_view
from outcomes_plugin.surveys.api import plan_window, window_choices
from outcomes_plugin.surveys.api import preview as survey_preview
from outcomes_plugin.surveys.api import submit as submit_survey
from outcomes_plugin.surveys.api import undo_decline as undo_survey_decline

__all__ = [
    "actor_for",
    "add_member",
    "apply_hr_import",
    "apply_members_import",
    "apply_pairings_import",
    "check_hr_import",
    "check_members_import",
    "check_pairings_import",
    "compose_notice",
    "coordinators_to_ask",
    "copy_example_framework",
    "create_cohort",
    "create_program",
    "decline_survey",
    "go_live",
    "is_course_staff",
    "link_course",
    "notice_in_force",
    "plan_window",
    "programs_for",
    "programs_of_course",
    "publish_notice",
    "read_notice",
    "run_due",
    "sign_in_url_for_block",
    "staffed_courses",
    "submit_survey",
    "survey_preview",
    "survey_view",
    "undo_survey_decline",
    "unlink_course",
    "window_choices",
]


def is_course_staff(actor: Actor, course_key: str) -> bool:
    """Return whether the actor is staff of the course."""
    return actor.user_id is not None and platform().is_course_staff(actor.user_id, course_key)


def sign_in_url_for_block(usage_key: str) -> str:
    """Return the address where a person signs in and comes back to the block."""
    door = platform()
    return door.sign_in_url(door.block_url(usage_key))
