"""docs/reference/rest-endpoints.md: every address of the REST API, and what it does."""

import re
from collections.abc import Iterator
from itertools import groupby

from django.urls import URLPattern

from outcomes_plugin.rest_api.v1 import urls

from .markdown import code, first_sentence, table

METHODS = ("get", "post", "put", "patch", "delete")
HEAD = """\
# REST endpoints

Written by `make docs` from `outcomes_plugin/rest_api/`. Addresses stand below `/api/mentoring/v1/`.
How to ask, and what a refusal looks like: [REST API](rest-api.md). Who may ask what:
[permissions](permissions.md).
"""
PARTS = {
    "programs/{slug}/mine/": "One’s own in a program",
    "programs/{slug}/": "A program",
}
REST = "Across programs, and by id"


def page() -> str:
    """Return the page."""
    rows = sorted(_rows(), key=lambda row: (_place(row[0]), row[0], METHODS.index(row[1])))
    text = HEAD
    for title, found in groupby(rows, key=lambda row: _title(row[0])):
        lines = [(method.upper(), code(address), does) for address, method, does in found]
        text += f"\n## {title}\n\n" + table(["method", "address", "what it does"], lines)
    return text


def _rows() -> Iterator[tuple[str, str, str]]:
    for one in urls.endpoints:
        view = one.callback.view_class  # type: ignore[attr-defined]
        for method in METHODS:
            if hasattr(view, method):
                yield _address(one), method, first_sentence(getattr(view, method))


def _address(one: URLPattern) -> str:
    return re.sub(r"<\w+:(\w+)>", r"{\1}", str(one.pattern))


def _title(address: str) -> str:
    return next((title for start, title in PARTS.items() if address.startswith(start)), REST)


def _place(address: str) -> int:
    """Return where the address's part stands on the page."""
    return [*PARTS.values(), REST].index(_title(address))
