"""Load goals for those who may see or change them, and write down what changed."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.consent import api as consent_api
from outcomes_plugin.consent.data import NoticeData
from outcomes_plugin.errors import Conflict, NotFound
from outcomes_plugin.ledger import api as ledger_api
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.programs.data import Action, ProgramData, Thing

from .fields import READERS
from .models import Goal, GoalChange

PURPOSE = "goals"


def require_writer(actor: Actor, program: int | str) -> tuple[str, ProgramData]:
    """
    Return the person and the program in which they may write goals now.

    Raises:
        NotFound: no such program, or the actor is no mentee or mentor of it.
        Conflict: the program is not live, or its notice was not shown; `details["reason"]` says.
    """
    data = programs_api.require(actor, program, Thing.OWN_WORK, Action.WRITE).program
    if actor.person is None:
        raise NotFound
    if not data.is_live:
        raise Conflict(_("This program is not running now. Nothing was stored."), reason="closed")
    notice, was_shown = consent_api.notice_for(actor.person, data.id)
    if not tells_of_goals(notice) or not was_shown:
        raise Conflict(
            _("What this program tells you has changed. Read the new version, then go on."),
            reason="notice",
            notice_version=notice.version if notice is not None else None,
        )
    return actor.person, data


def tells_of_goals(notice: NoticeData | None) -> bool:
    """Return whether the notice says what becomes of goals: before that, none is stored."""
    return notice is not None and notice.tells_of(PURPOSE)


def lock_own(actor: Actor, goal_id: int) -> tuple[Goal, ProgramData]:
    """
    Return the actor's own goal, locked until the transaction ends, and its program.

    Raises:
        NotFound: no such goal, or it is somebody else's.
        Conflict: nothing can be written now.
    """
    row = Goal.objects.select_for_update().filter(id=goal_id).first()
    if row is None or actor.person != row.person:
        raise NotFound
    _person, data = require_writer(actor, row.program_id)
    return row, data


def with_all(rows: QuerySet[Goal]) -> QuerySet[Goal]:
    """Return the goals with check-ins and milestones: three queries for any number."""
    return rows.prefetch_related("check_ins", "milestones")


def written(row: Goal) -> Mapping[str, Any]:
    """Return what the person wrote of the goal, field by field."""
    return {name: reader(getattr(row, name))[0] for name, reader in READERS.items()}


def note_change(
    actor: Actor, row: Goal, *, fields: Collection[str], before: Mapping[str, Any], at: datetime
) -> None:
    """Write down which fields changed, and what stood in them before."""
    GoalChange.objects.create(
        goal=row,
        version=row.version,
        at=at,
        by_person=actor.person,
        fields=list(fields),
        before={name: _plain(before[name]) for name in fields},
    )


def record(
    actor: Actor, row: Goal, type_: str, program: ProgramData, *, at: datetime, **payload: Any
) -> None:
    """Record in the ledger what happened to the goal; what it says stays here."""
    ledger_api.record(
        actor,
        type_,
        at=at,
        person=row.person,
        program=program.slug,
        payload={"goal": row.id, **payload},
    )


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else value
