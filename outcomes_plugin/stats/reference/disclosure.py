"""Attacker's ranges, replayed against linear programs and against counting by hand."""

import numpy as np
from numpy.typing import NDArray

from outcomes_plugin.stats.disclosure import audit, protect

from . import ReferenceCase

_REGIONS = np.array([[20, 50, 10], [8, 19, 22], [17, 32, 12]])
_COHORTS = [3, 40, 20, 60]
_SOURCE = "Computed with scipy.optimize.linprog (HiGHS) over the nine cells, published cells fixed"
_BY_HAND = "Counted by hand: two hidden cells under a published total share what is left of it"


def _published() -> NDArray[np.float64]:
    full = np.pad(_REGIONS, (0, 1)).astype(float)
    full[:3, 3], full[3, :3], full[3, 3] = _REGIONS.sum(axis=1), _REGIONS.sum(axis=0), 190
    full[np.ix_([0, 1], [0, 2])] = np.nan
    return full


def _regions(index: tuple[int, int], end: int) -> float:
    published = _published()
    return audit(published, np.isnan(published))[index][end]


CASES = (
    ReferenceCase(
        function="audit",
        figure="lowest count of the cell in row 2, column 3",
        expected=2.0,
        compute=lambda: _regions((1, 2), 0),
        tolerance=1e-9,
        source=_SOURCE,
        data="Three activities by three regions, 190 in all, four cells hidden",
    ),
    ReferenceCase(
        function="audit",
        figure="highest count of the cell in row 2, column 3",
        expected=30.0,
        compute=lambda: _regions((1, 2), 1),
        tolerance=1e-9,
        source=_SOURCE,
        data="Three activities by three regions, 190 in all, four cells hidden",
    ),
    ReferenceCase(
        function="protect",
        figure="highest count of a cohort of 3",
        expected=23.0,
        compute=lambda: protect(_COHORTS).certificate[0,][1],
        tolerance=1e-9,
        source=_BY_HAND,
        data="Cohorts of 3, 40, 20 and 60",
    ),
    ReferenceCase(
        function="protect",
        figure="cells hidden",
        expected=2.0,
        compute=lambda: float(protect(_COHORTS).hidden.sum()),
        tolerance=1e-9,
        source=_BY_HAND,
        data="Cohorts of 3, 40, 20 and 60",
    ),
)
