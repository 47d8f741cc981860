"""Of which scores a release hides something as a whole."""

from collections.abc import Iterable

from outcomes_plugin.frameworks import api as frameworks_api
from outcomes_plugin.programs.data import ProgramData

from .data import WHOLE
from .models import ReleaseCell


def hidden_scores(program: ProgramData, cells: Iterable[ReleaseCell]) -> frozenset[str]:
    """Return the scores whose mean or change for the whole is hidden in these cells."""
    versions = {(one.key, one.version): one for one in frameworks_api.every_version(program.id)}
    return frozenset(
        versions[cell.indicator_key, cell.indicator_version].source["score"]
        for cell in cells
        if cell.cohort == WHOLE and cell.hidden
    )
