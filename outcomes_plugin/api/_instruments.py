"""Questionnaires: look them over, and take them over from a file."""

from outcomes_plugin.surveys.instrument_lines import (
    instrument_document,
    instrument_lines,
    instrument_paper,
    paper_of,
)
from outcomes_plugin.surveys.taking_over import apply_takeover, check_takeover

__all__ = [
    "apply_takeover",
    "check_takeover",
    "instrument_document",
    "instrument_lines",
    "instrument_paper",
    "paper_of",
]
