"""Published figures for `outcomes_plugin.stats.comparison`."""

from collections.abc import Callable
from functools import partial
from itertools import chain, repeat
from typing import Any

import pandas as pd

from outcomes_plugin.stats import comparison
from outcomes_plugin.stats.reference import ReferenceCase
from outcomes_plugin.stats.reference.change import (
    AUTOMATIC,
    MANUAL,
    SLEEP_FIRST,
    SLEEP_SECOND,
)

_TREATED, _CONTROL = 185, 429
# Counts among the treated and the controls of MatchIt's `lalonde`.
_LALONDE: dict[str, dict[Any, tuple[int, int]]] = {
    "race": {"black": (156, 87), "hispan": (11, 61), "white": (18, 281)},
    "married": {1: (35, 220), 0: (150, 209)},
    "nodegree": {1: (131, 256), 0: (54, 173)},
}


def spread(counts: dict[Any, tuple[int, int]]) -> list[Any]:
    """Return one value per person, treated people first, from counts by value and group."""
    return [
        value
        for group in (0, 1)
        for value in chain.from_iterable(repeat(v, pair[group]) for v, pair in counts.items())
    ]


LALONDE = pd.DataFrame({name: spread(counts) for name, counts in _LALONDE.items()})
LALONDE_TREATED = [1] * _TREATED + [0] * _CONTROL

# Rows of (severe, treated, died, people).
_HEART_TRANSPLANTS = (
    *((0, 0, 1, 1), (0, 0, 0, 3), (0, 1, 1, 1), (0, 1, 0, 3)),
    *((1, 0, 1, 2), (1, 0, 0, 1), (1, 1, 1, 6), (1, 1, 0, 3)),
)
HEARTS = pd.DataFrame(
    [row[:3] for row in _HEART_TRANSPLANTS for _ in range(row[3])],
    columns=["severe", "treated", "died"],
)

SEVEN = pd.DataFrame(
    {"x": [2, 4, 5, 3, 2, 3, 1], "y": [7, 8, 6, 9, 8, 6, 5], "treated": [0, 0, 0, 1, 1, 1, 1]}
)

# Full-time-equivalent employees per store: group, period, mean.
_WAGES = ((1, 0, 20.44), (1, 1, 21.03), (0, 0, 23.33), (0, 1, 21.17))
STORES = pd.DataFrame(
    [(group, period, mean + gap) for group, period, mean in _WAGES for gap in (-1, 1)],
    columns=["treated", "post", "employees"],
)

_WEIGHT_MANUAL = (2.62, 2.875, 2.32, 2.2, 1.615, 1.835, 1.935, 2.14, 1.513, 3.17, 2.77, 3.57, 2.78)
_WEIGHT_AUTOMATIC = (
    *(3.215, 3.44, 3.46, 3.57, 3.19, 3.15, 3.44, 3.44, 4.07, 3.73),
    *(3.78, 5.25, 5.424, 5.345, 2.465, 3.52, 3.435, 3.84, 3.845),
)
CARS = pd.DataFrame(
    {
        "mpg": MANUAL + AUTOMATIC,
        "manual": [1] * len(MANUAL) + [0] * len(AUTOMATIC),
        "weight": _WEIGHT_MANUAL + _WEIGHT_AUTOMATIC,
    }
)


def _lalonde(name: str) -> float:
    return comparison.standardized_mean_differences(LALONDE, LALONDE_TREATED)[name]


def _sleep() -> comparison.TreatmentEffect:
    first = [1] * len(SLEEP_FIRST) + [0] * len(SLEEP_SECOND)
    return comparison.average_treatment_effect(SLEEP_FIRST + SLEEP_SECOND, first, None)


def _cars() -> comparison.TreatmentEffect:
    return comparison.average_treatment_effect(CARS["mpg"], CARS["manual"], CARS[["weight"]])


def _hearts() -> comparison.TreatmentEffect:
    return comparison.average_treatment_effect(
        HEARTS["died"], HEARTS["treated"], HEARTS[["severe"]], method="weighting"
    )


def _seven() -> comparison.TreatmentEffect:
    return comparison.average_treatment_effect(
        SEVEN["y"], SEVEN["treated"], SEVEN[["x"]], method="matching", estimand="att"
    )


def _stores() -> comparison.DifferenceInDifferences:
    return comparison.difference_in_differences(
        STORES["employees"], STORES["treated"], STORES["post"]
    )


def _effect(  # noqa: PLR0917  (a row of a table)
    figure: str,
    expected: float,
    compute: Callable[[], float],
    tolerance: float,
    source: str,
    data: str,
) -> ReferenceCase:
    return ReferenceCase(
        function="average_treatment_effect",
        figure=figure,
        expected=expected,
        compute=compute,
        tolerance=tolerance,
        source=source,
        data=data,
    )


_SLEEP_SOURCE = "R, t.test(extra ~ group, data = sleep): Welch, t = −1.8608"
_CARS_SOURCE = "computed by statsmodels 0.15, OLS(mpg ~ am + wt).fit(cov_type='HC2')"
_CARS_DATA = "R's mtcars: 13 manual and 19 automatic cars, weight as covariate"
_SEVEN_SOURCE = (
    "the matches in Abadie, Drukker, Herr and Imbens (2004), Stata Journal 4:290, "
    "and the formula of Abadie and Imbens (2006), by hand"
)
_SEVEN_DATA = "their seven artificial observations"

CASES = (
    *(
        ReferenceCase(
            function="standardized_mean_differences",
            figure=name,
            expected=expected,
            compute=partial(_lalonde, name),
            tolerance=5e-5,
            source="R MatchIt, vignette Getting Started, summary before matching",
            data="MatchIt's lalonde: 185 treated, 429 controls (Dehejia and Wahba 1999)",
        )
        for name, expected in (
            ("race=black", 1.7615),
            ("race=hispan", -0.3498),
            ("race=white", -1.8819),
            ("married", -0.8263),
            ("nodegree", 0.2450),
        )
    ),
    _effect(
        "regression without covariates: t",
        -1.8608,
        lambda: _sleep().estimate / _sleep().standard_error,
        5e-5,
        _SLEEP_SOURCE,
        "R's sleep, taken as two independent groups",
    ),
    _effect(
        "regression: effect", -0.0236152, lambda: _cars().estimate, 5e-7, _CARS_SOURCE, _CARS_DATA
    ),
    _effect(
        "regression: HC2 standard error",
        1.575355,
        lambda: _cars().standard_error,
        5e-7,
        _CARS_SOURCE,
        _CARS_DATA,
    ),
    _effect(
        "weighting: risk difference",
        0,
        lambda: _hearts().estimate,
        1e-9,
        "Hernán and Robins, Causal Inference: What If, section 2.4: .5 − .5",
        "their 20 people of table 2.2, severity as covariate",
    ),
    _effect("matching: effect", -0.25, lambda: _seven().estimate, 1e-9, _SEVEN_SOURCE, _SEVEN_DATA),
    _effect(
        "matching: Abadie–Imbens standard error",
        0.9185587,
        lambda: _seven().standard_error,
        5e-8,
        _SEVEN_SOURCE + ": √(9.25 + 4.25)/4",
        _SEVEN_DATA,
    ),
    ReferenceCase(
        function="difference_in_differences",
        figure="effect",
        expected=2.76,
        compute=lambda: _stores().estimate,
        tolerance=0.015,
        source="Card and Krueger (1994), American Economic Review 84:772, table 3",
        data="employees per store before and after, from their four printed means",
    ),
)
