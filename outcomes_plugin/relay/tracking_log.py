"""The platform's tracking log, from which xAPI statements are made."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from eventtracking import tracker

from outcomes_plugin.actors import api as actors_api
from outcomes_plugin.ledger.data import EntryData
from outcomes_plugin.pairings import api as pairings_api
from outcomes_plugin.programs import api as programs_api

from .targets import TAKEN, Outcome, Target

PREFIX = "mentoring."


@dataclass(frozen=True, kw_only=True)
class Known:
    """What events need beside their entries: users, mentors of pairings, courses of programs."""

    users: Mapping[str, int]
    mentors: Mapping[int, int]
    courses: Mapping[str, str]


class TrackingLog(Target):
    """
    Emit each entry as one tracking event, named `mentoring.` and the type of the entry.

    The event carries the platform's user id and never the random person id: otherwise the log
    would go on connecting the two after a person was erased.
    """

    needs_user = True

    def deliver(
        self, entries: Sequence[EntryData], *, users: Mapping[str, int]
    ) -> Sequence[Outcome]:
        """Emit the entries; what is asked for them is asked once for all."""
        known = Known(users=users, mentors=_mentors(entries), courses=_courses(entries))
        for entry in entries:
            data = event_data(entry, known=known)
            context = {
                "user_id": users.get(entry.actor_person or ""),
                "course_id": data.get("course_id", ""),
            }
            with tracker.get_tracker().context("outcomes_plugin.relay", context):
                tracker.emit(PREFIX + entry.type, data)
        return [TAKEN] * len(entries)


def event_data(entry: EntryData, *, known: Known) -> Mapping[str, Any]:
    """
    Return the data of the event. `occurred_at` is when it happened; the log's time is later.

    An entry of no course in particular is seen by those who may see the program's primary course.
    """
    data: dict[str, Any] = {
        "entry_id": entry.uuid,
        "occurred_at": entry.occurred_at.isoformat(),
        "program": entry.program,
        **entry.payload,
    }
    course_key = entry.course_key or known.courses.get(entry.program, "")
    if course_key:
        data["course_id"] = course_key
    if entry.person is not None:
        data["user_id"] = known.users[entry.person]
    mentor = known.mentors.get(entry.payload.get("pairing", 0))
    if mentor is not None:
        data["mentor_user_id"] = mentor
    return data


def _mentors(entries: Sequence[EntryData]) -> Mapping[int, int]:
    """Return the user id of the mentor of each pairing that the entries name."""
    pairings = {entry.payload["pairing"] for entry in entries if "pairing" in entry.payload}
    mentors = pairings_api.mentors_by_pairing(pairings) if pairings else {}
    users = actors_api.users_of(frozenset(mentors.values())) if mentors else {}
    return {pairing: users[mentor] for pairing, mentor in mentors.items() if mentor in users}


def _courses(entries: Sequence[EntryData]) -> Mapping[str, str]:
    """Return the primary course of each program of an entry that names no course itself."""
    programs = {entry.program for entry in entries if entry.program and not entry.course_key}
    return programs_api.primary_courses(programs) if programs else {}
