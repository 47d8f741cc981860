"""
The bundled reference set: published figures beside the call that must reproduce them.

Each module of this package holds `CASES`, a tuple of `ReferenceCase`, for the module of
`outcomes_plugin.stats` with the same name. `outcomes_plugin.stats.verify` finds them all.
"""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class ReferenceCase:
    """
    One figure that somebody else published, and how to compute it here.

    `function` is the public name under test, `figure` says which of its numbers is meant, `data`
    names the data set, `source` says where `expected` was printed (or which independent program
    computed it), and `tolerance` is the largest absolute difference that counts as agreement:
    normally half a unit of the last printed digit.
    """

    function: str
    figure: str
    expected: float
    compute: Callable[[], float]
    tolerance: float
    source: str
    data: str
