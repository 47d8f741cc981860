"""Published figures for `outcomes_plugin.stats.scales`."""

import math
from functools import partial

import pandas as pd

from outcomes_plugin.stats import scales
from outcomes_plugin.stats.reference import ReferenceCase

_NAN = math.nan

BINARY_ITEMS = (
    (1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1),
    (1, 1, 1, 1, 1, 1, 1, 1, 0, 1, 0),
    (_NAN, 0, 1, 1, _NAN, 1, 1, 1, 1, 0, 0),
    (1, 1, 1, 0, 1, 1, 0, 1, 1, 0, 0),
    (1, 1, 1, 1, 1, 0, 0, 0, 1, 0, 0),
    (0, 1, _NAN, 0, 1, 1, 1, 1, 0, 0, 0),
    (1, 1, 1, 1, 0, 0, 1, 0, 0, 0, 0),
    (1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0),
    (0, 1, 0, 1, 1, 0, 0, 0, 0, 1, 0),
    (1, 0, 0, 1, 0, 1, 0, 0, _NAN, 0, 0),
    (1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0),
    (1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0),
)

_ATTITUDE = {
    "rating": "43 63 71 61 81 43 58 71 72 67 64 67 69 68 77"
    " 81 74 65 65 50 50 64 53 40 63 66 78 48 85 82",
    "complaints": "51 64 70 63 78 55 67 75 82 61 53 60 62 83 77"
    " 90 85 60 70 58 40 61 66 37 54 77 75 57 85 82",
    "privileges": "30 51 68 45 56 49 42 50 72 45 53 47 57 83 54"
    " 50 64 65 46 68 33 52 52 42 42 66 58 44 71 39",
    "learning": "39 54 69 47 66 44 56 55 67 47 58 39 42 45 72"
    " 72 69 75 57 54 34 62 50 58 48 63 74 45 71 59",
    "raises": "61 63 76 54 71 54 66 70 71 62 58 59 55 59 79"
    " 60 79 55 75 64 43 66 63 50 66 88 80 51 77 64",
    "critical": "92 73 86 84 83 49 68 66 83 80 67 74 63 77 77"
    " 54 79 80 85 78 64 80 80 57 75 76 78 83 74 78",
    "advance": "45 47 48 35 47 34 35 41 31 41 34 41 25 35 46"
    " 36 63 60 46 52 33 41 37 49 33 72 49 38 55 39",
}
ATTITUDE = pd.DataFrame({name: [float(v) for v in row.split()] for name, row in _ATTITUDE.items()})

_PINGOUIN = "pingouin, documentation of cronbach_alpha (agrees there with R's psych and JASP)"
_PINGOUIN_DATA = "pingouin's cronbach_wide_missing: 12 people, 11 questions, 3 answers missing"
_PSYCH = "R psych, alpha(attitude), printed to three digits"
_PSYCH_DATA = "R's attitude: 30 departments, 7 items (Chatterjee and Price 1977)"


def _without(item: str) -> float:
    return scales.alpha_if_dropped(ATTITUDE)[item]


def _with_rest(item: str) -> float:
    return scales.item_rest_correlation(ATTITUDE)[item]


def _interval(limit: int) -> float:
    interval = scales.cronbach_alpha(ATTITUDE).interval
    return interval[limit] if interval else _NAN


CASES = (
    ReferenceCase(
        function="cronbach_alpha",
        figure="α, pairwise",
        expected=0.732660835214447,
        compute=lambda: scales.cronbach_alpha(BINARY_ITEMS).estimate,
        tolerance=1e-12,
        source=_PINGOUIN,
        data=_PINGOUIN_DATA,
    ),
    ReferenceCase(
        function="cronbach_alpha",
        figure="α, listwise",
        expected=0.8016949152542372,
        compute=lambda: scales.cronbach_alpha(BINARY_ITEMS, missing="listwise").estimate,
        tolerance=1e-12,
        source=_PINGOUIN,
        data=_PINGOUIN_DATA,
    ),
    ReferenceCase(
        function="cronbach_alpha",
        figure="α",
        expected=0.843,
        compute=lambda: scales.cronbach_alpha(ATTITUDE).estimate,
        tolerance=0.0005,
        source=_PSYCH,
        data=_PSYCH_DATA,
    ),
    *(
        ReferenceCase(
            function="cronbach_alpha",
            figure=f"Feldt interval, {side} limit",
            expected=expected,
            compute=partial(_interval, limit),
            tolerance=0.0005,
            source="computed by pingouin 0.5.5, cronbach_alpha",
            data=_PSYCH_DATA,
        )
        for limit, side, expected in ((0, "lower", 0.739), (1, "upper", 0.916))
    ),
    *(
        ReferenceCase(
            function="alpha_if_dropped",
            figure=f"α without {item}",
            expected=expected,
            compute=partial(_without, item),
            tolerance=0.0005,
            source=_PSYCH,
            data=_PSYCH_DATA,
        )
        for item, expected in (
            ("rating", 0.810),
            ("complaints", 0.797),
            ("privileges", 0.828),
            ("learning", 0.803),
            ("raises", 0.795),
            ("critical", 0.864),
            ("advance", 0.840),
        )
    ),
    *(
        ReferenceCase(
            function="item_rest_correlation",
            figure=f"r of {item} with the rest",
            expected=expected,
            compute=partial(_with_rest, item),
            tolerance=5e-7,
            source="computed by SciPy, stats.pearsonr of the item and the row sums of the others",
            data=_PSYCH_DATA,
        )
        for item, expected in (("rating", 0.671262), ("critical", 0.265034))
    ),
    ReferenceCase(
        function="mcdonald_omega",
        figure="ω",
        expected=0.85632675,
        compute=lambda: scales.mcdonald_omega(ATTITUDE).estimate,
        tolerance=1e-6,
        source="computed from the loadings of statsmodels 0.15, Factor(n_factor=1, method='ml')",
        data=_PSYCH_DATA,
    ),
)
