"""Published survival figures: two leukemia trials, R's documentation, and a hand calculation."""

import math

from outcomes_plugin.stats import survival

from . import ReferenceCase

GEHAN = "leukemia, 6-mercaptopurine against placebo (Freireich 1963; Gehan 1965), 42 patients"
KLEINBAUM = "Kleinbaum & Klein, Survival Analysis, chapter 2"
AML = "acute myelogenous leukemia (Miller 1981; R survival::aml), 23 patients"
SURVFIT = "R survival: summary(survfit(Surv(time, status) ~ x, aml))"

TREATED_WEEKS = [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35]
TREATED_RELAPSE = [1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0]
PLACEBO_WEEKS = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23]
WEEKS = TREATED_WEEKS + PLACEBO_WEEKS
RELAPSE = TREATED_RELAPSE + [1] * 21
PLACEBO = [0] * 21 + [1] * 21

MAINTAINED_WEEKS = [9, 13, 13, 18, 23, 28, 31, 34, 45, 48, 161]
MAINTAINED_RELAPSE = [1, 1, 0, 1, 1, 0, 1, 1, 0, 1, 0]
OTHER_WEEKS = [5, 5, 8, 8, 12, 16, 23, 27, 30, 33, 43, 45]
OTHER_RELAPSE = [1, 1, 1, 1, 1, 0, 1, 1, 1, 1, 1, 1]
AML_WEEKS = MAINTAINED_WEEKS + OTHER_WEEKS
AML_RELAPSE = MAINTAINED_RELAPSE + OTHER_RELAPSE
NOT_MAINTAINED = [0] * 11 + [1] * 12


def _treated() -> survival.KaplanMeier:
    return survival.kaplan_meier(TREATED_WEEKS, TREATED_RELAPSE)


def _maintained() -> survival.KaplanMeier:
    return survival.kaplan_meier(MAINTAINED_WEEKS, MAINTAINED_RELAPSE)


def _limit(weeks: float, which: int) -> float:
    interval = _maintained().at(weeks).interval
    return interval[which] if interval else math.nan


def _cox(weeks: list[int], relapse: list[int], group: list[int]) -> survival.CoxCoefficient:
    covariates = [[one] for one in group]
    return survival.cox_regression(weeks, relapse, covariates).coefficients[0]


def _restricted_mean_error(weeks: list[int], relapse: list[int]) -> float:
    low, high = survival.restricted_mean_survival(weeks, relapse, max(weeks)).interval or (0, 0)
    return (high - low) / (2 * 1.959963984540054)


def _rate_limit(events: int, years: float, which: int) -> float:
    interval = survival.rate_per_person_year(events, years).interval
    return interval[which] if interval else math.nan


_CURVE = tuple(
    ReferenceCase(
        function="kaplan_meier",
        figure=f"S({week})",
        expected=expected,
        compute=lambda week=week: _treated().at(week).estimate,  # type: ignore[misc]
        tolerance=5e-4,
        source=KLEINBAUM,
        data=GEHAN + ", treated",
    )
    for week, expected in (
        (6, 0.857),
        (7, 0.807),
        (10, 0.753),
        (13, 0.690),
        (16, 0.627),
        (22, 0.538),
        (23, 0.448),
    )
)

_LIMITS = tuple(
    ReferenceCase(
        function="kaplan_meier",
        figure=f"{('lower', 'upper')[which]} 95 % limit of S({week}), log",
        expected=expected,
        compute=lambda week=week, which=which: _limit(week, which),  # type: ignore[misc]
        tolerance=tolerance,
        source=SURVFIT,
        data=AML + ", maintained",
    )
    for week, which, expected, tolerance in (
        (9, 0, 0.7541, 5e-5),
        (9, 1, 1.0, 0.0),
        (13, 0, 0.6192, 5e-5),
        (23, 0, 0.3769, 5e-5),
        (23, 1, 0.999, 5e-4),
        (48, 0, 0.0359, 5e-5),
        (48, 1, 0.944, 5e-4),
    )
)

