"""What the question types of SurveyJS are here."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from outcomes_plugin.surveys.texts import Text

from . import reasons
from .draft import Draft
from .steps import MOST_POINTS
from .surveyjs_parts import Element, Labeled, Made, Values, key_of, pairs_of, text_of
from .surveyjs_ratings import rating, slider

_LONGEST = {"text": 4000, "short_text": 255}


Reader = Callable[[Element, Draft, str, Text], Iterator[Made]]


def _choice(element: Element, draft: Draft, name: str, title: Text) -> Iterator[Made]:
    kind = "multiple_choice" if element.values.get("_many") else "single_choice"
    element.take("_many")
    style = element.take("_style")
    made = _of_choices(element, draft, title, is_many=kind == "multiple_choice")
    if made is None:
        return
    choices, values = made
    fields: dict[str, Any] = {"kind": kind, "prompt": title, "choices": choices}
    if style and kind == "single_choice":
        fields["style"] = style
    if _is_on(element, "showOtherItem", "hasOther"):
        fields["other"] = True
    if kind == "multiple_choice":
        fields |= _how_many(element, len(choices))
    yield Made(name=name, fields=fields, values=values)


def _of_choices(
    element: Element, draft: Draft, title: Text, *, is_many: bool = False
) -> tuple[list[dict[str, Any]], Values] | None:
    alone = _alone(element) if is_many else set()
    pairs = list(pairs_of(element, "choices", draft))
    has_none = _is_on(element, "showNoneItem", "hasNone")
    none_label = text_of(element, "noneText") or _("None of these")
    if has_none:
        pairs.append(("none", none_label))
    if draft.are_too_few_or_many(pairs, element.place, title):
        return None
    choices = draft.choices(pairs, f"{element.place}.choices")
    if has_none and is_many:
        choices[-1]["exclusive"] = True
    for index in alone & set(range(len(choices))):
        choices[index]["exclusive"] = True
    values = {key_of(value): one["key"] for (value, _l), one in zip(pairs, choices, strict=True)}
    return choices, values


def _alone(element: Element) -> set[int]:
    """Return which answers exclude every other one."""
    told = element.values.get("choices")
    found: set[int] = set()
    if not isinstance(told, list):
        return found
    for index, one in enumerate(told):
        if isinstance(one, dict) and one.get("isExclusive") is True:
            told[index] = {name: value for name, value in one.items() if name != "isExclusive"}
            found.add(index)
    return found


def _is_on(element: Element, *names: str) -> bool:
    on = [name for name in names if element.values.get(name) in (True, "true")]
    for name in names:
        if element.values.get(name) in (True, "true", False):
            element.take(name)
    return bool(on)


def _how_many(element: Element, count: int) -> dict[str, int]:
    found = {}
    for name, ours in (("minSelectedChoices", "least"), ("maxSelectedChoices", "most")):
        wanted = element.values.get(name)
        if isinstance(wanted, int) and 1 <= wanted <= count:
            found[ours] = element.take(name)
    return found


def _radiogroup(element: Element, draft: Draft, name: str, title: Text) -> Iterator[Made]:
    return _choice(element, draft, name, title)


def _dropdown(element: Element, draft: Draft, name: str, title: Text) -> Iterator[Made]:
    element.values["_style"] = "dropdown"
    return _choice(element, draft, name, title)


def _buttons(element: Element, draft: Draft, name: str, title: Text) -> Iterator[Made]:
    element.values["_style"] = "buttons"
    return _choice(element, draft, name, title)


def _checkbox(element: Element, draft: Draft, name: str, title: Text) -> Iterator[Made]:
    element.values["_many"] = True
    return _choice(element, draft, name, title)


def _pictures(element: Element, draft: Draft, name: str, title: Text) -> Iterator[Made]:
    """Return a choice of the words; without words on every picture there is none."""
    choices = element.values.get("choices")
    has_words = isinstance(choices, list) and all(
        isinstance(one, dict) and one.get("text") for one in choices
    )
    if not has_words:
        draft.leave(element.place, f"imagepicker {name}", reasons.PICTURE)
        element.values.clear()
        return iter(())
    draft.note(element.place, _("The pictures have become their words."))
    element.values["_many"] = element.take("multiSelect") is True
    return _choice(element, draft, name, title)


def _ranking(element: Element, draft: Draft, name: str, title: Text) -> Iterator[Made]:
    made = _of_choices(element, draft, title)
    if made is None:
        return
    choices, values = made
    fields: dict[str, Any] = {"kind": "ranking", "prompt": title, "choices": choices}
    if element.take("selectToRankEnabled") is True:
        fields |= {k: v for k, v in _how_many(element, len(choices)).items() if k == "most"}
    yield Made(name=name, fields=fields, values=values)


def _boolean(element: Element, draft: Draft, name: str, title: Text) -> Iterator[Made]:
    yes = text_of(element, "labelTrue") or _("Yes")
    no = text_of(element, "labelFalse") or _("No")
    choices = draft.choices([("yes", yes), ("no", no)], element.place)
    values = {"true": "yes", "false": "no"}
    for prop, key in (("valueTrue", "yes"), ("valueFalse", "no")):
        stored = element.take(prop)
        if stored is not None:
            values[key_of(stored)] = key
    if title == name:
        title = text_of(element, "label") or title
    yield Made(
        name=name,
        fields={"kind": "single_choice", "prompt": title, "choices": choices},
        values=values,
    )


def _matrix(element: Element, draft: Draft, name: str, title: Text) -> Iterator[Made]:
    """Return the words above, and a statement for each row, all on the scale of the columns."""
    columns = list(pairs_of(element, "columns", draft))
    rows = list(pairs_of(element, "rows", draft))
    if draft.are_too_few_or_many(columns, element.place, f"matrix {name}"):
        return
    if not rows:
        rows = [(name, title)]
    else:
        yield Made(name=f"{name}_intro", fields={"kind": "information", "prompt": title})
    must = _is_on(element, "isAllRowRequired", "eachRowRequired")
    scale = _scale_of(columns, draft, element, name)
    for value, text in rows:
        told = draft.prompt(text, f"{element.place}.rows")
        fields = {"prompt": told, **scale[0]}
        if must:
            fields["required"] = True
        yield Made(name=f"{name}.{value}", fields=fields, values=scale[1])


def _scale_of(
    columns: Labeled, draft: Draft, element: Element, name: str
) -> tuple[dict[str, Any], Values]:
    if len(columns) > MOST_POINTS:
        choices = draft.choices(columns, f"{element.place}.columns")
        stored = {
            key_of(value): one["key"] for (value, _l), one in zip(columns, choices, strict=True)
        }
        return {"kind": "single_choice", "choices": choices}, stored
    values = [
        value for value, _l in columns if isinstance(value, int) and not isinstance(value, bool)
    ]
    if len(values) != len(columns) or values != sorted(set(values)):
        values = list(range(1, len(columns) + 1))
        draft.note(
            element.place,
            _(
                "The columns count 1, 2, 3 … in the order of the file. See to it that this is "
                "the direction you want before a score is made of them."
            ),
        )
    labels = [
        (number, draft.label(text, f"{element.place}.columns"))
        for number, (_value, text) in zip(values, columns, strict=True)
    ]
    numbers = {key_of(value): number for (value, _l), number in zip(columns, values, strict=True)}
    return {"kind": "likert", "scale": draft.scale(name, labels)}, numbers


def _text(element: Element, draft: Draft, name: str, title: Text) -> Iterator[Made]:
    kind = element.take("inputType") or "text"
    if kind in ("number", "range"):
        fields: dict[str, Any] = {"kind": "number", "decimals": 6, **_bounds(element)}
    elif kind == "date":
        fields = {"kind": "date"}
    else:
        fields = {"kind": "short_text", **_longest(element, "short_text")}
        if kind != "text":
            said = _("“{type}” has become a short text.").format(type=kind)
            draft.note(element.place, said)
    yield Made(name=name, fields={**fields, "prompt": title})


def _bounds(element: Element) -> dict[str, Any]:
    """Return the range that the question or its only rule says."""
    rules = element.values.get("validators")
    found: dict[str, Any] = {}
    if isinstance(rules, list) and len(rules) == 1 and isinstance(rules[0], dict):
        rule = rules[0]
        is_range = rule.get("type") == "numeric" and set(rule) <= {"type", "minValue", "maxValue"}
        if is_range:
            element.take("validators")
            found = {"low": rule.get("minValue"), "high": rule.get("maxValue")}
    for prop, ours in (("min", "low"), ("max", "high")):
        if _is_number(element.values.get(prop)):
            found[ours] = element.take(prop)
    return {ours: value for ours, value in found.items() if _is_number(value)}


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _longest(element: Element, kind: str) -> dict[str, int]:
    told = element.values.get("maxLength")
    if isinstance(told, int) and 1 <= told <= _LONGEST[kind]:
        return {"longest": element.take("maxLength")}
    return {}


def _comment(element: Element, draft: Draft, name: str, title: Text) -> Iterator[Made]:
    fields = {"kind": "text", "prompt": title, **_longest(element, "text")}
    yield Made(name=name, fields=fields)


def _html(element: Element, draft: Draft, name: str, title: Text) -> Iterator[Made]:
    told = draft.prompt(text_of(element, "html"), f"{element.place}.html")
    if not told:
        draft.leave(element.place, f"html {name}", reasons.NO_WORDS)
        return
    yield Made(name=name or "information", fields={"kind": "information", "prompt": told})


def _many_texts(element: Element, draft: Draft, name: str, title: Text) -> Iterator[Made]:
    """Return the words above, and a question for each line."""
    items = element.take("items")
    yield Made(name=f"{name}_intro", fields={"kind": "information", "prompt": title})
    for index, one in enumerate(items if isinstance(items, list) else []):
        inner = Element(
            dict(one) if isinstance(one, dict) else {"name": one},
            f"{element.place}.items[{index}]",
            element.usual,
        )
        own = str(inner.take("name") or index + 1)
        told = draft.prompt(text_of(inner, "title"), inner.place) or own
        must = inner.take("isRequired") is True
        for made in _text(inner, draft, f"{name}.{own}", told):
            yield Made(name=made.name, fields={**made.fields, "required": must})
        for prop, what in inner.values.items():
            draft.leave(f"{inner.place}.{prop}", what, reasons.RULE)


KINDS: Mapping[str, Reader] = {
    "radiogroup": _radiogroup,
    "dropdown": _dropdown,
    "buttongroup": _buttons,
    "checkbox": _checkbox,
    "tagbox": _checkbox,
    "imagepicker": _pictures,
    "ranking": _ranking,
    "boolean": _boolean,
    "rating": rating,
    "slider": slider,
    "matrix": _matrix,
    "text": _text,
    "comment": _comment,
    "html": _html,
    "multipletext": _many_texts,
}
