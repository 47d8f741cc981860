"""The way into reporting, re-exported by name from its small modules."""

from .agreement_reading import agreement
from .answers_files import answers_csv, answers_workbook
from .closing import (
    close_and_release,
    close_due,
    find_periods,
    release_period,
    release_window,
)
from .export import report_csv
from .participation_csv import participation_csv
from .reading import explain, releases, report
from .response_csv import window_response_csv
from .results import window_results
from .window_detail import window_detail

__all__ = [
    "agreement",
    "answers_csv",
    "answers_workbook",
    "close_and_release",
    "close_due",
    "explain",
    "find_periods",
    "participation_csv",
    "release_period",
    "release_window",
    "releases",
    "report",
    "report_csv",
    "window_detail",
    "window_response_csv",
    "window_results",
]
