"""How far a window is on the way from its last answer to its release."""

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import NotFound
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.programs.data import Action, ProgramData, Thing
from outcomes_plugin.surveys import api as surveys_api
from outcomes_plugin.surveys.data import WindowData, WindowState

from .closing import closed_window
from .data import WHOLE, ResultsState, WindowResults
from .freezing import release_of
from .rollups import rolled_up
from .suppression import NotProtectedError, protect_release
from .window_sums import sums_of_window


def window_results(actor: Actor, program: programs_api.ProgramRef, window_id: int) -> WindowResults:
    """
    Return where the window's results stand now.

    Raises:
        NotFound: no such window of the program, or the actor may not count its participation.
    """
    held = programs_api.require(actor, program, Thing.PARTICIPATION, Action.READ_COUNTS)
    window = surveys_api.find_window(window_id)
    if window is None or window.program_id != held.program.id:
        raise NotFound
    return results_of(held.program, window)


def results_of(program: ProgramData, window: WindowData) -> WindowResults:
    """Return the same for applets' own use: checks no right."""
    if window.state is WindowState.CLOSING:
        return WindowResults(window=window, state=ResultsState.CLOSING)
    if window.state is not WindowState.CLOSED:
        return WindowResults(window=window, state=ResultsState.NOT_CLOSED)
    release = release_of(closed_window(window))
    if release is not None:
        return WindowResults(window=window, state=ResultsState.RELEASED, release=release)
    return WindowResults(window=window, state=_without_release(program, window))


def _without_release(program: ProgramData, window: WindowData) -> ResultsState:
    rolled = rolled_up(closed_window(window).address, program)
    if not rolled.tables:
        counts = bool(sums_of_window(program, window)[0])
        return ResultsState.MAKING if counts else ResultsState.NOTHING_COUNTS
    try:
        # What is kept of a closed window never changes, so the audit says the same again.
        protect_release(rolled.tables, k=program.k, asked=rolled.asked[WHOLE])
    except NotProtectedError:
        return ResultsState.NOT_PROTECTED
    return ResultsState.MAKING
