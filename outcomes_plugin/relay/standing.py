"""Whether each target is ready, how much waits for it, and since when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.ledger import api as ledger_api
from outcomes_plugin.ledger.data import BacklogData

from .rights import check_operator
from .targets import Target, TargetAway, missing_modules, target_named


class Standing(StrEnum):
    """Whether a target can be given entries. In every other standing its entries wait."""

    READY = "ready"
    OFF = "off"
    BEHIND = "behind"
    AWAY = "away"


@dataclass(frozen=True, kw_only=True)
class TargetState:
    """One target that the site has set; `says` is a whole sentence, empty while it is ready."""

    name: str
    standing: Standing = Standing.READY
    says: str | Promise = ""


@dataclass(frozen=True, kw_only=True)
class TargetMetrics:
    """
    One target and its entries: those that wait, those of them that were refused, dead letters.

    `lag_seconds` is how long ago the oldest that waits was recorded; `delivered` counts the last
    hour, to the minute.
    """

    name: str
    standing: Standing
    says: str | Promise
    is_paused: bool
    waiting: int
    failed: int
    dead: int
    delivered: int
    lag_seconds: float


def target_states() -> Sequence[TargetState]:
    """Return which of the set targets are on. Asks neither the database nor the targets."""
    return [_installed(name)[0] for name in settings.OUTCOMES_RELAY_TARGETS]


def ask_target(name: str) -> TargetState:
    """Return whether the target can be given entries now; the target itself is asked."""
    state, target = _installed(name)
    if target is None:
        return state
    try:
        found = target.found_schema()
    except TargetAway as away:
        says = _("The target does not answer ({kind}).").format(kind=away.kind)
        return TargetState(name=name, standing=Standing.AWAY, says=says)
    if found == target.schema:
        return state
    says = _("The target has schema {found} and needs {wanted}. Its entries wait.").format(
        found=found, wanted=target.schema
    )
    return TargetState(name=name, standing=Standing.BEHIND, says=says)


def relay_metrics(actor: Actor, *, at: datetime) -> Sequence[TargetMetrics]:
    """
    Return every target with what waits for it.

    Raises:
        NotFound: the actor is neither the relay nor global staff.
    """
    check_operator(actor)
    names = list(settings.OUTCOMES_RELAY_TARGETS)
    paused = ledger_api.paused_targets()
    backlogs = ledger_api.backlogs(names, at=at)
    return [
        _metrics(ask_target(name), backlogs[name], is_paused=name in paused, at=at)
        for name in names
    ]


def _installed(name: str) -> tuple[TargetState, Target | None]:
    try:
        target = target_named(name)
    except ImportError:
        path = settings.OUTCOMES_RELAY_TARGETS[name]
        says = _("There is no class {path}.").format(path=path)
        return TargetState(name=name, standing=Standing.OFF, says=says), None
    missing = missing_modules(target)
    if missing:
        says = _("Not installed: {modules}.").format(modules=", ".join(missing))
        return TargetState(name=name, standing=Standing.OFF, says=says), None
    return TargetState(name=name), target


def _metrics(
    state: TargetState, backlog: BacklogData, *, is_paused: bool, at: datetime
) -> TargetMetrics:
    oldest = backlog.oldest_at
    return TargetMetrics(
        name=state.name,
        standing=state.standing,
        says=state.says,
        is_paused=is_paused,
        waiting=backlog.waiting,
        failed=backlog.failed,
        dead=backlog.dead,
        delivered=backlog.delivered,
        lag_seconds=max((at - oldest).total_seconds(), 0.0) if oldest else 0.0,
    )
