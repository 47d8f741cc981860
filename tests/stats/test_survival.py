import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from lifelines import AalenJohansenFitter, CoxPHFitter, KaplanMeierFitter
from lifelines.datasets import load_lung, load_rossi
from lifelines.statistics import multivariate_logrank_test
from lifelines.utils import restricted_mean_survival_time
from scipy.stats import CensoredData, ecdf, poisson
from statsmodels.duration.hazard_regression import PHReg

from outcomes_plugin.stats import (
    cox_regression,
    cumulative_incidence,
    kaplan_meier,
    logrank_test,
    rate_per_person_year,
    restricted_mean_survival,
    verify,
)
from outcomes_plugin.stats.reference import survival as published

ROWS = st.lists(st.tuples(st.integers(1, 12), st.booleans()), min_size=1, max_size=40)


@pytest.mark.parametrize(
    "case", published.CASES, ids=lambda case: f"{case.function}: {case.figure}"
)
def test_the_published_figures_come_out(case):
    assert verify.replay("survival", case).passed


def columns(rows):
    times, events = zip(*rows, strict=True)
    return np.array(times, dtype=float), np.array(events)


class TestKaplanMeier:
    @settings(deadline=None)
    @given(rows=ROWS)
    def test_survival_is_that_of_scipy(self, rows):
        times, events = columns(rows)
        curve = kaplan_meier(times, events)
        oracle = ecdf(CensoredData(uncensored=times[events], right=times[~events])).sf
        for moment in range(int(times.max()) + 1):
            expected = oracle.evaluate([moment])[0]
            assert curve.at(moment).estimate == pytest.approx(expected, abs=1e-12)
            assert curve.at(moment).n == (times >= moment).sum()

    @pytest.mark.parametrize("interval", ["log", "log-log"])
    @given(rows=ROWS)
    def test_limits_surround_the_estimate_and_stay_within_bounds(self, interval, rows):
        times, events = columns(rows)
        curve = kaplan_meier(times, events, interval=interval)
        for moment in np.unique(times):
            one = curve.at(moment)
            if one.estimate == 0:
                assert one.interval is None
            else:
                low, high = one.interval
                assert 0 <= low <= one.estimate + 1e-12
                assert one.estimate - 1e-12 <= high <= 1

    def test_log_log_limits_are_those_of_lifelines(self):
        lung = load_lung()
        curve = kaplan_meier(lung["time"], lung["status"], interval="log-log")
        fitter = KaplanMeierFitter().fit(lung["time"], lung["status"])
        for moment in (5, 100, 310, 500, 883):
            expected = fitter.confidence_interval_.loc[:moment].iloc[-1]
            assert curve.at(moment).interval == pytest.approx(tuple(expected), abs=1e-9)

    def test_the_median_of_the_lung_trial_is_that_of_r(self):
        # R survival: survfit(Surv(time, status) ~ 1, lung) prints 310, 285, 363.
        lung = load_lung()
        curve = kaplan_meier(lung["time"], lung["status"])
        assert (curve.n, curve.median, curve.median_interval) == (228, 310, (285, 363))

    @given(rows=ROWS)
    def test_the_median_is_the_first_time_at_which_half_are_gone(self, rows):
        times, events = columns(rows)
        curve = kaplan_meier(times, events)
        reached = [moment for moment in np.unique(times) if curve.at(moment).estimate <= 0.5 + 1e-9]
        if reached:
            assert curve.median == reached[0]
        else:
            assert math.isnan(curve.median)

    @pytest.mark.parametrize("n", range(2, 400, 2))
    def test_exactly_half_gone_is_the_median_whatever_the_rounding(self, n):
        assert kaplan_meier(np.arange(1, n + 1), np.ones(n)).median == n / 2

    def test_a_censoring_at_an_event_time_is_still_at_risk(self):
        curve = kaplan_meier([1, 2, 2, 3], [1, 1, 0, 1])
        assert curve.at(2).n == 3
        assert curve.at(2).estimate == pytest.approx(3 / 4 * 2 / 3)

    def test_past_the_last_time_nothing_is_known(self):
        curve = kaplan_meier([1, 2, 3], [1, 1, 0])
        assert curve.at(3).estimate == pytest.approx(1 / 3)
        past = curve.at(3.01)
        assert math.isnan(past.estimate)
        assert (past.interval, past.n) == (None, 0)
        assert math.isnan(kaplan_meier([1, 2], [1, 1]).at(2.5).estimate)

    def test_without_events_everybody_survives_and_a_warning_says_so(self):
        curve = kaplan_meier([3, 5], [0, 0])
        assert (curve.at(5).estimate, curve.at(5).interval) == (1.0, (1.0, 1.0))
        assert math.isnan(curve.median)
        assert all(map(math.isnan, curve.median_interval))
        assert "No event" in curve.warnings[0]

    def test_before_the_first_event_survival_is_one(self):
        one = kaplan_meier([3, 5], [1, 1]).at(0)
        assert (one.estimate, one.interval, one.n) == (1.0, (1.0, 1.0), 2)

    def test_rows_with_missing_values_are_dropped_together_and_counted(self):
        gaps = kaplan_meier([1, 2, math.nan, 4, 3], [1, 1, 1, None, 0])
        whole = kaplan_meier([1, 2, 3], [1, 1, 0])
        assert gaps.n == 3
        assert gaps.at(2).estimate == whole.at(2).estimate
        assert "2 rows" in gaps.warnings[0]

    @given(rows=ROWS, order=st.randoms(use_true_random=False))
    def test_row_order_and_index_do_not_matter(self, rows, order):
        times, events = columns(rows)
        shuffled = pd.DataFrame(rows, columns=["time", "event"]).iloc[
            order.sample(range(len(rows)), len(rows))
        ]
        first, second = kaplan_meier(times, events), kaplan_meier(shuffled.time, shuffled.event)
        np.testing.assert_array_equal(first.survival, second.survival)
        np.testing.assert_array_equal(first.lower, second.lower)


