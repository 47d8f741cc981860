"""Draw what an invented mentee does: when they meet, what they want to reach, what they write."""

import json
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from .people import Character
from .plans import CheckIn, Ending, Entry, Goal, Meeting, Milestone, Plan

PHRASES = json.loads(Path(__file__).with_name("phrases.json").read_text(encoding="utf-8"))

NEVER_MET_SHARE, STOPPED_SHARE = 0.04, 0.10
GOAL_COUNTS, GOAL_WEIGHTS = (0, 1, 2), (12, 66, 22)
SHARED_SHARE, AGREED_SHARE, HELP_SHARE = 0.8, 0.8, 0.06
WRITERS_SHARE, REPLIED_SHARE = 0.4, 0.55
NOTED_SHARE, ENDED_SHARE = 0.65, 0.7
ENDINGS, ENDING_WEIGHTS = ("achieved", "not_achieved", "dropped"), (25, 45, 30)
VISIBILITIES, VISIBILITY_WEIGHTS = ("only_me", "mentor", "staff"), (50, 36, 14)
MODES, MODE_WEIGHTS = ("video", "in_person", "phone", "chat"), (60, 22, 15, 3)
LENGTHS, LENGTH_WEIGHTS = (30, 45, 50, 60, 75), (22, 46, 10, 18, 4)
LOWEST_LEVEL, HIGHEST_LEVEL = -2, 2

Span = tuple[int, int]


