"""Windows that take late answers, and people who answer after the close."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.programs.data import ProgramData
from outcomes_plugin.reporting import api as reporting_api
from outcomes_plugin.surveys import api as surveys_api
from outcomes_plugin.surveys.data import Receipt, WindowData
from tests import given
from tests import given_surveys as gs
from tests.given_programs import the_coordinator

LATE = given.NEXT_MONDAY + timedelta(days=2)
THE_END = given.NEXT_MONDAY + timedelta(days=30)


def a_late_window(
    program: ProgramData, *, last_day: date | None = None, **fields: Any
) -> WindowData:
    """Return an open window that takes late answers until the day, or the program's end."""
    window = gs.an_open_window(program, **fields)
    return surveys_api.take_late_answers(
        the_coordinator(), window.id, last_day=last_day, at=given.MONDAY
    )


def closed_on(
    program: ProgramData, names: Iterable[str], *, answers: Any = None, **fields: Any
) -> WindowData:
    """Return such a window after its close and its release, with these people's answers on time."""
    window = a_late_window(program, **fields)
    for index, name in enumerate(names):
        gs.answer(window, name, answers or varied(window, index))
    reporting_api.close_due(at=given.NEXT_MONDAY)
    found = surveys_api.find_window(window.id)
    assert found is not None
    return found


def varied(window: WindowData, index: int) -> Mapping[str, Any]:
    """Return answers that are not everybody's."""
    return gs.all_answers(window.instrument, value=2 + index % 4)


def answer_late(
    window: WindowData, name: str, answers: Any = None, *, at: datetime = LATE, **told: Any
) -> Receipt:
    """Answer after the close, told that it is late."""
    return gs.answer(window, name, answers, at=at, **{"late": True, **told})


def all_answer_late(window: WindowData, names: Iterable[str], **told: Any) -> None:
    """Let these people answer late, not all the same."""
    for index, name in enumerate(names):
        answer_late(window, name, varied(window, index), **told)


def end_program(program: ProgramData, *, at: datetime = THE_END) -> None:
    """End the program, and let the periodic task run."""
    programs_api.end_program(the_coordinator(), program.slug, at=at)
    reporting_api.close_due(at=at)
