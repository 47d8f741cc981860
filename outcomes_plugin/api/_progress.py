"""How far people are in a program's courses."""

from outcomes_plugin.progression.api import stalled as stalled_mentees

__all__ = ["stalled_mentees"]
