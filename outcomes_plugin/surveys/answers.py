"""Check what a person answered against the questionnaire."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext_lazy as _

from outcomes_plugin.errors import Invalid, Problem

from .answer_kinds import kept_of, problem_of
from .data import Answers
from .questionnaire import Item, Questionnaire
from .showing import is_answered, shown_items


def check_answers(questionnaire: Questionnaire, answers: object, *, role: str) -> Answers:
    """
    Return the answers as they are kept: in the order of the items, empty ones left out.

    Answers to items that are hidden, or that are not asked of the role, are left out as well.

    Raises:
        Invalid: with a problem for each item, `column` being its key.
    """
    if not isinstance(answers, Mapping):
        raise Invalid(_("Answers are a JSON object, one field per item."))
    shown = set(shown_items(questionnaire, answers, role=role))
    items = [item for item in questionnaire.items if item.key in shown]
    problems = [*_unknown(questionnaire, answers), *_problems(items, answers)]
    if problems:
        raise Invalid(_("Some answers cannot be taken as they are."), problems=problems)
    return {
        item.key: kept_of(item, answers[item.key])
        for item in items
        if is_answered(answers.get(item.key))
    }


def _unknown(questionnaire: Questionnaire, answers: Mapping[object, object]) -> Iterator[Problem]:
    known = {item.key for item in questionnaire.items}
    for key in answers:
        if key not in known:
            yield Problem(_("This survey has no such item."), column=str(key)[:64])


def _problems(items: list[Item], answers: Mapping[object, object]) -> Iterator[Problem]:
    for item in items:
        reason = problem_of(item, answers.get(item.key))
        if reason:
            yield Problem(reason, column=item.key)
