"""
A thousand answers at once: 50 threads, each on a connection of its own, against MariaDB.

Eight hundred people send one answer each, and two hundred of them send theirs once more, from a
second tab. None may be lost and none counted twice. What each sender waits is measured. It runs on
MariaDB alone, where DATABASE_URL names it: SQLite lets one write after the other.
"""

import threading
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from statistics import quantiles
from typing import Any

from benchmarks.common import Seconds, a_site, seconds_of

PEOPLE, TWICE, THREADS = 800, 200, 50
MODES = ("identified", "confidential", "anonymous")
_PATIENCE = 60


@dataclass(frozen=True, kw_only=True)
class Measured:
    """What became of the answers, and how long the senders waited."""

    mode: str
    people: int
    sent: int
    first_receipts: int
    second_receipts: int
    receipts_kept: int
    answers_kept: int
    whole: Seconds
    waits: Sequence[float]

    @property
    def lost(self) -> int:
        """Return how many people sent an answer that is not kept."""
        return max(0, self.people - self.answers_kept)

    @property
    def doubled(self) -> int:
        """Return how many answers are kept, or told as the first, beside their person's first."""
        return max(self.answers_kept, self.first_receipts, self.receipts_kept) - self.people

    def __str__(self) -> str:
        twentieths = quantiles(self.waits, n=20)
        return (
            f"{self.mode}: {self.sent:,} sent by {self.people:,} people in {self.whole.wall:.1f} s "
            f"({self.sent / self.whole.wall:,.0f} a second), lost {self.lost}, "
            f"doubled {self.doubled}; each waits {twentieths[9] * 1000:.0f} ms (median), "
            f"{twentieths[18] * 1000:.0f} ms (p95), {max(self.waits) * 1000:.0f} ms at most"
        )


def measure(mode: str, *, people: int, twice: int, threads: int) -> Measured:
    """Return what becomes of everybody's answers; some people send theirs twice."""
    from tests import given_surveys as gs

    program = gs.an_asking_program()
    names = gs.mentees(program, people)
    window = gs.an_open_window(program, mode=mode, mode_reason=gs.A_REASON)
    actors = [gs.has_read_the_notice(window, name) for name in names]
    # A second tab follows right upon the first one.
    senders = [actor for number, actor in enumerate(actors) for _tab in range(1 + (number < twice))]
    receipts, waits = [], []

    def send(actor: Any) -> None:
        waits.append(seconds_of(lambda: receipts.append(_submit(actor, window))).wall)

    whole = seconds_of(lambda: _at_once(send, senders, threads=threads))
    counted = Counter(receipt.already_received for receipt in receipts)
    return Measured(
        mode=mode,
        people=people,
        sent=len(senders),
        first_receipts=counted[False],
        second_receipts=counted[True],
        receipts_kept=_receipts(window),
        answers_kept=_answers(window),
        whole=whole,
        waits=waits,
    )


def _at_once(send: Callable[[Any], None], senders: Sequence[Any], *, threads: int) -> None:
    """Let that many threads begin together; what fails in one of them fails here."""
    from django.db import connection

    together = threading.Barrier(threads)
    waiting = iter(senders)
    turn = threading.Lock()

    def work() -> None:
        connection.ensure_connection()
        together.wait(_PATIENCE)
        try:
            while True:
                with turn:
                    actor = next(waiting, None)
                if actor is None:
                    return
                send(actor)
        finally:
            connection.close()

    with ThreadPoolExecutor(threads) as pool:
        for one in [pool.submit(work) for _thread in range(threads)]:
            one.result()


def _submit(actor: Any, window: Any) -> Any:
    from outcomes_plugin.surveys import api as surveys_api
    from tests import given
    from tests import given_surveys as gs

    return surveys_api.submit(
        actor,
        window.program_slug,
        window.key,
        answers=gs.all_answers(window.instrument),
        mode=window.mode,
        notice_version=1,
        instrument_version=window.instrument_version,
        at=given.TUESDAY,
    )


def _receipts(window: Any) -> int:
    from outcomes_plugin.surveys.data import Outcome
    from outcomes_plugin.surveys.models import FrameRow

    return FrameRow.objects.filter(window_id=window.id, outcome=Outcome.RECEIVED).count()


def _answers(window: Any) -> int:
    from outcomes_plugin.surveys import models

    table = {
        "identified": models.IdentifiedResponse,
        "confidential": models.ConfidentialResponse,
        "anonymous": models.AnonymousResponse,
    }[window.mode]
    return int(table.objects.filter(window_id=window.id).count())


def main() -> None:
    """Print one line per mode."""
    for mode in MODES:
        with a_site():
            from django.db import connection

            if connection.vendor == "sqlite":
                print("This one runs on MariaDB: `make services`, then with its DATABASE_URL.")
                return
            found = measure(mode, people=PEOPLE, twice=TWICE, threads=THREADS)
        print(found, flush=True)
        assert (found.lost, found.doubled, found.second_receipts) == (0, 0, TWICE), found


if __name__ == "__main__":
    main()
