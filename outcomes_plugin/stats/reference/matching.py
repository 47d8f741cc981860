"""Assignment problems with published optima."""

from outcomes_plugin.stats import matching

from . import ReferenceCase

SCIPY_COSTS = [[4, 1, 3], [2, 0, 5], [3, 2, 2]]
OR_TOOLS_COSTS = [
    [90, 80, 75, 70],
    [35, 85, 55, 65],
    [125, 95, 90, 95],
    [45, 110, 95, 115],
    [50, 100, 90, 100],
]


def _least_cost(costs: list[list[int]]) -> float:
    scores = [[-cost for cost in row] for row in costs]
    return -matching.assign(scores, [1] * len(costs[0])).objective


CASES = (
    ReferenceCase(
        function="assign",
        figure="least total cost",
        expected=5,
        compute=lambda: _least_cost(SCIPY_COSTS),
        tolerance=0,
        source="SciPy documentation of linear_sum_assignment",
        data="3 workers, 3 jobs",
    ),
    ReferenceCase(
        function="assign",
        figure="least total cost",
        expected=265,
        compute=lambda: _least_cost(OR_TOOLS_COSTS),
        tolerance=0,
        source="OR-Tools documentation, Solving an Assignment Problem",
        data="5 workers, 4 tasks, one worker left over",
    ),
)
