"""Questionnaires that are being written: keep, check, preview and publish them."""

from outcomes_plugin.surveys.authoring import (
    discard_questionnaire_draft,
    keep_questionnaire_draft,
    publish_questionnaire,
    questionnaire_draft,
    start_questionnaire,
)
from outcomes_plugin.surveys.authoring_preview import preview_document
from outcomes_plugin.surveys.authoring_reading import check_draft, questionnaires_begun, workbench

__all__ = [
    "check_draft",
    "discard_questionnaire_draft",
    "keep_questionnaire_draft",
    "preview_document",
    "publish_questionnaire",
    "questionnaire_draft",
    "questionnaires_begun",
    "start_questionnaire",
    "workbench",
]
