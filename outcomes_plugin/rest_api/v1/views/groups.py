"""Cohorts and teams of the platform that cohorts of a program follow."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from django.db import transaction

from outcomes_plugin import api, tasks
from outcomes_plugin.edxapp import GroupFacts
from outcomes_plugin.programs.data import CohortData
from outcomes_plugin.rest_api.v1.base import OutcomesView
from outcomes_plugin.rest_api.v1.endpoint import endpoint
from outcomes_plugin.rest_api.v1.shapes import groups as shapes


class Groups(OutcomesView):
    """What could be followed."""

    @endpoint(lists=shapes.Group)
    def get(self, slug: str) -> Sequence[GroupFacts]:
        """List the cohorts and teams of those linked courses that one staffs."""
        return api.groups_to_follow(self.actor, slug)


class CohortGroup(OutcomesView):
    """The group that one cohort follows."""

    @endpoint(takes=shapes.GroupTold, gives=shapes.CohortFollowing)
    def put(self, slug: str, cohort: str, *, told: Mapping[str, Any]) -> CohortData:
        """Let a cohort follow a group of a linked course; a worker then places its people."""
        followed = api.follow_group(self.actor, slug, cohort, **told, at=self.at)
        transaction.on_commit(partial(tasks.place_members.delay, told["course_key"]), robust=True)
        return followed

    @endpoint()
    def delete(self, slug: str, cohort: str) -> None:
        """Let a cohort follow no group; whoever is in it stays."""
        api.follow_no_group(self.actor, slug, cohort, at=self.at)
