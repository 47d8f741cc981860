"""Regression with cluster-robust standard errors."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.datasets import grunfeld

from outcomes_plugin import stats

FIRMS = grunfeld.load_pandas().data.iloc[:200].reset_index(drop=True)
X = FIRMS[["value", "capital"]]


def numbers(fit):
    """Return estimates and standard errors by column."""
    return {
        (name, figure): getattr(coefficient, figure)
        for name, coefficient in fit.coefficients.items()
        for figure in ("estimate", "standard_error")
    }


def whole_fit():
    """Return the fit of all firms."""
    return stats.cluster_robust_ols(FIRMS["invest"], X, FIRMS["firm"])


def made_up(*, rows=60, clusters=12, seed=0):
    """Return an outcome, two covariates and cluster numbers."""
    rng = np.random.default_rng(seed)
    groups = rng.integers(0, clusters, rows)
    groups[:clusters] = np.arange(clusters)
    covariates = rng.normal(size=(rows, 2))
    return (
        covariates @ [1.0, -1.0] + rng.normal(size=clusters)[groups] + rng.normal(size=rows),
        covariates,
        groups,
    )


def test_firms_get_the_standard_errors_that_stata_prints():
    fit = stats.cluster_robust_ols(FIRMS["invest"], X, FIRMS["firm"])
    value, capital = fit.coefficients["value"], fit.coefficients["capital"]
    assert value.estimate == pytest.approx(0.11556215606596, abs=1e-8)
    assert value.standard_error == pytest.approx(0.01589433647768, abs=1e-8)
    assert capital.interval == pytest.approx((0.03846952885627, 0.42288744624337), abs=1e-8)
    assert fit.coefficients["intercept"].standard_error == pytest.approx(20.425202580078, abs=1e-6)
    assert (fit.n, fit.clusters, fit.degrees_of_freedom) == (200, 10, 9)


@settings(deadline=None, max_examples=20)
@given(st.integers(0, 10**6))
def test_the_sandwich_is_the_one_that_the_formula_says(seed):
    outcome, covariates, groups = made_up(seed=seed)
    design = np.column_stack([np.ones(60), covariates])
    bread = np.linalg.inv(design.T @ design)
    beta = bread @ design.T @ outcome
    scores = design * (outcome - design @ beta)[:, None]
    sums = np.array([scores[groups == g].sum(axis=0) for g in range(12)])
    covariance = 12 / 11 * 59 / 57 * bread @ (sums.T @ sums) @ bread
    fit = stats.cluster_robust_ols(outcome, covariates, groups)
    assert list(fit.coefficients) == ["intercept", 0, 1]
    for position, coefficient in enumerate(fit.coefficients.values()):
        assert coefficient.estimate == pytest.approx(beta[position])
        assert coefficient.standard_error == pytest.approx(np.sqrt(covariance[position, position]))


def test_one_cluster_per_row_gives_hc1():
    outcome, covariates, _ = made_up()
    hc1 = sm.OLS(outcome, sm.add_constant(covariates)).fit(cov_type="HC1")
    fit = stats.cluster_robust_ols(outcome, covariates, range(60))
    assert [c.standard_error for c in fit.coefficients.values()] == pytest.approx(hc1.bse)


def test_neither_row_order_nor_column_order_nor_label_type_matters():
    order = np.random.default_rng(1).permutation(200)
    shuffled = FIRMS.iloc[order]
    fit = stats.cluster_robust_ols(
        shuffled["invest"].to_numpy(),
        shuffled[["capital", "value"]],
        shuffled["firm"].astype("category"),
    )
    assert numbers(fit) == pytest.approx(numbers(whole_fit()))


def test_series_are_taken_by_position_and_nullable_types_are_numbers():
    nullable = X.astype("Float64").set_axis(range(1000, 1200), axis=0)
    fit = stats.cluster_robust_ols(FIRMS["invest"].to_list(), nullable, FIRMS["firm"])
    assert numbers(fit) == pytest.approx(numbers(whole_fit()))


def test_incomplete_rows_are_left_out_together_and_counted():
    holes = FIRMS.astype({"firm": object})
    holes.loc[0, "invest"], holes.loc[50, "value"], holes.loc[100, "firm"] = np.nan, np.nan, None
    fit = stats.cluster_robust_ols(holes["invest"], holes[["value", "capital"]], holes["firm"])
    kept = FIRMS.drop(index=[0, 50, 100])
    whole = stats.cluster_robust_ols(kept["invest"], kept[["value", "capital"]], kept["firm"])
    assert numbers(fit) == pytest.approx(numbers(whole))
    assert fit.n == 197
    assert "3 rows with missing values were left out." in fit.warnings


def test_few_clusters_are_warned_about():
    outcome, covariates, groups = made_up(rows=200, clusters=40)
    assert stats.cluster_robust_ols(outcome, covariates, groups).warnings == ()
    few = stats.cluster_robust_ols(outcome, covariates, groups % 5)
    assert any("5 clusters" in warning for warning in few.warnings)


@pytest.mark.parametrize(
    ("covariates", "clusters"),
    [
        (X.assign(same=1.0), FIRMS["firm"]),
        (X.assign(nothing=0.0), FIRMS["firm"]),
        (X.assign(sum=X.sum(axis=1)), FIRMS["firm"]),
        (X.assign(intercept=FIRMS["year"]), FIRMS["firm"]),
        (X.assign(firm=FIRMS["firm"]), FIRMS["firm"]),
        (X, ["one firm"] * 200),
        (X, FIRMS["firm"].iloc[:-1]),
        (X.iloc[:-1], FIRMS["firm"]),
        (X, FIRMS[["firm"]]),
        (X * np.nan, FIRMS["firm"]),
    ],
)
def test_what_cannot_be_fitted_is_refused_with_a_sentence(covariates, clusters):
    with pytest.raises(ValueError, match=r"\."):
        stats.cluster_robust_ols(FIRMS["invest"], covariates, clusters)


def test_as_many_coefficients_as_rows_are_refused():
    rows = FIRMS.iloc[[0, 30, 60, 90]]
    assert stats.cluster_robust_ols(rows["invest"], rows[["value", "capital"]], rows["firm"]).n == 4
    with pytest.raises(ValueError, match="complete rows"):
        stats.cluster_robust_ols(
            rows["invest"][:3], rows[["value", "capital"]][:3], rows["firm"][:3]
        )


def test_a_calendar_year_is_no_constant():
    years = pd.DataFrame({"year": FIRMS["year"]})
    assert (
        stats.cluster_robust_ols(FIRMS["invest"], years, FIRMS["firm"])
        .coefficients["year"]
        .standard_error
        > 0
    )
