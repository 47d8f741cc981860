"""Balance, adjusted effects, and a difference in differences."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
import statsmodels.treatment.tests as treatment_tests
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from statsmodels.discrete.discrete_model import Logit
from statsmodels.treatment.treatment_effects import TreatmentEffect

from outcomes_plugin import stats
from outcomes_plugin.stats.reference.comparison import (
    HEARTS,
    LALONDE,
    LALONDE_TREATED,
    SEVEN,
    STORES,
)

BIRTHS = pd.read_csv(Path(treatment_tests.__file__).parent / "results" / "cataneo2.csv")
SMOKES = BIRTHS["mbsmoke_"]
MOTHERS = BIRTHS[["mmarried_", "mage", "fbaby_", "medu"]]
EVERY_WAY = (
    {"method": "regression"},
    {"method": "weighting"},
    {"method": "weighting", "estimand": "att"},
    {"method": "matching", "estimand": "att"},
)


def people(*, n=80, seed=0):
    """Return outcome, treatment, and covariates of every kind, with overlap."""
    rng = np.random.default_rng(seed)
    covariates = pd.DataFrame(
        {
            "age": rng.normal(40, 10, n),
            "senior": rng.random(n) < 0.4,
            "team": rng.choice(["blue", "red", "teal"], n),
        }
    )
    treated = (rng.random(n) < 1 / (1 + np.exp(-(covariates["age"] - 40) / 20))).astype(int)
    outcome = 2 * treated + covariates["age"] / 10 + rng.normal(size=n)
    return outcome, treated, covariates


def figures(result):
    """Return the numbers of an effect."""
    return [result.estimate, result.standard_error, *result.interval]


# Standardized mean differences


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("race=black", 1.7615),
        ("race=hispan", -0.3498),
        ("race=white", -1.8819),
        ("married", -0.8263),
        ("nodegree", 0.2450),
    ],
)
def test_balance_of_the_job_training_data_is_what_matchit_prints(name, expected):
    result = stats.standardized_mean_differences(LALONDE, LALONDE_TREATED)
    assert set(result) == {"race=black", "race=hispan", "race=white", "married", "nodegree"}
    assert result[name] == pytest.approx(expected, abs=5e-5)


def test_numbers_are_divided_by_the_sample_sd_of_the_treated_or_by_the_pooled_one():
    age, treated = np.array([30, 40, 50, 20, 25, 60.0]), np.array([1, 1, 1, 0, 0, 0])
    gap, one, zero = 40 - 35, np.std(age[:3], ddof=1), np.std(age[3:], ddof=1)
    frame = pd.DataFrame({"age": age})
    pooled = stats.standardized_mean_differences(frame, treated, standardizer="pooled")
    assert stats.standardized_mean_differences(frame, treated)["age"] == pytest.approx(gap / one)
    assert pooled["age"] == pytest.approx(gap / np.sqrt((one**2 + zero**2) / 2))


@pytest.mark.parametrize("kind", [int, float, bool, "boolean", "Int64", object])
def test_a_zero_one_or_bool_column_keeps_its_name_and_uses_the_proportion(kind):
    frame = pd.DataFrame({"lead": pd.Series([1, 1, 0, 0, 0, 1, 0, 0]).astype(kind)})
    result = stats.standardized_mean_differences(frame, [True] * 4 + [False] * 4)
    assert dict(result) == pytest.approx({"lead": (0.5 - 0.25) / 0.5})


@pytest.mark.parametrize("kind", [object, "str", "category"])
def test_every_level_of_a_text_column_becomes_a_column(kind):
    frame = pd.DataFrame({"team": pd.Series(["a", "b", "b", "a", "a", "b", "a", "a"]).astype(kind)})
    result = stats.standardized_mean_differences(frame, [1] * 4 + [0] * 4)
    assert dict(result) == pytest.approx({"team=a": -0.5, "team=b": 0.5})


def test_array_columns_are_named_by_number_and_series_go_by_position():
    frame = pd.DataFrame({"x": [1.0, 2, 3, 5], "y": [2.0, 1, 1, 0]}, index=[9, 8, 7, 6])
    treated = pd.Series([1, 1, 0, 0], index=[6, 7, 8, 9])
    by_label = stats.standardized_mean_differences(frame, treated)
    by_number = stats.standardized_mean_differences(frame.to_numpy(), treated)
    assert list(by_number) == [0, 1]
    assert list(by_number.values()) == list(by_label.values())


def test_rows_with_missing_values_are_left_out_together_and_their_levels_with_them():
    frame = pd.DataFrame({"x": [1.0, 2, np.nan, 4, 5, 7], "team": ["a", "b", "c", "a", "b", None]})
    result = stats.standardized_mean_differences(frame, [1, 1, 1, 0, 0, 0])
    assert set(result) == {"x", "team=a", "team=b"}
    assert result.n == 4
    assert "2 rows with missing values were left out." in result.warnings


def test_what_differs_nowhere_is_balanced_and_what_cannot_be_standardized_is_refused():
    treated = [1, 1, 1, 0, 0, 0]
    same = pd.DataFrame({"site": [3.0] * 6, "team": ["a"] * 6})
    assert dict(stats.standardized_mean_differences(same, treated)) == {"site": 0, "team=a": 0}
    apart = pd.DataFrame({"team": ["a", "a", "a", "a", "b", "b"]})
    pooled = stats.standardized_mean_differences(apart, treated, standardizer="pooled")
    assert pooled["team=b"] == pytest.approx(-(2 / 3) / np.sqrt(2 / 9 / 2))
    with pytest.raises(ValueError, match="does not vary"):
        stats.standardized_mean_differences(apart, treated)


def test_one_treated_person_has_no_sd():
    frame = pd.DataFrame({"age": [30.0, 40, 50]})
    assert stats.standardized_mean_differences(frame, [1, 1, 0])["age"] < 0
    with pytest.raises(ValueError, match="'age'"):
        stats.standardized_mean_differences(frame, [1, 0, 0])


@pytest.mark.parametrize(
    "frame",
    [
        pd.DataFrame({"team": ["a", "b=c", "a", "b=c"], "team=b": ["c", "d", "c", "d"]}),
        pd.DataFrame({"team": ["a", "b", "a", "b"], "team=a": [1, 0, 1, 0]}),
        pd.DataFrame([[1, 2], [3, 4], [2, 1], [5, 5]], columns=["x", "x"]),
    ],
)
def test_columns_that_end_up_with_the_same_name_are_refused(frame):
    with pytest.raises(ValueError, match=r"names? "):
        stats.standardized_mean_differences(frame, [1, 1, 0, 0])


@pytest.mark.parametrize(
    ("frame", "treated", "keywords"),
    [
        ({"x": [1, "b", 2, 3]}, [1, 1, 0, 0], {}),
        ({"x": [1, 2, 3, 4]}, [1, 1, 0], {}),
        ({"x": [1, 2, 3, 4]}, [1, 1, 1, 1], {}),
        ({"x": [1, 2, 3, 4]}, [0, 0, 0, 0], {}),
        ({"x": [1, 2, 3, 4]}, [1, 2, 0, 0], {}),
        ({"x": [1, 2, 3, 4]}, ["1", "1", "0", "0"], {}),
        ({"x": [1, np.inf, 3, 4]}, [1, 1, 0, 0], {}),
        ({"x": pd.to_datetime(["2024-01-01"] * 4)}, [1, 1, 0, 0], {}),
        ({"x": [np.nan] * 4}, [1, 1, 0, 0], {}),
        ({"x": [1, 2, 3, 4]}, [1, 1, 0, 0], {"standardizer": "control"}),
    ],
)
def test_groups_that_cannot_be_compared_are_refused_with_a_sentence(frame, treated, keywords):
    assert stats.standardized_mean_differences(pd.DataFrame({"x": [1, 2, 3, 4]}), [1, 1, 0, 0])
    with pytest.raises(ValueError, match=r"\."):
        stats.standardized_mean_differences(pd.DataFrame(frame), treated, **keywords)


# Average treatment effect


def test_regression_is_the_treatment_coefficient_with_hc2():
    result = stats.average_treatment_effect(BIRTHS["bweight"], SMOKES, MOTHERS)
    design = sm.add_constant(MOTHERS.assign(smokes=SMOKES))
    fit = sm.OLS(BIRTHS["bweight"], design).fit(cov_type="HC2", use_t=True)
    assert result.estimate == pytest.approx(fit.params["smokes"])
    assert result.standard_error == pytest.approx(fit.bse["smokes"])
    assert result.interval == pytest.approx(tuple(fit.conf_int().loc["smokes"]))
    assert result.n == 4642


def test_weighting_agrees_with_the_stacked_estimating_equations_of_statsmodels():
    model = sm.OLS(BIRTHS["bweight"], np.ones(len(BIRTHS)))
    logit = Logit(SMOKES, sm.add_constant(MOTHERS)).fit(disp=0)
    theirs = TreatmentEffect(model, SMOKES.to_numpy(), results_select=logit)
    for estimand, group, tolerance in (("ate", "all", 1e-6), ("att", 1, 1e-3)):
        fit = theirs.ipw(effect_group=group).results_gmm
        ours = stats.average_treatment_effect(
            BIRTHS["bweight"], SMOKES, MOTHERS, method="weighting", estimand=estimand
        )
        assert ours.estimate == pytest.approx(fit.params[0], rel=1e-5)
        assert ours.standard_error == pytest.approx(fit.bse[0], rel=tolerance)


def test_weighting_by_one_binary_cause_standardizes_over_its_levels():
    result = stats.average_treatment_effect(
        HEARTS["died"], HEARTS["treated"], HEARTS[["severe"]], method="weighting"
    )
    crude = HEARTS.groupby("treated")["died"].mean()
    assert crude[1] - crude[0] == pytest.approx(7 / 13 - 3 / 7)
    assert result.estimate == pytest.approx(0, abs=1e-9)


def test_matching_shares_tied_controls_and_counts_their_reuse():
    result = stats.average_treatment_effect(
        SEVEN["y"], SEVEN["treated"], SEVEN[["x"]], method="matching", estimand="att"
    )
    assert result.estimate == pytest.approx(-0.25)
    assert result.standard_error == pytest.approx(np.sqrt(9.25 + 4.25) / 4)


@settings(deadline=None, max_examples=25)
@given(st.integers(0, 10**6))
def test_matching_agrees_with_a_search_over_all_pairs(seed):
    rng = np.random.default_rng(seed)
    x, treated = rng.integers(0, 8, 40) / 1.0, np.arange(40) % 3 == 0
    # With equal means the fitted score is flat: everybody is tied with everybody.
    assume(abs(x[treated].mean() - x[~treated].mean()) > 0.01)
    y = x + rng.normal(size=40)
    result = stats.average_treatment_effect(
        y, treated, x[:, None], method="matching", estimand="att"
    )
    gaps = np.abs(x[:, None] - x[None, :])
    times, times_squared, gains = np.zeros(40), np.zeros(40), []
    for i in np.flatnonzero(treated):
        near = ~treated & (gaps[i] == gaps[i][~treated].min())
        gains.append(y[i] - y[near].mean())
        times += near / near.sum()
        times_squared += near / near.sum() ** 2
    noise = np.zeros(40)
    for j in np.flatnonzero(~treated):
        others = ~treated & (np.arange(40) != j)
        near = others & (gaps[j] == gaps[j][others].min())
        noise[j] = near.sum() / (near.sum() + 1) * (y[j] - y[near].mean()) ** 2
    effect = np.mean(gains)
    variance = ((gains - effect) ** 2).sum() + ((times**2 - times_squared) * noise).sum()
    assert result.estimate == pytest.approx(effect)
    assert result.standard_error == pytest.approx(np.sqrt(variance) / treated.sum())


def test_without_covariates_regression_is_the_difference_in_means_with_welchs_error():
    outcome, treated, _ = people()
    one, zero = outcome[treated == 1], outcome[treated == 0]
    for nothing in (None, pd.DataFrame(index=outcome.index), np.empty((80, 0)), []):
        result = stats.average_treatment_effect(outcome, treated, nothing)
        assert result.estimate == pytest.approx(one.mean() - zero.mean())
        assert result.standard_error == pytest.approx(
            np.sqrt(one.var() / len(one) + zero.var() / len(zero))
        )
        assert dict(result.balance["before"]) == dict(result.balance["after"]) == {}


def test_the_design_decides_the_verb():
    outcome, treated, covariates = people()
    claims = {
        (design, adjusted): stats.average_treatment_effect(
            outcome, treated, covariates if adjusted else None, design=design
        ).claim
        for design in ("observational", "randomized")
        for adjusted in (False, True)
    }
    assert claims == {
        ("observational", False): "describes",
        ("observational", True): "associated",
        ("randomized", False): "caused",
        ("randomized", True): "caused",
    }


@pytest.mark.parametrize("way", EVERY_WAY)
def test_balance_before_is_the_unadjusted_one_and_weights_improve_it(way):
    result = stats.average_treatment_effect(BIRTHS["bweight"], SMOKES, MOTHERS, **way)
    before = stats.standardized_mean_differences(MOTHERS, SMOKES)
    assert dict(result.balance["before"]) == dict(before)
    assert set(result.balance["after"]) == set(before)
    worst = max(map(abs, result.balance["after"].values()))
    if way["method"] == "regression":
        assert dict(result.balance["after"]) == dict(before)
    else:
        assert worst < 0.25 < max(map(abs, before.values()))


@pytest.mark.parametrize("way", EVERY_WAY)
def test_neither_row_order_nor_column_order_nor_index_matters(way):
    outcome, treated, covariates = people()
    order = np.random.default_rng(5).permutation(len(outcome))
    before = stats.average_treatment_effect(outcome, treated, covariates, **way)
    after = stats.average_treatment_effect(
        outcome.iloc[order].reset_index(drop=True),
        treated.iloc[order].astype(bool).to_numpy(),
        covariates.iloc[order, ::-1],
        **way,
    )
    assert figures(after) == pytest.approx(figures(before))
    assert dict(after.balance["after"]) == pytest.approx(dict(before.balance["after"]))


@pytest.mark.parametrize("way", EVERY_WAY)
def test_the_unit_of_a_covariate_and_a_repeated_or_constant_one_do_not_matter(way):
    outcome, treated, covariates = people()
    scaled = covariates.assign(age=covariates["age"] * 1e6, days=covariates["age"] * 365.25, site=1)
    before = stats.average_treatment_effect(outcome, treated, covariates, **way)
    after = stats.average_treatment_effect(outcome, treated, scaled, **way)
    assert figures(after) == pytest.approx(figures(before), rel=1e-6)
    assert after.balance["after"]["site"] == 0


@pytest.mark.parametrize("way", EVERY_WAY)
def test_incomplete_rows_are_left_out_and_counted(way):
    outcome, treated, covariates = people()
    holes, gaps = outcome.copy(), covariates.copy()
    holes[3], gaps.loc[5, "team"] = np.nan, None
    result = stats.average_treatment_effect(holes, treated.astype("Int64"), gaps, **way)
    kept = outcome.index.difference([3, 5])
    whole = stats.average_treatment_effect(
        outcome[kept], treated[kept], covariates.loc[kept], **way
    )
    assert figures(result) == pytest.approx(figures(whole))
    assert result.n == 78
    assert "2 rows with missing values were left out." in result.warnings


@pytest.mark.parametrize("way", EVERY_WAY[1:])
def test_separation_is_warned_about_and_still_gives_finite_numbers(way):
    outcome, treated, covariates = people()
    apart = covariates.assign(age=covariates["age"] + 100 * treated)
    result = stats.average_treatment_effect(outcome, treated, apart, **way)
    assert np.isfinite(figures(result)).all()
    assert any("separate" in warning for warning in result.warnings)
    whole = stats.average_treatment_effect(outcome, treated, covariates, **way)
    assert not any("separate" in warning for warning in whole.warnings)


def test_a_level_without_treated_people_gets_the_score_of_firths_logit():
    treated = np.array([1] * 6 + [0] * 6 + [0] * 4)
    team = pd.DataFrame({"team": ["a"] * 12 + ["b"] * 4})
    outcome = np.random.default_rng(2).normal(size=16)
    result = stats.average_treatment_effect(
        outcome, treated, team, method="weighting", estimand="att"
    )
    odds = {"a": 6.5 / 6.5, "b": 0.5 / 4.5}
    weights = np.array([odds[name] for name in team["team"][6:]])
    expected = outcome[:6].mean() - np.average(outcome[6:], weights=weights)
    assert result.estimate == pytest.approx(expected, abs=1e-6)
    assert any("separate" in warning for warning in result.warnings)
    assert np.isnan(result.balance["before"]["team=b"])


def test_covariates_that_determine_the_treatment_leave_nothing_to_regress():
    outcome, treated, covariates = people()
    assert stats.average_treatment_effect(outcome, treated, covariates).n == 80
    with pytest.raises(ValueError, match="determine who was treated"):
        stats.average_treatment_effect(outcome, treated, covariates.assign(copy=treated))


def test_a_person_alone_in_a_team_leaves_the_regression_as_without_that_person():
    outcome, treated, covariates = people()
    alone = covariates.assign(team=covariates["team"].where(covariates.index != 7, "solo"))
    result = stats.average_treatment_effect(outcome, treated, alone)
    others = stats.average_treatment_effect(
        outcome.drop(7), treated.drop(7), covariates.drop(index=7)
    )
    assert result.estimate == pytest.approx(others.estimate)
    assert result.standard_error == pytest.approx(others.standard_error)


@pytest.mark.parametrize("way", EVERY_WAY)
@pytest.mark.parametrize("lonely", [0, 1])
def test_a_group_of_one_has_no_standard_error(way, lonely):
    outcome, _, covariates = people(n=12)
    treated = np.full(12, 1 - lonely)
    treated[0] = lonely
    with pytest.raises(ValueError, match="standard error"):
        stats.average_treatment_effect(outcome, treated, covariates[["age"]], **way)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"method": "magic"}, "method"),
        ({"design": "hopeful"}, "design"),
        ({"estimand": "atc"}, "estimand"),
        ({"method": "matching"}, "att"),
        ({"method": "matching", "estimand": "ate"}, "att"),
        ({"method": "matching", "estimand": "att", "covariates": None}, "covariate"),
        ({"outcome": ["1"] * 80}, "text"),
        ({"outcome": [1.0] * 79}, "length"),
        ({"outcome": [np.nan] * 80}, "complete row"),
        ({"treated": [1] * 80}, "control group"),
        ({"treated": [2] * 80}, "0 and 1"),
    ],
)
def test_an_effect_that_cannot_be_estimated_is_refused(change, sentence):
    outcome, treated, covariates = people()
    asked = {"outcome": outcome, "treated": treated, "covariates": covariates}
    assert stats.average_treatment_effect(**asked).n == 80
    with pytest.raises(ValueError, match=sentence):
        stats.average_treatment_effect(**asked | change)


@pytest.mark.parametrize("way", EVERY_WAY)
def test_the_interval_covers_the_true_effect_about_as_often_as_it_says(way):
    hits = 0
    for seed in range(120):
        outcome, treated, covariates = people(n=200, seed=seed)
        low, high = stats.average_treatment_effect(
            outcome, treated, covariates[["age"]], **way
        ).interval
        hits += low <= 2 <= high
    assert 0.88 <= hits / 120 <= 1


# Difference in differences


def panel(*, people=40, seed=0):
    """Return one row per person and period, with people as clusters."""
    rng = np.random.default_rng(seed)
    frame = pd.DataFrame(
        {"person": np.repeat(np.arange(people), 2), "post": np.tile([0, 1], people)}
    )
    frame["treated"] = (frame["person"] % 2).astype(int)
    level = rng.normal(size=people)[frame["person"]]
    frame["outcome"] = (
        level + frame["post"] + 3 * frame["post"] * frame["treated"] + rng.normal(size=len(frame))
    )
    return frame


def test_the_extra_change_of_new_jerseys_stores_is_that_of_card_and_krueger():
    result = stats.difference_in_differences(STORES["employees"], STORES["treated"], STORES["post"])
    assert result.estimate == pytest.approx(2.76, abs=0.015)


def test_difference_in_differences_is_the_interaction_with_hc1_or_cr1():
    frame = panel()
    design = np.column_stack(
        [np.ones(80), frame["treated"], frame["post"], frame["treated"] * frame["post"]]
    )
    plain = stats.difference_in_differences(frame["outcome"], frame["treated"], frame["post"])
    hc1 = sm.OLS(frame["outcome"].to_numpy(), design).fit(cov_type="HC1", use_t=True)
    assert figures(plain) == pytest.approx([hc1.params[3], hc1.bse[3], *hc1.conf_int()[3]])
    clustered = stats.difference_in_differences(
        frame["outcome"], frame["treated"], frame["post"], clusters=frame["person"].astype(str)
    )
    cr1 = stats.cluster_robust_ols(frame["outcome"], design[:, 1:], frame["person"]).coefficients[2]
    assert figures(clustered) == pytest.approx(figures(cr1))


def test_it_equals_the_difference_of_the_four_means():
    frame = panel(seed=4).sample(frac=0.7, random_state=1)
    means = frame.groupby(["treated", "post"])["outcome"].mean()
    result = stats.difference_in_differences(
        frame["outcome"], frame["treated"].astype(bool), frame["post"].astype("Int64")
    )
    assert result.estimate == pytest.approx(
        (means[1, 1] - means[1, 0]) - (means[0, 1] - means[0, 0])
    )


def test_rows_without_outcome_or_cluster_are_left_out_and_counted():
    frame = panel().astype({"person": object})
    frame.loc[0, "outcome"], frame.loc[9, "person"] = np.nan, None
    result = stats.difference_in_differences(
        frame["outcome"], frame["treated"], frame["post"], clusters=frame["person"]
    )
    assert result.n == 78
    assert "2 rows with missing values were left out." in result.warnings


@pytest.mark.parametrize(
    "change",
    [
        {"post": [0] * 80},
        {"treated": [1] * 80},
        {"post": panel()["treated"]},
        {"post": [0, 2] * 40},
        {"treated": ["0", "1"] * 40},
        {"outcome": [1.0] * 79},
        {"clusters": [1] * 80},
        {"clusters": [1] * 79},
    ],
)
def test_a_difference_that_cannot_be_taken_is_refused(change):
    frame = panel()
    asked = {name: frame[name] for name in ("outcome", "treated", "post")} | {
        "clusters": frame["person"]
    }
    assert stats.difference_in_differences(**asked).n == 80
    with pytest.raises(ValueError, match=r"\."):
        stats.difference_in_differences(**asked | change)


def test_one_row_in_each_cell_has_no_standard_error():
    with pytest.raises(ValueError, match="complete rows"):
        stats.difference_in_differences([1, 2, 3, 5], [0, 0, 1, 1], [0, 1, 0, 1])
