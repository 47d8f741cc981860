"""A journal as a unit and a page show it: one's own, or what a mentee shares with their mentor."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from outcomes_plugin import api
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import Invalid, NotFound
from outcomes_plugin.journals.data import ExportFormat, JournalState, Visibility

from . import journal_words as words
from .panel import Panel, Place, draft_owner, filled

PAGE = 5
MOST = 200


@dataclass(frozen=True, kw_only=True)
class Prompt:
    """
    What a journal asks, as the author wrote it: free writing has neither heading nor key.

    `recap_keys` name prompts whose entries are shown instead of the latest ones; `writes` is false
    for a recap alone.
    """

    title: str = ""
    text: str = ""
    key: str = ""
    recap_keys: Sequence[str] = ()
    writes: bool = True


FREE_WRITING = Prompt()


def show(
    actor: Actor,
    program_slug: str,
    *,
    place: Place,
    at: datetime,
    prompt: Prompt = FREE_WRITING,
    mentee: str | None = None,
) -> Panel:
    """
    Return the actor's own journal, or with `mentee` what that person shares with the actor.

    Raises:
        NotFound: the actor is not the mentor of this mentee now.
    """
    if mentee is not None:
        return _panel(_shared(actor, program_slug, place, mentee), state="shared", place=place)
    view = _view(actor, program_slug, place, prompt)
    inner = _own(view, place, prompt)
    owner = draft_owner(actor.user_id) if actor.user_id is not None else ""
    draft = {"owner": owner, "draft": f"{owner}:journal:{program_slug}:{prompt.key}"}
    return _panel(inner, state=str(view.state), place=place, data=draft)


def show_part(part: str, *, place: Place, prompt: Prompt = FREE_WRITING) -> Panel:
    """Return one calm part where no journal is shown: why not, and what to do."""
    context = {"uid": place.uid, "prompt": prompt}
    return _panel(filled(f"journal/part_{part}.html", context), state=part, place=place)


def preview(*, place: Place, prompt: Prompt, link: Mapping[str, Any] | None = None) -> Panel:
    """
    Return the journal as its authors see it: nothing that is written there is stored.

    `link` says how the course comes to belong to the program, where it does not.
    """
    context = {"uid": place.uid, "prompt": prompt, "link": link}
    return _panel(filled("journal/preview.html", context), state="preview", place=place)


def act(
    actor: Actor,
    program_slug: str,
    told: Mapping[str, Any],
    *,
    place: Place,
    at: datetime,
    prompt: Prompt = FREE_WRITING,
    mentee: str | None = None,
) -> Mapping[str, Any]:
    """
    Do what the person asks for, and return what the script shows.

    Raises:
        NotFound, Invalid, Conflict: as the api says; nothing was stored.
    """
    call = _Call(actor, program_slug, told, place, at, prompt, mentee)
    actions = _ACTIONS if mentee is None else _ACTIONS_OF_A_MENTOR
    work = actions.get(str(told.get("action")))
    if work is None:
        raise Invalid(_("What you sent did not arrive whole. Send it again."))
    return work(call)


@dataclass(frozen=True)
class _Call:
    """One thing that a person asks for."""

    actor: Actor
    program: str
    told: Mapping[str, Any]
    place: Place
    at: datetime
    prompt: Prompt
    mentee: str | None

    @property
    def entry_id(self) -> str:
        return str(self.told.get("entry", ""))

    @property
    def writes(self) -> dict[str, Any]:
        """Return what every write to the text says."""
        return {
            "text": self.told.get("text"),
            "expected_version": self.told.get("version"),
            "key": self.prompt.key,
            "prompt": self.prompt.text,
            "at": self.at,
        }

    def fresh(self, *, edit: str = "", most: int = PAGE) -> Mapping[str, Any]:
        """Return the panel's fresh inside."""
        if self.mentee is not None:
            return {"html": _shared(self.actor, self.program, self.place, self.mentee)}
        view = _view(self.actor, self.program, self.place, self.prompt, most=most)
        entry = api.journal_entry(self.actor, self.program, edit) if edit else None
        return {"html": _own(view, self.place, self.prompt, entry=entry)}


def _autosave(call: _Call) -> Mapping[str, Any]:
    saved = api.autosave_journal(call.actor, call.program, call.entry_id, **call.writes)
    return {"version": saved.version, "at": saved.at.isoformat()}


def _save(call: _Call) -> Mapping[str, Any]:
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


def _share(call: _Call) -> Mapping[str, Any]:
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


