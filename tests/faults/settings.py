"""The site of a worker that the faults happen to: a cupboard is its only target."""

from demo.settings import *  # noqa: F403

OUTCOMES_RELAY_TARGETS = {"event_bus": "tests.faults.cupboard.Cupboard"}
CELERY_BEAT_SCHEDULE = {"relay": {"task": "outcomes_plugin.tasks.deliver_due", "schedule": 1.0}}
