"""What all readers of course XML need: places, words, and what nobody carries over."""

import json
from collections.abc import Callable, Collection, Mapping
from typing import Any
from xml.etree.ElementTree import Element, tostring  # nosec: only for types and writing

from . import reasons
from .data import Words
from .draft import Draft, Group

Reader = Callable[[Element, str, Group | None, Draft], Any]

# They say where a block stands in its course, not what it asks.
ADDRESSES = {"url_name", "xblock-family", "slug", "filename", "parent", "location"}

_WHY: Mapping[str, Words] = {
    **dict.fromkeys(
        (
            "correct_choices",
            "required_choices",
            "ignored_choices",
            "weight",
            "correct",
            "hide_results",
        ),
        reasons.JUDGED,
    ),
    **dict.fromkeys(
        ("message", "feedback", "extended_feedback", "feedback_label", "messages"), reasons.FEEDBACK
    ),
    **dict.fromkeys(
        (
            "tally",
            "private_results",
            "choice",
            "choices",
            "student_choice",
            "student_choices",
            "submissions_count",
            "student_value",
            "student_input",
        ),
        reasons.RESULTS,
    ),
    **dict.fromkeys(
        (
            "max_submissions",
            "max_attempts",
            "enforce_dependency",
            "followed_by",
            "display_submit",
            "start",
            "due",
            "visible_to_staff_only",
            "graded",
            "format",
        ),
        reasons.SETTING,
    ),
    **dict.fromkeys(
        ("show_title", "next_button_label", "width", "height", "list_style", "hide_header"),
        reasons.LOOKS,
    ),
    **dict.fromkeys(("img", "img_alt", "img_url"), reasons.PICTURE),
    "default_from": reasons.PREFILLED,
    "min_characters": reasons.RULE,
}


def leave_attributes(element: Element, place: str, draft: Draft, *, known: Collection[str]) -> None:
    """List every attribute that is neither an address nor known to the reader."""
    for name, value in element.attrib.items():
        if name not in known and name not in ADDRESSES and not name.startswith("{"):
            draft.leave(f"{place}/@{name}", value, _WHY.get(name, reasons.UNKNOWN))


def path_of(child: Element, parent: Element, place: str) -> str:
    """Return the place of a child, numbered among those of its name."""
    twins = [one for one in parent if one.tag == child.tag]
    if len(twins) == 1:
        return f"{place}/{child.tag}"
    return f"{place}/{child.tag}[{twins.index(child) + 1}]"


def text_of(element: Element) -> str:
    """Return the words inside the element."""
    return " ".join("".join(element.itertext()).split())


def inside_of(element: Element) -> str:
    """Return what stands inside the element, as HTML."""
    return (element.text or "") + "".join(tostring(one, encoding="unicode") for one in element)


def json_of(element: Element, name: str) -> Any:
    """Return the JSON of an attribute; None where there is none that can be read."""
    try:
        return json.loads(element.get(name, ""))
    except (ValueError, RecursionError):
        return None
