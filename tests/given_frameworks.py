"""Frameworks, made through the front door."""

from datetime import datetime
from typing import Any

from outcomes_plugin.frameworks import api as frameworks_api
from outcomes_plugin.frameworks.data import IndicatorData, IndicatorDraft
from outcomes_plugin.programs.data import ProgramData
from tests import given
from tests.given_programs import the_coordinator


def a_draft(key: str = "clarity", **changes: Any) -> IndicatorDraft:
    """Return an indicator of the example's outcome "experience" as it is written down."""
    facts: dict[str, Any] = {
        "key": key,
        "outcome": "experience",
        "title": "Clarity",
        "definition": "The mean of what mentees answered about clarity, from 1 to 5.",
        "measure": "score_mean",
        "source": {"score": "clarity", "role": "mentee"},
        "unit": "points",
        "scale_low": 1.0,
        "scale_high": 5.0,
        **changes,
    }
    return IndicatorDraft(**facts)


def an_indicator(
    program: ProgramData, key: str = "clarity", *, at: datetime = given.MONDAY, **changes: Any
) -> IndicatorData:
    """Return an indicator of the program, in force from now on."""
    return frameworks_api.define_indicator(
        the_coordinator(), program.id, a_draft(key, **changes), at=at
    )


def the_example(program: ProgramData, *, at: datetime = given.MONDAY) -> None:
    """Give the program the example framework."""
    frameworks_api.copy_example(the_coordinator(), program.id, at=at)
