"""A person's own goals with all that is needed to show them: a few queries for any number."""

from datetime import datetime
from typing import Any

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.consent import api as consent_api
from outcomes_plugin.edxapp import platform
from outcomes_plugin.errors import NotFound
from outcomes_plugin.pairings import api as pairings_api
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.programs.data import Action, ProgramData, ProgramStatus, Standing, Thing

from .access import tells_of_goals
from .data import Reader, Room, RoomState
from .reading import own_goals


def goals_room(actor: Actor, program: str, *, at: datetime, language: str) -> Room:
    """
    Return the actor's goals in the program, and what can be done with them now.

    Nobody is refused: `state` says what there is to see, which for a stranger is nothing. Who has
    left the program still reads their own goals.
    """
    try:
        own, _coordinators = programs_api.standing_and_coordinators(actor, program)
    except NotFound:
        return Room(state=RoomState.NO_ROLE)
    goals = own_goals(actor.person, own.program.id) if actor.person is not None else []
    head: dict[str, Any] = {"program_title": own.program.title, "time_zone": own.program.time_zone}
    if not own.allows(Thing.OWN_WORK, Action.READ):
        state = RoomState.READ_ONLY if goals else RoomState.NO_ROLE
        return Room(state=state, goals=goals, **head)
    readers = _readers(actor.person or "", own.program)
    if not own.program.is_live:
        return Room(state=_resting(own), goals=goals, readers=readers, **head)
    notice, was_shown = consent_api.notice_for(actor.person or "", own.program.id)
    if notice is None or not tells_of_goals(notice):
        state = RoomState.READ_ONLY if goals else RoomState.NOT_OPEN
        return Room(state=state, goals=goals, readers=readers, **head)
    return Room(
        state=RoomState.OPEN if was_shown else RoomState.NOTICE_FIRST,
        goals=goals,
        readers=readers,
        notice=None if was_shown else notice.in_language(language),
        notice_version=notice.version,
        **head,
    )


def _resting(own: Standing) -> RoomState:
    is_over = own.program.status is ProgramStatus.ENDED
    return RoomState.READ_ONLY if is_over else RoomState.NOT_OPEN


def _readers(person: str, program: ProgramData) -> tuple[Reader, ...]:
    """Return the partners of open pairings by name, mentors first."""
    partners = pairings_api.open_partners(person, program.id)
    users = {one.user_id for one in partners if one.user_id is not None}
    facts = platform().users(users) if users else {}
    readers = [
        Reader(
            pairing_id=one.pairing_id,
            name=facts[one.user_id].name or facts[one.user_id].username,
            is_mentor=one.is_mentor,
        )
        for one in partners
        if one.user_id is not None and one.user_id in facts
    ]
    return tuple(sorted(readers, key=lambda reader: not reader.is_mentor))
