"""A mapping as JSON, and what can be wrong with one."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from outcomes_plugin.errors import Invalid, Problem
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.progression.data import HrKind

from .data import ANY_OTHER, DateForm, Encoding, HrMapping, Separator
from .fields import COLUMNS, RETRACTED, SOURCE_KEY, WORDS, all_fields

LONGEST_NAME = 120
MOST_WORDS = 200

_Word = TypeVar("_Word", bound=StrEnum)


def mapping_document(mapping: HrMapping) -> dict[str, Any]:
    """Return the mapping as JSON."""
    return {
        "columns": dict(mapping.columns),
        "fixed": dict(mapping.fixed),
        "words": {field: dict(words) for field, words in mapping.words.items()},
        "date_forms": [str(form) for form in mapping.date_forms],
        "encoding": str(mapping.encoding),
        "separator": str(mapping.separator),
        "sheet": mapping.sheet,
    }


def mapping_of(document: object) -> HrMapping:
    """
    Return the mapping that the JSON describes; what it leaves out is as usual.

    Raises:
        Invalid: this is no mapping.
    """
    if not isinstance(document, Mapping) or set(document) - set(mapping_document(HrMapping())):
        raise _no_mapping("mapping")
    usual = HrMapping()
    forms = document.get("date_forms", [str(form) for form in usual.date_forms])
    if not isinstance(forms, list):
        raise _no_mapping("date_forms")
    words = document.get("words", {})
    if not isinstance(words, Mapping):
        raise _no_mapping("words")
    return HrMapping(
        columns=_texts(document.get("columns", {}), "columns"),
        fixed=_texts(document.get("fixed", {}), "fixed"),
        words={str(field): _texts(one, "words") for field, one in words.items()},
        date_forms=tuple(_one_of(DateForm, form, "date_forms") for form in forms),
        encoding=_one_of(Encoding, document.get("encoding", usual.encoding), "encoding"),
        separator=_one_of(Separator, document.get("separator", usual.separator), "separator"),
        sheet=_texts({"sheet": document.get("sheet", "")}, "sheet")["sheet"],
    )


def mapping_problems(kind: HrKind, mapping: HrMapping) -> Iterator[Problem]:
    """Yield what keeps files from being read by the mapping; the column is the field."""
    required, _optional = COLUMNS[kind]
    for field in required:
        if field not in mapping.columns and field not in mapping.fixed:
            yield Problem(_("Say which column of the file this is."), column=field)
    for field in sorted({*mapping.columns, *mapping.fixed, *mapping.words} - {*all_fields(kind)}):
        yield Problem(_("There is no such field."), column=programs_api.shown(field))
    for field in sorted(set(mapping.columns) & set(mapping.fixed)):
        yield Problem(_("A column or a fixed value, not both."), column=field)
    if SOURCE_KEY in mapping.fixed or SOURCE_KEY in mapping.words:
        yield Problem(_("The key of a row is read as it is from a column."), column=SOURCE_KEY)
    yield from _text_problems(mapping)
    yield from _word_problems(kind, mapping)
    if not mapping.date_forms:
        yield Problem(_("Say how the file writes days."), column="date_forms")
    if {DateForm.BRITISH, DateForm.AMERICAN} <= set(mapping.date_forms):
        sentence = _("Day first or month first, not both: 03/04/2026 could be either.")
        yield Problem(sentence, column="date_forms")


def _text_problems(mapping: HrMapping) -> Iterator[Problem]:
    for field, column in mapping.columns.items():
        if not column.strip():
            yield Problem(_("Say which column of the file this is."), column=field)
        yield from _text_problem(column, field)
    for field, words in mapping.words.items():
        if len(words) > MOST_WORDS:
            sentence = _("At most {most} values can be translated.")
            yield Problem(sentence.format(most=MOST_WORDS), column=field)
        for word in words:
            yield from _text_problem(word, field)
    for field, value in mapping.fixed.items():
        yield from _text_problem(value, field)
    yield from _text_problem(mapping.sheet, "sheet")


def _text_problem(text: str, column: str) -> Iterator[Problem]:
    problem = programs_api.text_problem(text, longest=LONGEST_NAME)
    if problem:
        yield Problem(problem, column=column)


def _word_problems(kind: HrKind, mapping: HrMapping) -> Iterator[Problem]:
    required, _optional = COLUMNS[kind]
    for field in sorted({*mapping.fixed, *mapping.words} & {*all_fields(kind)}):
        allowed = WORDS.get((kind, field))
        said = [*mapping.words.get(field, {}).values(), *_fixed(mapping, field)]
        for word in said:
            yield from _text_problem(word, field)
            is_left_out = not word and field not in required
            if allowed is not None and not is_left_out and word not in set(allowed):
                sentence = _("“{word}” is not known. Known are: {known}.")
                shown = programs_api.shown(word)
                yield Problem(sentence.format(word=shown, known=", ".join(allowed)), column=field)
    if mapping.fixed.get(RETRACTED) == "yes" or ANY_OTHER in mapping.words.get(RETRACTED, {}):
        yield Problem(_("A file cannot retract all of its rows."), column=RETRACTED)


def _fixed(mapping: HrMapping, field: str) -> list[str]:
    return [mapping.fixed[field]] if field in mapping.fixed else []


def _texts(told: object, column: str) -> dict[str, str]:
    if not isinstance(told, Mapping) or not all(
        isinstance(text, str) for pair in told.items() for text in pair
    ):
        raise _no_mapping(column)
    return dict(told)


def _one_of(words: type[_Word], told: object, column: str) -> _Word:
    if not isinstance(told, str) or told not in set(words):
        raise _no_mapping(column)
    return words(told)


def _no_mapping(column: str) -> Invalid:
    sentence = _("This does not say how files are read.")
    return Invalid(sentence, problems=[Problem(sentence, column=column)])
