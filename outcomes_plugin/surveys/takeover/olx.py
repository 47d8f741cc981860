"""XML of a course (OLX): blocks of xblock-poll and of problem-builder, and HTML."""

from collections.abc import Callable, Mapping
from typing import Any
from xml.etree.ElementTree import Element, ParseError, tostring  # nosec: only for types and writing

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.utils.translation import gettext_lazy as _

from outcomes_plugin.errors import Invalid

from . import olx_poll, olx_problem_builder, reasons
from .data import Source, Taken
from .draft import Draft, Group
from .olx_parts import Reader, leave_attributes, path_of, text_of

MOST_ELEMENTS = 5_000
DEEPEST = 60

_HOLDERS = {
    "vertical",
    "vertical_demo",
    "sequential",
    "chapter",
    "course",
    "library",
    "unit",
    "wrapper",
}
_HTML = {"html", "html_demo", "shared-header"}


def take_olx(raw: bytes) -> Taken:
    """
    Return what could be made of the XML.

    Raises:
        Invalid: it is no XML, names outside entities, or is larger than any questionnaire.
    """
    root = _parsed(raw)
    draft = Draft(source=Source.OLX)
    _read(root, f"/{root.tag}", None, draft)
    return draft.finished(title=draft.label(_title(root), "display_name"), about="")


def _parsed(raw: bytes) -> Element:
    try:
        root: Element = fromstring(raw, forbid_dtd=True)
    except DefusedXmlException:
        raise Invalid(
            _("This XML defines entities of its own. Those are never opened: take them out.")
        ) from None
    except (ParseError, ValueError, LookupError):  # broken, or in an encoding nobody knows
        raise Invalid(_("This XML cannot be read: it is not well-formed.")) from None
    _check_size(root)
    return root


def _check_size(root: Element) -> None:
    level, elements = [root], 0
    for _depth in range(DEEPEST):
        elements += len(level)
        level = [child for one in level for child in one]
        if not level:
            return
        if elements + len(level) > MOST_ELEMENTS:
            break
    raise Invalid(_("This XML is larger or deeper than any questionnaire."))


def _title(root: Element) -> str:
    """Return the title of the outermost element that has one."""
    return next((one.get("display_name", "") for one in root.iter() if one.get("display_name")), "")


def _read(element: Element, place: str, group: Group | None, draft: Draft) -> None:
    """Read one element, and with it everything inside."""
    tag = str(element.tag)
    reader = _READERS.get(tag)
    if reader is not None:
        reader(element, place, group, draft)
    elif tag in _HTML:
        _read_html(element, place, group, draft)
    elif tag in _HOLDERS:
        leave_attributes(element, place, draft, known={"display_name"})
        read_inside(element, place, group, draft)
    elif tag in olx_problem_builder.HOLDERS:
        inner = olx_problem_builder.group_of(element, place, draft)
        read_inside(element, place, inner or group, draft)
    else:
        why = olx_problem_builder.LEFT.get(tag, reasons.NO_KIND)
        draft.leave(place, f"<{tag}> {element.get('display_name') or text_of(element)}", why)


def read_inside(element: Element, place: str, group: Group | None, draft: Draft) -> None:
    """Read what stands inside; words beside the elements are listed."""
    if (element.text or "").strip():
        draft.leave(place, element.text, reasons.UNKNOWN)
    for child in element:
        if isinstance(child.tag, str):
            _read(child, path_of(child, element, place), group, draft)
        if (child.tail or "").strip():
            draft.leave(place, child.tail, reasons.UNKNOWN)


def _read_html(element: Element, place: str, group: Group | None, draft: Draft) -> None:
    leave_attributes(element, place, draft, known={"display_name"})
    inside = (element.text or "") + "".join(tostring(one, encoding="unicode") for one in element)
    prompt = draft.prompt(inside, place)
    draft.add(
        {"kind": "information", "prompt": prompt},
        place,
        name=element.get("display_name") or element.get("url_name") or "information",
        group=group,
    )


_READERS: Mapping[str, Callable[[Element, str, Group | None, Draft], Any]] = {
    "poll": olx_poll.read_poll,
    "survey": olx_poll.read_survey,
    **olx_problem_builder.READERS,
}

__all__ = ["Reader", "take_olx"]
