"""docs/reference/toggles.md: the switches and flags, from their annotations."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from outcomes_plugin import surfaces

from .markdown import code, table

HEAD = """\
# Toggles

Written by `make docs` from the annotations in `outcomes_plugin/surfaces.py`. All of them are off at
first, and then everything is shown. Django admin sets them: *Waffle → Switches* and *Flags*; of one
course or organization, *Waffle_utils → Waffle flag course overrides* and *org overrides*.

To begin with a few courses, set the flag to *Everyone: Yes* and override it with *Force off* in
those. To leave out one course, override the flag with *Force on* in that course.

"""
ANNOTATION = re.compile(r"((?:^# .*\n)+)^\w+ = ", re.MULTILINE)
FIELD = re.compile(r"\.\. toggle_(\w+): (.*?)(?= \.\. toggle_|$)")


def page() -> str:
    """Return the page."""
    rows = [
        (code(one["name"]), one["implementation"], one["default"], one["description"])
        for one in annotations()
    ]
    return HEAD + table(["toggle", "kind", "at first", "when it is on"], rows)


def annotations() -> Iterator[Mapping[str, str]]:
    """Yield what is written above each toggle, by field."""
    text = Path(surfaces.__file__).read_text(encoding="utf-8")
    for block in ANNOTATION.findall(text):
        words = " ".join(line.lstrip("# ").strip() for line in block.splitlines())
        yield dict(FIELD.findall(words))
