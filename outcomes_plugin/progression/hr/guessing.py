"""Guess from the head of a file how it is read, and show its first rows as they would be read."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import islice

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.programs.data import Action, Thing
from outcomes_plugin.progression.data import HrKind

from .data import DateForm, Encoding, HrMapping, HrPreview, Separator
from .documents import mapping_problems
from .fields import DAYS, WORDS, all_fields
from .rows import folded, parse_day, read_row, source_key_problems
from .tables import HrRow, HrTable, read_file

ROWS_SHOWN = 20
VALUES_SHOWN = 50
_ROWS_LOOKED_AT = 200
_BOMS = (b"\xff\xfe", b"\xfe\xff")

_NAMES: Mapping[str, tuple[str, ...]] = {
    "source_key": ("key", "record", "record id", "row id", "id", "case number", "vorgang",
                   "vorgangsnummer", "satznummer", "clave", "cle"),
    "user": ("username", "user name", "email", "e-mail", "mail", "email address", "employee",
             "employee email", "benutzer", "benutzername", "mitarbeiter", "mailadresse",
             "e-mail-adresse", "usuario", "correo", "utilisateur", "courriel"),
    "manager": ("manager email", "supervisor", "line manager", "reports to", "vorgesetzter",
                "vorgesetzte", "fuhrungskraft", "jefe", "responsable"),
    "starts_on": ("start", "start date", "started", "from", "valid from", "hire date", "beginn",
                  "eintritt", "eintrittsdatum", "gultig ab", "von", "inicio", "debut"),
    "ends_on": ("end", "end date", "ended", "to", "until", "valid to", "termination date", "ende",
                "austritt", "austrittsdatum", "gultig bis", "bis", "fin"),
    "leave_reason": ("reason", "termination reason", "leaving reason", "grund", "austrittsgrund",
                     "motivo", "motif"),
    "org_unit": ("unit", "department", "org unit", "cost center", "abteilung", "einheit",
                 "organisationseinheit", "kostenstelle", "departamento", "service"),
    "kind": ("type", "event", "event type", "action", "art", "massnahme", "ereignis", "tipo",
             "type d'evenement"),
    "on": ("date", "event date", "effective date", "datum", "wirksam ab", "fecha"),
    "verified": ("confirmed", "approved", "bestatigt", "verificado", "verifie"),
    "unit": ("unit id", "unit key", "org unit", "department", "code", "einheit", "abteilung",
             "unidad", "unite"),
    "parent": ("parent unit", "parent id", "belongs to", "ubergeordnet",
               "ubergeordnete einheit", "superior"),
    "retracted": ("deleted", "canceled", "cancelled", "storniert", "geloscht", "anulado"),
}  # fmt: skip


def guess_hr_mapping(actor: Actor, program: int | str, kind: HrKind, raw: bytes) -> HrMapping:
    """
    Return how the file is probably read, as far as its first line and its days tell.

    Raises:
        NotFound: no such program, or the actor may not configure how HR files are read.
    """
    programs_api.require(actor, program, Thing.HR_MAPPINGS, Action.CONFIGURE)
    encoding = _encoding(raw)
    separator = _separator(raw, encoding)
    bare = HrMapping(encoding=encoding, separator=separator)
    table = read_file(raw, kind, bare)
    columns = _columns(kind, table.heading.columns)
    found = HrMapping(columns=columns, encoding=encoding, separator=separator)
    forms = _date_forms(read_file(raw, kind, found), kind)
    return HrMapping(
        columns=columns, encoding=encoding, separator=separator, date_forms=forms or bare.date_forms
    )


def preview_hr_file(
    actor: Actor, program: int | str, kind: HrKind, mapping: HrMapping, raw: bytes
) -> HrPreview:
    """
    Return the first twenty rows as the mapping reads them, with their problems.

    Nothing is compared with what is known: people are not looked for.

    Raises:
        NotFound: no such program, or the actor may not configure how HR files are read.
    """
    programs_api.require(actor, program, Thing.HR_MAPPINGS, Action.CONFIGURE)
    told = read_file(raw, kind, HrMapping(
        encoding=mapping.encoding, separator=mapping.separator, sheet=mapping.sheet
    ))  # fmt: skip
    lacking = list(mapping_problems(kind, mapping))
    table = read_file(raw, kind, mapping)
    rows = table.rows[:ROWS_SHOWN]
    problems = [*lacking, *table.problems]
    lines: dict[str, int] = {}
    for row in rows if not lacking else ():
        problems += read_row(kind, row, mapping.date_forms)[1]
        problems += source_key_problems(row, lines)
    return HrPreview(
        columns=told.heading.columns,
        sheets=told.heading.sheets,
        lines=tuple(row.line for row in rows),
        rows=tuple(row.cells for row in rows),
        problems=tuple(problems),
        values=_values(kind, read_file(raw, kind, replace(mapping, words={}))),
    )


def _values(kind: HrKind, table: HrTable) -> Mapping[str, tuple[str, ...]]:
    """Return what the rows hold for each field that has a column and only some words."""
    return {
        field: tuple(islice(_written(table, field), VALUES_SHOWN))
        for field in table.heading.by_field
        if (kind, field) in WORDS
    }


def _written(table: HrTable, field: str) -> Mapping[str, None]:
    return dict.fromkeys(row.cells[field] for row in table.rows if row.cells[field])


def _encoding(raw: bytes) -> Encoding:
    if raw.startswith(_BOMS):
        return Encoding.UTF_16
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return Encoding.WINDOWS_1252
    return Encoding.UTF_8


def _separator(raw: bytes, encoding: Encoding) -> Separator:
    text = raw[:65_536].decode(encoding, errors="replace").lstrip()
    head = text.splitlines()[0] if text else ""
    named = [one for one in Separator if one]
    best = max(named, key=head.count)
    return best if head.count(best) else Separator.GUESSED


def _columns(kind: HrKind, columns: Sequence[str]) -> Mapping[str, str]:
    """Return the file's column of each field: the one that has its name, or a usual one."""
    by_name = {_plain(column): column for column in reversed(columns) if column}
    taken: set[str] = set()
    found: dict[str, str] = {}
    for names in (lambda field: (field,), lambda field: _NAMES.get(field, ())):
        for field in all_fields(kind):
            free = (
                by_name[_plain(name)]
                for name in names(field)
                if _plain(name) in by_name and by_name[_plain(name)] not in taken
            )
            column = next(free, None) if field not in found else None
            if column is not None:
                found[field] = column
                taken.add(column)
    return found


def _plain(name: str) -> str:
    return " ".join(folded(name).replace("_", " ").split())


def _date_forms(table: HrTable, kind: HrKind) -> tuple[DateForm, ...]:
    """Return the one form in which every day of the first rows is written; empty for no such."""
    rows: Sequence[HrRow] = table.rows[:_ROWS_LOOKED_AT]
    days = {row.cells[field] for row in rows for field in DAYS & set(all_fields(kind))} - {""}
    fitting = [form for form in DateForm if days and all(_is_written(day, form) for day in days)]
    return tuple(fitting[:1])


def _is_written(text: str, form: DateForm) -> bool:
    return parse_day(text, [form]) is not None
