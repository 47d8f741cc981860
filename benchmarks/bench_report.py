"""
The report's page, and closing a window with its release, at 1,000 and at 100,000 answers.

The answers are put in as rows; they are confidential, to the mentee's satisfaction survey, in two
cohorts. Closing takes the frame, scores every answer and marks the window; the release adds up,
protects, proves and draws. The page is a whole request of the coordinator in the demo site.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.common import (
    Queries,
    Seconds,
    a_site,
    forget_peak,
    in_turn,
    peak_megabytes,
    queries_of,
    seconds_of,
)

ANSWERS, RUNS, WARMING_UP = (1000, 100_000), 9, 50


@dataclass(frozen=True, kw_only=True)
class Measured:
    """What closing, releasing and reading cost with so many answers."""

    answers: int
    closing: Seconds
    releasing: Seconds
    megabytes_before: float
    megabytes: float
    page: Seconds
    queries: Queries

    def __str__(self) -> str:
        return (
            f"{self.answers:>7,} answers: closing {self.closing.wall:.1f} s "
            f"({self.closing.cpu:.1f} CPU), release {self.releasing.wall:.1f} s "
            f"({self.releasing.cpu:.1f} CPU), memory {self.megabytes_before:.0f} MB before, "
            f"{self.megabytes:.0f} MB at most; page {self.page}; {self.queries}"
        )


def measure(answers: int, *, runs: int) -> Measured:
    """Return what a window with so many answers costs from its closing to its report."""
    from benchmarks import worlds
    from outcomes_plugin.reporting import api as reporting_api
    from outcomes_plugin.surveys import api as surveys_api
    from tests.given_programs import the_coordinator

    world = worlds.a_world()
    worlds.respondents(world, answers)
    coordinator, window = the_coordinator(), world.window
    forget_peak()
    before = peak_megabytes()
    closing = seconds_of(
        lambda: surveys_api.close_window(coordinator, window.id, at=window.closes_at)
    )
    releasing = seconds_of(
        lambda: reporting_api.close_and_release(coordinator, window.id, at=window.closes_at)
    )
    after = peak_megabytes()
    page = _page(world)
    queries = queries_of(page)
    return Measured(
        answers=answers,
        closing=closing,
        releasing=releasing,
        megabytes_before=before,
        megabytes=after,
        page=in_turn({"page": page}, runs=runs)["page"],
        queries=queries,
    )


def _page(world: Any) -> Callable[[], None]:
    """Return the request of the report; it fails where there is none."""
    from django.test import Client
    from django.urls import reverse

    from tests import given
    from tests.given_programs import COORDINATOR

    client = Client()
    client.force_login(given.a_user(COORDINATOR))
    url = reverse("outcomes_plugin:report", args=[world.program.slug])

    def page() -> None:
        answer = client.get(url)
        assert answer.status_code == 200, answer.content

    return page


def ratios(found: Sequence[Measured]) -> Sequence[str]:
    """Return the page at most answers as a multiple of that at fewest, and closing per answer."""
    fewest, most = found[0], found[-1]
    per_answer = [1e6 * (one.closing.cpu + one.releasing.cpu) / one.answers for one in found]
    return [
        f"page at {most.answers:,} to page at {fewest.answers:,} answers: "
        f"{most.page.beside(fewest.page)}, queries {most.queries.total} to {fewest.queries.total}",
        f"closing and release per answer: {per_answer[-1]:.0f} µs CPU at {most.answers:,}, "
        f"{per_answer[0]:.0f} µs at {fewest.answers:,}",
    ]


def main() -> None:
    """Print one line per number of answers, then the ratios."""
    with a_site():
        first = measure(WARMING_UP, runs=1)
    print(
        f"the first release of a process, which loads statistics and the chart engine: "
        f"{first.releasing.wall:.1f} s ({first.releasing.cpu:.1f} CPU)"
    )
    found = []
    for answers in ANSWERS:
        with a_site():
            found.append(measure(answers, runs=RUNS))
        print(found[-1], flush=True)
    print(*ratios(found), sep="\n")


if __name__ == "__main__":
    main()
