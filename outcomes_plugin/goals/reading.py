"""Read goals: one's own, and those that a partner shares while the pairing is open."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from django.db.models import OuterRef, Subquery

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import NotFound
from outcomes_plugin.frameworks import api as frameworks_api
from outcomes_plugin.frameworks.data import in_language
from outcomes_plugin.pairings import api as pairings_api
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.programs.data import Action, Thing

from .access import with_all
from .data import OPEN_STATUSES, ChangeData, GoalData, HelpFrom, HelpNote, Visibility
from .models import Goal, GoalCheckIn


def goals_of(actor: Actor, program: int | str) -> Sequence[GoalData]:
    """
    Return the actor's own goals in the program: open ones first, those due soonest before others.

    Raises:
        NotFound: no such program, or the actor is no mentee or mentor of it.
    """
    data = programs_api.require(actor, program, Thing.OWN_WORK, Action.READ).program
    return own_goals(actor.person, data.id)


def goal(actor: Actor, goal_id: int) -> GoalData:
    """
    Return one of the actor's own goals.

    Raises:
        NotFound: no such goal, or it is somebody else's.
    """
    row = with_all(Goal.objects.filter(id=goal_id)).first()
    if row is None or actor.person != row.person:
        raise NotFound
    programs_api.require(actor, row.program_id, Thing.OWN_WORK, Action.READ)
    return row.to_data()


def partner_goals(actor: Actor, program: int | str, *, mentee: str) -> Sequence[GoalData]:
    """
    Return what a partner shares with the actor in their open pairing.

    Raises:
        NotFound: no such program, or the two have no open pairing in it.
    """
    held = programs_api.require(actor, program, Thing.SHARED_WORK, Action.READ_PARTNER)
    partners = pairings_api.open_partners(actor.person or "", held.program.id)
    pairing_ids = [one.pairing_id for one in partners if one.person == mentee]
    if not pairing_ids:
        raise NotFound
    return _shared_goals({mentee}, pairing_ids)


def desk_goals(actor: Actor, pairing_ids: Collection[int]) -> Mapping[str, Sequence[GoalData]]:
    """
    Return what each mentee of these pairings shares with the actor, in four queries for all.

    Of these pairings only those count that are open and whose mentor the actor is.
    """
    pairings = pairings_api.open_as_mentor(actor, pairing_ids)
    goals = _shared_goals({one.mentee for one in pairings}, [one.id for one in pairings])
    return {one.mentee: [goal for goal in goals if goal.person == one.mentee] for one in pairings}


def _shared_goals(persons: Collection[str], pairing_ids: Collection[int]) -> Sequence[GoalData]:
    rows = Goal.objects.filter(
        pairing_id__in=pairing_ids, person__in=persons, visibility=Visibility.PAIRING
    )
    return _in_order(row.to_data() for row in with_all(rows))


def goal_history(actor: Actor, goal_id: int) -> Sequence[ChangeData]:
    """
    Return every change of the actor's own goal, the newest first.

    Raises:
        NotFound: no such goal, or it is somebody else's.
    """
    row = Goal.objects.filter(id=goal_id).first()
    if row is None or actor.person != row.person:
        raise NotFound
    programs_api.require(actor, row.program_id, Thing.OWN_WORK, Action.READ)
    changes = row.changes.select_related("goal").order_by("-id")
    return [change.to_data() for change in changes]


def help_wanted(actor: Actor, program: int | str) -> Sequence[HelpNote]:
    """
    Return whose last check-in asks the coordinators for help, the newest first.

    A coordinator who is or was paired with the person, or is the person, does not read of it.

    Raises:
        NotFound: no such program, or the actor does not coordinate it.
    """
    data = programs_api.require(actor, program, Thing.HELP_REQUESTS, Action.READ).program
    last = GoalCheckIn.objects.filter(goal_id=OuterRef("goal_id")).order_by("-at", "-id")
    rows = GoalCheckIn.objects.filter(
        goal__program_id=data.id,
        goal__status__in=OPEN_STATUSES,
        help_from=HelpFrom.COORDINATORS,
        id=Subquery(last.values("id")[:1]),
    ).order_by("-at", "-id")
    own = actor.person or ""
    kept_from = pairings_api.ever_partners(own, data.id) | {own}
    found = rows.values_list("goal__person", "at")
    return [HelpNote(person=person, at=at) for person, at in found if person not in kept_from]


def indicator_choices(
    actor: Actor, program: int | str, *, language: str
) -> Sequence[tuple[str, str]]:
    """
    Return key and title of each indicator that a goal of the program can name.

    Raises:
        NotFound: no such program, or the actor is no mentee or mentor of it.
    """
    data = programs_api.require(actor, program, Thing.OWN_WORK, Action.READ).program
    found = frameworks_api.indicators(data.id)
    return [(one.key, in_language(one.title, language)) for one in found]


def latest_nexts(pairing_ids: Collection[int]) -> Mapping[int, Sequence[str]]:
    """
    Return the next step of each open goal that these pairings share, for their agendas.

    For applets and panels above, which have asked whose pairings they are; checks no right.
    """
    rows = Goal.objects.filter(
        pairing_id__in=pairing_ids, visibility=Visibility.PAIRING, status__in=OPEN_STATUSES
    )
    found: dict[int, list[str]] = {}
    for goal in _in_order(row.to_data() for row in with_all(rows)):
        if goal.next_step and goal.pairing_id is not None:
            found.setdefault(goal.pairing_id, []).append(goal.next_step)
    return found


def own_goals(person: str | None, program_id: int) -> Sequence[GoalData]:
    """Return the person's goals in the program, in the order in which they are shown."""
    rows = Goal.objects.filter(person=person or "", program_id=program_id)
    return _in_order(row.to_data() for row in with_all(rows))


def _in_order(goals: Iterable[GoalData]) -> Sequence[GoalData]:
    return sorted(goals, key=_place)


def _place(goal: GoalData) -> tuple[bool, bool, str, int]:
    """Return what goals are sorted by: closed ones last, those without a day after those with."""
    return (not goal.is_open, goal.due is None, str(goal.due or ""), goal.id)
