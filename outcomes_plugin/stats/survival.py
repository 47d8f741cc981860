"""Time to an event: Kaplan-Meier, log-rank, Cox, restricted mean, competing causes, rates."""

from ._cox import CoxCoefficient, CoxRegression, cox_regression
from ._incidence import CumulativeIncidence, cumulative_incidence, rate_per_person_year
from ._kaplan_meier import KaplanMeier, kaplan_meier, restricted_mean_survival
from ._logrank import LogrankResult, logrank_test

__all__ = [
    "CoxCoefficient",
    "CoxRegression",
    "CumulativeIncidence",
    "KaplanMeier",
    "LogrankResult",
    "cox_regression",
    "cumulative_incidence",
    "kaplan_meier",
    "logrank_test",
    "rate_per_person_year",
    "restricted_mean_survival",
]
