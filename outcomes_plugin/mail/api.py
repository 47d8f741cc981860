"""The way into mail, re-exported by name from its small modules."""

from .choices import choose_mail, mail_choices
from .erasure import erase_person, expire_program, export_person
from .queue import queue_for
from .reminders import queue_reminders
from .sending import send_due

__all__ = [
    "choose_mail",
    "erase_person",
    "expire_program",
    "export_person",
    "mail_choices",
    "queue_for",
    "queue_reminders",
    "send_due",
]
