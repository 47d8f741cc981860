"""
`assign` on 10,000 mentees and 4,000 mentors, beside SciPy's matcher on the same expanded matrix.

Each mentee has 50 candidates, each mentor 1 to 4 seats. `assign` takes the plain matrix, forms the
seats, matches, and proves the result; SciPy's `min_weight_full_bipartite_matching` gets the
expanded matrix ready-made. CPU seconds, the best of three runs of each, taken in turn; the memory
is that of the largest moment of the whole process.
"""

import resource
import sys
from time import process_time

import numpy as np
import scipy.sparse as sp
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

from outcomes_plugin.stats import assign

MENTEES, MENTORS, CANDIDATES = 10_000, 4_000, 50
RUNS = 3
MOST = 2.0


def main() -> None:
    """Print one line per kind of scores, then the memory."""
    rng = np.random.default_rng(20240601)
    rows = np.repeat(np.arange(MENTEES), CANDIDATES)
    columns = np.concatenate(
        [rng.choice(MENTORS, CANDIDATES, replace=False) for _ in range(MENTEES)]
    )
    capacities = rng.integers(1, 5, MENTORS)
    kinds = {
        "any score": rng.random(rows.size),
        "two decimals": np.round(0.01 + 0.99 * rng.random(rows.size), 2),
        "five steps": rng.integers(1, 6, rows.size).astype(float),
    }
    before = _megabytes()
    for kind, scores in kinds.items():
        matrix = sp.csr_array((scores, (rows, columns)), shape=(MENTEES, MENTORS))
        _compare(kind, matrix, capacities)
    print(f"memory: {before:.0f} MB with the data, {_megabytes():.0f} MB at most")


def _compare(kind: str, matrix: sp.csr_array, capacities: np.ndarray) -> None:
    expanded = matrix[:, np.repeat(np.arange(MENTORS), capacities)]
    ours, theirs = [], []
    for seed in range(RUNS):
        start = process_time()
        result = assign(matrix, capacities, seed=seed)
        ours.append(process_time() - start)
        start = process_time()
        pairs = min_weight_full_bipartite_matching(expanded, maximize=True)
        theirs.append(process_time() - start)
    difference = result.objective - float(expanded[pairs].sum())
    print(
        f"assign, {kind}: {min(ours):.2f} s with proof, SciPy {min(theirs):.2f} s, "
        f"ratio {min(ours) / min(theirs):.2f} (at most {MOST}), optimal: {result.is_optimal}, "
        f"{len(result.unmatched)} unmatched of {MENTEES:,} for {capacities.sum():,} seats, "
        f"objective less SciPy's {difference:.1e}"
    )


def _megabytes() -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (2**20 if sys.platform == "darwin" else 2**10)


if __name__ == "__main__":
    main()
