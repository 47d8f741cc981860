"""Note the runs of periodic tasks, and tell of them."""

from collections.abc import Mapping
from datetime import datetime

from .data import RunData
from .migrations_applied import missing as missing_migrations
from .models import PeriodicRun

__all__ = ["begin", "finish", "missing_migrations", "runs"]


def begin(task: str, *, at: datetime) -> None:
    """Note that the task was begun."""
    if not PeriodicRun.objects.filter(task=task).update(begun_at=at):
        PeriodicRun.objects.get_or_create(task=task, defaults={"begun_at": at})


def finish(task: str, *, at: datetime) -> None:
    """Note that the task was done; one that failed is not."""
    PeriodicRun.objects.filter(task=task).update(done_at=at)


def runs() -> Mapping[str, RunData]:
    """Return what is known of each task that was ever begun, in one query."""
    return {
        row.task: RunData(begun_at=row.begun_at, done_at=row.done_at)
        for row in PeriodicRun.objects.all()
    }
