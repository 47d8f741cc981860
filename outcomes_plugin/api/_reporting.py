"""Results of windows, releases and reports."""

from outcomes_plugin.reporting.api import (
    close_and_release,
    releases,
    report,
    report_csv,
    window_results,
)
from outcomes_plugin.reporting.api import close_due as run_due

__all__ = [
    "close_and_release",
    "releases",
    "report",
    "report_csv",
    "run_due",
    "window_results",
]
