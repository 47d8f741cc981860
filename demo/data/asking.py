"""What a few people ask the coordinators in private, and what becomes of it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from outcomes_plugin import api
from outcomes_plugin.requests.data import RequestKind, RequestOutcome, RequestReason

from .stage import COORDINATOR, FIRST, PROGRAM, SECOND, Days, Step, actor
from .working import pairing_of


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A request of one mentee; places count the unnamed of a cohort."""

    cohort: str
    place: int
    day: int
    kind: RequestKind
    text: str
    reason: RequestReason | None = None
    about: str = ""
    acknowledged: int | None = None
    answered: int | None = None
    outcome: RequestOutcome | None = None
    answer: str = ""


ASKED = (
    Asked(
        cohort=FIRST, place=26, day=-309, kind=RequestKind.NOT_WORKING,
        reason=RequestReason.HARD_TO_MEET, acknowledged=-308, answered=-296,
        outcome=RequestOutcome.NEW_PAIRING,
        text="We have written to each other eleven times and met once.",
        answer="That is not what either of you came for. You have a mentor with more time now.",
    ),
    Asked(
        cohort=FIRST, place=41, day=-244, kind=RequestKind.HELP, acknowledged=-243, answered=-240,
        outcome=RequestOutcome.TALKED,
        text="My team asks what I do on those mornings. What may I tell them?",
        answer="Whatever you like. What is said between you two stays with you two.",
    ),
    Asked(
        cohort=FIRST, place=38, day=-156, kind=RequestKind.NOT_WORKING,
        reason=RequestReason.OTHER_GOALS, acknowledged=-155, answered=-150,
        outcome=RequestOutcome.TALKED,
        text="Our talks are pleasant. I cannot say what I have learned in them.",
        answer="Thank you for these words. You may end it, and nobody is to blame.",
    ),
    Asked(
        cohort=SECOND, place=9, day=-76, kind=RequestKind.NOT_WORKING,
        reason=RequestReason.OTHER_GOALS, acknowledged=-75, answered=-66,
        outcome=RequestOutcome.NEW_PAIRING,
        text="We like each other, but my mentor knows sales and I want to learn about operations.",
        answer="Thank you for saying it early. From Monday you have a mentor from operations.",
    ),
    Asked(
        cohort=SECOND, place=28, day=-5, kind=RequestKind.NOT_WORKING,
        reason=RequestReason.NO_TIME, acknowledged=-4,
        text="Four of our last five meetings were moved. I do not want to complain.",
    ),
    Asked(
        cohort=SECOND, place=22, day=-1, kind=RequestKind.NOT_WORKING,
        reason=RequestReason.HARD_TO_MEET,
        text="We work in different time zones and have not found an hour for weeks.",
    ),
    Asked(
        cohort=SECOND, place=12, day=-44, kind=RequestKind.HELP, acknowledged=-43, answered=-41,
        outcome=RequestOutcome.TALKED,
        text="May I use two working hours a week for the course?",
        answer="Yes. Two hours a week are agreed with every department.",
    ),
    Asked(
        cohort=SECOND, place=30, day=-28, kind=RequestKind.OBJECTION, about="career_facts",
        acknowledged=-27, answered=-22, outcome=RequestOutcome.ACCEPTED,
        text="I change departments this winter and would rather not be counted.",
        answer="Accepted. Human resources leave you out of the next file.",
    ),
)  # fmt: skip


@dataclass
class Request:
    """A request on its way; its id is known once it was sent."""

    username: str
    asked: Asked
    days: Days
    id: int = field(default=0, init=False)

    def steps(self) -> Iterator[Step]:
        """Return asking, acknowledging and answering, each with its time."""
        asked = self.asked
        at = self.days.at(asked.day, 21)
        yield at, partial(self._ask, at=at)
        if asked.acknowledged is not None:
            at = self.days.at(asked.acknowledged, 8)
            yield at, partial(self._acknowledge, at=at)
        if asked.answered is not None:
            at = self.days.at(asked.answered, 16)
            yield at, partial(self._answer, at=at)

    def _ask(self, *, at: datetime) -> None:
        own, asked = actor(self.username), self.asked
        is_about_pairing = asked.kind is RequestKind.NOT_WORKING
        self.id = api.make_request(
            own,
            PROGRAM,
            kind=asked.kind,
            pairing_id=pairing_of(own).id if is_about_pairing else None,
            about=asked.about,
            reason=asked.reason or "",
            text=asked.text,
            at=at,
        ).id

    def _acknowledge(self, *, at: datetime) -> None:
        api.acknowledge_request(actor(COORDINATOR), self.id, at=at)

    def _answer(self, *, at: datetime) -> None:
        outcome = self.asked.outcome or ""
        api.answer_request(
            actor(COORDINATOR), self.id, outcome=outcome, text=self.asked.answer, at=at
        )
