"""One point of a trend, as charts and their descriptions have it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class TrendPoint:
    """One released cell on the way; points of one `formula` may be joined by a line."""

    label: str
    closed_at: datetime
    hidden: bool
    estimate: float | None
    low: float | None
    high: float | None
    n: int | None
    target: float | None
    status: str
    formula: tuple[object, ...]
