"""The sources of a program: made, changed and removed by its HR steward."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import Conflict, Invalid, NotFound, Problem
from outcomes_plugin.ledger import api as ledger_api
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.programs.data import Action, Thing
from outcomes_plugin.progression.data import HrKind
from outcomes_plugin.progression.models import HeldHrRow, HrSource

from .data import HrMapping, HrSourceData
from .documents import LONGEST_NAME, mapping_document, mapping_of, mapping_problems
from .fields import MODELS

LONGEST_SOURCE = 32
MOST_SOURCES = 50


def hr_sources(actor: Actor, program: int | str) -> Sequence[HrSourceData]:
    """
    Return the sources of the program by title.

    Raises:
        NotFound: no such program, or the actor may not read how HR files are read.
    """
    data = programs_api.require(actor, program, Thing.HR_MAPPINGS, Action.READ).program
    rows = HrSource.objects.filter(program_id=data.id).order_by("title", "key")
    return [source_data(row) for row in rows]


@transaction.atomic
def save_hr_source(
    actor: Actor,
    program: int | str,
    key: str,
    *,
    title: str,
    kind: HrKind,
    mapping: HrMapping,
    at: datetime,
) -> HrSourceData:
    """
    Make the source, or change how it is called and read.

    A file that was checked before has to be checked again.

    Raises:
        NotFound: no such program, or the actor may not configure how HR files are read.
        Invalid: the key, the title or the mapping cannot be used; `problems` name the fields.
        Conflict: the source has rows of another kind, or the program has too many sources.
    """
    data = programs_api.require(actor, program, Thing.HR_MAPPINGS, Action.CONFIGURE).program
    problems = [*_problems(key, title), *mapping_problems(kind, mapping)]
    if problems:
        raise Invalid(_("The source was not saved."), problems=problems)
    programs_api.hold_memberships(data.id)
    known = HrSource.objects.filter(program_id=data.id, key=key).first()
    if known is None and HrSource.objects.filter(program_id=data.id).count() >= MOST_SOURCES:
        raise Conflict(_("A program has at most {most} sources.").format(most=MOST_SOURCES))
    if known is not None and known.kind != kind and _has_rows(data.id, key):
        raise Conflict(_("This source has rows of another kind. Retract them first."))
    row = known or HrSource(program_id=data.id, key=key)
    row.title, row.kind = programs_api.plain_text(title), kind
    row.mapping, row.changed_at = mapping_document(mapping), at
    row.save()
    payload = {"source": key, "kind": str(kind)}
    ledger_api.record(actor, "hr.source_saved", at=at, program=data.slug, payload=payload)
    return source_data(row)


@transaction.atomic
def remove_hr_source(actor: Actor, program: int | str, key: str, *, at: datetime) -> None:
    """
    Remove the source.

    Raises:
        NotFound: no such program or source, or the actor may not configure how files are read.
        Conflict: it has facts, or rows that wait for their people.
    """
    data = programs_api.require(actor, program, Thing.HR_MAPPINGS, Action.CONFIGURE).program
    programs_api.hold_memberships(data.id)
    row = load_source(data.id, key)
    if _has_rows(data.id, key):
        raise Conflict(_("This source has rows. Retract them first, then remove it."))
    payload = {"source": key, "kind": row.kind}
    row.delete()
    ledger_api.record(actor, "hr.source_removed", at=at, program=data.slug, payload=payload)


def load_source(program_id: int, key: str) -> HrSource:
    """Return the row of the source, or raise NotFound."""
    found = HrSource.objects.filter(program_id=program_id, key=key).first()
    if found is None:
        raise NotFound
    return found


def source_data(row: HrSource) -> HrSourceData:
    """Return the row as a value."""
    return HrSourceData(
        program_id=row.program_id,
        key=row.key,
        title=row.title,
        kind=HrKind(row.kind),
        mapping=mapping_of(row.mapping),
        changed_at=row.changed_at,
    )


def _problems(key: str, title: str) -> Iterator[Problem]:
    if not programs_api.is_key(key) or len(key) > LONGEST_SOURCE:
        sentence = _("Use small letters, digits, - and _, at most {longest} of them.")
        yield Problem(sentence.format(longest=LONGEST_SOURCE), column="key")
    problem = programs_api.text_problem(title, longest=LONGEST_NAME)
    if problem or not programs_api.plain_text(title):
        yield Problem(problem or _("This cannot be empty."), column="title")


def _has_rows(program_id: int, key: str) -> bool:
    return any(
        model.objects.filter(program_id=program_id, source=key).exists()
        for model in (*MODELS.values(), HeldHrRow)
    )
