"""Let go of what is past the period that the notice named, and of keys on their day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from outcomes_plugin import logs
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.consent import api as consent_api
from outcomes_plugin.errors import NotFound
from outcomes_plugin.ledger import api as ledger_api
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.programs.data import ProgramData
from outcomes_plugin.surveys import api as surveys_api

from . import rules
from .applets import APPLETS


@dataclass(frozen=True, kw_only=True)
class RetentionReport:
    """What a run did, or would do: by program, answers that lose their code and rows that go."""

    keys: Mapping[str, int] = field(default_factory=dict)
    rows: Mapping[str, int] = field(default_factory=dict)


def run_retention(actor: Actor, *, at: datetime) -> RetentionReport:
    """
    Destroy the keys whose day has come, then delete what is past its period, program by program.

    Each program is one transaction: a run that was killed is gone on with by the next one.

    Raises:
        NotFound: the actor is not the part of the system that does this.
    """
    _check_retention(actor)
    keys = surveys_api.destroy_keys(actor, at=at)
    rows = {program.slug: _expire(actor, program, at=at) for program in _programs_past(at)}
    return RetentionReport(keys=keys, rows={slug: count for slug, count in rows.items() if count})


def preview_retention(actor: Actor, *, at: datetime) -> RetentionReport:
    """
    Return what `run_retention` would do now, and do nothing.

    Raises:
        NotFound: the actor is not the part of the system that does this.
    """
    _check_retention(actor)
    rows: dict[str, int] = {}
    with transaction.atomic():
        for program in _programs_past(at):
            rows[program.slug] = sum(applet.expire_program(program.id) for applet in APPLETS)
        transaction.set_rollback(True)
    return RetentionReport(
        keys=surveys_api.keys_due(at=at),
        rows={slug: count for slug, count in rows.items() if count},
    )


def _check_retention(actor: Actor) -> None:
    if not actor.may_as_system("retention.run"):
        raise NotFound


def _programs_past(at: datetime) -> Sequence[ProgramData]:
    past = []
    for program in programs_api.ended_programs():
        months = consent_api.months_promised(program.id)
        if months is not None and rules.is_past(program.ended_at, months_kept=months, at=at):
            past.append(program)
    return past


@transaction.atomic
def _expire(actor: Actor, program: ProgramData, *, at: datetime) -> int:
    rows = sum(applet.expire_program(program.id) for applet in APPLETS)
    if rows:
        ledger_api.record(
            actor, "retention.run", at=at, program=program.slug, payload={"rows": rows}
        )
        logs.tell("retention.done", program=program.slug, rows=rows)
    return rows
