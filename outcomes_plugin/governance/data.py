"""Values that cross the border of governance."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from outcomes_plugin.programs.data import ProgramData
from outcomes_plugin.surveys.data import WindowData


@dataclass(frozen=True, kw_only=True)
class Ending:
    """
    What goes with a program when it ends, and until when its data are kept.

    `to_end_late` are closed windows that still take late answers. Of a program that has ended
    nothing is left to go with it. `kept_until` is None where no notice has promised a day: then
    nothing is let go of by itself.
    """

    program: ProgramData
    to_close: Sequence[WindowData]
    to_cancel: Sequence[WindowData]
    to_end_late: Sequence[WindowData]
    proposals: int
    pairs: int
    kept_until: datetime | None
    key_destroyed_on: date | None
