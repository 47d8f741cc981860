"""Parts of a page in Markdown."""

import inspect
from collections.abc import Iterable, Sequence


def table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a table; a bar inside a cell is kept from being read as its end."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "".join(f"| {' | '.join(map(_cell, line))} |\n" for line in lines)


def code(text: object) -> str:
    """Return the text as code; nothing for an empty text."""
    return f"`{text}`" if f"{text}" else ""


def first_sentence(thing: object) -> str:
    """Return the first paragraph of a docstring on one line."""
    text = inspect.getdoc(thing) or ""
    return " ".join(text.split("\n\n", maxsplit=1)[0].split())


def _cell(value: object) -> str:
    return f"{value}".replace("|", "\\|").replace("\n", " ")
