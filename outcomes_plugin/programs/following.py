"""Let a cohort follow a cohort or team of a linked course: who is put there comes into it here."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.edxapp import GroupFacts, platform
from outcomes_plugin.errors import Conflict, NotFound
from outcomes_plugin.ledger import api as ledger_api
from outcomes_plugin.ledger.data import NewEntry

from . import rules
from .access import ProgramRef, lock_program, require
from .course_members import following_in_course
from .data import CohortData, ProgramData
from .lookups import cohort_data, linked_courses
from .models import Cohort, Member
from .rights import Action, Thing


def groups_to_follow(actor: Actor, program: ProgramRef) -> Sequence[GroupFacts]:
    """
    Return the cohorts and teams of the program's courses whose staff the actor is.

    Raises:
        NotFound: no such program, or the actor may not set up its cohorts.
    """
    data = require(actor, program, Thing.COHORTS, Action.CONFIGURE).program
    courses = [link.course_key for link in linked_courses(data.id)]
    return [
        group
        for course_key in courses
        if _is_staff(actor, course_key)
        for group in platform().groups(course_key)
    ]


@transaction.atomic
def follow_group(
    actor: Actor, program: ProgramRef, slug: str, *, course_key: str, group: str, at: datetime
) -> CohortData:
    """
    Let the cohort follow this group of a linked course, and no other.

    Members are placed afterwards, by whoever reads the platform; see `place_members`.

    Raises:
        NotFound: no such cohort or group, or the actor is not both coordinator and course staff.
        Conflict: another cohort follows this group, or the program has ended.
    """
    data, row = _cohort_to_change(actor, program, slug)
    known = [one for one in groups_to_follow(actor, data.id) if one.course_key == course_key]
    if group not in [one.group for one in known]:
        raise NotFound
    return _follow(actor, data, row, course_key=course_key, group=group, at=at)


@transaction.atomic
def follow_no_group(actor: Actor, program: ProgramRef, slug: str, *, at: datetime) -> CohortData:
    """
    Let the cohort follow no group. Whoever is in it stays.

    Raises:
        NotFound: no such cohort, or the actor may not set it up.
        Conflict: the program has ended.
    """
    data, row = _cohort_to_change(actor, program, slug)
    return _follow(actor, data, row, course_key="", group=None, at=at)


@transaction.atomic
def place_members(
    actor: Actor, course_key: str, groups: Mapping[str, Collection[str]], *, at: datetime
) -> int:
    """
    Put mentees and mentors into the cohort that follows their group, and return how many moved.

    `groups` are those of each person in the course. Who is in no group that a cohort follows, or
    in the groups of several cohorts, stays. People who were asked in an open window stay in the
    cohort they were asked in.

    Raises:
        NotFound: the actor is not the part of the system that places members.
    """
    if not actor.may_as_system("member.place"):
        raise NotFound
    following = _following(course_key)
    rows = _open_members(following, groups)
    programs = sorted(set(rows.values_list("program_id", flat=True)))
    slugs = {program_id: lock_program(program_id).slug for program_id in programs}
    moved = []
    for row in rows.select_for_update().order_by("id"):
        wanted = {following[row.program_id].get(group) for group in groups[row.person]} - {None}
        if len(wanted) == 1 and row.cohort_id not in wanted:
            (row.cohort_id,) = wanted
            moved.append(row)
    Member.objects.bulk_update(moved, ["cohort_id"])
    ledger_api.record_many(actor, [_entry(row, slugs[row.program_id], at=at) for row in moved])
    return len(moved)


def persons_following(course_key: str) -> QuerySet[Member, str]:
    """Return the mentees and mentors of programs with a cohort that follows a group there."""
    found = following_in_course(course_key)
    return found.values_list("person", flat=True).distinct().order_by("person")


def _cohort_to_change(actor: Actor, program: ProgramRef, slug: str) -> tuple[ProgramData, Cohort]:
    data = require(actor, program, Thing.COHORTS, Action.CONFIGURE).program
    rules.check_not_ended(data)
    row = Cohort.objects.select_for_update().filter(program_id=data.id, slug=slug).first()
    if row is None or row.slug != slug:
        raise NotFound
    return data, row


def _follow(
    actor: Actor,
    program: ProgramData,
    row: Cohort,
    *,
    course_key: str,
    group: str | None,
    at: datetime,
) -> CohortData:
    if (row.followed_course, row.followed_group) == (course_key, group):
        return cohort_data(row)
    row.followed_course, row.followed_group = course_key, group
    try:
        with transaction.atomic():
            row.save(update_fields=["followed_course", "followed_group"])
    except IntegrityError:
        raise Conflict(_("Another cohort of the program follows this group already.")) from None
    ledger_api.record(
        actor, "cohort.changed", at=at, program=program.slug, payload={"cohort": row.slug}
    )
    return cohort_data(row)


def _following(course_key: str) -> Mapping[int, Mapping[str, int]]:
    """Return, by program with the course, the cohort that follows each group."""
    found: dict[int, dict[str, int]] = defaultdict(dict)
    rows = Cohort.objects.filter(
        followed_course=course_key,
        program__status__in=("draft", "live"),
        program__course_links__course_key=course_key,
        program__course_links__open_marker=True,
    )
    for program_id, group, cohort_id in rows.values_list("program_id", "followed_group", "id"):
        if group is not None:
            found[program_id][group] = cohort_id
    return found


def _open_members(program_ids: Iterable[int], persons: Iterable[str]) -> QuerySet[Member]:
    return Member.objects.filter(
        program_id__in=list(program_ids),
        person__in=list(persons),
        role__in=rules.LEARNERS,
        open_marker=True,
    )


def _entry(row: Member, program: str, *, at: datetime) -> NewEntry:
    return NewEntry(
        type="member.changed",
        at=at,
        person=row.person,
        program=program,
        payload={"role": row.role, "fields": ["cohort"]},
    )


def _is_staff(actor: Actor, course_key: str) -> bool:
    return actor.user_id is not None and platform().is_course_staff(actor.user_id, course_key)
