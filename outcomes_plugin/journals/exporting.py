"""Hand a journal to its writer, whole: to read, to go on with, or for a machine."""

import json
import re
from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.programs.data import ProgramData

from .access import own_entries
from .data import EntryData, ExportFile, ExportFormat
from .reading import with_readers

# CommonMark lets a backslash take the meaning from any of these.
_MEANS_SOMETHING = re.compile(r"([\\`*_{}\[\]<>#+\-.!|~&()=])")


def export_entries(
    actor: Actor, program: programs_api.ProgramRef, *, format_: ExportFormat
) -> ExportFile:
    """
    Return everything that the actor wrote in the program, drafts and replies included.

    It works at any time, after the program has ended and after the actor has left it.

    Raises:
        NotFound: no such program, or the actor has written nothing in it and has no place there.
    """
    rows = list(own_entries(actor, program).order_by("created_at", "id"))
    entries = with_readers(actor, program, rows)
    held = programs_api.standing(actor, program)
    return _WRITERS[format_](held.program, entries)


def _html(program: ProgramData, entries: Sequence[EntryData]) -> ExportFile:
    text = render_to_string(
        "outcomes_plugin/journal/export.html",
        {
            "title": program.title,
            "language": get_language() or "en",
            "entries": [(one, _day(one.kept_at or one.changed_at, program)) for one in entries],
        },
    )
    return ExportFile(name="journal.html", content_type="text/html", text=text)


def _markdown(program: ProgramData, entries: Sequence[EntryData]) -> ExportFile:
    head = "# " + _escaped(_("My journal, {program}").format(program=program.title))
    parts = [head, *(_markdown_entry(one, program) for one in entries)]
    return ExportFile(
        name="journal.md", content_type="text/markdown", text="\n\n".join(parts) + "\n"
    )


def _markdown_entry(entry: EntryData, program: ProgramData) -> str:
    parts = ["## " + _escaped(_day(entry.kept_at or entry.changed_at, program))]
    if entry.prompt:
        parts.append(f"**{_escaped(entry.prompt)}**")
    if entry.text:
        parts.append(_lines(entry.text))
    if entry.draft:
        parts += [f"**{_escaped(_('Draft'))}**", _lines(entry.draft)]
    if entry.tags:
        parts.append(_escaped(_("Tags: {tags}").format(tags=", ".join(entry.tags))))
    for reply in entry.replies:
        said = _("{name} answered on {day}").format(
            name=reply.name or _("Your mentor of then"), day=_day(reply.at, program)
        )
        quoted = _lines(reply.text).replace("\n", "\n> ")
        parts.append(f"> **{_escaped(said)}**\n>\n> {quoted}")
    return "\n\n".join(parts)


def _json(program: ProgramData, entries: Sequence[EntryData]) -> ExportFile:
    found = {"program": program.slug, "entries": [_fields(one) for one in entries]}
    text = json.dumps(found, ensure_ascii=False, indent=2)
    return ExportFile(name="journal.json", content_type="application/json", text=text)


def _fields(entry: EntryData) -> dict[str, object]:
    return {
        "key": entry.key,
        "prompt": entry.prompt,
        "text": entry.text,
        "draft": entry.draft,
        "tags": list(entry.tags),
        "visibility": str(entry.visibility),
        "kept_at": entry.kept_at.isoformat() if entry.kept_at is not None else None,
        "changed_at": entry.changed_at.isoformat(),
        "replies": [
            {"by": reply.name, "at": reply.at.isoformat(), "text": reply.text}
            for reply in entry.replies
        ],
    }


def _day(at: datetime, program: ProgramData) -> str:
    return date_format(at.astimezone(ZoneInfo(program.time_zone)), "DATE_FORMAT")


def _lines(text: str) -> str:
    """Return the text with every line where its writer broke it."""
    lines = [_escaped(line.strip()) for line in text.split("\n")]
    return "\n".join(
        f"{line}  " if line and index + 1 < len(lines) and lines[index + 1] else line
        for index, line in enumerate(lines)
    )


def _escaped(text: str) -> str:
    return _MEANS_SOMETHING.sub(r"\\\1", text)


_WRITERS = {
    ExportFormat.HTML: _html,
    ExportFormat.MARKDOWN: _markdown,
    ExportFormat.JSON: _json,
}
