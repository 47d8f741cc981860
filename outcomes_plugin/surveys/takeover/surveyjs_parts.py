"""What all readers of SurveyJS need: an element that knows what is left of it, and its words."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from outcomes_plugin.surveys.texts import Text

from . import reasons
from .data import Words
from .draft import Draft

Values = Mapping[str, str | int]
Labeled = Sequence[tuple[object, Text]]

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")

_WHY: Mapping[str, Words] = {
    **dict.fromkeys(
        ("showCommentArea", "hasComment", "elements", "detailElements"), reasons.NO_KIND
    ),
    **dict.fromkeys(("correctAnswer", "score", "maxTimeToFinish", "timeLimit"), reasons.JUDGED),
    **dict.fromkeys(
        (
            "defaultValue",
            "defaultValueExpression",
            "defaultRowValue",
            "defaultPanelValue",
            "setValueIf",
            "setValueExpression",
            "valueName",
            "readOnly",
            "resetValueIf",
            "prefix",
        ),
        reasons.PREFILLED,
    ),
    **dict.fromkeys(
        (
            "enableIf",
            "requiredIf",
            "choicesVisibleIf",
            "choicesEnableIf",
            "columnsVisibleIf",
            "rowsVisibleIf",
            "visibleIf",
        ),
        reasons.CONDITION,
    ),
    **dict.fromkeys(
        (
            "choicesByUrl",
            "choicesLazyLoadEnabled",
            "choicesLazyLoadPageSize",
            "valuePropertyName",
            "choicesFromQuestion",
            "choicesFromQuestionMode",
            "dataList",
        ),
        reasons.LOOKED_UP,
    ),
    **dict.fromkeys(
        ("triggers", "calculatedValues", "expression", "navigateToUrl", "navigateToUrlOnCondition"),
        reasons.COMPUTED,
    ),
    **dict.fromkeys(
        (
            "validators",
            "min",
            "max",
            "minErrorText",
            "maxErrorText",
            "step",
            "maxLength",
            "minLength",
            "maskType",
            "maskSettings",
            "eachRowUnique",
            "isAllRowRequired",
            "eachRowRequired",
            "isRequired",
            "isCommentRequired",
            "minValueExpression",
            "maxValueExpression",
            "maxTextLength",
            "minSelectedChoices",
            "maxSelectedChoices",
            "acceptedTypes",
        ),
        reasons.RULE,
    ),
    **dict.fromkeys(
        (
            "requiredErrorText",
            "otherErrorText",
            "keyDuplicationError",
            "commentText",
            "otherText",
            "otherPlaceholder",
            "noneText",
            "selectAllText",
            "emptyText",
        ),
        reasons.RULE_WORDS,
    ),
    **dict.fromkeys(
        (
            "imageLink",
            "logo",
            "logoPosition",
            "backgroundImage",
            "imageHeight",
            "imageWidth",
            "imageFit",
            "contentMode",
        ),
        reasons.PICTURE,
    ),
    **dict.fromkeys(
        (
            "completedHtml",
            "completedHtmlOnCondition",
            "completedBeforeHtml",
            "loadingHtml",
            "showCompletedPage",
        ),
        reasons.FEEDBACK,
    ),
}
_LOOKS = re.compile(
    r"(show|hide|col|width|height|min[WH]|max[WH]|indent|start(?!er)|title(Location|Alignment)|"
    r"description(Location)|question|text(Update|Wrap)|complete(Text)|preview|random|header|useTitle|page|navigation|progress|theme|css|render|display|label|"
    r"size|rows$|state|swap|rate|scale|auto|search|placeholder|allow|cell|vertical|horizontal|"
    r"first|toc|widthMode|fit|focus|clear|check|mode|read|input|inner|right|inner|separate|"
    r"choicesOrder|order|alternate|resize|error|tooltip|store|max|min|elements)",
    re.IGNORECASE,
)


@dataclass
class Element:
    """One part of a survey: what of it nobody has carried over yet."""

    values: dict[str, Any]
    place: str
    usual: str

    def take(self, name: str) -> Any:
        """Return the value, which has then been carried over."""
        return self.values.pop(name, None)


def text_of(element: Element, name: str) -> Text:
    """Return the words of a property in their languages."""
    return words_of(element.take(name), element.usual)


def words_of(told: object, usual: str) -> Text:
    """Return words in their languages; `default` is the language of the survey."""
    if told is None or isinstance(told, bool):
        return ""
    if not isinstance(told, Mapping):
        return str(told)
    found: dict[str, str] = {}
    for language, one in told.items():
        code = usual if language == "default" else str(language)
        if isinstance(one, str) and one.strip() and _LANGUAGE.fullmatch(code):
            found.setdefault(code, one)
    if set(told) <= {"default"}:
        return next(iter(found.values()), "")
    return found or ""


def leave_rest(element: Element, draft: Draft) -> None:
    """List every property that nobody carried over."""
    for name, value in element.values.items():
        place = f"{element.place}.{name}" if element.place else name
        draft.leave(place, value, why_left(name))


def why_left(name: str) -> Words:
    """Return why a property of this name is not carried over."""
    if name in _WHY:
        return _WHY[name]
    return reasons.LOOKS if _LOOKS.match(name) else reasons.UNKNOWN


@dataclass(frozen=True, kw_only=True)
class Made:
    """One item that was made of a question: under which name, and what its answers are here."""

    name: str
    fields: dict[str, Any]
    values: Values = field(default_factory=dict)


def pairs_of(element: Element, prop: str, draft: Draft) -> Iterator[tuple[object, Text]]:
    """Return value and words of each answer, row or column; what else one says is listed."""
    told = element.take(prop)
    if told is not None and not isinstance(told, list):
        draft.leave(f"{element.place}.{prop}", told, reasons.UNREADABLE)
    for index, one in enumerate(told if isinstance(told, list) else []):
        if not isinstance(one, dict):
            yield one, str(one)
            continue
        rest = dict(one)
        value = rest.pop("value", rest.get("text"))
        text = words_of(rest.pop("text", None), element.usual)
        yield value, text or str(value)
        for name, what in rest.items():
            is_picture = name in ("imageLink", "icon")
            why = reasons.PICTURE if is_picture else why_left(name)
            draft.leave(f"{element.place}.{prop}[{index}].{name}", what, why)


def key_of(value: object) -> str:
    """Return a value as the keys of answers spell it."""
    return str(value).lower() if isinstance(value, bool) else str(value)
