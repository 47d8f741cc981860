"""The way into requests, re-exported by name from its small modules."""

from .answering import acknowledge, answer
from .asking import ask, withdraw
from .erasure import erase_person, expire_program, export_person
from .reading import answered_requests, my_requests, open_requests, outcomes_of, who_reads

__all__ = [
    "acknowledge",
    "answer",
    "answered_requests",
    "ask",
    "erase_person",
    "expire_program",
    "export_person",
    "my_requests",
    "open_requests",
    "outcomes_of",
    "who_reads",
    "withdraw",
]
