"""Questionnaires: look them over, start one from the bank, change words, take one over."""

from outcomes_plugin.surveys.bank import question_bank, scale_presets, template_packs
from outcomes_plugin.surveys.instrument_lines import (
    instrument_document,
    instrument_lines,
    instrument_paper,
    paper_of,
)
from outcomes_plugin.surveys.publishing import instruments
from outcomes_plugin.surveys.rewording import instrument_changes, reword_instrument
from outcomes_plugin.surveys.schema import questionnaire_schema
from outcomes_plugin.surveys.taking_over import apply_takeover, check_takeover
from outcomes_plugin.surveys.third_party import third_party_instruments

__all__ = [
    "apply_takeover",
    "check_takeover",
    "instrument_changes",
    "instrument_document",
    "instrument_lines",
    "instrument_paper",
    "instruments",
    "paper_of",
    "question_bank",
    "questionnaire_schema",
    "reword_instrument",
    "scale_presets",
    "template_packs",
    "third_party_instruments",
]
