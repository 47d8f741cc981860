"""
The one door from the blocks to the plugin's api.

Blocks hand in who looks (a platform user id) and which course they stand in; what comes back, or
is raised, is the api's.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone

from outcomes_plugin import api
from outcomes_plugin.errors import Conflict, ConsentMissing, Invalid, NotFound, OutcomesError
from outcomes_plugin.panels.panel import Panel, Place, draft_owner, read_body, refusal

__all__ = [
    "Conflict",
    "ConsentMissing",
    "Invalid",
    "NotFound",
    "OutcomesError",
    "Panel",
    "Place",
    "asset",
    "belongs_to_course",
    "can_link",
    "decline",
    "draft_owner",
    "is_course_staff",
    "link_course",
    "notice",
    "read_body",
    "read_notice",
    "refusal",
    "render",
    "sign_in_url",
    "submit",
    "survey",
    "survey_preview",
    "title_of_program",
    "undo_decline",
    "whom_to_ask",
    "window_choices",
]


def render(template: str, context: Mapping[str, Any]) -> str:
    """Return a template of the plugin, filled in the reader's language."""
    return render_to_string(f"outcomes_plugin/{template}", dict(context))


def asset(name: str) -> str:
    """Return the address of a static file of the plugin."""
    return static(f"outcomes_plugin/{name}")


def sign_in_url(usage_key: str) -> str:
    """Return where a person signs in who wants to come back to the block."""
    return api.sign_in_url_for_block(usage_key)


def belongs_to_course(program: str, course_key: str) -> bool:
    """Return whether the course is linked to the program."""
    return any(found.slug == program for found in api.programs_of_course(course_key))


def survey(user_id: int | None, program: str, window: str, *, language: str) -> Any:
    """Return what the user sees of the survey now."""
    return api.survey_view(
        api.actor_for(user_id), program, window, at=timezone.now(), language=language
    )


def survey_preview(user_id: int, program: str, window: str, *, language: str) -> Any:
    """Return the survey as its authors see it, or raise NotFound."""
    return api.survey_preview(
        api.actor_for(user_id), program, window, at=timezone.now(), language=language
    )


def submit(
    user_id: int, program: str, window: str, told: Mapping[str, Any], *, course_key: str
) -> Any:
    """Receive the user's answers with what the user was told, and return the receipt."""
    return api.submit_survey(
        api.actor_for(user_id),
        program,
        window,
        answers=told.get("answers", {}),
        mode=told.get("mode", ""),
        notice_version=told.get("notice_version"),
        instrument_version=told.get("instrument_version", 0),
        response_version=told.get("response_version", 0),
        course_key=course_key,
        at=timezone.now(),
    )


def decline(user_id: int, program: str, window: str, *, course_key: str) -> Any:
    """Note that the user would rather not answer, and return the receipt."""
    return api.decline_survey(
        api.actor_for(user_id), program, window, course_key=course_key, at=timezone.now()
    )


def undo_decline(user_id: int, program: str, window: str) -> Any:
    """Take it back."""
    return api.undo_survey_decline(api.actor_for(user_id), program, window, at=timezone.now())


def read_notice(user_id: int, program: str, version: int | None) -> None:
    """Record that the user was shown the program's notice and goes on."""
    api.read_notice(api.actor_for(user_id), program, version=version, at=timezone.now())


def notice(user_id: int, program: str) -> Any:
    """Return the program's notice in force."""
    return api.notice_in_force(api.actor_for(user_id), program)


def can_link(user_id: int, program: str) -> bool:
    """Return whether the user coordinates the program."""
    held = {found.slug: roles for found, roles in api.programs_for(api.actor_for(user_id))}
    return "coordinator" in held.get(program, ())


def is_course_staff(user_id: int, course_key: str) -> bool:
    """Return whether the user is staff of the course."""
    return api.is_course_staff(api.actor_for(user_id), course_key)


def link_course(user_id: int, program: str, course_key: str) -> None:
    """Make the course belong to the program."""
    api.link_course(api.actor_for(user_id), program, course_key, at=timezone.now())


def whom_to_ask(user_id: int, program: str, course_key: str) -> Sequence[str]:
    """Return the names of the program's coordinators, or none where the user may not know."""
    try:
        return api.coordinators_to_ask(api.actor_for(user_id), program, course_key)
    except NotFound:
        return ()


def title_of_program(user_id: int, program: str) -> str:
    """Return the title of a program in which the user has a role, else its slug."""
    titles = {found.slug: found.title for found, _roles in api.programs_for(api.actor_for(user_id))}
    return titles.get(program, program)


def window_choices(
    user_id: int, course_key: str, *, language: str
) -> Sequence[tuple[Any, Sequence[Any]]]:
    """Return each program that the author can choose from, with its windows."""
    actor = api.actor_for(user_id)
    programs = {found.slug: found for found in api.programs_of_course(course_key)}
    programs |= {found.slug: found for found, _roles in api.programs_for(actor)}
    choices = []
    for slug, program in sorted(programs.items(), key=lambda one: one[1].title):
        try:
            choices.append((program, api.window_choices(actor, slug, language=language)))
        except NotFound:
            continue
    return choices
