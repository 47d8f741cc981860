"""What people do in a journal's panel, one function for each action of its script."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from outcomes_plugin import api
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import Invalid, NotFound
from outcomes_plugin.journals.data import ExportFormat, Visibility

from . import journal_inside as inside
from . import journal_words as words
from .panel import Place, filled

MOST = 200


@dataclass(frozen=True)
class Call:
    """One thing that a person asks for."""

    actor: Actor
    program: str
    told: Mapping[str, Any]
    place: Place
    at: datetime
    prompt: inside.Prompt
    mentee: str | None

    @property
    def entry_id(self) -> str:
        return str(self.told.get("entry", ""))

    @property
    def writes(self) -> dict[str, Any]:
        """Return what every write to the text says."""
        return {
            "text": self.told.get("text", ""),
            "expected_version": self.told.get("version", 0),
            "key": self.prompt.key,
            "prompt": self.prompt.text,
            "at": self.at,
        }

    def fresh(self, *, edit: str = "") -> Mapping[str, Any]:
        """Return the panel's fresh inside."""
        if self.mentee is not None:
            return {"html": inside.shared(self.actor, self.program, self.place, self.mentee)}
        view = inside.view_of(self.actor, self.program, self.place, self.prompt)
        entry = api.journal_entry(self.actor, self.program, edit) if edit else None
        return {"html": inside.own(view, self.place, self.prompt, entry=entry)}

    def earlier(self, *, tag: str = "", most: int = inside.PAGE) -> Mapping[str, Any]:
        """Return the entries alone, so that one can go on typing; all anew if none can be shown."""
        view = inside.view_of(self.actor, self.program, self.place, self.prompt, tag=tag, most=most)
        if view.state not in inside.WITH_ENTRIES:
            return self.fresh()
        return {"entries": inside.earlier(view, self.place, self.prompt, tag=tag)}


def _autosave(call: Call) -> Mapping[str, Any]:
    saved = api.autosave_journal(call.actor, call.program, call.entry_id, **call.writes)
    return {"version": saved.version, "at": saved.at.isoformat()}


def _save(call: Call) -> Mapping[str, Any]:
    entry = api.save_journal_entry(
        call.actor,
        call.program,
        call.entry_id,
        visibility=_visibility(call.told),
        audience=str(call.told.get("audience", "")),
        tags=_tags(call.told),
        **call.writes,
    )
    return {**call.fresh(), "said": words.saved(entry)}


def _share(call: Call) -> Mapping[str, Any]:
    entry = api.share_journal_entry(
        call.actor,
        call.program,
        call.entry_id,
        visibility=_visibility(call.told),
        audience=str(call.told.get("audience", "")),
        expected_version=call.told.get("version", 0),
        at=call.at,
    )
    return {**call.fresh(), "said": words.saved(entry)}


def _stop_sharing(call: Call) -> Mapping[str, Any]:
    api.stop_sharing_journal_entry(call.actor, call.program, call.entry_id, at=call.at)
    return {**call.fresh(), "said": _("Only you can read this entry now.")}


def _discard(call: Call) -> Mapping[str, Any]:
    try:
        api.discard_journal_draft(call.actor, call.program, call.entry_id)
    except NotFound:
        # Nothing of it had reached the server yet.
        return call.fresh()
    return call.fresh()


def _delete(call: Call) -> Mapping[str, Any]:
    api.delete_journal_entry(call.actor, call.program, call.entry_id, at=call.at)
    return {**call.fresh(), "said": _("The entry is deleted.")}


def _edit(call: Call) -> Mapping[str, Any]:
    return call.fresh(edit=call.entry_id)


def _more(call: Call) -> Mapping[str, Any]:
    return call.earlier(most=MOST)


def _tagged(call: Call) -> Mapping[str, Any]:
    return call.earlier(tag=str(call.told.get("tag", "")))


def _compare(call: Call) -> Mapping[str, Any]:
    """Return the other window's text beside the one that is here."""
    entry = api.journal_entry(call.actor, call.program, call.entry_id)
    other = entry.text if entry.draft is None else entry.draft
    context = {"uid": call.place.uid, "other": other}
    return {
        "html": filled("journal/part_conflict.html", context),
        "entry": entry.id,
        "version": entry.version,
        "other": other,
    }


def _start(call: Call) -> Mapping[str, Any]:
    version = call.told.get("notice_version")
    api.read_notice(call.actor, call.program, version=version, at=call.at)
    return call.fresh()


def _reply(call: Call) -> Mapping[str, Any]:
    text = call.told.get("text", "")
    api.reply_to_journal_entry(call.actor, call.program, call.entry_id, text=text, at=call.at)
    return {**call.fresh(), "said": _("Your answer stands under the entry now.")}


def _export(call: Call) -> Mapping[str, Any]:
    try:
        format_ = ExportFormat(str(call.told.get("format")))
    except ValueError:
        raise Invalid(_("Choose one of the formats.")) from None
    file = api.export_journal(call.actor, call.program, format_=format_)
    return {"name": file.name, "type": file.content_type, "text": file.text}


ACTIONS: Mapping[str, Callable[[Call], Mapping[str, Any]]] = {
    "autosave": _autosave,
    "compare": _compare,
    "delete": _delete,
    "discard": _discard,
    "edit": _edit,
    "export": _export,
    "more": _more,
    "refresh": Call.fresh,
    "save": _save,
    "share": _share,
    "start": _start,
    "stop_sharing": _stop_sharing,
    "tagged": _tagged,
}
ACTIONS_OF_A_MENTOR: Mapping[str, Callable[[Call], Mapping[str, Any]]] = {
    "refresh": Call.fresh,
    "reply": _reply,
}


def _visibility(told: Mapping[str, Any]) -> Visibility:
    try:
        return Visibility(str(told.get("visibility")))
    except ValueError:
        raise Invalid(_("Choose who can read this entry.")) from None


def _tags(told: Mapping[str, Any]) -> Any:
    """Return the words between the commas, Arabic ones too; the api refuses what is none."""
    said = told.get("tags", "")
    return re.split("[,،]", said) if isinstance(said, str) else said
