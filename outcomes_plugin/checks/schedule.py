"""What runs by itself: every periodic task in the schedule, and by workers."""

from collections.abc import Sequence
from typing import Any

from celery import current_app
from django.conf import settings
from django.core import checks

from outcomes_plugin.settings.periodic import BEAT_SCHEDULE


def check_schedule(**_kwargs: Any) -> Sequence[checks.CheckMessage]:
    """Find periodic tasks that stand in no schedule. Studio runs none, and is left alone."""
    if getattr(settings, "SERVICE_VARIANT", "") == "cms":
        return []
    scheduled = {one.get("task") for one in (current_app.conf.beat_schedule or {}).values()}
    needed = [one["task"] for one in BEAT_SCHEDULE.values()]
    missing = [name.rpartition(".")[2] for name in needed if name not in scheduled]
    if not missing:
        return []
    return [
        checks.Warning(
            f"Celery beat does not know these periodic tasks: {', '.join(missing)}.",
            hint="Merge outcomes_plugin.settings.periodic.BEAT_SCHEDULE into CELERYBEAT_SCHEDULE."
            " If something else runs them, put outcomes.W006 into SILENCED_SYSTEM_CHECKS.",
            id="outcomes.W006",
        )
    ]


def check_celery(**_kwargs: Any) -> Sequence[checks.CheckMessage]:
    """Find a deployment whose tasks run inside the requests of learners."""
    if not current_app.conf.task_always_eager:
        return []
    return [
        checks.Warning(
            "Celery runs its tasks eagerly, so learners wait for what workers should do.",
            hint="Run workers, and take CELERY_TASK_ALWAYS_EAGER or CELERY_ALWAYS_EAGER out.",
            id="outcomes.W007",
        )
    ]