BAD_ROWS = [
    ([], []),
    ([1, 2], [1]),
    ([-1, 2], [1, 0]),
    ([1, 2], [1, 2]),
    ([1, 2], [0.5, 1]),
    ([1, math.inf], [1, 1]),
    ([math.nan], [1]),
    (["1", "2"], [1, 0]),
    ([1, 2], ["1", "0"]),
    ([[1, 2]], [[1, 0]]),
]


@pytest.mark.parametrize(("times", "events"), BAD_ROWS)
@pytest.mark.parametrize(
    "function",
    [
        kaplan_meier,
        lambda times, events: restricted_mean_survival(times, events, 1),
        lambda times, events: logrank_test(times, events, ["a", "b"][: len(times)]),
        lambda times, events: cox_regression(times, events, [[0], [1]][: len(times)]),
    ],
    ids=["kaplan_meier", "restricted_mean", "logrank", "cox"],
)
def test_rows_that_are_no_survival_data_are_refused_with_a_sentence(function, times, events):
    with pytest.raises(ValueError, match=r"\.$"):
        function(times, events)


def test_an_unknown_interval_and_a_time_that_is_no_number_are_refused():
    with pytest.raises(ValueError, match="log-log"):
        kaplan_meier([1, 2], [1, 1], interval="plain")
    for moment in (math.nan, "1", None, [1]):
        with pytest.raises(ValueError, match="finite number"):
            kaplan_meier([1, 2], [1, 1]).at(moment)


class TestRestrictedMean:
    @settings(deadline=None)
    @given(rows=ROWS, share=st.floats(0.05, 1))
    def test_the_mean_is_the_area_that_lifelines_computes(self, rows, share):
        times, events = columns(rows)
        horizon = float(times.max() * share)
        oracle = restricted_mean_survival_time(KaplanMeierFitter().fit(times, events), t=horizon)
        result = restricted_mean_survival(times, events, horizon)
        assert result.estimate == pytest.approx(oracle, rel=1e-9)
        assert result.n == len(rows)

    def test_without_censoring_it_is_the_mean_with_its_large_sample_error(self):
        times = np.array([1.0, 2, 4, 7, 11])
        result = restricted_mean_survival(times, np.ones(5), 11)
        assert result.estimate == pytest.approx(times.mean())
        error = times.std() / math.sqrt(5)
        assert result.interval[1] - result.estimate == pytest.approx(1.959964 * error, rel=1e-5)

    @pytest.mark.parametrize("horizon", [0, -1, 3.5, math.nan, "3"])
    def test_a_horizon_without_data_is_refused(self, horizon):
        with pytest.raises(ValueError, match=r"\.$"):
            restricted_mean_survival([1, 2, 3], [1, 0, 1], horizon)


