"""What somebody who has or had a part in a program keeps: it stays theirs when they have left."""

from collections.abc import Sequence

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import NotFound

from .access import ProgramRef, load_program, program_data, standing
from .course_members import was_member
from .data import MemberData, ProgramData, Standing
from .lookups import member_data
from .models import Member


def own_standing(actor: Actor, program: ProgramRef) -> Standing:
    """
    Return the open roles of someone who has or had one in the program: of leavers, none.

    Raises:
        NotFound: no such program, or the actor never had a role in it.
    """
    own = standing(actor, program)
    if not own.roles and not was_member(actor.person, own.program.id):
        raise NotFound
    return own


def own_memberships(actor: Actor, program: ProgramRef) -> tuple[ProgramData, Sequence[MemberData]]:
    """
    Return the program of someone who has or had a role in it, and their open memberships.

    Raises:
        NotFound: no such program, or the actor never had a role in it.
    """
    data = program_data(load_program(program))
    rows = Member.objects.filter(program_id=data.id, person=actor.person or "")
    found = [member_data(row) for row in rows.select_related("cohort").order_by("id")]
    if not found:
        raise NotFound
    return data, [one for one in found if one.left_at is None]


def own_program(actor: Actor, program: ProgramRef) -> ProgramData:
    """
    Return the program of someone who has or had a role in it: leavers keep what is theirs.

    Raises:
        NotFound: no such program, or the actor never had a role in it.
    """
    return own_standing(actor, program).program
