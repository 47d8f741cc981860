"""Published figures of agreement."""

import math

from outcomes_plugin.stats import agreement

from . import ReferenceCase

_NONE = math.nan

KRIPPENDORFF = "Krippendorff 2011, Computing Krippendorff's Alpha-Reliability"
FOUR_CODERS = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, _NONE, _NONE, _NONE],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _NONE, 3],
    [_NONE, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, _NONE],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _NONE],
]

SKIN = [[10, 4, 1, 0], [5, 10, 12, 2], [2, 4, 12, 5], [0, 2, 6, 13]]

DIAGNOSES = [
    [0, 0, 0, 6, 0], [0, 3, 0, 0, 3], [0, 1, 4, 0, 1], [0, 0, 0, 0, 6], [0, 3, 0, 3, 0],
    [2, 0, 4, 0, 0], [0, 0, 4, 0, 2], [2, 0, 3, 1, 0], [2, 0, 0, 4, 0], [0, 0, 0, 0, 6],
    [1, 0, 0, 5, 0], [1, 1, 0, 4, 0], [0, 3, 3, 0, 0], [1, 0, 0, 5, 0], [0, 2, 0, 3, 1],
    [0, 0, 5, 0, 1], [3, 0, 0, 1, 2], [5, 1, 0, 0, 0], [0, 2, 0, 4, 0], [1, 0, 2, 0, 3],
    [0, 0, 0, 0, 6], [0, 1, 0, 5, 0], [0, 2, 0, 1, 3], [2, 0, 0, 4, 0], [1, 0, 0, 4, 1],
    [0, 5, 0, 1, 0], [4, 0, 0, 0, 2], [0, 2, 0, 4, 0], [1, 0, 5, 0, 0], [0, 0, 0, 0, 6],
]  # fmt: skip

SHROUT_FLEISS = [
    [9, 2, 5, 8],
    [6, 1, 3, 2],
    [8, 4, 6, 8],
    [7, 1, 2, 6],
    [10, 5, 6, 9],
    [6, 2, 4, 7],
]

_ALPHA = tuple(
    ReferenceCase(
        function="krippendorff_alpha",
        figure=f"α, {level}",
        expected=expected,
        compute=lambda level=level: (  # type: ignore[misc]
            agreement.krippendorff_alpha(FOUR_CODERS, level=level).estimate
        ),
        tolerance=5e-4,
        source=KRIPPENDORFF,
        data="4 coders, 12 units, 7 ratings missing",
    )
    for level, expected in (("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849))
)


def _kappa_limit(which: int) -> float:
    interval = agreement.cohens_kappa(SKIN).interval
    return interval[which] if interval else math.nan


def _intraclass_limit(name: str, which: int) -> float:
    interval = agreement.intraclass_correlation(SHROUT_FLEISS)[name].interval
    return interval[which] if interval else math.nan


_KAPPA = tuple(
    ReferenceCase(
        function="cohens_kappa",
        figure=figure,
        expected=expected,
        compute=compute,
        tolerance=5e-5,
        source="SAS/STAT documentation of PROC FREQ, example of an agreement study",
        data="88 patients' skin, two dermatologists, 4 categories",
    )
    for figure, expected, compute in (
        ("κ", 0.3449, lambda: agreement.cohens_kappa(SKIN).estimate),
        ("lower 95 % limit", 0.2030, lambda: _kappa_limit(0)),
        ("upper 95 % limit", 0.4868, lambda: _kappa_limit(1)),
    )
)

_INTRACLASS = tuple(
    ReferenceCase(
        function="intraclass_correlation",
        figure=name,
        expected=expected,
        compute=lambda name=name: (  # type: ignore[misc]
            agreement.intraclass_correlation(SHROUT_FLEISS)[name].estimate
        ),
        tolerance=5e-3,
        source="Shrout & Fleiss 1979, table 4",
        data="6 targets, 4 judges (Shrout & Fleiss 1979, table 2)",
    )
    for name, expected in (
        ("ICC(1,1)", 0.17),
        ("ICC(A,1)", 0.29),
        ("ICC(C,1)", 0.71),
        ("ICC(1,k)", 0.44),
        ("ICC(A,k)", 0.62),
        ("ICC(C,k)", 0.91),
    )
)

_INTRACLASS_LIMITS = tuple(
    ReferenceCase(
        function="intraclass_correlation",
        figure=f"{('lower', 'upper')[which]} 95 % limit of {name}",
        expected=expected,
        compute=lambda name=name, which=which: _intraclass_limit(name, which),  # type: ignore[misc]
        tolerance=tolerance,
        source="R psych documentation: example(ICC)",
        data="6 targets, 4 judges (Shrout & Fleiss 1979, table 2)",
    )
    for name, which, expected, tolerance in (
        ("ICC(1,1)", 0, -0.133, 5e-4),
        ("ICC(1,1)", 1, 0.72, 5e-3),
        ("ICC(A,1)", 0, 0.019, 5e-4),
        ("ICC(A,1)", 1, 0.76, 5e-3),
        ("ICC(C,1)", 0, 0.342, 5e-4),
        ("ICC(C,1)", 1, 0.95, 5e-3),
        ("ICC(1,k)", 0, -0.884, 5e-4),
        ("ICC(A,k)", 0, 0.071, 5e-4),
        ("ICC(C,k)", 0, 0.676, 5e-4),
        ("ICC(C,k)", 1, 0.99, 5e-3),
    )
)

CASES = (
    *_ALPHA,
    *_KAPPA,
    ReferenceCase(
        function="fleiss_kappa",
        figure="κ",
        expected=0.430,
        compute=lambda: agreement.fleiss_kappa(DIAGNOSES).estimate,
        tolerance=5e-4,
        source="Fleiss 1971; R irr: kappam.fleiss(diagnoses)",
        data="30 patients, 6 raters each, 5 diagnoses",
    ),
    *_INTRACLASS,
    *_INTRACLASS_LIMITS,
)
