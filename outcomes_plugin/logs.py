"""
What a site's log is told of the product's work: an event, and facts that name no person.

A fact is a key, a number or a name of the program's own making. The message reads
`event key=value`; the record carries the same as `event` and `facts`, for a formatter of JSON.
"""

import logging
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from traceback import extract_tb

from django.db import transaction

Fact = str | int | float | bool
logger = logging.getLogger("outcomes_plugin")


def tell(event: str, **facts: Fact) -> None:
    """Log the event at the level of information, once the transaction at hand is committed."""
    _when_committed(logging.INFO, event, facts)


def warn(event: str, **facts: Fact) -> None:
    """Log the event as a warning, once the transaction at hand is committed."""
    _when_committed(logging.WARNING, event, facts)


def place_of(error: Exception) -> str:
    """Return where the error was raised; its own text may hold a name or an address."""
    last = extract_tb(error.__traceback__)[-1]
    return f"{Path(last.filename).name}:{last.lineno}"


def _when_committed(level: int, event: str, facts: Mapping[str, Fact]) -> None:
    transaction.on_commit(partial(_write, level, event, facts), robust=True)


def _write(level: int, event: str, facts: Mapping[str, Fact]) -> None:
    words = " ".join([event, *(f"{key}={value}" for key, value in facts.items())])
    logger.log(level, "%s", words, extra={"event": event, "facts": dict(facts)})
