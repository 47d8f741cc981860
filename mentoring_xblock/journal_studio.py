"""The journal block's editor in Studio: a program, a prompt, and what completes the block."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from web_fragments.fragment import Fragment

from . import outcomes
from .viewer import Viewer

LONGEST_TITLE = 255
LONGEST_PROMPT = 500
MOST_ENTRIES = 100
MOST_WORDS = 5000
_KEY = re.compile(r"[a-z0-9_]{1,64}")


def editor(block: Any, viewer: Viewer, *, course_key: str) -> Fragment:
    """Return the editor: one page, with the programs that the author can choose."""
    programs = outcomes.program_choices(viewer.user_id or 0, course_key)
    context = {
        "uid": f"mo-{block.scope_ids.usage_id.block_id}-edit",
        "block": block,
        "programs": programs,
        "is_lost": bool(block.program) and block.program not in {one.slug for one in programs},
        "recap_keys": ", ".join(block.recap_keys),
        "longest_title": LONGEST_TITLE,
        "longest_prompt": LONGEST_PROMPT,
        "most_entries": MOST_ENTRIES,
        "most_words": MOST_WORDS,
    }
    fragment = Fragment(outcomes.render("journal/studio.html", context))
    for style in ("mentoring.css", "studio.css"):
        fragment.add_css_url(outcomes.asset(style))
    fragment.add_javascript_url(outcomes.asset("studio.js"))
    fragment.initialize_js("MentoringStudio", {"texts": _texts()})
    return fragment


def check_choice(
    user_id: int, chosen: Mapping[str, Any], *, course_key: str, program: str
) -> Mapping[str, Any]:
    """
    Return the block's fields as the author chose them. The program that it has may stay.

    Raises:
        Invalid: the first thing that cannot be so.
    """
    title, slug, prompt, key = (
        str(chosen.get(name, "")).strip()
        for name in ("display_name", "program", "prompt", "prompt_key")
    )
    recap_keys = _keys(chosen.get("recap_keys"))
    writes = chosen.get("writes") is not False
    if not title or len(title) > LONGEST_TITLE:
        raise outcomes.Invalid(_("A title has between 1 and 255 characters."))
    if len(prompt) > LONGEST_PROMPT:
        raise outcomes.Invalid(_("A prompt has at most 500 characters."))
    if not all(_KEY.fullmatch(one) for one in [*recap_keys, *([key] if key else [])]):
        raise outcomes.Invalid(
            _("A key has at most 64 small letters, digits and underscores, such as “week_6”.")
        )
    if not writes and not recap_keys:
        raise outcomes.Invalid(
            _("Let learners write here, or name the keys of the prompts to look back on.")
        )
    known = {one.slug for one in outcomes.program_choices(user_id, course_key)}
    if slug not in {"", program, *known}:
        raise outcomes.Invalid(_("There is no such program that you can choose."))
    return {
        "display_name": title,
        "program": slug,
        "prompt": prompt,
        "prompt_key": key,
        "recap_keys": recap_keys,
        "writes": writes,
        "needed_entries": _count(chosen, "needed_entries", most=MOST_ENTRIES),
        "needed_words": _count(chosen, "needed_words", most=MOST_WORDS),
    }


def _keys(said: Any) -> Sequence[str]:
    words = re.split("[,،]", said) if isinstance(said, str) else []
    return list(dict.fromkeys(word.strip() for word in words if word.strip()))


def _count(chosen: Mapping[str, Any], name: str, *, most: int) -> int:
    said = str(chosen.get(name, 1))
    if not (said.isascii() and said.isdigit() and 1 <= int(said[:9]) <= most):
        raise outcomes.Invalid(
            _("Entries and words needed are whole numbers: at most {entries} and {words}.").format(
                entries=MOST_ENTRIES, words=MOST_WORDS
            )
        )
    return int(said)


def _texts() -> Mapping[str, str]:
    return {
        "saving": _("Saving"),
        "failed": _("Our server did not answer. Nothing was changed; choose Save again."),
    }
