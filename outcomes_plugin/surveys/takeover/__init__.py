"""
Questionnaires of other tools, taken over into one of our documents.

Bytes go in, a `Taken` comes out: the document, what could not be carried over with its place, and
what was made into something else. Nothing here reads the database, and nothing is stored.
"""

from .data import LeftOut, Note, Source, Taken
from .reading import LARGEST_FILE, take_over

__all__ = ["LARGEST_FILE", "LeftOut", "Note", "Source", "Taken", "take_over"]
