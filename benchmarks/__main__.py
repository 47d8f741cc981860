"""
Run the benchmarks and print what they measured.

    python -m benchmarks                   all of them
    python -m benchmarks survey signals    only these

The status is 1 when one of them failed; the others run all the same.
"""

import subprocess
import sys
from pathlib import Path

from benchmarks.common import machine_facts

HERE = Path(__file__).parent


def names() -> list[str]:
    """Return what there is to run, each without its `bench_`."""
    return sorted(path.stem.removeprefix("bench_") for path in HERE.glob("bench_*.py"))


def main(chosen: list[str]) -> int:
    """Run the chosen benchmarks, or all, each under one header."""
    unknown = sorted(set(chosen) - set(names()))
    if unknown:
        print(f"There is no benchmark {', '.join(unknown)}. There are: {', '.join(names())}.")
        return 2
    print(machine_facts(), flush=True)
    failed = []
    for name in chosen or names():
        print(f"\n== {name}", flush=True)
        command = [sys.executable, "-m", f"benchmarks.bench_{name}"]
        if subprocess.run(command, cwd=HERE.parent, check=False).returncode:
            failed.append(name)
    if failed:
        print(f"\nFailed: {', '.join(failed)}.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
