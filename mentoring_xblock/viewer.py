"""Who looks at a block, and whether it is really them."""

from dataclasses import dataclass
from typing import Any

import crum
from django.utils import translation


@dataclass(frozen=True, kw_only=True)
class Viewer:
    """
    The person whom the platform shows the block to.

    `is_masked` is true when a member of staff looks as this learner: then nothing of the learner's
    is shown, and nothing is stored in the learner's name. `time_zone` is what the person has chosen
    in their settings, if anything.
    """

    user_id: int | None
    is_staff: bool
    is_masked: bool
    language: str
    time_zone: str | None = None


def viewer_of(block: Any) -> Viewer:
    """Return who looks at the block, from the platform's user service and the request."""
    attributes = block.runtime.service(block, "user").get_current_user().opt_attrs
    user_id = attributes.get("edx-platform.user_id")
    return Viewer(
        user_id=user_id,
        is_staff=bool(attributes.get("edx-platform.user_is_staff")),
        is_masked=user_id is not None and _real_user_id(user_id) != user_id,
        language=translation.get_language() or "en",
        time_zone=(attributes.get("edx-platform.user_preferences") or {}).get("time_zone"),
    )


def _real_user_id(user_id: int) -> int:
    """
    Return the id of the user who really sits there.

    In a handler the request keeps the member of staff; in a view the platform has put the learner
    into the request, and remembers the member of staff as `real_user`.
    """
    user = crum.get_current_user()
    if user is None:
        return user_id
    real = getattr(user, "real_user", None) or user
    return user_id if real.id is None else int(real.id)
