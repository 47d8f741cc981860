"""The way into governance, re-exported by name from its small modules."""

from .ending import end_program, ending_of
from .erasure import erase_user
from .retention import RetentionReport, preview_retention, run_retention
from .subject_access import export_of

__all__ = [
    "RetentionReport",
    "end_program",
    "ending_of",
    "erase_user",
    "export_of",
    "preview_retention",
    "run_retention",
]
