"""When a question on paper is asked: whole sentences that name the questions by their numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from outcomes_plugin.surveys.data import ItemView

_HEADS = {
    "all": gettext_lazy("All of this is true:"),
    "any": gettext_lazy("At least one of these is true:"),
    "not": gettext_lazy("This is not true:"),
}


@dataclass(frozen=True, kw_only=True)
class Condition:
    """A sentence, and the sentences that it announces, if any."""

    sentence: str
    parts: Sequence["Condition"] = ()


def condition_of(
    condition: Mapping[str, Any],
    *,
    items: Mapping[str, ItemView],
    numbers: Mapping[str, int],
) -> Condition:
    """Return the condition in sentences. Items and their numbers on the paper are by key."""
    for name, head in _HEADS.items():
        if name in condition:
            inner = condition[name] if name != "not" else [condition[name]]
            parts = [condition_of(one, items=items, numbers=numbers) for one in inner]
            return Condition(sentence=str(head), parts=parts)
    key = condition["item"]
    named = str(numbers[key]) if key in numbers else _("“{key}”").format(key=key)
    return Condition(sentence=_about_one(condition, named, _labels(items.get(key))))


def _about_one(condition: Mapping[str, Any], question: str, labels: Mapping[str, str]) -> str:
    if "answered" in condition:
        return _whether_answered(condition["answered"]).format(question=question)
    if "at_least" in condition:
        number = number_format(condition["at_least"])
        return _("The answer to question {question} is {number} or more.").format(
            question=question, number=number
        )
    if "at_most" in condition:
        number = number_format(condition["at_most"])
        return _("The answer to question {question} is {number} or less.").format(
            question=question, number=number
        )
    if "includes" in condition:
        return _("The answer to question {question} includes {answer}.").format(
            question=question, answer=_quoted(condition["includes"], labels)
        )
    wanted = condition["in"] if "in" in condition else [condition["is"]]
    return _one_of([_quoted(one, labels) for one in wanted], question)


def _whether_answered(answered: object) -> str:
    if answered:
        return _("Question {question} has an answer.")
    return _("Question {question} has no answer.")


def _one_of(answers: Sequence[str], question: str) -> str:
    listed, *others = answers
    if not others:
        return _("The answer to question {question} is {answer}.").format(
            question=question, answer=listed
        )
    for one in others:
        listed = pgettext("list", "{these}, {one}").format(these=listed, one=one)
    return _("The answer to question {question} is one of these: {answers}.").format(
        question=question, answers=listed
    )


def _quoted(value: object, labels: Mapping[str, str]) -> str:
    return _("“{answer}”").format(answer=labels.get(str(value), value))


def _labels(item: ItemView | None) -> Mapping[str, str]:
    points = item.points if item is not None else ()
    apart = {"does_not_apply": _("Does not apply"), "other": pgettext("answer", "Other")}
    return {**apart, **{str(point.value): point.label for point in points}}
