"""The way into journals, re-exported by name from its small modules."""

from .erasure import erase_person, expire_program, export_person
from .exporting import export_entries
from .reading import entries_of, entry, kept_count, recap
from .shared import reply, shared_with_mentor, shared_with_staff, waiting_for_reply
from .sharing import share, stop_sharing
from .viewing import journal_view
from .writing import autosave, delete_entry, discard_draft, save_entry

__all__ = [
    "autosave",
    "delete_entry",
    "discard_draft",
    "entries_of",
    "entry",
    "erase_person",
    "expire_program",
    "export_entries",
    "export_person",
    "journal_view",
    "kept_count",
    "recap",
    "reply",
    "save_entry",
    "share",
    "shared_with_mentor",
    "shared_with_staff",
    "stop_sharing",
    "waiting_for_reply",
]
