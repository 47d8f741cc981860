"""How far people are in the courses of a program."""

from outcomes_plugin.progression.api import partner_progress
from outcomes_plugin.progression.api import stalled as stalled_mentees

__all__ = ["partner_progress", "stalled_mentees"]
