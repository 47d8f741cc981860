"""All that the editor's script starts with."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from outcomes_plugin import api
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.surveys.authoring_data import AuthoredWindow, Workbench
from outcomes_plugin.surveys.data import WindowState
from outcomes_plugin.surveys.texts import said

from . import editor_words as words
from .editor_choices import bank_of, kinds, limits, packs_of, scales_of
from .editor_texts import texts
from .lists import enumerated
from .panel import Place
from .window_words import ASKED, MODES, times_between


def state_of(
    actor: Actor, bench: Workbench, *, place: Place, block: Any = None
) -> Mapping[str, Any]:
    """Return the draft, all that can be put into it, and what stands around it."""
    draft, program, language = bench.draft, bench.program, place.language
    check = api.check_draft(actor, program.slug, draft.key, draft.document)
    return {
        "key": draft.key,
        "program": program.slug,
        "program_title": program.title,
        "title": words.title_of(draft.document, language),
        "language": language,
        "draft_version": draft.version,
        "based_on": draft.based_on,
        "published": draft.published,
        "kept_at": draft.kept_at.isoformat() if draft.kept_at is not None else None,
        "next_version": check.next_version,
        "answered": bench.answered,
        "document": draft.document,
        "check": words.checked(check, draft, language=language),
        "kinds": kinds(),
        "scales": scales_of(actor, program.slug, language),
        "languages": dict(settings.LANGUAGES),
        "indicators": _indicators(bench, language),
        "bank": bank_of(actor, program.slug, language),
        "packs": packs_of(actor, program.slug, language),
        "windows": windows_of(bench, place),
        "modes": {mode: str(name) for mode, (name, _about) in MODES.items()},
        "mode_abouts": {mode: str(about) for mode, (_name, about) in MODES.items()},
        "who_can_change_mode": list(bench.coordinators),
        "limits": limits(),
        "texts": texts(),
        **_of_block(block),
    }


def windows_of(bench: Workbench, place: Place) -> Sequence[Mapping[str, Any]]:
    """Return the surveys of the program, the latest first, and who can change their mode."""
    return [_window(one, bench, place) for one in bench.windows]


def published_prompts(document: Mapping[str, Any], language: str) -> Sequence[str]:
    """Return the questions to read without a script."""
    items = document.get("items")
    prompts = (
        said(item.get("prompt"), language)
        for item in (items if isinstance(items, list) else ())
        if isinstance(item, Mapping)
    )
    return [prompt for prompt in prompts if prompt]


def _of_block(block: Any) -> Mapping[str, Any]:
    if block is None:
        return {"chosen_window": None, "choices": []}
    return {
        "display_name": block.display_name,
        "chosen_program": block.program,
        "chosen_window": block.window,
        "choices": list(block.choices),
    }


def _indicators(bench: Workbench, language: str) -> Sequence[Mapping[str, Any]]:
    return [
        {
            "key": one.key,
            "title": said(one.title, language),
            "domain": one.domain,
            "domain_title": str(words.DOMAINS[one.domain]),
            "score": one.source["score"],
            "role": one.source["role"],
            "low": one.scale_low,
            "high": one.scale_high,
        }
        for one in bench.indicators
    ]


def _window(one: AuthoredWindow, bench: Workbench, place: Place) -> Mapping[str, Any]:
    window, zone = one.window, place.time_zone or bench.program.time_zone
    return {
        "key": window.key,
        "title": window.title,
        "role": window.role,
        "role_title": str(ASKED[window.role]),
        "mode": window.mode,
        "mode_title": str(MODES[window.mode][0]),
        "mode_reason": window.mode_reason,
        "state": window.state,
        "state_title": str(words.STATES[window.state]),
        "opens": window.opens_at.isoformat(),
        "closes": window.closes_at.isoformat(),
        "times": times_between(window.opens_at, window.closes_at, zone),
        "instrument": window.instrument,
        "version": window.instrument_version,
        "asks_this": window.instrument == bench.draft.key,
        "answered": one.answered,
        "can_change_mode": one.may_change_mode,
        "reason": "" if one.may_change_mode else _why_mode_stays(one, bench),
    }


def _why_mode_stays(one: AuthoredWindow, bench: Workbench) -> str:
    if one.window.state not in (WindowState.PLANNED, WindowState.OPEN):
        return _("This survey has closed, so its mode stays.")
    if one.answered:
        return ngettext(
            "Locked: {count} person has answered.",
            "Locked: {count} people have answered.",
            one.answered,
        ).format(count=one.answered)
    if not bench.coordinators:
        return _("Only a coordinator of the program can change this.")
    return _("Only a coordinator of the program can change this: {names}.").format(
        names=enumerated(bench.coordinators)
    )
