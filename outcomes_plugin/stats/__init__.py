"""
Statistics, disclosure control and matching: pure functions, no Django.

NumPy arrays or DataFrames go in, small frozen results come out. Every public name can be imported
from here; its module is loaded on first use, so that importing this package costs nothing and a
site that starts never loads SciPy, pandas or statsmodels.
"""

from importlib import import_module
from typing import Any

_HOME = {
    "Estimate": "estimates",
    "alpha_if_dropped": "scales",
    "cronbach_alpha": "scales",
    "item_rest_correlation": "scales",
    "mcdonald_omega": "scales",
    "cox_index": "surveys",
    "goal_attainment_score": "surveys",
    "net_promoter_score": "surveys",
    "response_rates": "surveys",
    "wilson_interval": "surveys",
    "hedges_g": "change",
    "mean_interval": "change",
    "mean_interval_from_sums": "change",
    "paired_change": "change",
    "paired_change_from_sums": "change",
    "average_treatment_effect": "comparison",
    "difference_in_differences": "comparison",
    "standardized_mean_differences": "comparison",
    "cluster_robust_ols": "regression",
    "benjamini_hochberg": "multiplicity",
    "holm": "multiplicity",
    "cox_regression": "survival",
    "cumulative_incidence": "survival",
    "kaplan_meier": "survival",
    "logrank_test": "survival",
    "rate_per_person_year": "survival",
    "restricted_mean_survival": "survival",
    "cohens_kappa": "agreement",
    "fleiss_kappa": "agreement",
    "intraclass_correlation": "agreement",
    "krippendorff_alpha": "agreement",
    "adverse_impact_ratio": "equity",
    "mantel_haenszel_odds_ratio": "equity",
    "audit": "disclosure",
    "protect": "disclosure",
    "protect_linked": "disclosure",
    "assign": "matching",
}

__all__ = sorted(_HOME)  # noqa: PLE0605  (the map is the list)


def __getattr__(name: str) -> Any:
    """Load the module that holds a public name when the name is first asked for."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOME})
