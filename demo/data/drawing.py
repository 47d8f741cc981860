"""Draw what an invented mentee does: when they meet, what they want to reach, what they write."""

import json
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from .people import Character
from .plans import CheckIn, Ending, Entry, Goal, Meeting, Milestone, Plan

PHRASES = json.loads(Path(__file__).with_name("phrases.json").read_text(encoding="utf-8"))

NEVER_MET_SHARE, STOPPED_SHARE = 0.08, 0.10
GOAL_COUNTS, GOAL_WEIGHTS = (0, 1, 2), (12, 66, 22)
SHARED_SHARE, AGREED_SHARE, HELP_SHARE = 0.8, 0.8, 0.06
WRITERS_SHARE, REPLIED_SHARE = 0.4, 0.55
VISIBILITIES, VISIBILITY_WEIGHTS = ("only_me", "mentor", "staff"), (50, 36, 14)
MODES, MODE_WEIGHTS = ("video", "in_person", "phone", "chat"), (60, 22, 15, 3)
LENGTHS, LENGTH_WEIGHTS = (30, 45, 50, 60, 75), (22, 46, 10, 18, 4)
LOWEST_LEVEL, HIGHEST_LEVEL = -2, 2

Span = tuple[int, int]


@dataclass(frozen=True)
class Drawing:
    """Draws from one source of chance, so that the same people do the same at every build."""

    rng: random.Random

    def plan(self, person: Character, spans: Sequence[Span]) -> Plan:
        """Return what the person does in the spans of days in which they have a mentor."""
        drawn = self.rng.random()
        if drawn < NEVER_MET_SHARE:
            return Plan(username=person.username)
        if drawn < NEVER_MET_SHARE + STOPPED_SHARE:
            first, _last = spans[0]
            spans = [(first, -self.rng.randint(29, 60))]
        return Plan(
            username=person.username,
            meetings=[one for span in spans for one in self._meetings(span)],
            goals=self._goals(person, spans[-1]),
            entries=self._entries(spans[-1]),
        )

    def _meetings(self, span: Span) -> Sequence[Meeting]:
        first, last = span
        days = [first + self.rng.randint(3, 12)]
        while days[-1] < last - 3:
            days.append(days[-1] + self.rng.randint(10, 21))
        days = [day for day in days if day < last]
        return [self._meeting(day, is_last=day == days[-1] and last == 0) for day in days]

    def _meeting(self, day: int, *, is_last: bool) -> Meeting:
        has_next = is_last and self.rng.random() < 0.55
        return Meeting(
            day=day,
            minutes=self._one_of(LENGTHS, LENGTH_WEIGHTS),
            mode=self._one_of(MODES, MODE_WEIGHTS),
            note=self.rng.choice(PHRASES["notes"]),
            is_logged_by_mentor=self.rng.random() < 0.35,
            next_day=self.rng.randint(2, 17) if has_next else None,
            next_hour=self.rng.choice((9, 10, 11, 13, 14, 15, 16)),
        )

    def _goals(self, person: Character, span: Span) -> Sequence[Goal]:
        wanted = self.rng.sample(PHRASES["goals"], self._one_of(GOAL_COUNTS, GOAL_WEIGHTS))
        return [self._goal(told, person, span) for told in wanted]

    def _goal(self, told: Mapping[str, Any], person: Character, span: Span) -> Goal:
        first, last = span
        day = first + self.rng.randint(5, 30)
        is_shared = self.rng.random() < SHARED_SHARE
        agreed = day + self.rng.randint(1, 9)
        is_agreed = is_shared and self.rng.random() < AGREED_SHARE and agreed < last
        fields = self._fields(told, is_shared=is_shared)
        check_ins = self._check_ins(told, fields, person, (day, last))
        ending = self._ending(fields, check_ins)
        return Goal(
            day=day,
            fields=fields,
            due=self.rng.randint(9, 95),
            agreed=agreed if is_agreed and (ending is None or agreed < ending.day) else None,
            milestones=self._milestones(told, [one.day for one in check_ins]),
            check_ins=check_ins,
            ending=ending,
        )

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
        first, last = span
        days = [first + self.rng.randint(14, 28)]
        while days[-1] < last:
            days.append(days[-1] + self.rng.randint(14, 30))
        days = [day for day in days if day < last]
        reached = min(max(self.rng.gauss(0.15 + 0.75 * person.diligence, 0.25), 0.0), 1.2)
        confidence = self.rng.gauss(5.5, 1.0)
        found = []
        for number, day in enumerate(days, start=1):
            confidence += self.rng.gauss(0.3, 1.0)
            found.append(
                CheckIn(
                    day=day,
                    value=_value(fields, reached * number / len(days)),
                    confidence=min(max(round(confidence), 1), 10),
                    changed=self.rng.choice(told["changed"]),
                    next_step=self.rng.choice(told["next"]),
                    wants_help=self.rng.random() < HELP_SHARE,
                )
            )
        return found

    def _ending(self, fields: Mapping[str, Any], check_ins: Sequence[CheckIn]) -> Ending | None:
        if len(check_ins) < 3 or self.rng.random() > 0.7:
            return None
        last = check_ins[-1]
        has_reached = fields["kind"] == "number" and last.value == fields["target"]
        if not has_reached or last.day > -2:
            return None
        return Ending(
            day=last.day + 1,
            status="achieved",
            words=self.rng.choice(PHRASES["endings"]["achieved"]),
        )

    def _milestones(self, told: Mapping[str, Any], days: Sequence[int]) -> Sequence[Milestone]:
        """The first steps are done on the days of check-ins, an hour before one tells of them."""
        found = []
        for text, number in zip(told["steps"], count()):
            done = days[number] if number < len(days) and self.rng.random() < 0.6 else None
            due = self.rng.randint(5, 60) if done is None else None
            found.append(Milestone(text=text, due=due, done=done))
        return found

    def _entries(self, span: Span) -> Sequence[Entry]:
        if self.rng.random() > WRITERS_SHARE:
            return []
        first, last = span
        told = self.rng.sample(PHRASES["entries"], self.rng.randint(1, 4))
        days = sorted(self.rng.sample(range(first + 6, last), len(told)))
        return [self._entry(one, day, last) for one, day in zip(told, days, strict=True)]

    def _entry(self, told: Mapping[str, Any], day: int, last: int) -> Entry:
        visibility = self._one_of(VISIBILITIES, VISIBILITY_WEIGHTS)
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
