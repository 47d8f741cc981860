"""Published figures for `outcomes_plugin.stats.surveys`."""

import math
from functools import partial

from outcomes_plugin.stats import surveys
from outcomes_plugin.stats.reference import ReferenceCase

NEWCOMBE = (
    (81, 263, 0.2553, 0.3662),
    (15, 148, 0.0624, 0.1605),
    (0, 20, 0.0, 0.1611),
    (1, 29, 0.0061, 0.1718),
)
# Promoters 5, passives 3, detractors 2.
_SCORES = (10, 10, 9, 9, 9, 8, 8, 7, 6, 0)
_COUNTS = {
    "complete": 600,
    "partial": 50,
    "refusal": 150,
    "non_contact": 100,
    "other": 20,
    "unknown": 80,
}


def _wilson(successes: int, n: int, limit: int) -> float:
    interval = surveys.wilson_interval(successes, n).interval
    return interval[limit] if interval else math.nan


def _promoter_limit(limit: int) -> float:
    interval = surveys.net_promoter_score(_SCORES).interval
    return interval[limit] if interval else math.nan


def _attainment(levels: tuple[int, ...]) -> float:
    return surveys.goal_attainment_score(levels, [1] * len(levels)).estimate


def _rate(name: str) -> float:
    return float(getattr(surveys.response_rates(**_COUNTS, eligible_share=0.5), name))


CASES = (
    *(
        ReferenceCase(
            function="wilson_interval",
            figure=f"{side} limit of {successes}/{n}",
            expected=row[limit],
            compute=partial(_wilson, successes, n, limit),
            tolerance=5e-5,
            source="Newcombe (1998), Statistics in Medicine 17:857, table I, method 3",
            data=f"{successes} of {n}",
        )
        for successes, n, *row in NEWCOMBE
        for limit, side in enumerate(("lower", "upper"))
    ),
    ReferenceCase(
        function="net_promoter_score",
        figure="points",
        expected=30,
        compute=lambda: surveys.net_promoter_score(_SCORES).estimate,
        tolerance=1e-9,
        source="the definition, by hand: 50 % − 20 %",
        data="ten scores: 5 promoters, 3 passives, 2 detractors",
    ),
    ReferenceCase(
        function="net_promoter_score",
        figure="lower limit",
        expected=-18.4075,
        compute=lambda: _promoter_limit(0),
        tolerance=5e-5,
        source="the variance (p + d − (p − d)²)/n, by hand: 30 − 195.9964·√.061",
        data="ten scores: 5 promoters, 3 passives, 2 detractors",
    ),
    *(
        ReferenceCase(
            function="goal_attainment_score",
            figure=f"T of {levels}",
            expected=expected,
            compute=partial(_attainment, levels),
            tolerance=0.005,
            source="the formula of Kiresuk and Sherman (1968), by hand: 50 + 10·Σx/√(.7k + .3k²)",
            data=f"{len(levels)} goals of equal weight",
        )
        for levels, expected in (((1, 1), 62.40), ((1, 0, 0), 54.56), ((-1, -1, -1), 36.31))
    ),
    *(
        ReferenceCase(
            function="response_rates",
            figure=name.upper(),
            expected=expected,
            compute=partial(_rate, name),
            tolerance=5e-7,
            source="AAPOR, Standard Definitions: the formula, by hand",
            data="600 complete, 50 partial, 150 refusals, 100 non-contacts, 20 other, 80 unknown, "
            "half of them eligible",
        )
        for name, expected in (
            ("rr1", 0.6),
            ("rr2", 0.65),
            ("rr3", 0.625),
            ("rr4", 0.677083),
            ("rr5", 0.652174),
            ("rr6", 0.706522),
        )
    ),
)
