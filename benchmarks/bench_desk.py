"""
A mentor opens the desk with 3 and with 30 mentees, over a ledger of 5,000 entries.

Whole requests in the demo site. Each mentee has met the mentor, shares a goal with a check-in, and
has shared a journal entry that waits for an answer. The ledger is filled up with planned meetings.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from benchmarks.common import Queries, Seconds, a_site, in_turn, queries_of

MENTEES, ENTRIES, RUNS = (3, 30), 5_000, 15


@dataclass(frozen=True, kw_only=True)
class Measured:
    """What the desk costs with so many mentees and a ledger of so many entries."""

    mentees: int
    entries: int
    queries: Queries
    seconds: Seconds

    def __str__(self) -> str:
        return (
            f"{self.mentees:>3} mentees, {self.entries:,} ledger entries: {self.seconds}; "
            f"{self.queries}"
        )


def measure(mentees: Sequence[int], *, entries: int, runs: int) -> Sequence[Measured]:
    """Return what the desk costs while the mentees grow in number."""
    from django.test import Client
    from django.urls import reverse

    from outcomes_plugin.ledger import api as ledger_api
    from tests import given
    from tests import given_goals as gg
    from tests.given_programs import a_member, a_program

    program = a_program()
    _publish_notice(program)
    a_member(program, "ilse", role="mentor")
    gg.a_reader_of_the_notice(program, "ilse")
    client = Client()
    client.force_login(given.a_user("ilse"))
    address = reverse("outcomes_plugin:desk", args=[program.slug])

    def look() -> None:
        assert client.get(address).status_code == 200

    found: list[Measured] = []
    so_far = 0
    for count in mentees:
        for number in range(so_far, count):
            _add_mentee(program, f"mentee_{number}")
        so_far = count
        _fill_ledger(program, entries)
        look()
        found.append(
            Measured(
                mentees=count,
                entries=sum(ledger_api.entry_counts().values()),
                queries=queries_of(look),
                seconds=in_turn({"desk": look}, runs=runs)["desk"],
            )
        )
    return found


def _publish_notice(program: Any) -> None:
    from tests import given_goals as gg
    from tests import given_surveys as gs

    gs.a_notice(program, purposes=(*gg.PURPOSES, "journals"))


def _add_mentee(program: Any, name: str) -> None:
    """Let somebody be mentored by Ilse who works with her in every way that the desk shows."""
    from outcomes_plugin.journals.data import Visibility
    from tests import given
    from tests import given_goals as gg
    from tests import given_journals as gj
    from tests.given_pairings import a_meeting, a_pairing
    from tests.given_programs import a_member

    a_member(program, name)
    pairing = a_pairing(program, name, "ilse")
    gg.a_check_in(gg.a_goal(program, name), name)
    a_meeting(pairing, name, next_at=given.NEXT_MONDAY + timedelta(days=7))
    gj.writes(program, name, visibility=Visibility.MENTOR)


def _fill_ledger(program: Any, entries: int) -> None:
    """Add so many entries about Ilse and a mentee that the ledger has at least as many as asked."""
    from django.db import transaction

    from outcomes_plugin.ledger import api as ledger_api
    from outcomes_plugin.ledger.data import NewEntry
    from tests import given

    missing = max(entries - sum(ledger_api.entry_counts().values()), 0)
    persons = [given.a_person("ilse"), given.a_person("mentee_0")]
    rows = [
        NewEntry(
            type="meeting.planned",
            at=given.MONDAY + timedelta(minutes=number),
            person=persons[number % len(persons)],
            program=program.slug,
            payload={"pairing": 1},
        )
        for number in range(missing)
    ]
    with transaction.atomic():
        ledger_api.record_many(given.an_actor("ilse"), rows)


def ratios(found: Sequence[Measured]) -> Sequence[str]:
    """Return the time with the most mentees as a multiple of that with the fewest."""
    few = min(found, key=lambda one: one.mentees)
    many = max(found, key=lambda one: one.mentees)
    return [f"{many.mentees} mentees to {few.mentees}: {many.seconds.beside(few.seconds)}"]


def main() -> None:
    """Print one line per number of mentees, then the ratio."""
    with a_site():
        found = measure(MENTEES, entries=ENTRIES, runs=RUNS)
    print(f"medians of {RUNS} runs")
    print(*found, *ratios(found), sep="\n")


if __name__ == "__main__":
    main()
