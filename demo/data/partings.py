"""What becomes of a few pairings: paused, ended, paired again, handed over, proposed."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import partial

from outcomes_plugin import api
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.pairings.data import EndReason

from .drawing import Span
from .people import CohortCast
from .stage import COORDINATOR, FIRST, PROGRAM, SECOND, CohortPlan, Days, Step, actor
from .working import open_pairing, pairing_of

PROPOSED_TO = "ilse.b"
_QUIET_BEFORE = 6


class Turn(StrEnum):
    """What a pairing comes to."""

    PAUSED = "paused"
    ENDED = "ended"
    PAIRED_AGAIN = "paired_again"
    HANDED_OVER = "handed_over"
    PROPOSED = "proposed"


@dataclass(frozen=True, kw_only=True)
class Parting:
    """The turn that the pairing of one mentee takes; places count the unnamed of a cohort."""

    cohort: str
    place: int
    turn: Turn
    day: int
    reason: EndReason | None = None
    again: int | None = None

    def spans(self, plan: CohortPlan) -> Sequence[Span]:
        """Return the days on which the mentee works with a mentor."""
        before = (plan.starts, self.day - _QUIET_BEFORE)
        if self.turn in {Turn.PAIRED_AGAIN, Turn.HANDED_OVER}:
            return [before, ((self.again or self.day) + 1, plan.last_day)]
        return [before]


PARTINGS = (
    Parting(
        cohort=FIRST, place=2, turn=Turn.PAIRED_AGAIN, day=-262, reason=EndReason.NOT_A_FIT,
        again=-255,
    ),
    Parting(cohort=FIRST, place=11, turn=Turn.ENDED, day=-205, reason=EndReason.NO_TIME),
    Parting(cohort=FIRST, place=17, turn=Turn.HANDED_OVER, day=-190),
    Parting(
        cohort=FIRST, place=26, turn=Turn.PAIRED_AGAIN, day=-302, reason=EndReason.NO_TIME,
        again=-296,
    ),
    Parting(cohort=FIRST, place=38, turn=Turn.ENDED, day=-148, reason=EndReason.NOT_A_FIT),
    Parting(cohort=FIRST, place=55, turn=Turn.ENDED, day=-120, reason=EndReason.OTHER),
    Parting(cohort=SECOND, place=4, turn=Turn.PAUSED, day=-20),
    Parting(
        cohort=SECOND, place=9, turn=Turn.PAIRED_AGAIN, day=-70, reason=EndReason.NOT_A_FIT,
        again=-66,
    ),
    Parting(cohort=SECOND, place=15, turn=Turn.PROPOSED, day=-9, reason=EndReason.NO_TIME),
    Parting(cohort=SECOND, place=20, turn=Turn.HANDED_OVER, day=-50),
    Parting(cohort=SECOND, place=25, turn=Turn.ENDED, day=-16, reason=EndReason.COMPLETED),
    Parting(cohort=SECOND, place=31, turn=Turn.ENDED, day=-31, reason=EndReason.OTHER),
    Parting(cohort=SECOND, place=35, turn=Turn.PAUSED, day=-13),
)  # fmt: skip


def steps(parting: Parting, *, mentee: str, next_mentor: str, days: Days) -> Iterator[Step]:
    """Return the turn of the mentee's pairing, each step with its time."""
    told: Mapping[Turn, Callable[..., None]] = {
        Turn.PAUSED: _pause,
        Turn.ENDED: partial(_end, reason=parting.reason),
        Turn.PAIRED_AGAIN: partial(_end, reason=parting.reason),
        Turn.PROPOSED: partial(_end, reason=parting.reason),
        Turn.HANDED_OVER: partial(_hand_over, mentor=next_mentor),
    }
    at = days.at(parting.day, 11)
    yield at, partial(told[parting.turn], mentee, at=at)
    if parting.turn is Turn.PAIRED_AGAIN:
        at = days.at(parting.again or parting.day, 11)
        yield at, partial(_pair, mentee, mentor=next_mentor, at=at)
    if parting.turn is Turn.PROPOSED:
        at = days.at(-1, 15)
        yield at, partial(_propose, mentee, mentor=PROPOSED_TO, at=at)


def completing(cohort: CohortCast, days: Days) -> Iterator[Step]:
    """Return how the pairings of a cohort that is at its end come to theirs."""
    for place, person in enumerate(cohort.mentees):
        at = days.at(days.workday(cohort.plan.ends), 16, place % 60)
        yield at, partial(_complete, person.username, at=at)


def _complete(mentee: str, *, at: datetime) -> None:
    own = actor(mentee)
    pairing = open_pairing(own)
    if pairing is not None:
        api.end_pairing(own, pairing.id, reason=EndReason.COMPLETED, at=at)


def _pause(mentee: str, *, at: datetime) -> None:
    own = actor(mentee)
    api.pause_pairing(own, pairing_of(own).id, at=at)


def _end(mentee: str, *, reason: EndReason, at: datetime) -> None:
    own = actor(mentee)
    api.end_pairing(own, pairing_of(own).id, reason=reason, at=at)


def _hand_over(mentee: str, *, mentor: str, at: datetime) -> None:
    pairing = pairing_of(actor(mentee))
    api.hand_over(actor(COORDINATOR), pairing.id, mentor=_person(mentor), at=at)


def _pair(mentee: str, *, mentor: str, at: datetime) -> None:
    people = {"mentee": _person(mentee), "mentor": _person(mentor)}
    api.form_pairing(actor(COORDINATOR), PROGRAM, **people, at=at)


def _propose(mentee: str, *, mentor: str, at: datetime) -> None:
    people = {"mentee": _person(mentee), "mentor": _person(mentor)}
    api.propose_pairing(actor(COORDINATOR), PROGRAM, **people, at=at)


def _person(username: str) -> str:
    found: Actor = actor(username)
    return found.person or ""