@dataclass
class Drawing:
    """
    Draws from one source of chance, so that the same people do the same at every build.

    What is read side by side is dealt from one deck per `reader`, the mentor, so that no sentence
    comes twice on a page.
    """

    rng: random.Random
    _decks: dict[tuple[str, str], list[Any]] = field(default_factory=dict, init=False)
    _read_by_staff: set[str] = field(default_factory=set, init=False)

    def plan(self, person: Character, spans: Sequence[Span], *, reader: str) -> Plan:
        """Return what the person does in the spans of days in which they have a mentor."""
        drawn = self.rng.random()
        if drawn < NEVER_MET_SHARE:
            return Plan(username=person.username)
        if drawn < NEVER_MET_SHARE + STOPPED_SHARE:
            first, last = spans[0]
            spans = [(first, max(last - self.rng.randint(29, 60), first + 10))]
        return Plan(
            username=person.username,
            meetings=[one for span in spans for one in self._meetings(span, reader)],
            goals=self._goals(person, spans[-1], reader),
            entries=self._entries(spans[-1], reader),
        )

    def _dealt(self, reader: str, kind: str, among: Sequence[Any]) -> Any:
        deck = self._decks.setdefault((reader, kind), [])
        if not deck:
            deck.extend(self.rng.sample(among, len(among)))
        return deck.pop()

    def _meetings(self, span: Span, reader: str) -> Sequence[Meeting]:
        first, last = span
        days = [first + self.rng.randint(3, 12)]
        while days[-1] < last - 3:
            days.append(days[-1] + self.rng.randint(10, 21))
        days = [day for day in days if day < last]
        return [self._meeting(day, reader, is_last=day == days[-1] and last == 0) for day in days]

    def _meeting(self, day: int, reader: str, *, is_last: bool) -> Meeting:
        has_next = is_last and self.rng.random() < 0.55
        is_noted = self.rng.random() < NOTED_SHARE
        return Meeting(
            day=day,
            minutes=self._one_of(LENGTHS, LENGTH_WEIGHTS),
            mode=self._one_of(MODES, MODE_WEIGHTS),
            note=self._dealt(reader, "notes", PHRASES["notes"]) if is_noted else "",
            is_logged_by_mentor=self.rng.random() < 0.35,
            next_day=self.rng.randint(2, 17) if has_next else None,
            next_hour=self.rng.choice((9, 10, 11, 13, 14, 15, 16)),
        )

    def _goals(self, person: Character, span: Span, reader: str) -> Sequence[Goal]:
        count_ = self._one_of(GOAL_COUNTS, GOAL_WEIGHTS)
        wanted = [self._dealt(reader, "goals", PHRASES["goals"]) for _number in range(count_)]
        return [self._goal(told, person, span, reader) for told in wanted]

    def _goal(self, told: Mapping[str, Any], person: Character, span: Span, reader: str) -> Goal:
        first, last = span
        day = min(first + self.rng.randint(5, 30), last - 1)
        is_shared = self.rng.random() < SHARED_SHARE
        agreed = day + self.rng.randint(1, 9)
        is_agreed = is_shared and self.rng.random() < AGREED_SHARE and agreed < last
        fields = self._fields(told, is_shared=is_shared)
        check_ins = self._check_ins(told, fields, person, (day, last))
        ending = self._ending(fields, check_ins, last, reader)
        return Goal(
            day=day,
            fields=fields,
            due=self._due(day, last),
            agreed=agreed if is_agreed and (ending is None or agreed < ending.day) else None,
            milestones=self._milestones(told, [one.day for one in check_ins], last),
            check_ins=check_ins,
            ending=ending,
        )

    def _due(self, day: int, last: int) -> int:
        if last == 0:
            return self.rng.randint(9, 95)
        return max(last - self.rng.randint(0, 20), day + 21)

    def _fields(self, told: Mapping[str, Any], *, is_shared: bool) -> Mapping[str, Any]:
        same = ("what", "why", "kind", "first_step", "obstacle", "plan", "levels", "unit", "better")
        fields = {name: told[name] for name in same if name in told}
        fields["visibility"] = "pairing" if is_shared else "only_me"
        if told["kind"] == "levels":
            fields |= {"baseline": self.rng.choice((-2, -1, -1)), "weight": self.rng.randint(1, 3)}
        if told["kind"] == "number":
            sign = -1 if told.get("better") == "less" else 1
            start, gain = self.rng.choice(told["starts"]), self.rng.choice(told["gains"])
            target = start + sign * gain
            stretch = target + sign * told["beyond"] if self.rng.random() < 0.4 else None
            fields |= {"baseline": start, "target": target, "stretch": stretch}
        return fields

    def _check_ins(
        self, told: Mapping[str, Any], fields: Mapping[str, Any], person: Character, span: Span
    ) -> Sequence[CheckIn]:
        days, last = self._check_in_days(span, most=len(told["changed"])), span[1]
        reached = min(max(self.rng.gauss(0.15 + 0.75 * person.diligence, 0.25), 0.0), 1.2)
        confidence = self.rng.gauss(5.5, 1.0)
        changed = self.rng.sample(told["changed"], len(days))
        nexts = self.rng.sample(told["next"], len(told["next"]))
        found = []
        for number, day in enumerate(days, start=1):
            confidence += self.rng.gauss(0.3, 1.0)
            found.append(
                CheckIn(
                    day=day,
                    value=_value(fields, reached * number / len(days)),
                    confidence=min(max(round(confidence), 1), 10),
                    changed=changed[number - 1],
                    next_step=nexts.pop() if nexts else "",
                    # Nobody waits for help with what is over.
                    wants_help=self.rng.random() < HELP_SHARE and (last == 0 or day < days[-1]),
                )
            )
        return found

    def _check_in_days(self, span: Span, *, most: int) -> Sequence[int]:
        """Every few weeks; in a long span further apart, so that there are never too many."""
        first, last = span
        gap = max(14, (last - first) // (most + 1))
        days = [first + self.rng.randint(gap, gap + 14)]
        while days[-1] < last:
            days.append(days[-1] + self.rng.randint(gap, gap + 16))
        return [day for day in days if day < last][:most]

    def _ending(
        self, fields: Mapping[str, Any], check_ins: Sequence[CheckIn], last: int, reader: str
    ) -> Ending | None:
        """A goal that was reached is closed, and where the work is over most of the others."""
        is_over = last < 0
        if not check_ins or self.rng.random() > ENDED_SHARE:
            return None
        final = check_ins[-1]
        if fields["kind"] == "number" and final.value == fields["target"] and final.day < last - 2:
            status, day = "achieved", final.day + 1
        elif is_over and final.day < last - 1:
            status, day = self._one_of(ENDINGS, ENDING_WEIGHTS), last - 1
        else:
            return None
        words = self._dealt(reader, status, PHRASES["endings"][status])
        return Ending(day=day, status=status, words=words)

    def _milestones(
        self, told: Mapping[str, Any], days: Sequence[int], last: int
    ) -> Sequence[Milestone]:
        """The first steps are done on the days of check-ins, an hour before one tells of them."""
        found = []
        for text, number in zip(told["steps"], count()):
            done = days[number] if number < len(days) and self.rng.random() < 0.6 else None
            due = last + self.rng.randint(5, 60) if done is None else None
            found.append(Milestone(text=text, due=due, done=done))
        return found

    def _entries(self, span: Span, reader: str) -> Sequence[Entry]:
        if self.rng.random() > WRITERS_SHARE:
            return []
        first, last = span
        days = range(first + 6, last)
        told = [
            self._dealt(reader, "entries", PHRASES["entries"])
            for _number in range(min(self.rng.randint(1, 4), len(days)))
        ]
        chosen = sorted(self.rng.sample(days, len(told)))
        return [self._entry(one, day, last) for one, day in zip(told, chosen, strict=True)]

    def _entry(self, told: Mapping[str, Any], day: int, last: int) -> Entry:
        visibility = self._visibility(told["text"])
        replied = day + self.rng.randint(1, 6)
        is_replied = (
            visibility != "only_me"
            and "reply" in told
            and replied < last
            and self.rng.random() < REPLIED_SHARE
        )
        return Entry(
            day=day,
            text=told["text"],
            prompt=told["prompt"],
            visibility=visibility,
            replied=replied if is_replied else None,
            reply=told["reply"] if is_replied else "",
        )

    def _visibility(self, text: str) -> str:
        """Staff read the entries of everybody on one page: each text reaches them once."""
        drawn = str(self._one_of(VISIBILITIES, VISIBILITY_WEIGHTS))
        if drawn == "staff" and text in self._read_by_staff:
            return "mentor"
        if drawn == "staff":
            self._read_by_staff.add(text)
        return drawn

    def _one_of(self, values: Sequence[Any], weights: Sequence[int]) -> Any:
        return self.rng.choices(values, weights)[0]


def _value(fields: Mapping[str, Any], share: float) -> float | None:
    """Return the value at this share of the way from the start to what is hoped for."""
    start = fields.get("baseline")
    if start is None:
        return None
    if fields["kind"] == "levels":
        return min(max(round(start + share * (1 - start)), LOWEST_LEVEL), HIGHEST_LEVEL)
    return start + round(share * (fields["target"] - start))
