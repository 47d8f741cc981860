"""Several things in one sentence, apart as the reader's language sets them apart."""

from collections.abc import Iterable
from functools import reduce

from django.utils.translation import gettext as _


def enumerated(things: Iterable[str]) -> str:
    """Return the things one after another; nothing for none."""
    found = list(things)
    return reduce(_beside, found) if found else ""


def _beside(things: str, last: str) -> str:
    return _("{things}, {last}").format(things=things, last=last)
