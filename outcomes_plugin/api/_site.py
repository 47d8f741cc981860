"""Who acts, and what the platform around the product says."""

from outcomes_plugin.actors.api import actor_for
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.edxapp import platform

__all__ = [
    "actor_for",
    "base_template",
    "bearer_authentication",
    "block_url",
    "is_course_staff",
    "own_name",
    "sign_in_url",
    "sign_in_url_for_block",
    "site_url",
]


def base_template() -> str:
    """Return the name of the platform's template that pages extend."""
    return platform().base_template()


def bearer_authentication() -> type | None:
    """Return the platform's class that knows plain OAuth2 tokens, or None where there are none."""
    return platform().bearer_authentication()


def is_course_staff(actor: Actor, course_key: str) -> bool:
    """Return whether the actor is staff of the course."""
    return actor.user_id is not None and platform().is_course_staff(actor.user_id, course_key)


def block_url(usage_key: str) -> str:
    """Return the address that leads a learner to the block, or nothing where there is none."""
    return platform().block_url(usage_key)


def own_name(actor: Actor) -> str:
    """Return the actor's own name as the platform has it; nothing for a part of the system."""
    if actor.user_id is None:
        return ""
    found = platform().users([actor.user_id]).get(actor.user_id)
    return found.name or found.username if found else ""


def site_url(path: str) -> str:
    """Return the whole address of one of the site's pages."""
    return platform().root_url() + path


def sign_in_url(path: str) -> str:
    """Return the address where a person signs in and comes back to the path."""
    return platform().sign_in_url(path)


def sign_in_url_for_block(usage_key: str) -> str:
    """Return the address where a person signs in and comes back to the block."""
    door = platform()
    return door.sign_in_url(door.block_url(usage_key))
