"""How much is asked of people, and times in a survey that are one person's own."""

from outcomes_plugin.surveys.api import (
    burden_of,
    limit_reminders,
    person_shifts,
    postponements,
    shift_person,
    unshift_person,
)

__all__ = [
    "burden_of",
    "limit_reminders",
    "person_shifts",
    "postponements",
    "shift_person",
    "unshift_person",
]
