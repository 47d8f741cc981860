"""Whether a block's course belongs to its program, and how staff make it so in two clicks."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from . import outcomes
from .viewer import Viewer


def course_key_of(block: Any) -> str:
    """Return the key of the course, or of the library, in which the block stands."""
    return str(block.scope_ids.usage_id.context_key)


def is_in_course(block: Any) -> bool:
    """Return whether the block stands in a course: in a library nobody learns."""
    return bool(getattr(block.scope_ids.usage_id.context_key, "is_course", False))


def is_linked(block: Any) -> bool:
    """Return whether the block's course belongs to the program that the block names."""
    return bool(
        block.program
        and is_in_course(block)
        and outcomes.belongs_to_course(block.program, course_key_of(block))
    )


def link_facts(block: Any, viewer: Viewer) -> Mapping[str, Any]:
    """Return what staff are told who look at a block of an unlinked course."""
    user_id = viewer.user_id or 0
    names = outcomes.whom_to_ask(user_id, block.program, course_key_of(block))
    return {
        "can_link": is_in_course(block) and outcomes.can_link(user_id, block.program),
        "program_title": outcomes.title_of_program(user_id, block.program),
        "whom_to_ask": (
            _("Ask {names} to link it.").format(names=", ".join(names))
            if names
            else _("Ask a coordinator of the program to link it.")
        ),
    }


def link_course(block: Any, viewer: Viewer) -> Mapping[str, Any]:
    """Link the block's course to its program. The api asks whether the user may."""
    outcomes.link_course(viewer.user_id, block.program, course_key_of(block))
    return {}


def check_author(block: Any, viewer: Viewer) -> None:
    """
    Refuse whoever is not staff of the block's course.

    Studio's own handler view does not tell a block who is staff, so the api is asked.

    Raises:
        NotFound: the viewer is no staff of it.
    """
    if is_in_course(block) and not outcomes.is_course_staff(viewer.user_id, course_key_of(block)):
        raise outcomes.NotFound
