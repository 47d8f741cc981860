"""The questions of problem-builder and step-builder, and of their first version."""

from collections.abc import Mapping, Sequence
from xml.etree.ElementTree import Element  # nosec: only for types

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from . import reasons
from .data import Words
from .draft import Draft, Group
from .olx_parts import Reader, inside_of, json_of, leave_attributes, path_of, text_of
from .steps import of_points

HOLDERS = {"problem-builder", "step-builder", "sb-step", "mentoring"}
_PAGES = {"sb-step"}
_CHOICES = {"pb-choice", "choice"}
_JUDGING = {"pb-tip", "tip"}
_RATING = [1, 2, 3, 4, 5]

LEFT: Mapping[str, Words] = {
    **dict.fromkeys(("pb-tip", "tip", "pb-message", "message"), reasons.FEEDBACK),
    **dict.fromkeys(
        (
            "sb-review-step",
            "sb-review-score",
            "sb-review-per-question-feedback",
            "sb-conditional-message",
            "sb-plot",
            "sb-plot-overlay",
            "pb-dashboard",
            "mentoring-dataexport",
            "pb-data-export",
            "pb-instructor-tool",
            "pb-table",
            "pb-column",
            "mentoring-table",
            "column",
        ),
        reasons.RESULTS,
    ),
    "pb-swipe": reasons.PICTURE,
}


def group_of(element: Element, place: str, draft: Draft) -> Group | None:
    """Return the group that this holder makes of its questions; None where it has no title."""
    leave_attributes(element, place, draft, known={"display_name"})
    title = draft.label(element.get("display_name", ""), place)
    is_page = element.tag in _PAGES
    if not title and not is_page:
        return None
    return Group(name=str(title) or str(element.tag), title=title, new_page=is_page)


def _read_mcq(element: Element, place: str, group: Group | None, draft: Draft) -> None:
    _read_choice(element, place, group, draft, kind="single_choice")


def _read_mrq(element: Element, place: str, group: Group | None, draft: Draft) -> None:
    _read_choice(element, place, group, draft, kind="multiple_choice")


def _read_choice(
    element: Element, place: str, group: Group | None, draft: Draft, *, kind: str
) -> None:
    if element.get("type") == "rating":
        return _read_rating(element, place, group, draft)
    leave_attributes(element, place, draft, known={"name", "question", "display_name", "type"})
    pairs = _choices(element, place, draft)
    prompt = _prompt(element, place, draft)
    if draft.are_too_few_or_many(pairs, place, prompt or f"<{element.tag}>"):
        return None
    choices = draft.choices(pairs, place)
    values = {str(value): one["key"] for (value, _l), one in zip(pairs, choices, strict=True)}
    item = {"kind": kind, "prompt": prompt, "choices": choices}
    if kind == "multiple_choice":
        item["required"] = False
    draft.add(item, place, name=_name(element), group=group, values=values)
    return None


def _read_rating(element: Element, place: str, group: Group | None, draft: Draft) -> None:
    known = {"name", "question", "display_name", "low", "high", "type"}
    leave_attributes(element, place, draft, known=known)
    own = _choices(element, place, draft)
    prompt = _prompt(element, place, draft)
    ends = tuple(draft.label(element.get(end) or usual, place) for end, usual in _ends())
    if len(own) > 1:
        _add_rating_as_choice(element, place, group, draft, own=own, prompt=prompt, ends=ends)
        return
    item = {"prompt": prompt, **of_points(draft, "rating", _RATING, (ends[0], ends[1]))}
    if own:
        item["does_not_apply"] = True
        draft.note(place, _("“{words}” is “Does not apply” now.").format(words=own[0][1]))
    values: dict[str, str | int] = {str(value): value for value in _RATING}
    draft.add(item, place, name=_name(element), group=group, values=values)


def _ends() -> Sequence[tuple[str, str]]:
    return (
        ("low", pgettext("end of a scale", "Less")),
        ("high", pgettext("end of a scale", "More")),
    )


def _add_rating_as_choice(
    element: Element,
    place: str,
    group: Group | None,
    draft: Draft,
    *,
    own: Sequence[tuple[str, str]],
    prompt: object,
    ends: Sequence[object],
) -> None:
    """Add a rating that has several answers of its own as a choice: no scale holds both."""
    labels = {1: f"1 – {ends[0]}", 5: f"5 – {ends[1]}"}
    pairs = [*((str(one), labels.get(one, str(one))) for one in _RATING), *own]
    choices = draft.choices(pairs, place)
    values = {str(value): one["key"] for (value, _l), one in zip(pairs, choices, strict=True)}
    item = {"kind": "single_choice", "prompt": prompt, "choices": choices}
    draft.note(place, _("The rating has answers of its own, so it has become a choice."))
    draft.add(item, place, name=_name(element), group=group, values=values)


