"""The two blocks of xblock-poll: one question, and a table of questions with the same answers."""

from collections.abc import Iterator, Sequence
from typing import Any
from xml.etree.ElementTree import Element  # nosec: only for types

from django.utils.translation import gettext_lazy as _

from . import reasons
from .draft import Draft, Group
from .olx_parts import json_of, leave_attributes
from .steps import MOST_POINTS

_POLL = {"display_name", "question", "answers"}
_SURVEY = {"display_name", "block_name", "questions", "answers"}


def read_poll(element: Element, place: str, group: Group | None, draft: Draft) -> None:
    """Read a poll into a choice of one."""
    leave_attributes(element, place, draft, known=_POLL)
    answers = _pairs(element, "answers", place, draft)
    if answers is None or "question" not in element.attrib:
        draft.leave(
            place, "<poll>", reasons.NO_WORDS if answers is not None else reasons.UNREADABLE
        )
        return
    _add_choice(
        draft,
        place,
        group,
        name=element.get("url_name") or element.get("display_name") or element.get("question", ""),
        prompt=element.get("question", ""),
        answers=answers,
    )


def read_survey(element: Element, place: str, group: Group | None, draft: Draft) -> None:
    """Read a survey into statements that share one scale."""
    leave_attributes(element, place, draft, known=_SURVEY)
    questions = _pairs(element, "questions", place, draft)
    answers = _pairs(element, "answers", place, draft)
    if not questions or answers is None:
        what = f"<survey> {element.get('display_name') or element.get('block_name', '')}"
        is_empty = "questions" not in element.attrib or "answers" not in element.attrib
        draft.leave(place, what, reasons.NO_WORDS if is_empty else reasons.UNREADABLE)
        return
    if draft.are_too_few_or_many(answers, place, "<survey>"):
        return
    title = draft.label(element.get("block_name") or element.get("display_name") or "", place)
    inner = group if group or not title else Group(name=str(title), title=title)
    if len(answers) > MOST_POINTS:
        for name, prompt in questions:
            _add_choice(draft, place, inner, name=name, prompt=prompt, answers=answers)
        return
    words = [draft.label(label, f"{place}/@answers") or str(key) for key, label in answers]
    scale = draft.scale("answers", list(enumerate(words, start=1)))
    values: dict[str, str | int] = {
        str(key): value for value, (key, _label) in enumerate(answers, start=1)
    }
    for name, prompt in questions:
        told = draft.prompt(prompt, f"{place}/@questions, {name}")
        item = {"kind": "likert", "prompt": told, "scale": scale}
        draft.add(item, place, name=name, group=inner, values=values)
    draft.note(
        place,
        _(
            "The answers count 1, 2, 3 … in the order of the file. See to it that this is the "
            "direction you want before a score is made of them."
        ),
    )


def _add_choice(
    draft: Draft,
    place: str,
    group: Group | None,
    *,
    name: object,
    prompt: str,
    answers: Sequence[tuple[object, str]],
) -> None:
    if draft.are_too_few_or_many(answers, place, prompt):
        return
    choices = draft.choices(answers, place)
    told = draft.prompt(prompt, place)
    values = {str(key): one["key"] for (key, _label), one in zip(answers, choices, strict=True)}
    item = {"kind": "single_choice", "prompt": told, "choices": choices}
    draft.add(item, place, name=name, group=group, values=values)


def _pairs(
    element: Element, attribute: str, place: str, draft: Draft
) -> list[tuple[object, str]] | None:
    """Return key and words of each question or answer; None where there are none to read."""
    found = json_of(element, attribute)
    if not isinstance(found, list):
        return None
    made = []
    for index, pair in enumerate(found):
        at = f"{place}/@{attribute}[{index}]"
        if not isinstance(pair, list) or len(pair) != 2:
            draft.leave(at, pair, reasons.UNREADABLE)
            continue
        label = "".join(_label(pair[1], at, draft))
        made.append((pair[0], label))
    return made


def _label(told: Any, at: str, draft: Draft) -> Iterator[str]:
    if not isinstance(told, dict):
        yield "" if told is None else str(told)
        return
    for name, value in told.items():
        if name == "label":
            yield "" if value is None else str(value)
        elif value:
            is_picture = name in ("img", "img_alt")
            draft.leave(f"{at}.{name}", value, reasons.PICTURE if is_picture else reasons.UNKNOWN)
