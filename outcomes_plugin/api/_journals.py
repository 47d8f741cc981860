"""Journals: drafts, entries, who reads them, replies."""

from outcomes_plugin.journals.api import autosave as autosave_journal
from outcomes_plugin.journals.api import delete_entry as delete_journal_entry
from outcomes_plugin.journals.api import discard_draft as discard_journal_draft
from outcomes_plugin.journals.api import entries_of as journal_entries
from outcomes_plugin.journals.api import entry as journal_entry
from outcomes_plugin.journals.api import export_entries as export_journal
from outcomes_plugin.journals.api import journal_view
from outcomes_plugin.journals.api import kept_count as journal_entries_kept
from outcomes_plugin.journals.api import recap as journal_recap
from outcomes_plugin.journals.api import reply as reply_to_journal_entry
from outcomes_plugin.journals.api import save_entry as save_journal_entry
from outcomes_plugin.journals.api import share as share_journal_entry
from outcomes_plugin.journals.api import shared_with_mentor as journal_shared_with_mentor
from outcomes_plugin.journals.api import shared_with_staff as journals_shared_with_staff
from outcomes_plugin.journals.api import stop_sharing as stop_sharing_journal_entry
from outcomes_plugin.journals.api import waiting_for_reply as journals_waiting_for_reply

__all__ = [
    "autosave_journal",
    "delete_journal_entry",
    "discard_journal_draft",
    "export_journal",
    "journal_entries",
    "journal_entries_kept",
    "journal_entry",
    "journal_recap",
    "journal_shared_with_mentor",
    "journal_view",
    "journals_shared_with_staff",
    "journals_waiting_for_reply",
    "reply_to_journal_entry",
    "save_journal_entry",
    "share_journal_entry",
    "stop_sharing_journal_entry",
]
