"""SurveyJS: the JSON of a survey, its pages and panels."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from . import reasons
from .conditions import Lost, ShowIf, joined, show_if
from .data import Source, Taken
from .draft import Draft, Group
from .surveyjs_kinds import KINDS
from .surveyjs_parts import Element, leave_rest, text_of

_REFERENCE = re.compile(r"(?<!\{)\{\s*([^{}|]+?)\s*\}(?!\})")
_DEEPEST = 20
_HOLDERS = ("panel", "flowpanel")
_REPEATED = "paneldynamic"


@dataclass(frozen=True, kw_only=True)
class _Around:
    """What stands around an element: its group, when that is shown, and how deep it is."""

    group: Group | None = None
    conditions: tuple[ShowIf, ...] = ()
    depth: int = 0


def take_surveyjs(found: Mapping[str, Any]) -> Taken:
    """Return what could be made of the survey."""
    draft = Draft(source=Source.SURVEYJS)
    survey = Element(dict(found), "", _usual(found))
    title = draft.label(text_of(survey, "title"), "title")
    about = draft.prompt(text_of(survey, "description"), "description", longest=2000)
    pages = survey.take("pages")
    survey.take("locale")
    if pages is not None and not isinstance(pages, list):
        draft.leave("pages", pages, reasons.UNREADABLE)
        pages = None
    _read_elements(survey, draft, _Around())
    for index, page in enumerate(pages or []):
        _read_page(page, f"pages[{index}]", survey.usual, draft, is_only=len(pages or []) == 1)
    leave_rest(survey, draft)
    return draft.finished(title=title, about=about)


def _usual(found: Mapping[str, Any]) -> str:
    locale = found.get("locale")
    is_code = isinstance(locale, str) and re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", locale)
    return str(locale) if is_code else "en"


def _read_page(page: object, place: str, usual: str, draft: Draft, *, is_only: bool) -> None:
    if not isinstance(page, dict):
        draft.leave(place, page, reasons.UNREADABLE)
        return
    _read_holder(Element(page, place, usual), draft, _Around(), is_page=not is_only)


def _read_holder(holder: Element, draft: Draft, around: _Around, *, is_page: bool) -> None:
    """Read a page or a panel: its title is that of a section, its condition that of its items."""
    name = str(holder.take("name") or "")
    title = draft.label(text_of(holder, "title"), f"{holder.place}.title")
    text = draft.prompt(text_of(holder, "description"), f"{holder.place}.description")
    has_face = bool(title or text or is_page)
    group = Group(name=name, title=title, text=text, new_page=is_page) if has_face else around.group
    conditions = _conditions(holder, draft, around)
    inner = _Around(group=group, conditions=conditions, depth=around.depth + 1)
    _read_elements(holder, draft, inner)
    leave_rest(holder, draft)


def _read_elements(holder: Element, draft: Draft, around: _Around) -> None:
    for name in ("elements", "questions", "templateElements"):
        elements = holder.take(name)
        at = f"{holder.place}.{name}" if holder.place else name
        if elements is None:
            continue
        if not isinstance(elements, list):
            draft.leave(at, elements, reasons.UNREADABLE)
            continue
        for index, element in enumerate(elements):
            _read(element, f"{at}[{index}]", holder.usual, draft, around)


def _read(found: object, place: str, usual: str, draft: Draft, around: _Around) -> None:
    if not isinstance(found, dict) or around.depth > _DEEPEST:
        draft.leave(place, found, reasons.UNREADABLE)
        return
    element = Element(dict(found), place, usual)
    kind = element.take("type")
    kind = "text" if kind is None else str(kind)
    if element.values.get("visible") is False:
        draft.leave(place, f"{kind} {element.values.get('name', '')}", reasons.HIDDEN)
        return
    if kind == _REPEATED:
        draft.leave(place, f"{kind} {element.values.get('name', '')}", reasons.REPEATED)
    if kind in (*_HOLDERS, _REPEATED):
        _read_holder(element, draft, around, is_page=False)
        return
    reader = KINDS.get(kind)
    if reader is None:
        name, title = element.values.get("name", ""), element.values.get("title", "")
        draft.leave(place, f"{kind} {name} {title}", reasons.NO_KIND)
        return
    _read_question(element, reader, draft, around)


def _read_question(element: Element, reader: Any, draft: Draft, around: _Around) -> None:
    name = str(element.take("name") or "")
    place = element.place
    title = draft.recalled(draft.prompt(text_of(element, "title"), f"{place}.title"), _REFERENCE)
    help_text = draft.recalled(
        draft.prompt(text_of(element, "description"), f"{place}.description"), _REFERENCE
    )
    conditions = _conditions(element, draft, around)
    asked: dict[str, Any] = {"show_if": joined(conditions)} if conditions else {}
    asked["required"] = _is_required(element)
    for made in reader(element, draft, name, title or name):
        item = {"help": help_text, **asked, **made.fields}
        if item["kind"] == "information":
            item["prompt"] = draft.recalled(item["prompt"], _REFERENCE)
            del item["required"]
        draft.add(item, place, name=made.name, group=around.group, values=made.values)
        help_text = ""
    leave_rest(element, draft)


def _is_required(element: Element) -> bool:
    told = element.values.get("isRequired")
    return bool(element.take("isRequired")) if isinstance(told, bool) else False


def _conditions(element: Element, draft: Draft, around: _Around) -> tuple[ShowIf, ...]:
    """Return when the element is shown: when what is around it is, and by its own condition."""
    text = element.take("visibleIf")
    if not text:
        return around.conditions
    try:
        conditions = (*around.conditions, show_if(str(text), draft.known))
        joined(conditions)
    except Lost as lost:
        draft.leave(f"{element.place}.visibleIf", text, lost.why)
        return around.conditions
    return conditions
