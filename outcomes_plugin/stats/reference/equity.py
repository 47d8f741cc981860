"""Published figures of equity."""

import math

from outcomes_plugin.stats import equity

from . import ReferenceCase

QUESTIONS_AND_ANSWERS = "Questions and Answers on the Uniform Guidelines, 44 FR 11996 (1979)"
HIRED = {"White": 60, "American Indian": 45, "Hispanic": 48, "Black": 51}
APPLICANTS = dict.fromkeys(HIRED, 100)

ADMISSIONS = [
    [[512, 313], [89, 19]],
    [[353, 207], [17, 8]],
    [[120, 205], [202, 391]],
    [[138, 279], [131, 244]],
    [[53, 138], [94, 299]],
    [[22, 351], [24, 317]],
]
RABBITS = [
    [[0, 6], [0, 5]],
    [[3, 3], [0, 6]],
    [[6, 0], [2, 4]],
    [[5, 1], [6, 0]],
    [[2, 0], [5, 0]],
]
_BERKELEY = "R's UCBAdmissions: gender × admission in 6 departments"
_PENICILLIN = "R's Rabbits: delay × cure at 5 doses of penicillin (Agresti), two empty margins"


def _limit(tables: list[list[list[int]]], which: int) -> float:
    interval = equity.mantel_haenszel_odds_ratio(tables).interval
    return interval[which] if interval else math.nan


_POOLED = tuple(
    ReferenceCase(
        function="mantel_haenszel_odds_ratio",
        figure=figure,
        expected=expected,
        compute=compute,
        tolerance=5e-7,
        source="R documentation: example(mantelhaen.test)",
        data=data,
    )
    for figure, expected, compute, data in (
        (
            "odds ratio",
            0.9046968,
            lambda: equity.mantel_haenszel_odds_ratio(ADMISSIONS).estimate,
            _BERKELEY,
        ),
        ("lower 95 % limit", 0.7719074, lambda: _limit(ADMISSIONS, 0), _BERKELEY),
        ("upper 95 % limit", 1.0603298, lambda: _limit(ADMISSIONS, 1), _BERKELEY),
        (
            "odds ratio",
            7.0,
            lambda: equity.mantel_haenszel_odds_ratio(RABBITS).estimate,
            _PENICILLIN,
        ),
        ("lower 95 % limit", 1.026713, lambda: _limit(RABBITS, 0), _PENICILLIN),
        ("upper 95 % limit", 47.725133, lambda: _limit(RABBITS, 1), _PENICILLIN),
    )
)

_RATIOS = tuple(
    ReferenceCase(
        function="adverse_impact_ratio",
        figure=f"impact ratio, {group}",
        expected=expected,
        compute=lambda group=group: (  # type: ignore[misc]
            equity.adverse_impact_ratio(HIRED, APPLICANTS)[group].ratio
        ),
        tolerance=1e-12,
        source=QUESTIONS_AND_ANSWERS,
        data="hiring rates 60 %, 45 %, 48 % and 51 %",
    )
    for group, expected in (("American Indian", 0.75), ("Hispanic", 0.80), ("Black", 0.85))
)
_FLAGS = tuple(
    ReferenceCase(
        function="adverse_impact_ratio",
        figure=f"flag, {group}",
        expected=expected,
        compute=lambda group=group: (  # type: ignore[misc]
            float(equity.adverse_impact_ratio(HIRED, APPLICANTS)[group].flagged)
        ),
        tolerance=0,
        source=QUESTIONS_AND_ANSWERS,
        data="hiring rates 60 %, 45 %, 48 % and 51 %",
    )
    for group, expected in (("American Indian", 1), ("Hispanic", 0), ("Black", 0))
)

CASES = (
    *_RATIOS,
    *_FLAGS,
    ReferenceCase(
        function="adverse_impact_ratio",
        figure="Fisher's p-value against the reference",
        expected=0.0005367,
        compute=lambda: (
            equity.adverse_impact_ratio(
                {"monozygotic": 10, "dizygotic": 2}, {"monozygotic": 13, "dizygotic": 17}
            )["dizygotic"].p_value
        ),
        tolerance=5e-8,
        source="R documentation: example(fisher.test), two-sided",
        data="convictions of criminals' twins (Fisher 1962)",
    ),
    *_POOLED,
)
