"""The mapping screen as a form: from a mapping to its fields, and from what was sent to one."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from outcomes_plugin import api
from outcomes_plugin.progression.data import HrKind
from outcomes_plugin.progression.hr.data import HrMapping, HrPreview
from outcomes_plugin.progression.hr.fields import COLUMNS, WORDS, all_fields

from .forms import Field, Kind, Option, options_of
from .hr_words import DATE_FORMS, ENCODINGS, FIELDS, SEPARATORS, VALUES

FIXED = "="
_COLUMN = "column:"
_WORD = ".word."
_FIXED_VALUE = ".fixed"
_KEY = "source_key"


@dataclass(frozen=True, kw_only=True)
class MappedField:
    """One field of ours: which column it is, or which value all rows have, and its translations."""

    column: Field
    fixed: Field | None
    words: Sequence[Field]
    is_fixed: bool


def mapped_fields(kind: HrKind, mapping: HrMapping, found: HrPreview) -> Sequence[MappedField]:
    """Return the fields of the kind over the columns of the file, needed ones first."""
    required, _optional = COLUMNS[kind]
    return [
        MappedField(
            column=_column(field, mapping, found, is_needed=field in required),
            fixed=None if field == _KEY else _fixed(kind, field, mapping),
            words=list(_words(kind, field, mapping, found)),
            is_fixed=field in mapping.fixed,
        )
        for field in all_fields(kind)
    ]


def file_fields(mapping: HrMapping, found: HrPreview) -> Sequence[Field]:
    """Return what is asked about the file as a whole."""
    fields = [
        _choice("encoding", _("How letters are written"), ENCODINGS, mapping.encoding),
        _choice("separator", _("What stands between columns"), SEPARATORS, mapping.separator),
    ]
    if found.sheets:
        sheets = {"": _("The first one"), **{name: name for name in found.sheets}}
        fields.append(_choice("sheet", _("Sheet"), sheets, mapping.sheet))
    return fields


def days_field(mapping: HrMapping) -> Field:
    """Return how the file writes days; year first with hyphens is always read as well."""
    return Field(
        name="date_forms",
        label=_("How the file writes days"),
        kind=Kind.SOME_OF,
        chosen=frozenset(str(form) for form in mapping.date_forms),
        options=options_of((str(form), words) for form, words in DATE_FORMS.items()),
    )


def mapping_from(told: Mapping[str, Any], kind: HrKind) -> HrMapping:
    """
    Return the mapping that the form describes.

    Raises:
        Invalid: this is no mapping.
    """
    texts = {name: value for name, value in told.items() if isinstance(value, str)}
    chosen = {field: texts.get(field, "") for field in all_fields(kind)}
    columns = {
        field: value.removeprefix(_COLUMN)
        for field, value in chosen.items()
        if value.startswith(_COLUMN)
    }
    document: dict[str, Any] = {
        "columns": columns,
        "fixed": {
            field: texts.get(f"{field}{_FIXED_VALUE}", "").strip()
            for field, value in chosen.items()
            if value == FIXED
        },
        "words": {field: words for field in columns if (words := _told_words(texts, field))},
        "date_forms": told.get("date_forms", []),
        **{name: texts[name] for name in ("encoding", "separator", "sheet") if name in texts},
    }
    return api.mapping_of(document)


def _told_words(texts: Mapping[str, str], field: str) -> Mapping[str, str]:
    start = f"{field}{_WORD}"
    return {
        name.removeprefix(start): value
        for name, value in texts.items()
        if name.startswith(start) and value
    }


def _column(field: str, mapping: HrMapping, found: HrPreview, *, is_needed: bool) -> Field:
    label, hint = FIELDS[field]
    mapped = mapping.columns.get(field, "")
    known = {name.casefold(): name for name in found.columns}
    columns = [*found.columns, *([mapped] if mapped and mapped.casefold() not in known else [])]
    value = _COLUMN + known.get(mapped.casefold(), mapped) if mapped else ""
    return Field(
        name=field,
        label=label,
        hint=hint,
        kind=Kind.CHOICE,
        value=FIXED if field in mapping.fixed else value,
        is_needed=is_needed,
        options=[
            Option(value="", label=_("Choose a column") if is_needed else _("Not in the file")),
            *(Option(value=_COLUMN + name, label=name) for name in columns),
            *([Option(value=FIXED, label=_("The same for every row"))] if field != _KEY else []),
        ],
    )


def _fixed(kind: HrKind, field: str, mapping: HrMapping) -> Field:
    allowed = WORDS.get((kind, field))
    return Field(
        name=f"{field}{_FIXED_VALUE}",
        label=_("The value for every row"),
        kind=Kind.CHOICE if allowed else Kind.TEXT,
        value=mapping.fixed.get(field, ""),
        options=_allowed(allowed) if allowed else (),
    )


def _words(kind: HrKind, field: str, mapping: HrMapping, found: HrPreview) -> Iterator[Field]:
    """Yield, for a field of some words, what each value of the file is to mean."""
    allowed = WORDS.get((kind, field))
    if allowed is None or field not in mapping.columns:
        return
    known = {one.casefold() for one in allowed}
    translated = mapping.words.get(field, {})
    by_value = {value.casefold(): word for value, word in translated.items()}
    values = {value.casefold(): value for value in [*found.values.get(field, ()), *translated]}
    for folded, value in values.items():
        if folded not in known:
            yield Field(
                name=f"{field}{_WORD}{value}",
                label=_("“{value}” in the file means").format(value=value),
                kind=Kind.CHOICE,
                value=by_value.get(folded, ""),
                options=_allowed(allowed),
            )


def _allowed(words: Any) -> Sequence[Option]:
    named = [(str(word), VALUES[word]) for word in words]
    return options_of([("", _("Choose")), *named])


def _choice(name: str, label: str, words: Mapping[Any, Any], value: str) -> Field:
    options = options_of((str(key), text) for key, text in words.items())
    return Field(name=name, label=label, kind=Kind.CHOICE, value=str(value), options=options)


EMPTY_FILE = HrPreview(columns=(), sheets=(), lines=(), rows=(), problems=(), values={})
