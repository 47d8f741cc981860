"""
Kaplan-Meier and log-rank on a million rows, beside SciPy's `ecdf` and `logrank` on the same rows.

SciPy starts from its own `CensoredData`, built outside the clock; ours starts from plain arrays.
CPU seconds, the best of five runs of each, taken in turn.
"""

from collections.abc import Callable
from time import process_time
from typing import Any

import numpy as np
from scipy import stats as scipy_stats

from outcomes_plugin import stats

ROWS = 1_000_000
RUNS = 5
MOST = 1.2


def main() -> None:
    """Print one line per function and kind of durations."""
    rng = np.random.default_rng(20240601)
    exact = rng.exponential(800, ROWS)
    events, groups = rng.random(ROWS) < 0.6, rng.random(ROWS) < 0.5
    for kind, durations in (("continuous", exact), ("whole days", np.ceil(exact))):
        everybody = _censored(durations, events, np.ones(ROWS, dtype=bool))
        _compare(
            f"kaplan_meier, {kind}",
            lambda: stats.kaplan_meier(durations, events),  # noqa: B023
            lambda: scipy_stats.ecdf(everybody),  # noqa: B023
        )
        one, other = (_censored(durations, events, part) for part in (groups, ~groups))
        _compare(
            f"logrank_test, {kind}",
            lambda: stats.logrank_test(durations, events, groups),  # noqa: B023
            lambda: scipy_stats.logrank(one, other),  # noqa: B023
        )
    _agree(exact[:20_000], events[:20_000], groups[:20_000])


def _censored(durations: Any, events: Any, part: Any) -> scipy_stats.CensoredData:
    return scipy_stats.CensoredData(
        uncensored=durations[events & part], right=durations[~events & part]
    )


def _compare(name: str, ours: Callable[[], object], theirs: Callable[[], object]) -> None:
    seconds: dict[str, list[float]] = {"ours": [], "SciPy": []}
    for _ in range(RUNS):
        for who, call in (("ours", ours), ("SciPy", theirs)):
            start = process_time()
            call()
            seconds[who].append(process_time() - start)
    mine, scipy = min(seconds["ours"]), min(seconds["SciPy"])
    print(
        f"{name}: {mine:.3f} s, SciPy {scipy:.3f} s, "
        f"ratio {mine / scipy:.2f} (at most {MOST}), {ROWS:,} rows"
    )


def _agree(durations: Any, events: Any, groups: Any) -> None:
    """Check on fewer rows, where SciPy's integers do not overflow, that both say the same."""
    parts = (_censored(durations, events, part) for part in (groups, ~groups))
    theirs = scipy_stats.logrank(*parts).statistic ** 2
    ours = stats.logrank_test(durations, events, groups).statistic
    curve = scipy_stats.ecdf(_censored(durations, events, np.ones(len(events), dtype=bool))).sf
    gap = np.abs(
        curve.evaluate([500.0])[0] - stats.kaplan_meier(durations, events).at(500).estimate
    )
    print(f"largest difference from SciPy: {max(abs(ours - theirs), gap):.1e}")


if __name__ == "__main__":
    main()