def _stop_sharing(call: _Call) -> Mapping[str, Any]:
    api.stop_sharing_journal_entry(call.actor, call.program, call.entry_id, at=call.at)
    return {**call.fresh(), "said": _("Only you can read this entry now.")}


def _discard(call: _Call) -> Mapping[str, Any]:
    try:
        api.discard_journal_draft(call.actor, call.program, call.entry_id)
    except NotFound:
        # Nothing of it had reached the server yet.
        return call.fresh()
    return call.fresh()


def _delete(call: _Call) -> Mapping[str, Any]:
    api.delete_journal_entry(call.actor, call.program, call.entry_id, at=call.at)
    return {**call.fresh(), "said": _("The entry is deleted.")}


def _edit(call: _Call) -> Mapping[str, Any]:
    return call.fresh(edit=call.entry_id)


def _more(call: _Call) -> Mapping[str, Any]:
    return call.fresh(most=MOST)


def _compare(call: _Call) -> Mapping[str, Any]:
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


def _start(call: _Call) -> Mapping[str, Any]:
    version = call.told.get("notice_version")
    api.read_notice(call.actor, call.program, version=version, at=call.at)
    return call.fresh()


def _reply(call: _Call) -> Mapping[str, Any]:
    text = call.told.get("text")
    api.reply_to_journal_entry(call.actor, call.program, call.entry_id, text=text, at=call.at)
    return {**call.fresh(), "said": _("Your answer stands under the entry now.")}


def _export(call: _Call) -> Mapping[str, Any]:
    try:
        format_ = ExportFormat(str(call.told.get("format")))
    except ValueError:
        raise Invalid(_("Choose one of the formats.")) from None
    file = api.export_journal(call.actor, call.program, format_=format_)
    return {"name": file.name, "type": file.content_type, "text": file.text}


_ACTIONS = {
    "autosave": _autosave,
    "compare": _compare,
    "delete": _delete,
    "discard": _discard,
    "edit": _edit,
    "export": _export,
    "more": _more,
    "refresh": _Call.fresh,
    "save": _save,
    "share": _share,
    "start": _start,
    "stop_sharing": _stop_sharing,
}
_ACTIONS_OF_A_MENTOR = {"refresh": _Call.fresh, "reply": _reply}


def _view(actor: Actor, program: str, place: Place, prompt: Prompt, *, most: int = PAGE) -> Any:
    return api.journal_view(
        actor,
        program,
        language=place.language,
        key=prompt.key,
        recap_keys=tuple(prompt.recap_keys),
        most=most,
    )


def _own(view: Any, place: Place, prompt: Prompt, *, entry: Any = None) -> str:
    zone = place.time_zone or view.time_zone
    can_write = view.state is JournalState.READY and prompt.writes
    context = {
        "uid": place.uid,
        "view": view,
        "notice": view.notice,
        "prompt": prompt,
        "state_part": f"outcomes_plugin/journal/part_{view.state}.html",
        "editor": words.editor(view, entry, prompt) if can_write else None,
        "entries": [words.card(one, view, zone=zone) for one in view.entries],
        "is_owner": view.state in {JournalState.READY, JournalState.READ_ONLY},
    }
    return filled("journal/own.html", context)


def _shared(actor: Actor, program: str, place: Place, mentee: str) -> str:
    found = api.journal_shared_with_mentor(actor, program, mentee=mentee)
    zone = place.time_zone or found.time_zone
    entries = [words.card(one, None, zone=zone) for one in found.entries]
    context = {"uid": place.uid, "name": found.name, "entries": entries}
    return filled("journal/shared.html", context)


def _panel(inner: str, *, state: str, place: Place, data: Mapping[str, str] | None = None) -> Panel:
    return Panel(
        html=filled("journal/journal.html", {"uid": place.uid, "state": state, "inner": inner}),
        state=state,
        script="journal.js",
        init="MentoringJournal",
        styles=("journal.css",),
        data={
            "owner": "",
            "draft": "",
            "mode": "",
            "language": place.language,
            "timeZone": place.time_zone,
            "signInUrl": place.sign_in_url,
            "texts": words.texts(),
            **(data or {}),
        },
    )


def _visibility(told: Mapping[str, Any]) -> Visibility:
    try:
        return Visibility(str(told.get("visibility")))
    except ValueError:
        raise Invalid(_("Choose who can read this entry.")) from None


def _tags(told: Mapping[str, Any]) -> Any:
    """Return the words between the commas; the api refuses what is none."""
    said = told.get("tags", "")
    return said.split(",") if isinstance(said, str) else said
