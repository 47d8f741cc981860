"""Link courses to programs. It takes a coordinator who is also staff of the course."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.edxapp import CourseFacts, platform
from outcomes_plugin.errors import Conflict, NotFound
from outcomes_plugin.ledger import api as ledger_api

from . import rules
from .access import ProgramRef, lock_program, require, roles_by_program
from .data import (
    COURSE_STAFF,
    GLOBAL_STAFF,
    CourseLinkData,
    LinkedCourse,
    ProgramData,
    Standing,
)
from .lookups import link_data, linked_courses, programs_of_course
from .models import CourseLink
from .rights import Action, Thing


def courses_to_link(actor: Actor, program: ProgramRef) -> Sequence[CourseFacts]:
    """
    Return the courses that the actor can make belong to the program, by title.

    Raises:
        NotFound: no such program, or the actor does not coordinate it.
    """
    data = require(actor, program, Thing.COURSE_LINKS, Action.CONFIGURE).program
    if actor.user_id is None:
        return []
    linked = {link.course_key for link in linked_courses(data.id)}
    found = platform().courses_staffed(actor.user_id)
    return [one for one in found if one.course_key not in linked]


def courses_linked(actor: Actor, program: ProgramRef) -> Sequence[LinkedCourse]:
    """
    Return the program's courses, the primary one first, and which of them the actor can unlink.

    Raises:
        NotFound: no such program, or the actor does not coordinate it.
    """
    data = require(actor, program, Thing.COURSE_LINKS, Action.READ).program
    return [_linked(actor, link) for link in linked_courses(data.id)]


def programs_in_course(actor: Actor, course_key: str) -> Sequence[Standing]:
    """
    Return what the actor is to each program of the course, without those to which it is nothing.

    The platform is asked only when the course belongs to a program.
    """
    found = programs_of_course(course_key)
    if not found:
        return []
    own = roles_by_program(actor)
    door, user_id = platform(), actor.user_id
    shared = {
        held
        for held, is_held in (
            (COURSE_STAFF, user_id is not None and door.is_course_staff(user_id, course_key)),
            (GLOBAL_STAFF, user_id is not None and door.is_global_staff(user_id)),
        )
        if is_held
    }
    standings = [Standing(program=one, roles=frozenset(own[one.id] | shared)) for one in found]
    return [one for one in standings if one.roles]


@transaction.atomic
def link_course(
    actor: Actor,
    program: ProgramRef,
    course_key: str,
    *,
    at: datetime,
    is_primary: bool | None = None,
) -> CourseLinkData:
    """
    Make the course belong to the program.

    The first course is the primary one; a later one takes its place when `is_primary` says so.

    Raises:
        NotFound: no such program or course, or the actor is not both coordinator and course staff.
        Conflict: the course belongs to the program already, or the program has ended.
    """
    data = _require_coordinator(actor, program)
    # Some staff every key there can be, and so one of no course.
    if platform().course(course_key) is None or not _is_staff(actor, course_key):
        raise NotFound
    rules.check_not_ended(data)
    lock_program(data.id)
    links = CourseLink.objects.filter(program_id=data.id, open_marker=True)
    if links.filter(course_key=course_key).exists():
        raise Conflict(_("This course already belongs to the program."))
    takes_place = bool(is_primary) or not links.exists()
    if takes_place:
        links.update(primary_marker=None)
    row = CourseLink.objects.create(
        program_id=data.id,
        course_key=course_key,
        linked_at=at,
        primary_marker=True if takes_place else None,
    )
    ledger_api.record(
        actor,
        "course.linked",
        at=at,
        program=data.slug,
        course_key=course_key,
        payload={"is_primary": takes_place},
    )
    return link_data(row)


@transaction.atomic
def unlink_course(actor: Actor, program: ProgramRef, course_key: str, *, at: datetime) -> None:
    """
    End the link. When it was the primary one, the oldest other link takes its place.

    A course that is gone has no staff any more: its link is the coordinator's alone.

    Raises:
        NotFound: no such link, or the actor is not both coordinator and course staff.
    """
    data = _require_coordinator(actor, program)
    if not _is_staff(actor, course_key) and platform().course(course_key) is not None:
        raise NotFound
    lock_program(data.id)
    links = CourseLink.objects.filter(program_id=data.id, open_marker=True)
    row = links.filter(course_key=course_key).first()
    if row is None:
        raise NotFound
    was_primary = row.primary_marker
    row.unlinked_at, row.open_marker, row.primary_marker = at, None, None
    row.save(update_fields=["unlinked_at", "open_marker", "primary_marker"])
    heir = links.order_by("id").first() if was_primary else None
    if heir is not None:
        heir.primary_marker = True
        heir.save(update_fields=["primary_marker"])
    ledger_api.record(actor, "course.unlinked", at=at, program=data.slug, course_key=course_key)


def _linked(actor: Actor, link: CourseLinkData) -> LinkedCourse:
    facts = platform().course(link.course_key)
    is_own = facts is None or _is_staff(actor, link.course_key)
    return LinkedCourse(link=link, facts=facts, is_own=is_own)


def _require_coordinator(actor: Actor, program: ProgramRef) -> ProgramData:
    return require(actor, program, Thing.COURSE_LINKS, Action.CONFIGURE).program


def _is_staff(actor: Actor, course_key: str) -> bool:
    return actor.user_id is not None and platform().is_course_staff(actor.user_id, course_key)
