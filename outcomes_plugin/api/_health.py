"""Whether the product runs: for whoever watches the site."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.ledger import api as ledger_api
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.programs.data import Action, Thing
from outcomes_plugin.progression import api as progression_api
from outcomes_plugin.settings.periodic import BEAT_SCHEDULE
from outcomes_plugin.surveys import api as surveys_api
from outcomes_plugin.upkeep import api as upkeep_api
from outcomes_plugin.upkeep.data import RunData

__all__ = ["is_migrated", "site_health"]

# A task that has missed this many of its times is late; a window gets a little more than a minute.
_TIMES_MISSED = 3
_GRACE = timedelta(minutes=10)


@dataclass(frozen=True, kw_only=True)
class TaskHealth:
    """When a periodic task last ran; `is_late` as the usual schedule has it."""

    task: str
    every_seconds: int
    begun_at: datetime | None
    done_at: datetime | None
    is_late: bool


@dataclass(frozen=True, kw_only=True)
class SiteHealth:
    """What waits, and since when: ages in seconds, no text and nobody."""

    outbox: Mapping[str, int]
    inbox: int | None
    late_windows: int
    tasks: Sequence[TaskHealth]


def is_migrated() -> bool:
    """Return whether the database has had every migration that the code brings."""
    return not upkeep_api.missing_migrations()


def site_health(actor: Actor, *, at: datetime) -> SiteHealth:
    """
    Return what waits and which periodic tasks run, in six queries at the most.

    Raises:
        NotFound: the actor is not global staff.
    """
    programs_api.require_global_staff(actor, Thing.LEDGER, Action.READ)
    oldest, runs = progression_api.oldest_received(), upkeep_api.runs()
    return SiteHealth(
        outbox={
            target: _seconds(at - since) for target, since in ledger_api.oldest_waiting().items()
        },
        inbox=None if oldest is None else _seconds(at - oldest),
        late_windows=surveys_api.late_windows(before=at - _GRACE),
        tasks=[
            _task(due["task"], due["schedule"], runs.get(due["task"]), at=at)
            for due in BEAT_SCHEDULE.values()
        ],
    )


def _task(name: str, every: int, run: RunData | None, *, at: datetime) -> TaskHealth:
    done_at = run.done_at if run is not None else None
    allowed = timedelta(seconds=every * _TIMES_MISSED)
    return TaskHealth(
        task=name,
        every_seconds=every,
        begun_at=run.begun_at if run is not None else None,
        done_at=done_at,
        is_late=done_at is None or at - done_at > allowed,
    )


def _seconds(age: timedelta) -> int:
    return max(0, int(age.total_seconds()))
