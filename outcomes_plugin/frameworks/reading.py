"""The framework as those who write it see it: every indicator, its draft and its targets."""

from collections.abc import Sequence
from datetime import datetime

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.programs.data import Action, Thing

from . import rules
from .data import IndicatorStanding
from .models import Indicator, Target


def framework_of(
    actor: Actor, program: programs_api.ProgramRef, *, at: datetime
) -> Sequence[IndicatorStanding]:
    """
    Return the program's indicators in the order of defining, each with its targets, in two queries.

    Raises:
        NotFound: no such program, or the actor may not read its framework.
    """
    data = programs_api.require(actor, program, Thing.INDICATORS, Action.READ).program
    rows = Indicator.objects.filter(program_id=data.id, superseded_at=None)
    versions = [row.to_data() for row in rows.select_related("outcome").order_by("id")]
    targets = [row.to_data() for row in Target.objects.filter(program_id=data.id).order_by("id")]
    now = rules.in_force(targets, at=at)
    current = {one.key: one for one in versions if one.effective_from is not None}
    drafts = {one.key: one for one in versions if one.effective_from is None}
    return [
        IndicatorStanding(
            key=key,
            shown=current.get(key) or drafts[key],
            current=current.get(key),
            draft=drafts.get(key),
            target=now.get(key),
            later_targets=tuple(
                sorted(
                    (
                        one
                        for one in targets
                        if one.indicator_key == key and one.effective_from > at
                    ),
                    key=lambda one: one.effective_from,
                )
            ),
        )
        for key in dict.fromkeys(one.key for one in versions)
    ]