CASES = (
    *_CURVE,
    ReferenceCase(
        function="kaplan_meier",
        figure="median",
        expected=23,
        compute=lambda: _treated().median,
        tolerance=0,
        source=KLEINBAUM,
        data=GEHAN + ", treated",
    ),
    *_LIMITS,
    ReferenceCase(
        function="kaplan_meier",
        figure="median",
        expected=31,
        compute=lambda: _maintained().median,
        tolerance=0,
        source="R survival: print(survfit(Surv(time, status) ~ x, aml))",
        data=AML + ", maintained",
    ),
    ReferenceCase(
        function="kaplan_meier",
        figure="lower 95 % limit of the median",
        expected=18,
        compute=lambda: _maintained().median_interval[0],
        tolerance=0,
        source="R survival: print(survfit(Surv(time, status) ~ x, aml))",
        data=AML + ", maintained",
    ),
    ReferenceCase(
        function="kaplan_meier",
        figure="upper 95 % limit of the median",
        expected=math.nan,
        compute=lambda: _maintained().median_interval[1],
        tolerance=0,
        source="R survival: print(survfit(Surv(time, status) ~ x, aml))",
        data=AML + ", maintained",
    ),
    ReferenceCase(
        function="restricted_mean_survival",
        figure="mean up to 161 weeks",
        expected=52.6,
        compute=lambda: (
            survival.restricted_mean_survival(MAINTAINED_WEEKS, MAINTAINED_RELAPSE, 161).estimate
        ),
        tolerance=0.05,
        source="R survival: print(survfit(Surv(time, status) ~ x, aml), print.rmean = TRUE)",
        data=AML + ", maintained",
    ),
    ReferenceCase(
        function="restricted_mean_survival",
        figure="standard error of the mean up to 161 weeks",
        expected=19.83,
        compute=lambda: _restricted_mean_error(MAINTAINED_WEEKS, MAINTAINED_RELAPSE),
        tolerance=0.005,
        source="R survival: print(survfit(Surv(time, status) ~ x, aml), print.rmean = TRUE)",
        data=AML + ", maintained",
    ),
    ReferenceCase(
        function="restricted_mean_survival",
        figure="standard error of the mean up to the last week",
        expected=4.18,
        compute=lambda: _restricted_mean_error(OTHER_WEEKS, OTHER_RELAPSE),
        tolerance=0.005,
        source="R survival: print(survfit(Surv(time, status) ~ x, aml), print.rmean = TRUE)",
        data=AML + ", not maintained",
    ),
    ReferenceCase(
        function="logrank_test",
        figure="chi-squared",
        expected=16.79,
        compute=lambda: survival.logrank_test(WEEKS, RELAPSE, PLACEBO).statistic,
        tolerance=0.005,
        source=KLEINBAUM,
        data=GEHAN,
    ),
    ReferenceCase(
        function="logrank_test",
        figure="chi-squared",
        expected=3.4,
        compute=lambda: survival.logrank_test(AML_WEEKS, AML_RELAPSE, NOT_MAINTAINED).statistic,
        tolerance=0.05,
        source="R survival: survdiff(Surv(time, status) ~ x, aml)",
        data=AML,
    ),
    ReferenceCase(
        function="cox_regression",
        figure="log hazard ratio of placebo",
        expected=1.572,
        compute=lambda: _cox(WEEKS, RELAPSE, PLACEBO).estimate,
        tolerance=5e-4,
        source="Venables & Ripley, MASS: coxph(Surv(time, cens) ~ treat, gehan)",
        data=GEHAN,
    ),
    ReferenceCase(
        function="cox_regression",
        figure="standard error of placebo",
        expected=0.412,
        compute=lambda: _cox(WEEKS, RELAPSE, PLACEBO).standard_error,
        tolerance=5e-4,
        source="Venables & Ripley, MASS: coxph(Surv(time, cens) ~ treat, gehan)",
        data=GEHAN,
    ),
    ReferenceCase(
        function="cox_regression",
        figure="log hazard ratio without maintenance",
        expected=0.9155,
        compute=lambda: _cox(AML_WEEKS, AML_RELAPSE, NOT_MAINTAINED).estimate,
        tolerance=5e-5,
        source="R survival: coxph(Surv(time, status) ~ x, aml)",
        data=AML,
    ),
    ReferenceCase(
        function="cox_regression",
        figure="standard error without maintenance",
        expected=0.5119,
        compute=lambda: _cox(AML_WEEKS, AML_RELAPSE, NOT_MAINTAINED).standard_error,
        tolerance=5e-5,
        source="R survival: coxph(Surv(time, status) ~ x, aml)",
        data=AML,
    ),
    ReferenceCase(
        function="rate_per_person_year",
        figure="rate",
        expected=5.661407,
        compute=lambda: survival.rate_per_person_year(137, 24.19893).estimate,
        tolerance=5e-7,
        source="R documentation: example(poisson.test)",
        data="137 events in 24.19893 thousand person-years",
    ),
    ReferenceCase(
        function="rate_per_person_year",
        figure="lower 95 % limit",
        expected=4.753125,
        compute=lambda: _rate_limit(137, 24.19893, 0),
        tolerance=5e-7,
        source="R documentation: example(poisson.test)",
        data="137 events in 24.19893 thousand person-years",
    ),
    ReferenceCase(
        function="rate_per_person_year",
        figure="upper 95 % limit",
        expected=6.692709,
        compute=lambda: _rate_limit(137, 24.19893, 1),
        tolerance=5e-7,
        source="R documentation: example(poisson.test)",
        data="137 events in 24.19893 thousand person-years",
    ),
    ReferenceCase(
        function="cumulative_incidence",
        figure="incidence of cause 1 by time 4",
        expected=7 / 18,
        compute=lambda: (
            survival.cumulative_incidence([1, 2, 3, 4, 5, 6], [1, 2, 0, 1, 2, 0], cause=1)
            .at(4)
            .estimate
        ),
        tolerance=1e-12,
        source="by hand: 1/6 at time 1, then (4/6)(1/3) at time 4",
        data="durations 1 to 6, causes 1, 2, 0, 1, 2, 0",
    ),
)