class TestLogrank:
    @settings(deadline=None)
    @given(
        rows=st.lists(
            st.tuples(st.integers(1, 12), st.booleans(), st.sampled_from("abc")), min_size=4
        )
    )
    def test_the_statistic_is_that_of_lifelines(self, rows):
        times, events, groups = zip(*rows, strict=True)
        present = sorted(set(groups))
        assume(len(present) > 1)
        # lifelines keeps a group that was never at risk; its variance is singular then.
        first = min((t for t, e in zip(times, events, strict=True) if e), default=None)
        assume(first is not None)
        last = {g: max(t for t, h in zip(times, groups, strict=True) if h == g) for g in present}
        assume(all(value >= first for value in last.values()))
        oracle = multivariate_logrank_test(times, groups, events)
        assume(np.isfinite(oracle.test_statistic))
        try:
            result = logrank_test(times, events, groups)
        except ValueError:
            assert oracle.test_statistic == pytest.approx(0, abs=1e-9)
            return
        assert result.statistic == pytest.approx(oracle.test_statistic, abs=1e-6)
        assert result.p_value == pytest.approx(oracle.p_value, abs=1e-6)
        assert result.df == len(present) - 1
        assert sum(result.expected.values()) == pytest.approx(sum(events))

    def test_labels_of_any_kind_say_the_same(self):
        expected = logrank_test(published.WEEKS, published.RELAPSE, published.PLACEBO)
        flags = np.array(published.PLACEBO)
        labels = [
            flags.astype(bool),
            np.where(flags, "placebo", "treated"),
            pd.Series(flags, index=range(100, 142)),
            pd.Categorical(np.where(flags, "p", "t"), categories=["unused", "t", "p"]),
            pd.to_datetime(np.where(flags, "2020-01-01", "2021-01-01")),
        ]
        for groups in labels:
            result = logrank_test(published.WEEKS, published.RELAPSE, groups)
            assert (result.statistic, result.df) == (expected.statistic, 1)

    def test_the_lung_trial_gives_what_r_prints(self):
        # R survival: survdiff(Surv(time, status) ~ sex, lung) prints 91.6, 73.4, 10.3, p = .001.
        lung = load_lung()
        result = logrank_test(lung["time"], lung["status"], lung["sex"])
        assert result.statistic == pytest.approx(10.3, abs=0.05)
        assert result.expected == pytest.approx({1: 91.6, 2: 73.4}, abs=0.05)
        assert result.observed == {1: 112, 2: 53}

    def test_a_row_without_a_group_is_dropped_and_counted(self):
        weeks, relapse = [*published.WEEKS, 9], [*published.RELAPSE, 1]
        result = logrank_test(weeks, relapse, [*published.PLACEBO, None])
        assert result.n == 42
        assert result.statistic == pytest.approx(16.79, abs=0.005)
        assert result.warnings

    def test_a_group_gone_before_the_first_event_takes_no_degree_of_freedom(self):
        weeks, relapse = [*published.WEEKS, 0.5, 0.5], [*published.RELAPSE, 0, 0]
        result = logrank_test(weeks, relapse, [*published.PLACEBO, 2, 2])
        assert (result.df, result.statistic) == (1, pytest.approx(16.79, abs=0.005))

    @pytest.mark.parametrize(
        ("times", "events", "groups"),
        [
            ([1, 2], [1, 1], ["a", "a"]),
            ([1, 2], [0, 0], ["a", "b"]),
            ([1, 2], [1, 1], ["a"]),
            ([1, 2], [1, 1], ["a", None]),
            ([1, 2, 3], [0, 1, 1], ["a", "b", "b"]),
        ],
    )
    def test_groups_that_cannot_be_compared_are_refused(self, times, events, groups):
        with pytest.raises(ValueError, match=r"\.$"):
            logrank_test(times, events, groups)


