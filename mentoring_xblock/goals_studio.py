"""The goals block's editor in Studio: a title, and the program whose people write here."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from web_fragments.fragment import Fragment

from . import outcomes
from .viewer import Viewer

LONGEST_TITLE = 255


def editor(block: Any, viewer: Viewer, *, course_key: str) -> Fragment:
    """Return the editor, with the programs that the author can choose."""
    programs = outcomes.program_choices(viewer.user_id or 0, course_key)
    context = {
        "uid": f"mo-{block.scope_ids.usage_id.block_id}-edit",
        "block": block,
        "programs": programs,
        "is_lost": bool(block.program) and block.program not in {one.slug for one in programs},
        "longest_title": LONGEST_TITLE,
    }
    fragment = Fragment(outcomes.render("goals/studio.html", context))
    for style in ("mentoring.css", "studio.css"):
        fragment.add_css_url(outcomes.asset(style))
    fragment.add_javascript_url(outcomes.asset("studio.js"))
    texts = {
        "saving": _("Saving"),
        "failed": _("Our server did not answer. Nothing was changed; choose Save again."),
    }
    fragment.initialize_js("MentoringStudio", {"texts": texts})
    return fragment


def check_choice(
    user_id: int, chosen: Mapping[str, Any], *, course_key: str, program: str
) -> tuple[str, str]:
    """
    Return title and program as the author chose them. The program that the block has may stay.

    Raises:
        Invalid: no title, or a program that the author cannot choose.
    """
    title, slug = (str(chosen.get(name, "")).strip() for name in ("display_name", "program"))
    if not title or len(title) > LONGEST_TITLE:
        raise outcomes.Invalid(_("A title has between 1 and 255 characters."))
    known = {one.slug for one in outcomes.program_choices(user_id, course_key)}
    if slug not in {"", program, *known}:
        raise outcomes.Invalid(_("There is no such program that you can choose."))
    return title, slug
