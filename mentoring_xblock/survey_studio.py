"""The survey block's editor in Studio: choose one window of a program."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from web_fragments.fragment import Fragment

from . import outcomes
from .viewer import Viewer

LONGEST_TITLE = 255


def editor(block: Any, viewer: Viewer, *, course_key: str) -> Fragment:
    """Return the editor: every window that the author may place, and what its mode is."""
    programs = [
        {"program": program, "windows": [_row(program, window, block) for window in windows]}
        for program, windows in outcomes.window_choices(
            viewer.user_id or 0, course_key, language=viewer.language
        )
    ]
    uid = f"mo-{block.scope_ids.usage_id.block_id}-edit"
    context = {
        "uid": uid,
        "title": block.display_name,
        "programs": programs,
        "has_windows": any(one["windows"] for one in programs),
        "is_lost": bool(block.window) and not _holds(programs, block),
        "chosen": {"program": block.program, "window": block.window},
    }
    fragment = Fragment(outcomes.render("survey/studio.html", context))
    fragment.add_css_url(outcomes.asset("mentoring.css"))
    fragment.add_css_url(outcomes.asset("studio.css"))
    fragment.add_javascript_url(outcomes.asset("survey_studio.js"))
    fragment.initialize_js("MentoringSurveyStudio", {"texts": _texts()})
    return fragment


def check_choice(
    user_id: int, chosen: Mapping[str, Any], *, course_key: str
) -> tuple[str, str, str]:
    """
    Return title, program and window as the author chose them.

    Raises:
        Invalid: no title, or a window that the author cannot place.
    """
    title, program, window = (
        str(chosen.get(name, "")).strip() for name in ("display_name", "program", "window")
    )
    if not title or len(title) > LONGEST_TITLE:
        raise outcomes.Invalid(_("A title has between 1 and 255 characters."))
    if not program and not window:
        return title, "", ""
    choices = {
        (found.slug, one.key)
        for found, windows in outcomes.window_choices(user_id, course_key, language="en")
        for one in windows
    }
    if (program, window) not in choices:
        raise outcomes.Invalid(
            _("There is no such survey that you can choose. Pick one from the list.")
        )
    return title, program, window


def _row(program: Any, window: Any, block: Any) -> Mapping[str, Any]:
    return {
        "window": window,
        "opens": outcomes.moment(window.opens_at, program.time_zone),
        "closes": outcomes.moment(window.closes_at, program.time_zone),
        "is_chosen": (block.program, block.window) == (program.slug, window.key),
    }


def _holds(programs: Any, block: Any) -> bool:
    return any(
        one["program"].slug == block.program and row["window"].key == block.window
        for one in programs
        for row in one["windows"]
    )


def _texts() -> Mapping[str, str]:
    return {
        "saving": _("Saving"),
        "failed": _("Our server did not answer. Nothing was changed; choose Save again."),
    }
