"""Pairings: how many there are, who is still alone, and where they are made."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from outcomes_plugin import api
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.pairings.data import PairingState
from outcomes_plugin.readiness.data import SetUp, StepName

from .set_up_frame import step_page


def _show(request: HttpRequest, actor: Actor, set_up: SetUp) -> Mapping[str, Any]:
    slug = set_up.program.slug
    found = api.pairings(actor, slug)
    mentees = [one for one in api.named_members(actor, slug) if one.member.role == "mentee"]
    paired = {one.mentee for one in found if one.is_open}
    waiting = {one.mentee for one in found if one.state is PairingState.PROPOSED}
    return {
        "paired": len(paired),
        "waiting": len(waiting - paired),
        "alone": [one.name for one in mentees if one.member.person not in paired | waiting],
    }


pairings = step_page(StepName.PAIRINGS, show=_show, acts={})
