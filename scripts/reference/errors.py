"""docs/reference/errors.md: what the api raises, and what a caller gets for it."""

from collections.abc import Iterator, Mapping
from importlib import import_module
from pkgutil import walk_packages

import outcomes_plugin
from outcomes_plugin.errors import OutcomesError

from .markdown import code, first_sentence, table

CALLER: Mapping[str, str] = {
    "NotFound": "Go elsewhere. What is absent and what is forbidden look the same.",
    "Invalid": "Correct what `problems` names, then send it again. Nothing was written.",
    "Conflict": "Load again what is there now. `details` says what changed.",
    "ConsentMissing": "Leave this person out of the optional purpose.",
}
INTERNAL: Mapping[str, str] = {
    "DeliveryFailed": "A target did not take an entry. The relay keeps the row and tries again.",
    "FrozenError": "Code tried to change a release. Nothing may.",
    "Lost": "A takeover met a condition that cannot be said here. The question is asked of "
    "everybody, and the condition stands on the list of what was left.",
    "NotProtectedError": "The audit of a release found a small cell that could be computed. No "
    "release was made. Closing stays done; the next run tries the release again. Tell the "
    "developers: the protection has to be mended, not the audit.",
    "TargetAway": "A target does not answer at all. Its lanes wait, and no entry is to blame.",
}
# It imports an optional package, and raises nothing of its own.
OF_A_FULL_PLATFORM = {"outcomes_plugin.relay.xapi.transformers"}
HEAD = """\
# Errors

Written by `make docs`. A refusal is one of the errors of `outcomes_plugin/errors.py`. Each carries
a whole sentence in the reader's language (`message`), and may carry `details`: keys, numbers and
times, never what a person typed.

"""
HTTP = """
## Over HTTP

The status stands with the error class, and an edge maps it once. The survey block answers every
refusal in JSON: `error` holds the sentence, the details stand beside it, and an `Invalid` adds
`problems`, each with its `item` and `message`. Nobody signed in is 401. No handler of
the block answers 403: it would tell that something is there.

A `Conflict` of the survey block says in `reason` what changed:

| reason | what it means | what the browser does |
| --- | --- | --- |
| `closed` | The window closed meanwhile. | Says so and offers to copy what was typed. |
| `mode` | A coordinator changed the mode. | Offers to load the survey again; the draft stays. |
| `notice` | A newer notice is in force. | Shows it (`notice_html`) before anything is sent. |
| `instrument` | The questions have changed. | Offers to load the survey again; the draft stays. |
| `declined` | The person had said “I would rather not answer”. | Shows how to take that back. |
| `answers` | The answer was changed in another tab or device. | Offers to load it again. |
| `draft` | More was kept from another device since. | Shows both and lets one choose. |
| `anonymous` | Nothing is kept on the server in this mode. | Keeps it in this tab alone. |

The REST API answers in a shape of its own, with a `code` for each error: see
[REST API](rest-api.md#refusals).

A CSV file's problems carry `line` and `column` as well, see [CSV files](../how-to/csv-files.md).

## For developers

These are no refusals. They stop what runs and belong in an error report.

"""
FOOT = """
The functions of `outcomes_plugin.stats` raise `ValueError`, as numeric functions do. The ledger
raises `ValueError` for an entry or payload key that is not registered, and
`TransactionManagementError` outside a transaction.
"""


def page() -> str:
    """
    Return the page.

    Raises:
        KeyError: an error has no line here.
    """
    refusals = [
        (code(one.__name__), one.status, first_sentence(one), CALLER[one.__name__])
        for one in refusals_of(OutcomesError)
    ]
    own = [(code(one.__name__), code(one.__module__), INTERNAL[one.__name__]) for one in internal()]
    return (
        HEAD
        + table(["error", "status", "what it says", "what a caller can do"], refusals)
        + HTTP
        + table(["error", "module", "when"], own)
        + FOOT
    )


def refusals_of(base: type[OutcomesError]) -> Iterator[type[OutcomesError]]:
    """Yield every kind of refusal, in the order in which they are written."""
    for one in base.__subclasses__():
        yield one
        yield from refusals_of(one)


def internal() -> list[type[Exception]]:
    """Return every other public exception of the plugin, by name."""
    found: set[type[Exception]] = set()
    for module in walk_packages(outcomes_plugin.__path__, "outcomes_plugin."):
        if ".migrations" not in module.name and module.name not in OF_A_FULL_PLATFORM:
            found |= {one for one in vars(import_module(module.name)).values() if _is_own(one)}
    return sorted(found, key=lambda one: one.__name__)


def _is_own(thing: object) -> bool:
    return (
        isinstance(thing, type)
        and issubclass(thing, Exception)
        and not issubclass(thing, OutcomesError)
        and thing.__module__.startswith("outcomes_plugin.")
        and not thing.__name__.startswith("_")
    )
