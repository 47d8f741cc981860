"""What an actor is to a program, and whether that is enough."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.edxapp import platform
from outcomes_plugin.errors import NotFound

from . import rules
from .data import COURSE_STAFF, GLOBAL_STAFF, ProgramData, ProgramStatus, Standing
from .models import CourseLink, Member, Program
from .rights import STANDINGS, Action, Thing, allows

ProgramRef = int | str


def standing(actor: Actor, program: ProgramRef) -> Standing:
    """
    Return the roles that the actor has in the program, in two queries.

    Checks no right and does not ask the platform: someone without a role has an empty standing.

    Raises:
        NotFound: no such program.
    """
    data = program_data(load_program(program))
    return Standing(program=data, roles=_open_roles(actor, data.id))


def whole_standing(actor: Actor, program: ProgramRef) -> Standing:
    """
    Return everything that the actor is to the program, course staff and global staff included.

    Raises:
        NotFound: no such program, or the actor is nothing to it.
    """
    own = standing(actor, program)
    roles = own.roles | {held for held in STANDINGS if _has_standing(actor, own.program.id, held)}
    if not roles:
        raise NotFound
    return Standing(program=own.program, roles=roles)


def require(actor: Actor, program: ProgramRef, thing: Thing, action: Action) -> Standing:
    """
    Return what gives the actor the right. The platform is asked only when no role is enough.

    A part of the system has no rights here: what it may do stands with its name.

    Raises:
        NotFound: no such program, or no such right. The two look the same.
    """
    own = standing(actor, program)
    if own.allows(thing, action):
        return own
    for held in STANDINGS:
        if allows([held], thing, action) and _has_standing(actor, own.program.id, held):
            return Standing(program=own.program, roles=own.roles | {held})
    raise NotFound


def require_global_staff(actor: Actor, thing: Thing, action: Action) -> None:
    """
    Return when the actor is global staff, and global staff have the right.

    Raises:
        NotFound: otherwise.
    """
    if not allows([GLOBAL_STAFF], thing, action) or not _is_global_staff(actor):
        raise NotFound


def programs_for(actor: Actor) -> Sequence[tuple[ProgramData, frozenset[str]]]:
    """
    Return the programs to which the actor is something, by title, with their roles and standings.

    Course staff get the programs of their courses, global staff get all.
    """
    held = _held_by_program(actor)
    rows = Program.objects.order_by("title", "id")
    if _is_global_staff(actor):
        return [
            (program_data(row), frozenset({*held.get(row.id, ()), GLOBAL_STAFF})) for row in rows
        ]
    return [(program_data(row), frozenset(held[row.id])) for row in rows.filter(id__in=held)]


def roles_by_program(actor: Actor) -> defaultdict[int, set[str]]:
    """Return the actor's roles in each program in which they have any, in one query."""
    held: defaultdict[int, set[str]] = defaultdict(set)
    if actor.person is not None:
        own = Member.objects.filter(person=actor.person, open_marker=True)
        for program_id, role in own.values_list("program_id", "role"):
            held[program_id].add(role)
    return held


def _held_by_program(actor: Actor) -> Mapping[int, set[str]]:
    held = roles_by_program(actor)
    if actor.user_id is not None and (staffed := platform().courses_staffed(actor.user_id)):
        keys = [course.course_key for course in staffed]
        links = CourseLink.objects.filter(course_key__in=keys, open_marker=True)
        for program_id in links.values_list("program_id", flat=True):
            held[program_id].add(COURSE_STAFF)
    return held


def staffed_courses(actor: Actor, program_id: int) -> Sequence[str]:
    """Return the linked courses of which the actor is course staff."""
    return list(_staffed(actor, program_id))


def load_program(program: ProgramRef) -> Program:
    """Return the row of the program, by id or slug, or raise NotFound."""
    rows = Program.objects.all()
    if isinstance(program, str):
        rows = rows.filter(slug=program) if rules.is_key(program) else rows.none()
    else:
        rows = rows.filter(id=program)
    found = rows.first()
    if found is None:
        raise NotFound
    return found


def lock_program(program_id: int) -> Program:
    """Return the program's row, locked until the transaction ends: its writes come one by one."""
    return Program.objects.select_for_update().get(id=program_id)


def program_data(row: Program) -> ProgramData:
    """Return the row as a value."""
    return ProgramData(
        id=row.id,
        slug=row.slug,
        title=row.title,
        org=row.org,
        time_zone=row.time_zone,
        status=ProgramStatus(row.status),
        k=row.k,
        created_at=row.created_at,
        ended_at=row.ended_at,
    )


def _open_roles(actor: Actor, program_id: int) -> frozenset[str]:
    if actor.person is None:
        return frozenset()
    held = Member.objects.filter(program_id=program_id, person=actor.person, open_marker=True)
    return frozenset(held.values_list("role", flat=True))


def _has_standing(actor: Actor, program_id: int, held: str) -> bool:
    if held == COURSE_STAFF:
        return next(_staffed(actor, program_id), None) is not None
    return _is_global_staff(actor)


def _is_global_staff(actor: Actor) -> bool:
    return actor.user_id is not None and platform().is_global_staff(actor.user_id)


def _staffed(actor: Actor, program_id: int) -> Iterator[str]:
    if actor.user_id is None:
        return
    links = CourseLink.objects.filter(program_id=program_id, open_marker=True).order_by("id")
    for course_key in links.values_list("course_key", flat=True):
        if platform().is_course_staff(actor.user_id, course_key):
            yield course_key
