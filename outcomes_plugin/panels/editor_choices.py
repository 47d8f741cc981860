"""What can be put into a questionnaire: kinds of questions, scales, questions of the bank."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from outcomes_plugin import api
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.surveys.document_conditions import DEEPEST, MOST_CONDITIONS
from outcomes_plugin.surveys.document_items import MOST_ITEMS
from outcomes_plugin.surveys.document_kinds import LONGEST_LINE, LONGEST_TEXT
from outcomes_plugin.surveys.document_sections import MOST_SECTIONS
from outcomes_plugin.surveys.documents import LONGEST_DOCUMENT

from .editor_files import LARGEST_FILE

_KINDS: Mapping[str, tuple[str | Promise, str | Promise]] = {
    "likert": (_("Statement"), _("Agree, how often, how well: one step of a scale of words.")),
    "zero_to_ten": (_("0 to 10"), _("One number of eleven, with words at both ends.")),
    "single_choice": (_("One choice"), _("One of several answers.")),
    "multiple_choice": (_("Several choices"), _("As many answers as fit.")),
    "ranking": (_("Ranking"), _("Answers put in one's own order.")),
    "number": (_("Number"), _("A number, with its unit and its bounds.")),
    "date": (_("Day"), _("A day of the calendar.")),
    "short_text": (_("A few words"), _("One line.")),
    "text": (_("Own words"), _("A comment of a few sentences.")),
    "information": (_("Information"), _("Words to read, nothing to answer.")),
}


def kinds() -> Sequence[Mapping[str, str]]:
    """Return every kind of question, those used most first."""
    return [
        {"kind": kind, "title": str(title), "about": str(about)}
        for kind, (title, about) in _KINDS.items()
    ]


def limits() -> Mapping[str, int]:
    """Return how much of everything fits."""
    return {
        "items": MOST_ITEMS,
        "sections": MOST_SECTIONS,
        "document": LONGEST_DOCUMENT,
        "line": LONGEST_LINE,
        "text": LONGEST_TEXT,
        "conditions": MOST_CONDITIONS,
        "depth": DEEPEST,
        "file": LARGEST_FILE,
    }


def scales_of(actor: Actor, program: str, language: str) -> Sequence[Mapping[str, Any]]:
    """Return the scales that a question can use without writing one."""
    return [
        {"key": one.key, "title": one.title, "points": one.points}
        for one in api.scale_presets(actor, program, language=language)
    ]


def bank_of(actor: Actor, program: str, language: str) -> Sequence[Mapping[str, Any]]:
    """Return the pools of the question bank, those of the program last."""
    return [
        {
            "key": one.key,
            "group": one.group,
            "group_title": one.group_title,
            "title": one.title,
            "about": one.about,
            "role": one.role,
            "items": one.items,
            "prompts": one.prompts,
            "scales": one.scales,
            "scores": one.scores,
            "version": one.version,
        }
        for one in api.question_bank(actor, program, language=language)
    ]


def packs_of(actor: Actor, program: str, language: str) -> Sequence[Mapping[str, Any]]:
    """Return the questionnaires to start from."""
    return [
        {
            "key": one.key,
            "title": one.title,
            "about": one.about,
            "role": one.role,
            "minutes": one.minutes,
            "document": one.document,
        }
        for one in api.template_packs(actor, program, language=language)
    ]
