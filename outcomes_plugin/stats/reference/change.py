"""Published figures for `outcomes_plugin.stats.change`."""

import math
from functools import partial

from outcomes_plugin.stats import change
from outcomes_plugin.stats.estimates import Estimate
from outcomes_plugin.stats.reference import ReferenceCase

SLEEP_FIRST = (0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0)
SLEEP_SECOND = (1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4)
MANUAL = (21, 21, 22.8, 32.4, 30.4, 33.9, 27.3, 26, 30.4, 15.8, 19.7, 15, 21.4)
AUTOMATIC = (
    *(21.4, 18.7, 18.1, 14.3, 24.4, 22.8, 19.2, 17.8, 16.4, 17.3),
    *(15.2, 10.4, 10.4, 14.7, 21.5, 15.5, 15.2, 13.3, 19.2),
)
# Two couples besides, so that the SD before is the 7.5 of the paper.
COUPLES_BEFORE, COUPLES_AFTER = (40.0, 47.5, 55.0), (40.0, 32.5, 55.0)

_EFFECTSIZE = "R effectsize, README: hedges_g(mpg ~ am, data = mtcars)"
_MTCARS = "R's mtcars: 19 automatic cars minus 13 manual ones, miles per gallon"
_SLEEP = "R's sleep (Student 1908): 10 patients, two drugs"
_T_TEST = "R, t.test(extra[group == 1], extra[group == 2], paired = TRUE) with sleep"


def _limit(estimate: Estimate, limit: int) -> float:
    return estimate.interval[limit] if estimate.interval else math.nan


def _cars_limit(limit: int) -> float:
    return _limit(change.hedges_g(AUTOMATIC, MANUAL), limit)


def _sleep_limit(limit: int) -> float:
    return _limit(change.paired_change(SLEEP_SECOND, SLEEP_FIRST), limit)


def _correction(freedom: int) -> float:
    """Return J as the ratio of g to d for two groups with this many degrees of freedom."""
    group = [0.0, 1.0, *[0.5] * (freedom - 2)]
    d = 1 / math.sqrt(0.5 / freedom)
    return change.hedges_g(group, [-0.5, -0.5]).estimate / d


CASES = (
    ReferenceCase(
        function="hedges_g",
        figure="g",
        expected=-1.44,
        compute=lambda: change.hedges_g(AUTOMATIC, MANUAL).estimate,
        tolerance=0.005,
        source=_EFFECTSIZE,
        data=_MTCARS,
    ),
    *(
        ReferenceCase(
            function="hedges_g",
            figure=f"{side} limit",
            expected=expected,
            compute=partial(_cars_limit, limit),
            tolerance=0.005,
            source=_EFFECTSIZE,
            data=_MTCARS,
        )
        for limit, side, expected in ((0, "lower", -2.21), (1, "upper", -0.65))
    ),
    *(
        ReferenceCase(
            function="hedges_g",
            figure=f"exact correction J({freedom})",
            expected=expected,
            compute=partial(_correction, freedom),
            tolerance=5e-8,
            source=f"Hedges (1981), the gamma function formula in closed form: {closed}",
            data=f"two groups with {freedom} degrees of freedom",
        )
        for freedom, expected, closed in (
            (2, 0.5641896, "1/√π"),
            (3, 0.7236013, "√(π/6)"),
            (4, 0.7978846, "√(2/π)"),
        )
    ),
    ReferenceCase(
        function="paired_change",
        figure="mean change",
        expected=-1.58,
        compute=lambda: change.paired_change(SLEEP_SECOND, SLEEP_FIRST).estimate,
        tolerance=1e-9,
        source=_T_TEST,
        data=_SLEEP,
    ),
    *(
        ReferenceCase(
            function="paired_change",
            figure=f"{side} limit",
            expected=expected,
            compute=partial(_sleep_limit, limit),
            tolerance=5e-8,
            source=_T_TEST,
            data=_SLEEP,
        )
        for limit, side, expected in ((0, "lower", -2.4598858), (1, "upper", -0.7001142))
    ),
    ReferenceCase(
        function="paired_change",
        figure="d_z",
        expected=-1.28,
        compute=lambda: change.paired_change(SLEEP_SECOND, SLEEP_FIRST).d_z,
        tolerance=0.005,
        source="R effectsize, documentation of cohens_d: paired, data = sleep",
        data=_SLEEP,
    ),
    ReferenceCase(
        function="paired_change",
        figure="reliable change index",
        expected=-3.16,
        compute=lambda: float(
            change.paired_change(COUPLES_BEFORE, COUPLES_AFTER, reliability=0.8).reliable_change[1]  # type: ignore[index]
        ),
        tolerance=0.005,
        source="Jacobson and Truax (1991), J. Consult. Clin. Psychol. 59:12, the worked example",
        data="one couple from 47.5 to 32.5, SD before 7.5, reliability .80",
    ),
    *(
        ReferenceCase(
            function="mean_interval",
            figure=figure,
            expected=expected,
            compute=compute,
            tolerance=5e-8,
            source="R, t.test(extra ~ 1, data = sleep)",
            data="R's sleep, both drugs together",
        )
        for figure, expected, compute in (
            (
                "lower limit",
                0.5955845,
                lambda: _limit(change.mean_interval(SLEEP_FIRST + SLEEP_SECOND), 0),
            ),
            (
                "upper limit",
                2.4844155,
                lambda: _limit(change.mean_interval(SLEEP_FIRST + SLEEP_SECOND), 1),
            ),
        )
    ),
)
