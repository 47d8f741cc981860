"""What others are told of the runs of a task."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class RunData:
    """When a task was last begun; `done_at` is None as long as it was never done."""

    begun_at: datetime
    done_at: datetime | None
