"""Headings of an XLSForm: which column is which, in which language."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from outcomes_plugin.surveys.texts import Text

from . import reasons
from .data import Words
from .draft import Draft

_CODE = re.compile(r"\(\s*([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\s*\)\s*$")
_BARE_CODE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_LANGUAGES = {
    "english": "en",
    "french": "fr",
    "français": "fr",
    "francais": "fr",
    "spanish": "es",
    "español": "es",
    "portuguese": "pt",
    "português": "pt",
    "german": "de",
    "deutsch": "de",
    "arabic": "ar",
    "العربية": "ar",
    "swahili": "sw",
    "kiswahili": "sw",
    "hindi": "hi",
    "nepali": "ne",
    "italian": "it",
    "dutch": "nl",
    "russian": "ru",
    "chinese": "zh",
    "japanese": "ja",
    "indonesian": "id",
}
_SAME = {
    "caption": "label",
    "command": "type",
    "tag": "name",
    "value": "name",
    "list name": "list_name",
    "relevance": "relevant",
    "constraining_message": "constraint_message",
    "read_only": "readonly",
    "calculate": "calculation",
    "control:appearance": "appearance",
    "body:appearance": "appearance",
    "bind:relevant": "relevant",
    "bind:required": "required",
    "bind:constraint": "constraint",
    "bind:jr:constraintmsg": "constraint_message",
    "bind:readonly": "readonly",
    "bind:calculate": "calculation",
    "bind:type": "bind:type",
    "set form title": "form_title",
    "set_form_title": "form_title",
    "set form id": "form_id",
    "set_form_id": "form_id",
    "title": "form_title",
    "id_string": "form_id",
}
TRANSLATED = {"label", "hint"}

_WHY: Mapping[str, Words] = {
    **dict.fromkeys(
        (
            "image",
            "audio",
            "video",
            "big-image",
            "media:image",
            "media:audio",
            "media:video",
            "media:big-image",
            "autoplay",
        ),
        reasons.PICTURE,
    ),
    **dict.fromkeys(
        ("constraint_message", "required_message", "noapperrorstring"), reasons.RULE_WORDS
    ),
    **dict.fromkeys(("constraint", "required", "parameters", "bind:type"), reasons.RULE),
    "guidance_hint": reasons.GUIDANCE,
    "requiredmsg": reasons.RULE_WORDS,
    **dict.fromkeys(("default", "readonly"), reasons.PREFILLED),
    **dict.fromkeys(("calculation", "trigger"), reasons.COMPUTED),
    **dict.fromkeys(("choice_filter", "save_to", "bind:saveto"), reasons.LOOKED_UP),
    **dict.fromkeys(("repeat_count", "jr:count", "count"), reasons.REPEATED),
    **dict.fromkeys(("appearance", "rows", "style", "body:accuracythreshold"), reasons.LOOKS),
    **dict.fromkeys(
        (
            "submission_url",
            "public_key",
            "auto_send",
            "auto_delete",
            "instance_name",
            "version",
            "instance_id",
            "sms_keyword",
            "allow_choice_duplicates",
            "namespaces",
            "prefix",
            "name",
            "client_editable",
            "omit_instanceid",
        ),
        reasons.SETTING,
    ),
}


@dataclass(kw_only=True)
class Line:
    """One row: its number, its cells by column, and its words by language."""

    number: int
    cells: dict[str, str] = field(default_factory=dict)
    words: dict[str, dict[str, str]] = field(default_factory=dict)
    languages_unknown: dict[str, str] = field(default_factory=dict)

    def take(self, name: str) -> str:
        """Return the cell, which has then been carried over."""
        return self.cells.pop(name, "")

    def text(self, name: str, usual: str) -> Text:
        """Return the words of a column in their languages; those of no language are the usual's."""
        told = {language: one for language, one in self.words.pop(name, {}).items() if one}
        bare = told.pop("", "")
        if not told:
            return bare
        if bare and usual not in told:
            told = {usual: bare, **told}
        return told


def lines_of(rows: Sequence[Sequence[str]], sheet: str, draft: Draft) -> list[Line]:
    """Return the rows below the headings; cells without a heading are listed."""
    at = next((index for index, row in enumerate(rows) if any(row)), None)
    if at is None:
        return []
    columns = [_column(heading) for heading in rows[at]]
    for heading, (name, language) in zip(rows[at], columns, strict=True):
        if name in TRANSLATED and language is None:
            draft.leave(f"{sheet}, “{heading}”", heading, reasons.NO_LANGUAGE)
    lines = []
    for number, row in enumerate(rows[at + 1 :], start=at + 2):
        if any(row):
            lines.append(_line(row, number, columns, sheet, draft))
    return lines


def _line(
    row: Sequence[str],
    number: int,
    columns: Sequence[tuple[str, str | None]],
    sheet: str,
    draft: Draft,
) -> Line:
    line = Line(number=number)
    for index, cell in enumerate(row):
        name, language = columns[index] if index < len(columns) else ("", "")
        if not cell:
            continue
        if not name:
            draft.leave(f"{sheet}, row {number}", cell, reasons.UNKNOWN)
        elif name in TRANSLATED and language is not None:
            line.words.setdefault(name, {}).setdefault(language, cell)
        elif name in TRANSLATED:
            line.languages_unknown[name] = cell
        elif name in line.cells:
            draft.leave(f"{sheet}, row {number}, “{name}”", cell, reasons.UNKNOWN)
        else:
            line.cells[name] = cell
    for name, cell in line.languages_unknown.items():
        line.words.setdefault(name, {"": cell})
    return line


def leave_rest(line: Line, sheet: str, draft: Draft) -> None:
    """List every cell of the row that nobody carried over."""
    for name, cell in line.cells.items():
        place = f"{sheet}, row {line.number}, “{name}”"
        draft.leave(place, cell, _why(name, sheet))
    for name, words in line.words.items():
        for language, cell in words.items():
            column = f"{name}::{language}" if language else name
            draft.leave(f"{sheet}, row {line.number}, “{column}”", cell, reasons.UNKNOWN)


def _why(name: str, sheet: str) -> Words:
    """Return why a column is not carried over; further columns of choices are there to filter."""
    usual = reasons.LOOKED_UP if sheet == "choices" else reasons.UNKNOWN
    shorter = (name, name.rpartition(":")[0], name.split(":", maxsplit=1)[0])
    return next((_WHY[one] for one in shorter if one in _WHY), usual)


def _column(heading: str) -> tuple[str, str | None]:
    """Return name and language of a column; None where its language is not known."""
    whole = heading.strip()
    parts = [part.strip() for part in re.split(r"::|(?<=label):|(?<=hint):", whole) if part.strip()]
    name = _named(parts[0]) if parts else ""
    if name in TRANSLATED and len(parts) > 1:
        return name, language_of(parts[1])
    if name in TRANSLATED:
        return name, ""
    return _named(":".join(parts)), ""


def _named(said: str) -> str:
    lower = " ".join(said.lower().split())
    found = _SAME.get(lower, _SAME.get(lower.replace(" ", "_"), lower))
    return found if found in _SAME.values() else found.replace(" ", "_")


def language_of(said: str) -> str | None:
    """Return the code of a language as it is written; None where it is not known."""
    code = _CODE.search(said)
    if code:
        base, *rest = code[1].split("-")
        return "-".join([base.lower(), *rest])
    flat = said.strip()
    known = _LANGUAGES.get(flat.lower())
    return known or (flat if _BARE_CODE.fullmatch(flat) else None)
