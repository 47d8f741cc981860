"""The sentences that the editor says in the browser."""

from collections.abc import Mapping


def texts() -> Mapping[str, str]:
    """Return the sentences by the name that the script has for them."""
    return {}
