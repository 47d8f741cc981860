"""Write and read a program's framework: outcomes, versions of indicators, targets."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import Conflict, Invalid, NotFound, Problem
from outcomes_plugin.ledger import api as ledger_api
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.programs.data import Action, ProgramData, Thing

from . import example, rules
from .data import Direction, IndicatorData, IndicatorDraft, OutcomeData, TargetData, Text
from .lookups import (
    every_version,
    indicators,
    indicators_for_score,
    target_in_force,
    targets_in_force,
)
from .models import Indicator, Outcome, Target
from .reading import framework_of

__all__ = [
    "adopt_indicator",
    "copy_example",
    "define_indicator",
    "define_outcome",
    "draft_indicator",
    "every_version",
    "framework_of",
    "indicators",
    "indicators_for_score",
    "revise_indicator",
    "set_target",
    "target_in_force",
    "targets_in_force",
]


@transaction.atomic
def define_outcome(
    actor: Actor, program_id: int, *, key: str, title: Text, domain: str, at: datetime
) -> OutcomeData:
    """
    Add an outcome to the program.

    Raises:
        NotFound: no such program, or the actor may not write its framework.
        Invalid: the outcome cannot be kept as it is.
        Conflict: the program has an outcome of this key.
    """
    program = _writable(actor, program_id)
    outcome = rules.check_outcome(key=key, title=title, domain=domain)
    if Outcome.objects.filter(program_id=program_id, key=key).exists():
        raise Conflict(_("This program already has an outcome of this key."))
    _add_outcome(program, outcome, at=at)
    ledger_api.record(
        actor, "framework.changed", at=at, program=program.slug, payload={"outcome": key}
    )
    return outcome


@transaction.atomic
def define_indicator(
    actor: Actor, program_id: int, draft: IndicatorDraft, *, at: datetime
) -> IndicatorData:
    """
    Add the first version of an indicator, in force from now on.

    Raises:
        NotFound: no such program, or the actor may not write its framework.
        Invalid: the indicator cannot be kept as it is, or its outcome is unknown.
        Conflict: the program has an indicator of this key.
    """
    program = _writable(actor, program_id)
    if _current(program_id, draft.key) is not None:
        raise Conflict(_("This program already has an indicator of this key."))
    _drop_draft(program_id, draft.key)
    indicator = _add_version(program, draft, version=1, at=at)
    _record_indicator(actor, program, indicator, at=at)
    return indicator


@transaction.atomic
def revise_indicator(
    actor: Actor, program_id: int, draft: IndicatorDraft, *, at: datetime
) -> IndicatorData:
    """
    Add a further version of the indicator; results under the old one stay as they are.

    A draft that says what the current version says adds nothing.

    Raises:
        NotFound: no such program or indicator, or the actor may not write its framework.
        Invalid: the indicator cannot be kept as it is, or its outcome is unknown.
    """
    program = _writable(actor, program_id)
    current = _current(program_id, draft.key)
    if current is None:
        raise NotFound
    if _draft_of(current.to_data()) == draft:
        return current.to_data()
    current.superseded_at = at
    current.save(update_fields=["superseded_at"])
    _drop_draft(program_id, draft.key)
    indicator = _add_version(program, draft, version=current.version + 1, at=at)
    _record_indicator(actor, program, indicator, at=at)
    return indicator


@transaction.atomic
def draft_indicator(
    actor: Actor, program_id: int, draft: IndicatorDraft, *, at: datetime
) -> IndicatorDraft:
    """
    Keep a further version of the indicator that is not in force, in place of an earlier draft.

    Raises:
        NotFound: no such program, or the actor may not draft indicators.
        Invalid: the indicator cannot be kept as it is, or its outcome is unknown.
    """
    program = programs_api.require(actor, program_id, Thing.INDICATORS, Action.WRITE).program
    _drop_draft(program_id, draft.key)
    current = _current(program_id, draft.key)
    version = 1 if current is None else current.version + 1
    indicator = _add_version(program, draft, version=version, at=None)
    _record_indicator(actor, program, indicator, at=at)
    return draft


@transaction.atomic
def adopt_indicator(actor: Actor, program_id: int, key: str, *, at: datetime) -> IndicatorData:
    """
    Put the draft of the indicator in force; the version before it ends now.

    Raises:
        NotFound: no such program or draft, or the actor may not write the framework.
    """
    program = _writable(actor, program_id)
    current = _current(program_id, key)
    draft = Indicator.objects.filter(program_id=program_id, key=key, effective_from=None).first()
    if draft is None:
        raise NotFound
    if current is not None:
        current.superseded_at = at
        current.save(update_fields=["superseded_at"])
    draft.effective_from = at
    draft.save(update_fields=["effective_from"])
    _record_indicator(actor, program, draft.to_data(), at=at)
    return draft.to_data()


@transaction.atomic
def set_target(
    actor: Actor,
    program_id: int,
    indicator_key: str,
    *,
    value: float,
    at: datetime,
    threshold: float | None = None,
    effective_from: datetime | None = None,
) -> TargetData:
    """
    Set what the indicator is to reach from `effective_from` on, which is now when it is not given.

    Values are unscaled: a share of 80 % is 0.8.

    Raises:
        NotFound: no such program or indicator, or the actor may not write its framework.
        Invalid: not a number, beyond its threshold, or from a time that has passed.
    """
    program = _writable(actor, program_id)
    indicator = _current(program_id, indicator_key)
    if indicator is None:
        raise NotFound
    starts = effective_from or at
    direction = Direction(indicator.direction)
    rules.check_target(value=value, threshold=threshold, direction=direction, starts=starts, at=at)
    target = Target.objects.create(
        program_id=program_id,
        indicator_key=indicator_key,
        value=value,
        threshold=threshold,
        effective_from=starts,
        set_at=at,
    )
    payload = {"indicator": indicator_key, "target": value}
    ledger_api.record(actor, "framework.changed", at=at, program=program.slug, payload=payload)
    return target.to_data()


@transaction.atomic
def copy_example(actor: Actor, program_id: int, *, at: datetime) -> Sequence[IndicatorData]:
    """
    Add the example framework to the program, and return its current indicators.

    What the program has under the same key stays as it is, so a second copy adds nothing.

    Raises:
        NotFound: no such program, or the actor may not write its framework.
    """
    program = _writable(actor, program_id)
    framework = example.framework()
    outcomes = set(Outcome.objects.filter(program_id=program_id).values_list("key", flat=True))
    known = set(Indicator.objects.filter(program_id=program_id).values_list("key", flat=True))
    for outcome in framework.outcomes:
        if outcome.key not in outcomes:
            _add_outcome(program, outcome, at=at)
    added = [draft for draft in framework.indicators if draft.key not in known]
    for draft in added:
        _add_version(program, draft, version=1, at=at)
        _add_example_target(program, draft.key, framework.targets.get(draft.key), at=at)
    if added:
        payload = {"indicator": [draft.key for draft in added]}
        ledger_api.record(actor, "framework.changed", at=at, program=program.slug, payload=payload)
    return indicators(program_id)


def _writable(actor: Actor, program_id: int) -> ProgramData:
    return programs_api.require(actor, program_id, Thing.INDICATORS, Action.CONFIGURE).program


def _current(program_id: int, key: str) -> Indicator | None:
    """Return the version in force, locked: of two who revise at once, one waits."""
    rows = Indicator.objects.filter(program_id=program_id, key=key, effective_from__isnull=False)
    return rows.filter(superseded_at=None).select_for_update().first()


def _drop_draft(program_id: int, key: str) -> None:
    Indicator.objects.filter(program_id=program_id, key=key, effective_from=None).delete()


def _add_outcome(program: ProgramData, outcome: OutcomeData, *, at: datetime) -> None:
    Outcome.objects.create(
        program_id=program.id,
        key=outcome.key,
        title=outcome.title,
        domain=outcome.domain,
        created_at=at,
    )


def _add_version(
    program: ProgramData, draft: IndicatorDraft, *, version: int, at: datetime | None
) -> IndicatorData:
    rules.check_indicator(draft)
    outcome = Outcome.objects.filter(program_id=program.id, key=draft.outcome).first()
    if outcome is None:
        problem = Problem(_("This program has no such outcome."), column="outcome")
        raise Invalid(_("The indicator cannot be saved as it is."), problems=[problem])
    row = Indicator.objects.create(
        program_id=program.id,
        outcome=outcome,
        key=draft.key,
        version=version,
        title=draft.title,
        definition=draft.definition,
        measure=draft.measure,
        source=dict(draft.source),
        unit=draft.unit,
        direction=draft.direction,
        horizon=draft.horizon,
        decimals=draft.decimals,
        scale_low=draft.scale_low,
        scale_high=draft.scale_high,
        effective_from=at,
    )
    return row.to_data()


def _add_example_target(
    program: ProgramData, key: str, value: float | None, *, at: datetime
) -> None:
    if value is not None and not Target.objects.filter(program_id=program.id, indicator_key=key):
        Target.objects.create(
            program_id=program.id, indicator_key=key, value=value, effective_from=at, set_at=at
        )


def _draft_of(indicator: IndicatorData) -> IndicatorDraft:
    return IndicatorDraft(
        key=indicator.key,
        outcome=indicator.outcome.key,
        title=indicator.title,
        definition=indicator.definition,
        measure=indicator.measure,
        source=indicator.source,
        unit=indicator.unit,
        direction=indicator.direction,
        horizon=indicator.horizon,
        decimals=indicator.decimals,
        scale_low=indicator.scale_low,
        scale_high=indicator.scale_high,
    )


def _record_indicator(
    actor: Actor, program: ProgramData, indicator: IndicatorData, *, at: datetime
) -> None:
    payload = {"indicator": indicator.key, "version": indicator.version}
    ledger_api.record(actor, "framework.changed", at=at, program=program.slug, payload=payload)
