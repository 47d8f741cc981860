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
from outcomes_plugin.panels import editor as editor_panel
from outcomes_plugin.panels import goals as goals_panel
from outcomes_plugin.panels import journal as journal_panel
from outcomes_plugin.panels import survey as survey_panel
from outcomes_plugin.panels.goals import preview as goals_preview
from outcomes_plugin.panels.goals import show_part as goals_part
from outcomes_plugin.panels.journal import Prompt
from outcomes_plugin.panels.journal import preview as journal_preview
from outcomes_plugin.panels.journal import show_part as journal_part
from outcomes_plugin.panels.panel import (
    LARGEST_BODY,
    READER_HEADER,
    Panel,
    Place,
    is_drawn_for_another,
    read_body,
    refusal,
)
from outcomes_plugin.panels.survey import show_part as survey_part
from outcomes_plugin.panels.survey_layout import moment
from outcomes_plugin.panels.window_words import ASKED, MODES, times_between

LARGEST_AUTHORED = editor_panel.LARGEST_BODY

__all__ = [
    "LARGEST_AUTHORED",
    "LARGEST_BODY",
    "READER_HEADER",
    "Conflict",
    "ConsentMissing",
    "Invalid",
    "NotFound",
    "OutcomesError",
    "Panel",
    "Place",
    "Prompt",
    "act_in_editor",
    "act_in_goals",
    "act_in_journal",
    "asset",
    "belongs_to_course",
    "can_link",
    "editor",
    "editor_refused",
    "goals",
    "goals_part",
    "goals_preview",
    "is_course_staff",
    "is_drawn_for_another",
    "journal",
    "journal_entries_kept",
    "journal_part",
    "journal_preview",
    "link_course",
    "moment",
    "program_choices",
    "read_body",
    "read_notice",
    "refusal",
    "render",
    "respond_to_survey",
    "sign_in_url",
    "survey",
    "survey_part",
    "survey_preview",
    "survey_refused",
    "times_between",
    "title_of_program",
    "whom_to_ask",
    "window_choices",
    "windows_to_place",
    "words_of_window",
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


def survey(user_id: int, program: str, window: str, *, place: Place, title: str) -> Panel:
    """Return what the user sees of the survey now."""
    return survey_panel.show(
        api.actor_for(user_id), program, window, place=place, at=timezone.now(), title=title
    )


def survey_preview(user_id: int, program: str, window: str, **where: Any) -> Panel:
    """Return the survey as its authors see it, or raise NotFound."""
    return survey_panel.preview(api.actor_for(user_id), program, window, at=timezone.now(), **where)


def respond_to_survey(
    user_id: int | None, program: str, window: str, told: Mapping[str, Any], *, course_key: str
) -> Mapping[str, Any]:
    """Receive answers or a draft with what the user was told, or that they would rather not."""
    return survey_panel.respond(
        api.actor_for(user_id), program, window, told, course_key=course_key, at=timezone.now()
    )


def read_notice(user_id: int | None, program: str, told: Mapping[str, Any]) -> Mapping[str, Any]:
    """Record that the user was shown the program's notice and goes on."""
    return survey_panel.read_notice(api.actor_for(user_id), program, told, at=timezone.now())


def survey_refused(
    user_id: int | None, program: str, window: str, error: OutcomesError, *, place: Place
) -> Mapping[str, Any]:
    """Return the refusal as the survey's script shows it."""
    return survey_panel.refused(
        api.actor_for(user_id), program, window, error, place=place, at=timezone.now()
    )


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


def windows_to_place(user_id: int | None, program: str, *, language: str) -> Sequence[Any]:
    """Return the windows of the program that the author can choose from, or raise NotFound."""
    return api.window_choices(api.actor_for(user_id), program, language=language)


def words_of_window(window: Any) -> Mapping[str, str]:
    """Return who is asked in a window and how answers live there, in words."""
    return {"role_title": str(ASKED[window.role]), "mode_title": str(MODES[window.mode][0])}


def editor(
    user_id: int, program: str, key: str, *, place: Place, block: Mapping[str, Any]
) -> Panel:
    """Return the editor of the questionnaire inside a block, or raise NotFound."""
    return editor_panel.show(
        api.actor_for(user_id),
        program,
        key,
        place=place,
        at=timezone.now(),
        block=editor_panel.Block(**block),
    )


def act_in_editor(
    user_id: int | None, program: str, key: str, told: Mapping[str, Any], *, place: Place
) -> Mapping[str, Any]:
    """Do what the user asks for in the editor of the questionnaire."""
    return editor_panel.act(
        api.actor_for(user_id), program, key, told, place=place, at=timezone.now()
    )


def editor_refused(
    user_id: int | None, program: str, key: str, error: OutcomesError, *, place: Place
) -> Mapping[str, Any]:
    """Return the refusal as the editor's script shows it."""
    return editor_panel.refused(api.actor_for(user_id), program, key, error, place=place)


def journal(user_id: int, program: str, *, place: Place, prompt: Prompt) -> Panel:
    """Return the user's journal at the prompt."""
    return journal_panel.show(
        api.actor_for(user_id), program, place=place, at=timezone.now(), prompt=prompt
    )


def act_in_journal(
    user_id: int | None, program: str, told: Mapping[str, Any], *, place: Place, prompt: Prompt
) -> Mapping[str, Any]:
    """Do what the user asks for in their journal."""
    return journal_panel.act(
        api.actor_for(user_id), program, told, place=place, at=timezone.now(), prompt=prompt
    )


def journal_entries_kept(user_id: int | None, program: str, *, key: str, words: int) -> int:
    """Return how many entries of at least so many words the user has kept for a prompt."""
    return api.journal_entries_kept(api.actor_for(user_id), program, key=key, words=words)


def program_choices(user_id: int, course_key: str) -> Sequence[Any]:
    """Return the programs that the course belongs to, and those of the author, by title."""
    own = [found for found, _roles in api.programs_for(api.actor_for(user_id))]
    found = {one.slug: one for one in [*api.programs_of_course(course_key), *own]}
    return sorted(found.values(), key=lambda one: (one.title, one.slug))


def goals(user_id: int, program: str, *, place: Place, title: str) -> Panel:
    """Return the user's goals."""
    return goals_panel.show(
        api.actor_for(user_id), program, place=place, at=timezone.now(), title=title
    )


def act_in_goals(
    user_id: int | None, program: str, told: Mapping[str, Any], *, place: Place
) -> Mapping[str, Any]:
    """Do what the user asks for with their goals."""
    return goals_panel.act(api.actor_for(user_id), program, told, place=place, at=timezone.now())
