"""Check what a person answered against the questionnaire."""

from collections.abc import Iterator, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from outcomes_plugin.errors import Invalid, Problem

from .data import Answers
from .questionnaire import DOES_NOT_APPLY, LONGEST_TEXT, Item, Questionnaire


def check_answers(questionnaire: Questionnaire, answers: object) -> Answers:
    """
    Return the answers as they are kept: in the order of the items, empty texts left out.

    Raises:
        Invalid: with a problem for each item, `column` being its key.
    """
    if not isinstance(answers, Mapping):
        raise Invalid(_("Answers are a JSON object, one field per item."))
    problems = list(_problems(questionnaire, answers))
    if problems:
        raise Invalid(_("Some answers cannot be taken as they are."), problems=problems)
    kept = {item.key: _kept(answers.get(item.key)) for item in questionnaire.items}
    return {key: value for key, value in kept.items() if value is not None}


def _kept(value: object) -> int | str | None:
    if isinstance(value, str):
        return value.strip() or None
    return value if isinstance(value, int) else None


def _problems(questionnaire: Questionnaire, answers: Mapping[object, object]) -> Iterator[Problem]:
    known = {item.key for item in questionnaire.items}
    for key in answers:
        if key not in known:
            yield Problem(_("This survey has no such item."), column=str(key)[:64])
    for item in questionnaire.items:
        reason = _wrong(item, answers.get(item.key))
        if reason:
            yield Problem(reason, column=item.key)


def _wrong(item: Item, value: object) -> str | Promise:
    """Return why the value cannot be kept as the answer to the item; empty when it can."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return _missing(item) if item.required else ""
    if item.is_text:
        return _wrong_text(value)
    if value == DOES_NOT_APPLY and isinstance(value, str):
        return "" if item.does_not_apply else _missing(item)
    wanted = str if item.kind == "single_choice" else int
    if isinstance(value, bool) or not isinstance(value, wanted) or value not in item.values:
        return _("This is not one of the answers.")
    return ""


def _missing(item: Item) -> Promise:
    if item.is_text:
        return _("Write a few words.")
    if item.does_not_apply:
        return _("Choose one, or “Does not apply”.")
    return _("Choose one.")


def _wrong_text(value: object) -> str | Promise:
    if not isinstance(value, str):
        return _("Write words here.")
    if len(value) > LONGEST_TEXT:
        return _("This is too long: at most {count} characters.").format(count=LONGEST_TEXT)
    if "\x00" in value or any("\ud800" <= character <= "\udfff" for character in value):
        return _("This text holds a character that cannot be kept.")
    return ""
