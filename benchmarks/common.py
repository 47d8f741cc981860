"""What the benchmarks share: a site of their own, what an act costs, and facts of the machine."""

import atexit
import multiprocessing
import os
import platform
import re
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from statistics import median

_STATUS = Path("/proc/self/status")
_OWN_TABLES = "outcomes_plugin_"
_NO_QUERIES = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "PRAGMA", "SET ")


@dataclass(frozen=True, kw_only=True)
class Queries:
    """The queries of an act: on our own tables, and on the platform's. Transactions are neither."""

    own: int
    platform: int

    @property
    def total(self) -> int:
        return self.own + self.platform

    def __str__(self) -> str:
        return f"queries {self.total}: of ours {self.own}, the platform's {self.platform}"


@dataclass(frozen=True, kw_only=True)
class Seconds:
    """The medians of several runs: by the clock on the wall, and of the processor."""

    wall: float
    cpu: float

    def __str__(self) -> str:
        return f"{self.wall * 1000:.1f} ms ({self.cpu * 1000:.1f} CPU)"

    def beside(self, other: "Seconds") -> str:
        """Return this as a multiple of the other."""
        return f"{_ratio(self.wall, other.wall)} (CPU {_ratio(self.cpu, other.cpu)})"


def _ratio(one: float, other: float) -> str:
    found = one / max(other, 1e-9)
    return f"{found:.2f}" if found < 10 else f"{found:,.0f}"


@contextmanager
def a_site() -> Iterator[None]:
    """
    Start the demo site with an empty database and a queue that nobody works off.

    So what a worker does is in no request, as in an LMS. DATABASE_URL may name MariaDB; a test
    database beside the named one is used, and is gone afterwards like every file.
    """
    os.environ |= {
        "DEMO_VAR": _folder(),
        "DJANGO_SETTINGS_MODULE": "demo.settings",
        "CELERY_BROKER_URL": "memory://localhost/",
    }
    import django

    django.setup()
    from django.db import connection

    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


@cache
def _folder() -> str:
    """Return the folder of this process's site, which goes with the process."""
    folder = tempfile.mkdtemp(prefix="mentoring-bench-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def queries_of(act: Callable[[], object]) -> Queries:
    """Do the act and return its queries."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        act()
    return _sorted_out(query["sql"] for query in captured.captured_queries)


def _sorted_out(statements: Iterable[str]) -> Queries:
    asked = [sql for sql in statements if not sql.lstrip().upper().startswith(_NO_QUERIES)]
    own = sum(_OWN_TABLES in sql for sql in asked)
    return Queries(own=own, platform=len(asked) - own)


def in_turn(acts: Mapping[str, Callable[[], object]], *, runs: int) -> Mapping[str, Seconds]:
    """Do all the acts in turn, so many times, and return the medians of each."""
    taken: dict[str, list[Seconds]] = {name: [] for name in acts}
    for _run in range(runs):
        for name, act in acts.items():
            taken[name].append(seconds_of(act))
    return {name: medians(found) for name, found in taken.items()}


def medians(found: Sequence[Seconds]) -> Seconds:
    """Return the medians of several runs."""
    return Seconds(wall=median(one.wall for one in found), cpu=median(one.cpu for one in found))


def seconds_of(act: Callable[[], object]) -> Seconds:
    """Do the act once and return its time."""
    wall, cpu = time.perf_counter(), time.process_time()
    act()
    return Seconds(cpu=time.process_time() - cpu, wall=time.perf_counter() - wall)


def forget_peak() -> None:
    """From now on count the peak of memory anew, where the system can (Linux)."""
    if _STATUS.exists():
        _STATUS.with_name("clear_refs").write_text("5")


def peak_megabytes() -> float:
    """Return the most memory that this process had since the peak was forgotten, or ever."""
    if _STATUS.exists():
        (line,) = re.findall(r"^VmHWM:\s+(\d+) kB$", _STATUS.read_text(), re.MULTILINE)
        return int(line) / 2**10
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (2**20 if sys.platform == "darwin" else 2**10)


def elsewhere(act: Callable[[], object]) -> None:
    """Do the act in a process of its own: the memory that it took is gone with it."""
    from django.db import connections

    connections.close_all()
    child = multiprocessing.get_context("fork").Process(target=act)
    child.start()
    child.join()
    assert child.exitcode == 0, child.exitcode


def machine_facts() -> str:
    """Return what a reader of the numbers must know about the machine."""
    load = os.getloadavg()[0]
    database = os.environ.get("DATABASE_URL", "").partition(":")[0] or "sqlite"
    packages = ", ".join(_packages(("Django", "XBlock", "numpy", "scipy", "xblock-poll")))
    return (
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors, load {load:.1f}; "
        f"Python {platform.python_version()}, {packages}; database: {database}"
    )


def _packages(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        try:
            yield f"{name} {version(name)}"
        except PackageNotFoundError:
            yield f"no {name}"
