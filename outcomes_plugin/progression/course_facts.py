"""Course progress as people with a right see it, and as sums for releases."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.consent import api as consent_api
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.programs.data import Action, MemberData, Role, Thing

from .data import CourseProgressData, EventKind, ShareCount, StoredFact
from .models import CourseFact, CourseProgress
from .rules import has_stalled, value_at

_CHUNK = 1000


def course_progress(actor: Actor, program_id: int) -> Sequence[CourseProgressData]:
    """
    Return how far each open mentee is in the program's courses, and last active when.

    Raises:
        NotFound: no such program, or none whose course progress the actor may read.
    """
    programs_api.require(actor, program_id, Thing.COURSE_PROGRESS, Action.READ)
    members = programs_api.active_members(program_id, role=Role.MENTEE)
    courses = [link.course_key for link in programs_api.linked_courses(program_id)]
    rows = CourseProgress.objects.filter(
        person__in=[member.person for member in members], course_key__in=courses
    )
    return [progress_data(row) for row in rows.order_by("course_key", "person")]


def stalled(actor: Actor, program: int | str, *, at: datetime) -> Sequence[CourseProgressData]:
    """
    Return who has begun a course of the program and left it lying, the longest first.

    Mentees whose cohort is over are left out. Nobody is named unless the notice in force tells
    people that their progress in courses is read.

    Raises:
        NotFound: no such program, or none whose course progress the actor may read.
    """
    data = programs_api.require(actor, program, Thing.COURSE_PROGRESS, Action.READ).program
    notice = consent_api.current_notice(data.id)
    if not data.is_live or notice is None or not notice.tells_of("course_progress"):
        return []
    today = at.astimezone(data.zone).date()
    going_on = _going_on(data.id, today)
    found = [
        one
        for one in course_progress(actor, data.id)
        if one.person in going_on and has_stalled(one, at=at)
    ]
    return sorted(found, key=lambda one: (one.last_active_at or at, one.person))


def _going_on(program_id: int, today: date) -> frozenset[str]:
    """Return the mentees whose cohort is not over."""
    over = {
        one.id
        for one in programs_api.cohorts(program_id)
        if one.ends_on is not None and one.ends_on < today
    }
    members = programs_api.active_members(program_id, role=Role.MENTEE)
    return frozenset(one.person for one in members if one.cohort_id not in over)


def my_course_progress(actor: Actor) -> Sequence[CourseProgressData]:
    """Return how far the actor is in the courses of their programs."""
    rows = CourseProgress.objects.filter(person=actor.person).order_by("course_key")
    return [progress_data(row) for row in rows]


def started_any(persons: Collection[str], course_keys: Collection[str]) -> frozenset[str]:
    """Return those of the people who have started one of the courses. Checks no right."""
    rows = CourseProgress.objects.filter(
        person__in=persons, course_key__in=course_keys, completed__gt=0
    )
    return frozenset(rows.values_list("person", flat=True))


def passed_counts(program_id: int, *, at: datetime) -> Sequence[ShareCount]:
    """
    Return, by cohort, how many active mentees were enrolled in the program's primary course at
    that moment, and how many of them had passed it. For applets above; checks no right.
    """
    links = programs_api.linked_courses(program_id)
    if not links:
        return []
    course_key = links[0].course_key
    at_risk: dict[int | None, int] = defaultdict(int)
    passed: dict[int | None, int] = defaultdict(int)
    members = programs_api.active_members(program_id, role=Role.MENTEE, at=at)
    for member, facts in _with_facts(members, course_key):
        if value_at(facts[EventKind.ENROLLED], at):
            at_risk[member.cohort_id] += 1
            passed[member.cohort_id] += value_at(facts[EventKind.PASSED], at)
    return [
        ShareCount(cohort_id=cohort, n=n, count=passed[cohort]) for cohort, n in at_risk.items()
    ]


def _with_facts(
    members: Sequence[MemberData], course_key: str
) -> Iterator[tuple[MemberData, Mapping[str, Sequence[StoredFact]]]]:
    for start in range(0, len(members), _CHUNK):
        chunk = members[start : start + _CHUNK]
        facts = _facts_of([member.person for member in chunk], course_key)
        for member in chunk:
            yield member, facts[member.person]


def _facts_of(
    persons: Sequence[str], course_key: str
) -> Mapping[str, Mapping[str, Sequence[StoredFact]]]:
    facts: dict[str, dict[str, list[StoredFact]]] = defaultdict(lambda: defaultdict(list))
    rows = CourseFact.objects.filter(course_key=course_key, person__in=persons)
    for row in rows:
        facts[row.person][row.kind].append(
            StoredFact(occurred_at=row.occurred_at, value=row.value, confirmed_at=row.confirmed_at)
        )
    return facts


def progress_data(row: CourseProgress) -> CourseProgressData:
    """Return the row as a value."""
    return CourseProgressData(
        person=row.person,
        course_key=row.course_key,
        is_enrolled=row.is_enrolled,
        has_started=row.completed > 0,
        is_done=0 < row.completable <= row.completed,
        completed=row.completed,
        completable=row.completable,
        last_active_at=row.last_active_at,
    )
