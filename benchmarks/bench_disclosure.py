"""Protect 10,000 cells: seconds, memory, and what stays in view against hiding whole lines."""

import resource
import time

import numpy as np

from outcomes_plugin.stats import audit, protect

K = 5


def main() -> None:
    """Print one line for each table."""
    random = np.random.default_rng(2024)
    rare = random.integers(K, 200, (100, 100))
    spots = random.choice(rare.size, 100, replace=False)
    rare.flat[spots] = random.integers(0, K, 100)
    tables = {
        "1 % small cells": rare,
        "Poisson, mean 12": random.poisson(12, (100, 100)),
        "skewed, mean 20": random.negative_binomial(1, 1 / 21, (100, 100)),
        "one axis": random.negative_binomial(1, 1 / 21, 10_000),
    }
    for name, table in tables.items():
        print(_line(name, table))


def _line(name: str, table: np.ndarray) -> str:
    start = time.perf_counter()
    protected = protect(table, k=K)
    seconds = time.perf_counter() - start
    start = time.perf_counter()
    ranges = audit(protected.published, protected.hidden)
    audit_seconds = time.perf_counter() - start
    assert ranges == protected.certificate
    kept = int((~protected.hidden).sum())
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return (
        f"protect, {name}, {table.size:,} cells: {seconds:.1f} s (audit {audit_seconds:.1f} s), "
        f"peak {memory:.0f} MB, {protected.method}; {kept:,} of {protected.hidden.size:,} cells "
        f"and totals kept, {_kept_by_whole_lines(table):,} by hiding whole rows and columns"
    )


def _kept_by_whole_lines(table: np.ndarray) -> int:
    """Count what is left when every line through a small cell goes, its total included."""
    full = table
    for axis in range(table.ndim):
        full = np.concatenate([full, full.sum(axis=axis, keepdims=True)], axis=axis)
    gone = np.zeros(full.shape, dtype=bool)
    for axis in range(full.ndim):
        gone |= (full < K).any(axis=axis, keepdims=True)
    gone[(-1,) * full.ndim] = False
    return int((~gone).sum())


if __name__ == "__main__":
    main()
