"""What was imported when."""

from collections.abc import Sequence

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.programs.data import Action, Thing
from outcomes_plugin.progression.data import HrKind
from outcomes_plugin.progression.models import HrImport

from .data import HrImportData

MOST_SHOWN = 100


def hr_imports(actor: Actor, program: int | str) -> Sequence[HrImportData]:
    """
    Return the latest imports, the newest first: those that were applied, and those refused.

    Raises:
        NotFound: no such program, or the actor may not import its HR facts.
    """
    data = programs_api.require(actor, program, Thing.HR_FACTS, Action.IMPORT).program
    rows = HrImport.objects.filter(program_id=data.id).order_by("-at", "-id")[:MOST_SHOWN]
    return [
        HrImportData(
            source=row.source,
            kind=HrKind(row.kind),
            digest=row.digest,
            at=row.at,
            added=row.added,
            changed=row.changed,
            unchanged=row.unchanged,
            held=row.held,
            retracted=row.retracted,
            problems=row.problems,
        )
        for row in rows
    ]
