"""Questionnaires: look them over, change their words, and take them over from a file."""

from outcomes_plugin.surveys.instrument_lines import (
    instrument_document,
    instrument_lines,
    instrument_paper,
    paper_of,
)
from outcomes_plugin.surveys.rewording import instrument_changes, reword_instrument
from outcomes_plugin.surveys.taking_over import apply_takeover, check_takeover

__all__ = [
    "apply_takeover",
    "check_takeover",
    "instrument_changes",
    "instrument_document",
    "instrument_lines",
    "instrument_paper",
    "paper_of",
    "reword_instrument",
]
