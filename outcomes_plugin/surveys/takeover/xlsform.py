"""XLSForm: the sheets survey, choices and settings of a workbook."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from outcomes_plugin.errors import Invalid
from outcomes_plugin.programs.workbooks import Row, WorkbookLimits, read_workbook
from outcomes_plugin.surveys.texts import Text

from . import reasons
from .conditions import Lost, ShowIf, joined, show_if
from .data import Source, Taken
from .draft import Draft, Group
from .xlsform_columns import Line, language_of, leave_rest, lines_of
from .xlsform_kinds import Lists, fields_of, kind_of

_REFERENCE = re.compile(r"\$\{\s*([^{}]+?)\s*\}")
_YES = {"yes", "true", "true()"}
_NO = {"", "no", "false", "false()"}
_LIMITS = WorkbookLimits(
    unpacked=20_000_000,
    rows=3000,
    too_large=_("This workbook unpacks to more than any questionnaire. It was not opened."),
    too_many_sheets=_("This workbook has more sheets than any questionnaire."),
)
_BEGIN = re.compile(r"begin[ _]((?:looped )?(?:group|repeat)|loop|lgroup)\b", re.IGNORECASE)
_END = re.compile(r"end[ _]((?:looped )?(?:group|repeat)|loop|lgroup)\b", re.IGNORECASE)


@dataclass(kw_only=True)
class _Open:
    """A group whose end has not come: what is shown of it, and when."""

    group: Group | None
    conditions: Sequence[ShowIf]
    is_loop: bool = False


@dataclass(kw_only=True)
class _Form:
    """What has been read of a form so far."""

    draft: Draft
    usual: str
    lists: Lists
    open: list[_Open] = field(default_factory=list)

    @property
    def group(self) -> Group | None:
        return next((one.group for one in reversed(self.open) if one.group is not None), None)

    @property
    def conditions(self) -> list[ShowIf]:
        return [condition for one in self.open for condition in one.conditions]


def take_xlsform(raw: bytes) -> Taken:
    """
    Return what could be made of the workbook.

    Raises:
        Invalid: it is no workbook, is larger than any questionnaire, or has no sheet “survey”.
    """
    sheets, unopened = read_workbook(raw, _LIMITS)
    by_name = {name.strip().lower(): rows for name, rows in sheets.items()}
    if "survey" not in by_name:
        raise Invalid(_("This workbook has no sheet “survey”, so it is no XLSForm."))
    draft = Draft(source=Source.XLSFORM)
    for part in unopened:
        draft.leave("", part, reasons.MACRO)
    for name, rows in sheets.items():
        if name.strip().lower() not in ("survey", "choices", "settings"):
            _leave_sheet(name, rows, draft)
    title, usual = _settings(by_name.get("settings", []), draft)
    form = _Form(draft=draft, usual=usual, lists=_lists(by_name.get("choices", []), usual, draft))
    for line in lines_of(by_name["survey"], "survey", draft):
        _read(line, form)
    _leave_unused(form)
    return draft.finished(title=draft.label(title, "settings"), about="")


def _leave_sheet(name: str, rows: Sequence[Row], draft: Draft) -> None:
    if any(any(row) for row in rows):
        draft.leave(name, f"{name} ({sum(any(row) for row in rows)})", reasons.OTHER_SHEET)


def _settings(rows: Sequence[Row], draft: Draft) -> tuple[str, str]:
    """Return title and usual language; every other setting is listed."""
    title, usual = "", "en"
    for line in lines_of(rows, "settings", draft):
        title = line.take("form_title") or title
        named = line.take("form_id")
        title = title or named
        usual = language_of(line.take("default_language")) or usual
        leave_rest(line, "settings", draft)
    return title, usual


def _lists(rows: Sequence[Row], usual: str, draft: Draft) -> Lists:
    """Return the answers of each list: their names, and their words."""
    found: dict[str, list[tuple[str, Text]]] = {}
    for line in lines_of(rows, "choices", draft):
        list_name, name = line.take("list_name"), line.take("name")
        label = line.text("label", usual)
        if not list_name or not (name or label):
            draft.leave(f"choices, row {line.number}", name or str(label), reasons.UNKNOWN)
        else:
            found.setdefault(list_name, []).append((name or str(label), label))
        leave_rest(line, "choices", draft)
    return Lists(answers=found)


def _leave_unused(form: _Form) -> None:
    for name in form.lists.answers:
        if name not in form.lists.used:
            form.draft.leave("choices", name, _("No question uses this list."))


def _read(line: Line, form: _Form) -> None:
    kind = " ".join(line.take("type").split())
    begun, ended = _BEGIN.match(kind), _END.match(kind)
    if ended:
        if form.open:
            form.open.pop()
        line.take("name")
        line.text("label", form.usual)
    elif begun:
        _begin(line, form, begun[1].lower())
    elif any(one.is_loop for one in form.open):
        what = f"{kind} {line.take('name')} {line.text('label', form.usual)}"
        form.draft.leave(_place(line), what, reasons.LOOP)
    elif not kind:
        if line.cells or line.words:
            form.draft.leave(_place(line), " ".join(line.cells.values()), reasons.UNKNOWN)
            line.cells.clear()
            line.words.clear()
    else:
        _question(line, form, kind)
    leave_rest(line, "survey", form.draft)


def _begin(line: Line, form: _Form, kind: str) -> None:
    """Begin a group; the questions of a repeat are asked once, those of a loop not at all."""
    name, place = line.take("name"), _place(line)
    label = form.draft.label(line.text("label", form.usual), place)
    is_page = "field-list" in line.cells.get("appearance", "").split()
    if is_page:
        line.take("appearance")
    if kind != "group":
        why = reasons.LOOP if kind in ("loop", "lgroup") else reasons.REPEATED
        form.draft.leave(place, f"begin {kind} {name}", why)
    hint = form.draft.prompt(line.text("hint", form.usual), place)
    has_face = bool(label or hint or is_page)
    group = Group(name=name, title=label, text=hint, new_page=is_page) if has_face else None
    condition = _condition(line, form, inherited=())
    form.open.append(
        _Open(
            group=group,
            conditions=[condition] if condition else [],
            is_loop=kind in ("loop", "lgroup"),
        )
    )


def _question(line: Line, form: _Form, kind: str) -> None:
    place, name = _place(line), line.take("name")
    draft = form.draft
    kind_here, list_name = kind_of(kind)
    if kind_here is None:
        label = line.text("label", form.usual)
        draft.leave(place, f"{kind}: {name} {_said(label, form.usual)}", list_name)
        line.words.clear()
        return
    told = draft.recalled(_label(line, form, place), _REFERENCE)
    hint = draft.recalled(draft.prompt(line.text("hint", form.usual), place), _REFERENCE)
    made = fields_of(kind_here, str(list_name), line, draft, form.lists, place=place, name=name)
    if made is None:
        return
    fields, values = made
    item: dict[str, Any] = {
        "kind": fields.pop("kind"),
        "prompt": told or name,
        "help": hint,
        **fields,
    }
    condition = _condition(line, form, inherited=form.conditions)
    if condition:
        item["show_if"] = condition
    _require(item, line)
    draft.add(item, place, name=name, group=form.group, values=values)


def _label(line: Line, form: _Form, place: str) -> Text:
    return form.draft.prompt(line.text("label", form.usual), place)


def _require(item: dict[str, Any], line: Line) -> None:
    """Say whether it must be answered; a rule that depends on answers stays in the row."""
    said = line.cells.get("required", "").lower()
    if said in _YES | _NO:
        line.take("required")
        if item["kind"] != "information":
            item["required"] = said in _YES


def _condition(line: Line, form: _Form, *, inherited: Sequence[ShowIf]) -> ShowIf | None:
    text = line.take("relevant")
    parts = list(inherited)
    try:
        if text:
            parts.append(show_if(text, form.draft.known))
        return joined(parts) if parts else None
    except Lost as lost:
        form.draft.leave(f"{_place(line)}, “relevant”", text or inherited, lost.why)
        return joined(inherited) if inherited and text else None


def _place(line: Line) -> str:
    return f"survey, row {line.number}"


def _said(label: Text, usual: str) -> str:
    return label if isinstance(label, str) else label.get(usual, next(iter(label.values()), ""))
