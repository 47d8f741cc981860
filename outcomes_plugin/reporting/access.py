"""Which released cells a reader sees: the same numbers as everyone, or fewer of them."""

from dataclasses import dataclass

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import NotFound
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.programs.data import COURSE_STAFF, Action, ProgramData, Role, Thing

from .data import WHOLE, Scope
from .models import Release, ReleaseCell

_PAIRED = frozenset({Role.MENTEE, Role.MENTOR})


@dataclass(frozen=True, kw_only=True)
class Reader:
    """
    What one reader may see of a program's releases.

    `roles` narrows to windows of these roles; None does not. Without `cohorts` there are only
    numbers of the whole program.
    """

    program: ProgramData
    cohorts: bool
    roles: frozenset[str] | None = None

    def may_see(self, release: Release) -> bool:
        if self.roles is None:
            return True
        return release.scope is not Scope.PERIOD and release.role in self.roles

    def may_see_cell(self, cell: ReleaseCell) -> bool:
        return self.cohorts or cell.cohort == WHOLE


def reader_of(actor: Actor, program: programs_api.ProgramRef) -> Reader:
    """
    Return what the actor may see of the program's releases.

    Raises:
        NotFound: no such program, or nothing of its releases.
    """
    held = programs_api.whole_standing(actor, program)
    if held.allows(Thing.RELEASES, Action.READ):
        return Reader(program=held.program, cohorts=True)
    if not held.allows(Thing.RELEASES, Action.READ_TOTALS):
        raise NotFound
    own = frozenset(str(role) for role in held.roles & _PAIRED)
    roles = None if COURSE_STAFF in held.roles else own
    return Reader(program=held.program, cohorts=False, roles=roles)
