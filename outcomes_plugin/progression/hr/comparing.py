"""Compare the rows of a source with what is known: what each adds, changes, holds or retracts."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from outcomes_plugin.errors import Problem
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.programs.data import Effect, PlannedRow
from outcomes_plugin.progression.data import HrKind
from outcomes_plugin.progression.models import HeldHrRow, OrgUnit

from .data import DateForm, HrExtent
from .fields import MANAGER, MODELS, PEOPLE, SOURCE_KEY, USER, names_people
from .people import People, people_named
from .rows import Values, folded, is_retracted, read_row, source_key_problems
from .tables import HrRow, HrTable
from .units import Belonging, in_circles

ROWS_AT_ONCE = 1000


@dataclass(frozen=True, kw_only=True)
class Reading:
    """Whose rows are read, what they are, and how they write days."""

    program_id: int
    source: str
    kind: HrKind
    date_forms: Sequence[DateForm]

    def facts(self) -> Any:
        """Return the facts of the source as a query."""
        model: Any = MODELS[self.kind]
        return model.objects.filter(program_id=self.program_id, source=self.source)

    def held(self) -> Any:
        """Return the held rows of the source as a query."""
        return HeldHrRow.objects.filter(
            program_id=self.program_id, source=self.source, kind=self.kind
        )


@dataclass(kw_only=True)
class Work:
    """
    What applying the rows means for the tables.

    `standing` are the units as they are afterwards, and `known` is how many keys the source has.
    """

    planned: list[PlannedRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    added: list[Any] = field(default_factory=list)
    changed: list[Any] = field(default_factory=list)
    gone: list[int] = field(default_factory=list)
    held: list[HeldHrRow] = field(default_factory=list)
    held_again: list[HeldHrRow] = field(default_factory=list)
    released: list[int] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    standing: list[Any] = field(default_factory=list)
    known: int = 0

    @property
    def is_nothing(self) -> bool:
        """Whether everything is known as it stands."""
        return not any(
            (self.added, self.changed, self.gone, self.held, self.held_again, self.released)
        )


@dataclass(frozen=True, kw_only=True)
class _Known:
    """What is known of some rows: their keys, and the people whom they name."""

    reading: Reading
    people: People
    facts: Mapping[str, Any]
    held: Mapping[str, HeldHrRow]


def compare(reading: Reading, table: HrTable, extent: HrExtent) -> Work:
    """Return what the rows mean, and every problem they have. Nothing is written."""
    work = Work()
    people = people_named(reading.program_id, _names(reading.kind, table.rows))
    lines: dict[str, int] = {}
    for start in range(0, len(table.rows), ROWS_AT_ONCE):
        chunk = table.rows[start : start + ROWS_AT_ONCE]
        known = _known(reading, people, [row.cells[SOURCE_KEY] for row in chunk])
        for row in chunk:
            values, problems = read_row(reading.kind, row, reading.date_forms)
            problems += [*source_key_problems(row, lines), *_people_problems(reading, row, people)]
            work.problems += problems
            if not problems:
                _take(work, row, values, known)
    if extent is HrExtent.COMPLETE and not table.problems:
        _note_missing(work, reading, lines)
    if reading.kind is HrKind.UNITS and not work.problems:
        work.problems += _circle_problems(reading, table, work)
    return work


def kept_facts(values: Values) -> Mapping[str, Any]:
    """Return the values as JSON keeps them."""
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in values.items()
    }


def _names(kind: HrKind, rows: Sequence[HrRow]) -> Collection[str]:
    if not names_people(kind):
        return set()
    return {
        name
        for row in rows
        if not is_retracted(row)
        for field_name in PEOPLE
        if (name := row.cells.get(field_name, ""))
    }


def _known(reading: Reading, people: People, keys: Collection[str]) -> _Known:
    return _Known(
        reading=reading,
        people=people,
        facts={folded(one.source_key): one for one in reading.facts().filter(source_key__in=keys)},
        held={folded(one.source_key): one for one in reading.held().filter(source_key__in=keys)},
    )


def _people_problems(reading: Reading, row: HrRow, people: People) -> Iterator[Problem]:
    if not names_people(reading.kind) or is_retracted(row):
        return
    for name in PEOPLE & row.cells.keys():
        user = row.cells[name]
        if user and user not in people.persons and user not in people.hashes:
            sentence = _(
                "“{user}” is not and was not in this program. Their rows can wait for them only "
                "when an operator has set OUTCOMES_SITE_SECRETS."
            )
            yield row.problem(name, sentence.format(user=programs_api.shown(user)))
    if reading.kind is HrKind.LINES:
        user, manager = row.cells[USER], row.cells[MANAGER]
        is_same = people.identity(user) == people.identity(manager) != ""
        if is_same and user.casefold() != manager.casefold():
            yield row.problem(MANAGER, _("Nobody reports to themselves."))


def _take(work: Work, row: HrRow, values: Values, known: _Known) -> None:
    """Sort the row in by what it does."""
    key = folded(row.cells[SOURCE_KEY])
    fact, held = known.facts.get(key), known.held.get(key)
    if is_retracted(row):
        effect = _retract(work, fact, held)
    elif (named := _persons(known.reading.kind, row, known.people)) is not None:
        effect = _keep(work, row, known.reading, {**values, **named}, fact)
        _release(work, held)
    else:
        effect = Effect.HELD
        _hold(work, row, known, values, held)
        _drop(work, fact)
    work.planned.append(PlannedRow(line=row.line, effect=effect, cells=row.cells))


def _persons(kind: HrKind, row: HrRow, people: People) -> Mapping[str, str] | None:
    """Return the people of the row by column of the table, or None when one is not known."""
    if not names_people(kind):
        return {}
    columns = {"person": USER, **({"manager": MANAGER} if kind is HrKind.LINES else {})}
    found = {ours: people.persons.get(row.cells[name], "") for ours, name in columns.items()}
    return found if all(found.values()) else None


def _keep(work: Work, row: HrRow, reading: Reading, values: Values, fact: Any) -> Effect:
    effect = Effect.UNCHANGED
    if fact is None:
        made: Any = MODELS[reading.kind]
        fact = made(
            program_id=reading.program_id,
            source=reading.source,
            source_key=row.cells[SOURCE_KEY],
            **values,
        )
        work.added.append(fact)
        effect = Effect.ADDED
    elif any(getattr(fact, name) != value for name, value in values.items()):
        for name, value in values.items():
            setattr(fact, name, value)
        work.changed.append(fact)
        effect = Effect.CHANGED
    if reading.kind is HrKind.UNITS:
        work.standing.append(fact)
    return effect


def _hold(work: Work, row: HrRow, known: _Known, values: Values, held: HeldHrRow | None) -> None:
    reading, people = known.reading, known.people
    told = {
        "who": people.hashes[row.cells[USER]],
        "manager": people.hashes[row.cells[MANAGER]] if MANAGER in row.cells else "",
        "facts": kept_facts(values),
    }
    if held is None:
        held = HeldHrRow(
            program_id=reading.program_id,
            source=reading.source,
            kind=reading.kind,
            source_key=row.cells[SOURCE_KEY],
            **told,
        )
        work.held.append(held)
    elif any(getattr(held, name) != value for name, value in told.items()):
        for name, value in told.items():
            setattr(held, name, value)
        work.held_again.append(held)


def _retract(work: Work, fact: Any, held: HeldHrRow | None) -> Effect:
    _drop(work, fact)
    _release(work, held)
    return Effect.UNCHANGED if fact is None and held is None else Effect.RETRACTED


def _drop(work: Work, fact: Any) -> None:
    if fact is not None:
        work.gone.append(fact.id)


def _release(work: Work, held: HeldHrRow | None) -> None:
    if held is not None:
        work.released.append(held.id)


def _note_missing(work: Work, reading: Reading, lines: Mapping[str, int]) -> None:
    for query, ids in ((reading.facts(), work.gone), (reading.held(), work.released)):
        for row_id, key in query.order_by("id").values_list("id", "source_key").iterator():
            work.known += 1
            if folded(key) not in lines:
                work.missing.append(key)
                ids.append(row_id)


def _circle_problems(reading: Reading, table: HrTable, work: Work) -> Iterator[Problem]:
    """Yield a problem for each row that, with what is known, makes a unit part of itself."""
    mine = {row.cells[SOURCE_KEY]: row for row in table.rows}
    keys, gone = set(map(folded, mine)), set(work.gone)
    told = [_belonging(one.source_key, one) for one in work.standing]
    stays = [
        _belonging(f" {one.id}", one)
        for one in OrgUnit.objects.filter(program_id=reading.program_id)
        if one.id not in gone
        and (one.source != reading.source or folded(one.source_key) not in keys)
    ]
    for key in sorted(in_circles([*told, *stays]) & mine.keys()):
        yield mine[key].problem("parent", _("This makes a unit part of itself."))


def _belonging(key: str, unit: OrgUnit) -> Belonging:
    return Belonging(
        key=key,
        unit=unit.unit,
        parent=unit.parent,
        starts_on=unit.starts_on,
        ends_on=unit.ends_on,
    )
