"""
A mentee opens a unit with the journal block, types, and saves, with few and with many entries.

Whole requests in the demo site. Every entry is shared with program staff and has a reply, which is
the most that a view has to read.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.common import Queries, Seconds, a_site, medians, queries_of, seconds_of

ENTRIES, RUNS = (1, 300), 15
VIEW, AUTOSAVE, SAVE = "view", "autosave", "save"


@dataclass(frozen=True, kw_only=True)
class Measured:
    """What one act costs with so many entries."""

    act: str
    entries: int
    queries: Queries
    seconds: Seconds

    def __str__(self) -> str:
        return f"{self.entries:>4} entries, {self.act}: {self.seconds}; {self.queries}"


def measure(entries: Sequence[int], *, runs: int) -> Sequence[Measured]:
    """Return what a view, an autosave and a save cost while the journal grows."""
    from tests.blocks import given_blocks as gb
    from tests.blocks import given_journal_blocks as gjb

    course, program = gjb.a_course(), gjb.a_program()
    gb.linked(course)
    gjb.block_of("back").delete()
    amara = gb.client_of("amara")
    gjb.starts(amara)
    found: list[Measured] = []
    written = 0
    for count in entries:
        _write(program, count - written)
        found += _acts(amara, course, program, count, runs=runs)
        # Each run keeps an entry, and so does the one whose queries are counted.
        written = count + runs + 1
    return found


def _write(program: Any, count: int) -> None:
    """Let Amara share so many entries more, and Ilse answer each."""
    from outcomes_plugin.journals import api as journals_api
    from outcomes_plugin.journals.data import Visibility
    from tests import given
    from tests import given_journals as gj

    for _number in range(count):
        entry = gj.writes(program, visibility=Visibility.STAFF)
        journals_api.reply(
            given.an_actor("ilse"), program.id, entry.id, text="Why?", at=given.NEXT_MONDAY
        )


def _acts(client: Any, course: Any, program: Any, count: int, *, runs: int) -> Sequence[Measured]:
    first, *others = [_turn(client, course, program) for _run in range(runs + 1)]
    queries = {act: queries_of(work) for act, work in first.items()}
    taken: dict[str, list[Seconds]] = {act: [] for act in queries}
    for turn in others:
        for act, work in turn.items():
            taken[act].append(seconds_of(work))
    return [
        Measured(act=act, entries=count, queries=queries[act], seconds=medians(taken[act]))
        for act in queries
    ]


def _turn(client: Any, course: Any, program: Any) -> Mapping[str, Callable[[], None]]:
    """Return how one entry is written: the page opens, a draft is kept, the entry is saved."""
    from tests.blocks import given_blocks as gb
    from tests.blocks import given_journal_blocks as gjb

    saved = gjb.saved(visibility="staff", program=program)
    draft = {**gjb.typed("On Wednesday"), "entry": saved["entry"]}

    def view() -> None:
        assert 'data-state="ready"' in gb.page(client, course)

    def send(body: Mapping[str, Any]) -> Callable[[], None]:
        def work() -> None:
            answer = gjb.call(client, body)
            assert answer.status_code == 200, answer.content

        return work

    return {VIEW: view, AUTOSAVE: send(draft), SAVE: send({**saved, "version": 1})}


def ratios(found: Sequence[Measured]) -> Sequence[str]:
    """Return the times with the most entries as multiples of those with the fewest."""
    by_place = {(one.act, one.entries): one for one in found}
    few, many = min(one.entries for one in found), max(one.entries for one in found)
    return [
        f"{act}, {many} entries to {few}: "
        f"{by_place[act, many].seconds.beside(by_place[act, few].seconds)}"
        for act in (VIEW, AUTOSAVE, SAVE)
    ]


def main() -> None:
    """Print one line per act and number of entries, then the ratios."""
    with a_site():
        found = measure(ENTRIES, runs=RUNS)
    print(f"medians of {RUNS} runs")
    print(*found, *ratios(found), sep="\n")


if __name__ == "__main__":
    main()
