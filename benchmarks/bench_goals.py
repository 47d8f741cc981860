"""
A mentee opens a unit with the goals block and checks in, with one goal and with many.

Whole requests in the demo site. Every goal is shared and agreed, with a milestone and a check-in;
two of three are still open.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from benchmarks.common import Queries, Seconds, a_site, in_turn, queries_of

GOALS, RUNS = (1, 30), 15
VIEW, CHECK_IN = "view", "check-in"


@dataclass(frozen=True, kw_only=True)
class Measured:
    """What one act costs with so many goals."""

    act: str
    goals: int
    queries: Queries
    seconds: Seconds

    def __str__(self) -> str:
        return f"{self.goals:>3} goals, {self.act}: {self.seconds}; {self.queries}"


def measure(goals: Sequence[int], *, runs: int) -> Sequence[Measured]:
    """Return what a view and a check-in cost while the goals grow in number."""
    from tests.blocks import given_blocks as gb
    from tests.blocks import given_goals_blocks as ggb

    course = ggb.a_course()
    program = ggb.a_linked_program(course)
    amara = gb.client_of("amara")
    ggb.starts(amara, program)
    found: list[Measured] = []
    written = 0
    for count in goals:
        for number in range(written, count):
            _write(program, number)
        written = count
        acts = _acts(amara, course, program)
        # The first check-in also completes the block.
        acts[CHECK_IN]()
        queries = {act: queries_of(work) for act, work in acts.items()}
        found += [
            Measured(act=act, goals=count, queries=queries[act], seconds=seconds)
            for act, seconds in in_turn(acts, runs=runs).items()
        ]
    return found


def _write(program: Any, number: int) -> None:
    """Let Amara set a goal that Ilse agrees to, and reach every third."""
    from outcomes_plugin.goals import api as goals_api
    from outcomes_plugin.goals.data import Status
    from tests import given
    from tests import given_goals as gg

    amara, at = given.an_actor("amara"), given.MONDAY + timedelta(hours=number)
    goal = gg.a_goal(program, at=at, what=f"Goal {number}")
    goals_api.agree_goal(given.an_actor("ilse"), goal.id, expected_version=goal.version, at=at)
    goals_api.add_milestone(amara, goal.id, text="One review", at=at)
    gg.a_check_in(goal, at=at, changed="Led one.", next_step="Lead two.")
    if number % 3 == 1:
        goals_api.finish_goal(amara, goal.id, status=Status.ACHIEVED, words="", at=at)


def _acts(client: Any, course: Any, program: Any) -> Mapping[str, Callable[[], None]]:
    from tests.blocks import given_blocks as gb
    from tests.blocks import given_goals_blocks as ggb

    goal = ggb.newest(program)

    def view() -> None:
        assert 'data-state="open"' in gb.page(client, course)

    def check_in() -> None:
        said = {"value": "3", "confidence": "7", "changed": "Led another.", "next_step": "Rest."}
        answer = ggb.act(client, "check_in", goal=goal.id, fields=said)
        assert answer.status_code == 200, answer.content

    return {VIEW: view, CHECK_IN: check_in}


def ratios(found: Sequence[Measured]) -> Sequence[str]:
    """Return the times with the most goals as multiples of those with the fewest."""
    by_place = {(one.act, one.goals): one for one in found}
    few, many = min(one.goals for one in found), max(one.goals for one in found)
    return [
        f"{act}, {many} goals to {few}: "
        f"{by_place[act, many].seconds.beside(by_place[act, few].seconds)}"
        for act in (VIEW, CHECK_IN)
    ]


def main() -> None:
    """Print one line per act and number of goals, then the ratios."""
    with a_site():
        found = measure(GOALS, runs=RUNS)
    print(f"medians of {RUNS} runs")
    print(*found, *ratios(found), sep="\n")


if __name__ == "__main__":
    main()
