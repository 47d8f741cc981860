"""
Everybody's answers as a CSV file, beside a plain dump of the same rows, for 10,000 and 100,000.

Our export names people and cohorts, orders the columns and makes formulas harmless. The dump writes
what is stored, with Python's own writer and nothing else. Both are read line by line and thrown
away, as a web server reads them; the memory is this process's at most, beyond what it had before.
"""

import csv
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.common import (
    Seconds,
    a_site,
    elsewhere,
    forget_peak,
    in_turn,
    peak_megabytes,
    queries_of,
)

RESPONSES, RUNS = (10_000, 100_000), 3
EXPORT, DUMP = "our export", "a plain dump"


@dataclass(frozen=True, kw_only=True)
class Measured:
    """What it costs to write so many answers in one of the two ways."""

    what: str
    responses: int
    seconds: Seconds
    queries: int
    megabytes_before: float
    megabytes: float

    @property
    def microseconds(self) -> float:
        """Return what a row costs the processor."""
        return 1e6 * self.seconds.cpu / self.responses

    def __str__(self) -> str:
        return (
            f"{self.responses:>7,} responses, {self.what}: {self.seconds}, "
            f"{self.microseconds:.1f} µs CPU a row, {self.queries} queries; memory "
            f"{self.megabytes_before:.0f} MB before, {self.megabytes:.0f} MB at most"
        )


def measure(
    responses: int, *, runs: int, make: Callable[[Callable[[], object]], object] = elsewhere
) -> Sequence[Measured]:
    """Return what both ways cost with so many answers; `make` adds these to the database."""
    from benchmarks import worlds
    from tests import given_surveys as gs

    world = worlds.a_world(mode="identified", mode_reason=gs.A_REASON)
    make(lambda: worlds.respondents(world, responses))
    acts = {
        EXPORT: lambda: _read(_export(world), responses),
        DUMP: lambda: _read(_dump(world), responses),
    }
    memory = {what: _memory(act) for what, act in acts.items()}
    queries = {what: queries_of(act).total for what, act in acts.items()}
    seconds = in_turn(acts, runs=runs)
    return [
        Measured(
            what=what,
            responses=responses,
            seconds=seconds[what],
            queries=queries[what],
            megabytes_before=memory[what][0],
            megabytes=memory[what][1],
        )
        for what in acts
    ]


def _memory(act: Callable[[], None]) -> tuple[float, float]:
    """Do the act, and return this process's memory before it and at most meanwhile."""
    forget_peak()
    before = peak_megabytes()
    act()
    return before, peak_megabytes()


def _read(lines: Iterable[str], responses: int) -> None:
    """Read every line, hold none, and see that there is one for each answer below the header."""
    ((number, _last),) = deque(enumerate(lines), maxlen=1)
    assert number == responses, number


def _export(world: Any) -> Iterable[str]:
    from outcomes_plugin.reporting import api as reporting_api
    from outcomes_plugin.surveys.data import Values
    from tests.given_programs import the_coordinator

    _key, lines = reporting_api.answers_csv(
        the_coordinator(), world.window.id, values=Values.CODES, language="en"
    )
    return lines


def _dump(world: Any) -> Iterable[str]:
    from outcomes_plugin.surveys.models import IdentifiedResponse

    class Echo:
        def write(self, line: str) -> str:
            return line

    writer = csv.writer(Echo())
    rows = IdentifiedResponse.objects.filter(window_id=world.window.id).values_list(
        "person", "cohort_id", "changed_at", "answers"
    )
    yield writer.writerow(["person", "cohort", "changed_at", "answers"])
    for person, cohort_id, changed_at, answers in rows.iterator():
        yield writer.writerow([person, cohort_id, changed_at, *answers.values()])


def ratios(found: Sequence[Measured]) -> Sequence[str]:
    """Return our export as a multiple of the dump, and of itself with the fewest answers."""
    by_place = {(one.what, one.responses): one for one in found}
    counts = sorted({one.responses for one in found})
    ours = [by_place[EXPORT, count] for count in counts]
    grown = (ours[-1].megabytes - ours[-1].megabytes_before) - (
        ours[0].megabytes - ours[0].megabytes_before
    )
    return [
        *(
            f"{one.responses:,} responses: {EXPORT} to {DUMP} "
            f"{one.seconds.beside(by_place[DUMP, one.responses].seconds)}"
            for one in ours
        ),
        f"{EXPORT}, a row at {counts[-1]:,} to a row at {counts[0]:,}: "
        f"{ours[-1].microseconds / ours[0].microseconds:.2f} (CPU); "
        f"{grown:+.1f} MB at most for {counts[-1] / counts[0]:.0f} times the answers",
    ]


def main() -> None:
    """Print one line per way and number of answers, then the ratios."""
    found: list[Measured] = []
    for responses in RESPONSES:
        with a_site():
            found += measure(responses, runs=RUNS)
        print(*found[-2:], sep="\n", flush=True)
    print(*ratios(found), sep="\n")


if __name__ == "__main__":
    main()