def _read_answer(element: Element, place: str, group: Group | None, draft: Draft) -> None:
    leave_attributes(element, place, draft, known={"name", "question", "display_name"})
    _leave_inside(element, place, draft)
    item = {"kind": "text", "prompt": _prompt(element, place, draft)}
    draft.add(item, place, name=_name(element), group=group)


def _read_recap(element: Element, place: str, group: Group | None, draft: Draft) -> None:
    leave_attributes(element, place, draft, known={"name", "display_name", "description"})
    known = draft.known.get(element.get("name", ""))
    if known is None:
        draft.leave(place, element.get("name", ""), reasons.CONDITION_LATER)
        return
    title = element.get("description") or element.get("display_name") or _("You wrote:")
    said = f"{draft.prompt(title, place)}\n\n{{{{ {known.key} | … }}}}"
    item = {"kind": "information", "prompt": said}
    draft.add(item, place, name=f"{known.key}_recap", group=group)


def _read_completion(element: Element, place: str, group: Group | None, draft: Draft) -> None:
    leave_attributes(element, place, draft, known={"name", "question", "display_name", "answer"})
    choices = draft.choices([("yes", element.get("answer") or _("Yes")), ("no", _("No"))], place)
    item = {
        "kind": "single_choice",
        "prompt": _prompt(element, place, draft),
        "choices": choices,
    }
    draft.note(place, _("The tick has become a choice between two answers."))
    draft.add(item, place, name=_name(element), group=group)


def _read_slider(element: Element, place: str, group: Group | None, draft: Draft) -> None:
    known = {"name", "question", "display_name", "min_label", "max_label"}
    leave_attributes(element, place, draft, known=known)
    ends = {
        "low": draft.label(element.get("min_label") or "0%", place),
        "high": draft.label(element.get("max_label") or "100%", place),
    }
    item = {"kind": "zero_to_ten", "prompt": _prompt(element, place, draft), "ends": ends}
    draft.note(place, _("The slider has become a number from 0 to 10."))
    draft.add(item, place, name=_name(element), group=group)


def _prompt(element: Element, place: str, draft: Draft) -> object:
    """Return the question; its title where it has no other words, else the title is listed."""
    inner = element.find("question")
    question = element.get("question") or (inside_of(inner) if inner is not None else "")
    title = element.get("display_name", "")
    if question and title:
        draft.leave(f"{place}/@display_name", title, reasons.LOOKS)
    return draft.prompt(question or title, place)


def _choices(element: Element, place: str, draft: Draft) -> list[tuple[str, str]]:
    """Return value and words of each answer; what else stands inside is listed."""
    found = []
    for child in element:
        at = path_of(child, element, place)
        if child.tag not in _CHOICES:
            if child.tag != "question":
                _leave_child(child, at, draft)
            continue
        leave_attributes(child, at, draft, known={"value", "content"})
        label = child.get("content") or inside_of(child)
        found.append((child.get("value") or text_of(child), label))
    return found


def _leave_inside(element: Element, place: str, draft: Draft) -> None:
    for child in element:
        if child.tag != "question":
            _leave_child(child, path_of(child, element, place), draft)


def _leave_child(child: Element, at: str, draft: Draft) -> None:
    if not isinstance(child.tag, str):
        return
    why = LEFT.get(child.tag, reasons.NO_KIND)
    values = json_of(child, "values")
    what = f"<{child.tag}> {text_of(child)}"
    draft.leave(
        at, f"{what} ({', '.join(map(str, values))})" if isinstance(values, list) else what, why
    )


def _name(element: Element) -> str:
    return (
        element.get("name")
        or element.get("url_name")
        or element.get("display_name")
        or element.get("question")
        or ""
    )


READERS: Mapping[str, Reader] = {
    "pb-mcq": _read_mcq,
    "pb-mrq": _read_mrq,
    "pb-rating": _read_rating,
    "pb-answer": _read_answer,
    "pb-answer-recap": _read_recap,
    "pb-completion": _read_completion,
    "pb-slider": _read_slider,
    "mcq": _read_mcq,
    "quizz": _read_mcq,
    "mrq": _read_mrq,
    "rating": _read_rating,
    "answer": _read_answer,
}