class TestCox:
    def test_the_rossi_data_give_what_fox_prints(self):
        # Fox & Weisberg, Cox Proportional-Hazards Regression for Survival Data in R, table 1.
        rossi = load_rossi()
        result = cox_regression(
            rossi["week"], rossi["arrest"], rossi.drop(columns=["week", "arrest"])
        )
        expected = {
            "fin": (-0.3794, 0.1914),
            "age": (-0.0574, 0.0220),
            "race": (0.3139, 0.3080),
            "wexp": (-0.1498, 0.2122),
            "mar": (-0.4337, 0.3819),
            "paro": (-0.0849, 0.1958),
            "prio": (0.0915, 0.0286),
        }
        assert list(result.coefficients) == list(expected)
        for name, (estimate, error) in expected.items():
            one = result.coefficients[name]
            assert one.estimate == pytest.approx(estimate, abs=5e-5)
            assert one.standard_error == pytest.approx(error, abs=5e-5)
            assert one.hazard_ratio == pytest.approx(math.exp(estimate), abs=1e-4)
        assert result.log_likelihood == pytest.approx(-658.75, abs=0.005)
        assert (result.n, result.events) == (432, 114)

    def test_hazards_that_do_not_stay_proportional_are_warned_about(self):
        # cox.zph of the same model names age and work experience.
        rossi = load_rossi()
        result = cox_regression(
            rossi["week"], rossi["arrest"], rossi.drop(columns=["week", "arrest"])
        )
        named = [w.split(" of ")[1].split()[0] for w in result.warnings if "over time" in w]
        assert named == ["age", "wexp"]

    @settings(deadline=None, max_examples=30)
    @given(seed=st.integers(0, 10**6), ties=st.booleans())
    def test_efron_is_that_of_two_other_programs(self, seed, ties):
        rng = np.random.default_rng(seed)
        x = rng.normal(size=(60, 2)) * [1, 30] + [0, 500]
        times = rng.exponential(np.exp(-x[:, 0] / 2)) * 5
        times = np.ceil(times) if ties else times
        events = rng.random(60) < 0.7
        result = cox_regression(times, events, x)
        fitted = PHReg(times, x - x.mean(axis=0), status=events, ties="efron").fit()
        frame = pd.DataFrame(x, columns=["a", "b"]).assign(t=times, e=events)
        lifelines = CoxPHFitter().fit(frame, "t", "e")
        for position, name in enumerate(("a", "b")):
            one = result.coefficients[position]
            assert one.estimate == pytest.approx(fitted.params[position], abs=1e-5)
            assert one.standard_error == pytest.approx(fitted.bse[position], rel=1e-4)
            assert one.estimate == pytest.approx(lifelines.params_[name], abs=1e-4)

    @given(seed=st.integers(0, 10**6), scale=st.sampled_from([1e-6, 1.0, 1e6]))
    @settings(deadline=None, max_examples=20)
    def test_units_row_order_and_unused_columns_do_not_matter(self, seed, scale):
        rng = np.random.default_rng(seed)
        frame = pd.DataFrame({"t": rng.integers(1, 30, 50), "e": rng.random(50) < 0.6})
        frame["x"], frame["unused"] = rng.normal(size=50), "text"
        mixed = frame.sample(frac=1, random_state=seed)
        first = cox_regression(frame.t, frame.e, frame[["x"]]).coefficients["x"]
        second = cox_regression(mixed.t, mixed.e, mixed[["x"]] * scale).coefficients["x"]
        assert second.estimate * scale == pytest.approx(first.estimate, rel=1e-6, abs=1e-8)
        assert second.standard_error * scale == pytest.approx(first.standard_error, rel=1e-6)

    def test_separation_is_warned_about_and_has_no_interval(self):
        result = cox_regression([1, 2, 3, 4, 5, 6], [1] * 6, [[1], [1], [1], [0], [0], [0]])
        one = result.coefficients[0]
        assert (one.interval, one.hazard_ratio_interval) == (None, None)
        assert math.isinf(one.standard_error)
        assert any("separated" in warning for warning in result.warnings)

    def test_a_rare_covariate_without_events_leaves_the_others_intact(self):
        rng = np.random.default_rng(0)
        x, rare = rng.normal(size=300), rng.random(300) < 0.05
        times = rng.exponential(np.exp(-x))
        events = (rng.random(300) < 0.7) & ~rare
        result = cox_regression(times, events, np.column_stack([x, rare]))
        assert result.coefficients[0].interval is not None
        assert result.coefficients[1].interval is None
        assert any("separated by 1:" in warning for warning in result.warnings)

    def test_missing_covariates_drop_their_rows(self):
        covariates = [[float(one)] for one in published.PLACEBO]
        gaps = [*covariates, [math.nan]]
        result = cox_regression([*published.WEEKS, 3], [*published.RELAPSE, 1], gaps)
        assert result.n == 42
        assert result.coefficients[0].estimate == pytest.approx(1.572, abs=5e-4)
        assert "1 row " in result.warnings[0]

    @pytest.mark.parametrize(
        "covariates",
        [
            [[1], [1], [1], [1]],
            [[1, 2], [2, 4], [3, 6], [5, 10]],
            [["a"], ["b"], ["a"], ["b"]],
            [[1], [2], [3]],
            pd.DataFrame(index=range(4)),
            [[1, 0, 0, 2, 5], [0, 1, 0, 3, 1], [0, 0, 1, 4, 4], [9, 1, 1, 7, 3]],
        ],
    )
    def test_covariates_without_an_effect_of_their_own_are_refused(self, covariates):
        with pytest.raises(ValueError, match=r"\.$"):
            cox_regression([1, 2, 3, 4], [1, 1, 0, 1], covariates)

    def test_without_events_there_is_no_hazard(self):
        with pytest.raises(ValueError, match="No event"):
            cox_regression([1, 2, 3], [0, 0, 0], [[1], [2], [4]])


