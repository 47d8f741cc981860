"""
The periodic tasks, and how often each is usually due. Imported while settings load.

A site merges `BEAT_SCHEDULE` into its own: CELERYBEAT_SCHEDULE = {**CELERYBEAT_SCHEDULE,
**BEAT_SCHEDULE}. It runs no task by itself, and a site may choose other times.
"""

from collections.abc import Mapping
from typing import Any

_MINUTE = 60
_SECONDS: Mapping[str, int] = {
    "close_due": _MINUTE,
    "deliver_due": 30,
    "expire_proposals": 15 * _MINUTE,
    "queue_reminders": 15 * _MINUTE,
    "read_members": 5 * _MINUTE,
    "run_retention": 24 * 60 * _MINUTE,
    "send_mails": 30,
    "sweep_inbox": 5 * _MINUTE,
    "take_held_hr_rows": 15 * _MINUTE,
}
BEAT_SCHEDULE: Mapping[str, Mapping[str, Any]] = {
    f"outcomes-{name.replace('_', '-')}": {
        "task": f"outcomes_plugin.tasks.{name}",
        "schedule": seconds,
    }
    for name, seconds in _SECONDS.items()
}
