"""
The public Python API: what blocks, pages and other plugins may call.

Every function takes the actor first and refuses by itself. What it raises stands in
`outcomes_plugin.errors`, what it returns in the `data` modules of the applets.
"""

from outcomes_plugin.actors.api import actor_for
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.edxapp import platform
from outcomes_plugin.programs.api import (
    coordinators_to_ask,
    link_course,
    notice_in_force,
    programs_for,
    programs_of_course,
    read_notice,
    staffed_courses,
    unlink_course,
)
from outcomes_plugin.surveys.api import decline as decline_survey
from outcomes_plugin.surveys.api import learner_view as survey_view
from outcomes_plugin.surveys.api import preview as survey_preview
from outcomes_plugin.surveys.api import submit as submit_survey
from outcomes_plugin.surveys.api import undo_decline as undo_survey_decline
from outcomes_plugin.surveys.api import window_choices


def is_course_staff(actor: Actor, course_key: str) -> bool:
    """Return whether the actor is staff of the course."""
    return actor.user_id is not None and platform().is_course_staff(actor.user_id, course_key)


def sign_in_url_for_block(usage_key: str) -> str:
    """Return the address where a person signs in and comes back to the block."""
    door = platform()
    return door.sign_in_url(door.block_url(usage_key))


__all__ = [
    "actor_for",
    "coordinators_to_ask",
    "decline_survey",
    "is_course_staff",
    "link_course",
    "notice_in_force",
    "programs_for",
    "programs_of_course",
    "read_notice",
    "sign_in_url_for_block",
    "staffed_courses",
    "submit_survey",
    "survey_preview",
    "survey_view",
    "undo_survey_decline",
    "unlink_course",
    "window_choices",
]
