"""One's own journal, and what was shared with a mentor or with program staff."""

from collections.abc import Mapping, Sequence
from typing import Any

import edx_api_doc_tools as apidocs

from outcomes_plugin import api
from outcomes_plugin.errors import NotFound
from outcomes_plugin.journals.data import (
    DraftSaved,
    EntryData,
    ExportFile,
    ExportFormat,
    JournalState,
    JournalView,
    ReplyData,
    Visibility,
)
from outcomes_plugin.rest_api.v1.base import OutcomesView
from outcomes_plugin.rest_api.v1.endpoint import endpoint
from outcomes_plugin.rest_api.v1.shapes import journal as shapes

_NOT_FOR_ONE = frozenset({JournalState.NO_PROGRAM, JournalState.NOT_MEMBER})


class Journal(OutcomesView):
    """One's own entries."""

    @endpoint(lists=shapes.Entry)
    def get(self, slug: str) -> Sequence[EntryData]:
        """List one's own entries that were kept, the latest first."""
        return api.journal_entries(self.actor, slug)


class JournalRoom(OutcomesView):
    """What one can do in one's journal now."""

    @endpoint(
        gives=shapes.JournalRoom,
        asks=[
            apidocs.query_parameter("key", str, "The key of a prompt; without it, free writing.")
        ],
    )
    def get(self, slug: str) -> JournalView:
        """Tell whether one can write now, who could read it, and what was begun."""
        key = self.request.query_params.get("key", "")
        view = api.journal_view(self.actor, slug, language=self.language, key=key)
        if view.state in _NOT_FOR_ONE:
            raise NotFound
        return view


class OneEntry(OutcomesView):
    """One of one's own entries. Its id is made by the writer: 32 hexadecimal digits."""

    @endpoint(gives=shapes.Entry)
    def get(self, slug: str, entry_id: str) -> EntryData:
        """Read one of one's own entries, with its draft."""
        return api.journal_entry(self.actor, slug, entry_id)

    @endpoint(takes=shapes.EntryTold, gives=shapes.Entry)
    def put(self, slug: str, entry_id: str, *, told: Mapping[str, Any]) -> EntryData:
        """
        Keep an entry, new or changed, for oneself or shared.

        Where it was changed since `version`, nothing is stored: `current` is the entry as it is
        now, to stand beside what was sent.
        """
        return api.save_journal_entry(
            self.actor,
            slug,
            entry_id,
            text=told["text"],
            visibility=Visibility(told["visibility"]),
            audience=told["audience"],
            expected_version=told["version"],
            tags=told["tags"],
            key=told["key"],
            prompt=told["prompt"],
            at=self.at,
        )

    @endpoint()
    def delete(self, slug: str, entry_id: str) -> None:
        """Delete an entry with its replies."""
        api.delete_journal_entry(self.actor, slug, entry_id, at=self.at)

    def current(self) -> Mapping[str, Any] | None:
        """Return the entry as it is now; nothing where it was never kept."""
        return _entry_now(self)


class EntryDraft(OutcomesView):
    """What was typed and is not kept yet."""

    @endpoint(takes=shapes.DraftTold, gives=shapes.DraftSaved)
    def put(self, slug: str, entry_id: str, *, told: Mapping[str, Any]) -> DraftSaved:
        """Keep what is typed as a draft, which nobody else reads."""
        return api.autosave_journal(
            self.actor,
            slug,
            entry_id,
            text=told["text"],
            expected_version=told["version"],
            key=told["key"],
            prompt=told["prompt"],
            at=self.at,
        )

    @endpoint()
    def delete(self, slug: str, entry_id: str) -> None:
        """Throw a draft away; what was kept before stays."""
        api.discard_journal_draft(self.actor, slug, entry_id)

    def current(self) -> Mapping[str, Any] | None:
        """Return the entry as it is now; nothing where it was never kept."""
        return _entry_now(self)


class EntrySharing(OutcomesView):
    """With whom an entry is shared."""

    @endpoint(takes=shapes.ShareTold, gives=shapes.Entry)
    def put(self, slug: str, entry_id: str, *, told: Mapping[str, Any]) -> EntryData:
        """Share an entry with those whom `audience` stands for."""
        return api.share_journal_entry(
            self.actor,
            slug,
            entry_id,
            visibility=Visibility(told["visibility"]),
            audience=told["audience"],
            expected_version=told["version"],
            at=self.at,
        )

    @endpoint()
    def delete(self, slug: str, entry_id: str) -> None:
        """Stop sharing an entry: from now on only its writer reads it."""
        api.stop_sharing_journal_entry(self.actor, slug, entry_id, at=self.at)

    def current(self) -> Mapping[str, Any] | None:
        """Return the entry as it is now."""
        return _entry_now(self)


class Replies(OutcomesView):
    """A mentor's replies; they are read with the entry."""

    @endpoint(takes=shapes.ReplyTold, gives=shapes.Reply, answers=201)
    def post(self, slug: str, entry_id: str, *, told: Mapping[str, Any]) -> ReplyData:
        """Answer, as the mentor, an entry that a mentee shares. The same words are kept once."""
        return api.reply_to_journal_entry(self.actor, slug, entry_id, text=told["text"], at=self.at)


class JournalExport(OutcomesView):
    """The journal to take along."""

    @endpoint(takes=shapes.ExportTold, gives=shapes.ExportFile)
    def post(self, slug: str, *, told: Mapping[str, Any]) -> ExportFile:
        """Take one's whole journal along as HTML, Markdown or JSON."""
        return api.export_journal(self.actor, slug, format_=ExportFormat(told["format"]))


class StaffEntries(OutcomesView):
    """What people share with program staff."""

    @endpoint(lists=shapes.SharedEntry)
    def get(self, slug: str) -> Sequence[EntryData]:
        """List, for coordinators, the entries that were shared with program staff."""
        return api.journals_shared_with_staff(self.actor, slug)


def _entry_now(view: OutcomesView) -> Mapping[str, Any] | None:
    slug, wanted = view.kwargs["slug"], view.kwargs["entry_id"]
    entries = [one for one in api.journal_entries(view.actor, slug) if one.id == wanted]
    return dict(shapes.Entry(entries[0]).data) if entries else None
