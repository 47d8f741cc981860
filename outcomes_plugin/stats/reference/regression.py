"""Published figures for `outcomes_plugin.stats.regression`."""

import math
from functools import cache, partial

from statsmodels.datasets import grunfeld

from outcomes_plugin.stats import regression
from outcomes_plugin.stats.reference import ReferenceCase

_STATA = (
    "Stata, regress invest mvalue kstock, vce(cluster company), "
    "as shipped in statsmodels' tests (results_grunfeld_ols_robust_cluster)"
)


@cache
def _fit() -> regression.ClusterRobustFit:
    rows = grunfeld.load_pandas().data.iloc[:200]
    return regression.cluster_robust_ols(rows["invest"], rows[["value", "capital"]], rows["firm"])


def _figure(column: str, figure: str) -> float:
    return float(getattr(_fit().coefficients[column], figure))


def _capital_limit(limit: int) -> float:
    interval = _fit().coefficients["capital"].interval
    return interval[limit] if interval else math.nan


CASES = tuple(
    ReferenceCase(
        function="cluster_robust_ols",
        figure=f"{column}, {figure.replace('_', ' ')}",
        expected=expected,
        compute=partial(_figure, column, figure),
        tolerance=1e-6 if column == "intercept" else 1e-8,
        source=_STATA,
        data="statsmodels' grunfeld without its last firm: 10 firms, 200 rows",
    )
    for column, figure, expected in (
        ("value", "estimate", 0.11556215606596),
        ("value", "standard_error", 0.01589433647768),
        ("capital", "estimate", 0.23067848754982),
        ("capital", "standard_error", 0.08496711097464),
        ("intercept", "estimate", -42.714369016733),
        ("intercept", "standard_error", 20.425202580078),
    )
) + tuple(
    ReferenceCase(
        function="cluster_robust_ols",
        figure=f"capital, {side} limit",
        expected=expected,
        compute=partial(_capital_limit, limit),
        tolerance=1e-8,
        source=_STATA,
        data="statsmodels' grunfeld without its last firm: 10 firms, 200 rows",
    )
    for limit, side, expected in ((0, "lower", 0.03846952885627), (1, "upper", 0.42288744624337))
)
