"""Notice that somebody else has changed what a person was changing."""

import hashlib

from django.utils.translation import gettext_lazy as _

from outcomes_plugin.errors import Conflict

_LENGTH = 16


def edition_of(*values: object) -> str:
    """Return a short name of these values: the same for the same values, and only for them."""
    told = "\x1f".join(str(value) for value in values)
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:_LENGTH]


def check_edition(current: str, *, seen: str) -> None:
    """
    Refuse to write over what the person has not seen. Nothing seen is no promise to have looked.

    Raises:
        Conflict: `details["edition"]` names what is there now.
    """
    if seen and seen != current:
        raise Conflict(
            _(
                "Somebody else has changed this meanwhile. What you wrote is still here: compare,"
                " then save again to keep yours."
            ),
            edition=current,
        )
