"""The survey block's editor in Studio: choose one window of a program, and write what it asks."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _
from web_fragments.fragment import Fragment

from . import outcomes
from .showing import fragment_of, place_of
from .viewer import Viewer

LONGEST_TITLE = 255

Choices = Sequence[tuple[Any, Sequence[Any]]]


def editor(block: Any, viewer: Viewer, *, course_key: str) -> Fragment:
    """
    Return the editor of what the block's survey asks; before one is chosen, the surveys to choose.

    Where the survey is none that the author may place, they choose too.
    """
    choices = outcomes.window_choices(viewer.user_id or 0, course_key, language=viewer.language)
    key = _instrument_among(choices, block)
    if key and (written := _editor(block, viewer, key, choices)) is not None:
        return written
    return _chooser(block, choices)


def act(block: Any, viewer: Viewer, told: Mapping[str, Any]) -> Mapping[str, Any]:
    """
    Do what the editor's script asks for, with the questionnaire of the block's survey.

    Raises:
        NotFound: the block asks nothing, or the viewer may not author it.
        Conflict: the block asks another survey than the editor was opened with.
    """
    key = _instrument_of(block, viewer)
    if told.get("key", key) != key:
        raise outcomes.Conflict(_("This unit asks another survey by now. Load the page again."))
    return outcomes.act_in_editor(
        viewer.user_id, block.program, key, told, place=_place(block, viewer)
    )


def refused(block: Any, viewer: Viewer, error: outcomes.OutcomesError) -> Mapping[str, Any]:
    """Return the refusal as the editor's script shows it."""
    key = _instrument_of(block, viewer) if isinstance(error, outcomes.Conflict) else ""
    return outcomes.editor_refused(
        viewer.user_id, block.program, key, error, place=_place(block, viewer)
    )


def _chooser(block: Any, choices: Choices) -> Fragment:
    programs = [
        {"program": program, "windows": [_row(program, window, block) for window in windows]}
        for program, windows in choices
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


def _editor(block: Any, viewer: Viewer, key: str, choices: Choices) -> Fragment | None:
    """Return the editor of the questionnaire, or None where the viewer may not author it."""
    told = {
        "display_name": block.display_name,
        "program": block.program,
        "window": block.window,
        "choices": tuple(_choice(program, windows) for program, windows in choices if windows),
    }
    try:
        panel = outcomes.editor(
            viewer.user_id or 0, block.program, key, place=_place(block, viewer), block=told
        )
    except outcomes.NotFound:
        return None
    return fragment_of(panel)


def _choice(program: Any, windows: Sequence[Any]) -> Mapping[str, Any]:
    return {
        "program": program.slug,
        "title": program.title,
        "windows": [
            {
                "key": one.key,
                "title": one.title,
                "mode": one.mode,
                "instrument_title": one.instrument_title,
                "minutes": one.minutes,
                "times": outcomes.times_between(one.opens_at, one.closes_at, program.time_zone),
                **outcomes.words_of_window(one),
            }
            for one in windows
        ],
    }


def _instrument_of(block: Any, viewer: Viewer) -> str:
    """Return the key of what the block's survey asks, or raise NotFound."""
    windows = outcomes.windows_to_place(viewer.user_id, block.program, language=viewer.language)
    found = next((one.instrument for one in windows if one.key == block.window), "")
    if not found:
        raise outcomes.NotFound
    return str(found)


def _instrument_among(choices: Choices, block: Any) -> str:
    return next(
        (
            one.instrument
            for program, windows in choices
            for one in windows
            if (program.slug, one.key) == (block.program, block.window)
        ),
        "",
    )


def _place(block: Any, viewer: Viewer) -> outcomes.Place:
    place = place_of(block, viewer)
    return replace(place, uid=f"{place.uid}-edit")


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
