"""What the platform told of a learner: facts, where they stand now, and the entries about it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import NotFound
from outcomes_plugin.ledger.data import NewEntry

from . import rules
from .data import EventKind, StoredFact
from .models import CourseProgress

_ENTRY_TYPES = {
    EventKind.ENROLLED: ("course.enrolled", "is_active"),
    EventKind.PASSED: ("course.passing_changed", "passed"),
    EventKind.CERTIFIED: ("course.certified", "is_valid"),
}
_FIELDS = {
    EventKind.ENROLLED: "is_enrolled",
    EventKind.PASSED: "has_passed",
    EventKind.CERTIFIED: "has_certificate",
}

Stored = Mapping[tuple[EventKind, StoredFact], int]


@dataclass(kw_only=True)
class Record:
    """
    What is kept of a member in one linked course, while it is being changed in memory.

    `programs` are those with the course in which they are a learner, by id; `stored` has the row of
    each fact that the table holds. `user_id` is None for a person who was cut from the user.
    """

    user_id: int | None
    progress: CourseProgress
    programs: Mapping[int, str]
    stored: Stored
    facts: dict[EventKind, tuple[StoredFact, ...]]
    entries: list[NewEntry] = field(default_factory=list)

    def tell(self, kind: EventKind, *, value: bool, at: datetime) -> None:
        """Take in a value told for a moment; where they stand now follows the latest one."""
        self.facts[kind] = rules.absorb(self.facts.get(kind, ()), value=value, at=at)
        now = self.facts[kind][-1].value
        if getattr(self.progress, _FIELDS[kind]) != now:
            setattr(self.progress, _FIELDS[kind], now)
            entry_type, key = _ENTRY_TYPES[kind]
            self._note(entry_type, {key: now}, at=at)
        self._was_active(at)

    def complete(self, *, completed: int, completable: int, at: datetime) -> None:
        """Take in how far they are; a step of 25 percent reached anew gets its entry."""
        self.progress.completed, self.progress.completable = completed, completable
        step = rules.step_reached(completed, completable)
        if step > self.progress.step_reached:
            self.progress.step_reached = step
            self._note("course.progressed", {"percent": step}, at=at)
        self._was_active(at)

    def is_told_of(self, programs: Collection[int]) -> bool:
        """Return whether one of the programs is among those of the learner."""
        return not self.programs.keys().isdisjoint(programs)

    def _was_active(self, at: datetime) -> None:
        last = self.progress.last_active_at
        self.progress.last_active_at = at if last is None else max(last, at)

    def _note(self, type_: str, payload: Mapping[str, int], *, at: datetime) -> None:
        if self.user_id is None:
            return
        slugs = list(self.programs.values())
        self.entries.append(
            NewEntry(
                type=type_,
                at=at,
                person=self.progress.person,
                program=slugs[0] if len(slugs) == 1 else "",
                course_key=self.progress.course_key,
                payload=payload,
            )
        )


def check_may_record(actor: Actor) -> None:
    """
    Refuse everybody but those who record progress.

    Raises:
        NotFound: the actor is somebody else.
    """
    if not actor.may_as_system("progress.record"):
        raise NotFound