class TestRates:
    @given(events=st.integers(0, 2000), years=st.floats(0.01, 1e6))
    def test_the_limits_leave_a_fortieth_on_each_side(self, events, years):
        result = rate_per_person_year(events, years)
        low, high = (limit * years for limit in result.interval)
        assert result.estimate == events / years
        assert poisson.cdf(events, high) == pytest.approx(0.025, rel=1e-6)
        if events:
            assert poisson.sf(events - 1, low) == pytest.approx(0.025, rel=1e-6)
        else:
            assert low == 0

    @pytest.mark.parametrize(
        ("events", "years"),
        [(-1, 1), (1.5, 1), (1, 0), (1, -1), (math.nan, 1), (1, math.inf), ("1", 1), ([1], 1)],
    )
    def test_totals_that_make_no_rate_are_refused(self, events, years):
        with pytest.raises(ValueError, match=r"\.$"):
            rate_per_person_year(events, years)


class TestCumulativeIncidence:
    @settings(deadline=None, max_examples=30)
    @given(seed=st.integers(0, 10**6))
    def test_estimate_and_interval_are_those_of_lifelines(self, seed):
        rng = np.random.default_rng(seed)
        # lifelines jitters ties, so there are none; it leaves out the last term at n = d.
        times, causes = rng.permutation(60) + 1.0, rng.integers(0, 3, 60)
        assume((causes == 1).any())
        fitter = AalenJohansenFitter(calculate_variance=True).fit(
            times, causes, event_of_interest=1
        )
        curve = cumulative_incidence(times, causes, cause=1)
        for moment in (5, 20, 40, 55):
            one = curve.at(moment)
            estimate = fitter.cumulative_density_.loc[:moment].iloc[-1].item()
            assert one.estimate == pytest.approx(estimate, abs=1e-9)
            if estimate > 0:
                limits = fitter.confidence_interval_.loc[:moment].iloc[-1]
                assert one.interval == pytest.approx(tuple(limits), abs=1e-7)

    @given(rows=st.lists(st.tuples(st.integers(1, 9), st.integers(0, 2)), min_size=1, max_size=30))
    def test_the_causes_and_survival_add_up_to_one(self, rows):
        times, causes = columns(rows)
        moment = times.max()
        curves = [cumulative_incidence(times, causes, cause=cause) for cause in (1, 2)]
        survival = kaplan_meier(times, causes > 0)
        for moment in np.unique(times):
            total = sum(curve.at(moment).estimate for curve in curves)
            assert total + survival.at(moment).estimate == pytest.approx(1)
            assert {curve.at(moment).n for curve in curves} == {survival.at(moment).n}

    @given(rows=ROWS)
    def test_one_cause_alone_is_the_complement_of_survival_in_variance_too(self, rows):
        times, events = columns(rows)
        curve = cumulative_incidence(times, events.astype(int), cause=1)
        survival = kaplan_meier(times, events)
        np.testing.assert_allclose(curve.incidence, 1 - survival.survival, atol=1e-12)
        inside = survival.survival > 0
        deaths, at_risk = survival.events[inside], survival.at_risk[inside]
        greenwood = survival.survival[inside] ** 2 * np.cumsum(
            deaths / (at_risk * (at_risk - deaths))
        )
        np.testing.assert_allclose(curve.variance[inside], greenwood, atol=1e-9)

    def test_past_the_last_time_nothing_is_known_and_before_the_first_nothing_happened(self):
        curve = cumulative_incidence([2, 3], [1, 0], cause=1)
        assert math.isnan(curve.at(4).estimate)
        assert curve.at(4).interval is None
        assert (curve.at(1).estimate, curve.at(1).n) == (0.0, 2)

    def test_a_cause_that_nobody_had_is_warned_about(self):
        curve = cumulative_incidence([2, 3], [1, 0], cause=7)
        assert curve.at(3).estimate == 0
        assert curve.warnings

    @pytest.mark.parametrize(
        ("times", "causes", "cause"),
        [
            ([1, 2], [1, 0], 0),
            ([1, 2], [1.5, 0], 1),
            ([1, 2], ["1", "0"], 1),
            ([1, 2], [1], 1),
            ([-1, 2], [1, 0], 1),
            ([], [], 1),
            ([1, 2], [1, 0], "1"),
        ],
    )
    def test_rows_without_causes_are_refused_with_a_sentence(self, times, causes, cause):
        with pytest.raises(ValueError, match=r"\.$"):
            cumulative_incidence(times, causes, cause=cause)
