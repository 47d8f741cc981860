"""Results of windows, releases and reports, and who has answered, as a file."""

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.reporting.api import (
    agreement,
    answers_csv,
    answers_workbook,
    close_and_release,
    releases,
    report,
    report_csv,
    window_detail,
    window_response_csv,
    window_results,
)
from outcomes_plugin.reporting.api import close_due as run_due
from outcomes_plugin.reporting.api import participation_csv as write_participation

from ._people import names_in_program

__all__ = [
    "agreement",
    "answers_csv",
    "answers_workbook",
    "close_and_release",
    "participation_csv",
    "releases",
    "report",
    "report_csv",
    "run_due",
    "window_detail",
    "window_response_csv",
    "window_results",
]


def participation_csv(actor: Actor, program: str) -> str:
    """
    Return who was asked and has answered, in every window that has opened, as CSV.

    Raises:
        NotFound: no such program, or the actor may not see who has answered.
    """
    return write_participation(actor, program, names=names_in_program(actor, program))
