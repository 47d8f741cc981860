"""Goals: one's own, and what a mentor does with those of a mentee."""

from collections.abc import Mapping, Sequence
from typing import Any

from outcomes_plugin import api
from outcomes_plugin.errors import NotFound
from outcomes_plugin.goals.data import (
    ChangeData,
    CheckInData,
    GoalData,
    MilestoneData,
    Movement,
    Said,
    Status,
)
from outcomes_plugin.rest_api.v1.base import OutcomesView
from outcomes_plugin.rest_api.v1.endpoint import endpoint
from outcomes_plugin.rest_api.v1.shapes import goals as shapes
from outcomes_plugin.rest_api.v1.shapes.base import Nothing


class Goals(OutcomesView):
    """One's own goals in a program."""

    @endpoint(lists=shapes.Goal)
    def get(self, slug: str) -> Sequence[GoalData]:
        """List one's own goals: open ones first, those due soonest before others."""
        return api.goals_of(self.actor, slug)

    @endpoint(takes=shapes.GoalTold, gives=shapes.Goal, answers=201)
    def post(self, slug: str, *, told: Mapping[str, Any]) -> GoalData:
        """Set a goal of one's own."""
        return api.set_goal(self.actor, slug, fields=told, at=self.at)


class GoalRoom(OutcomesView):
    """What one can do with goals now."""

    @endpoint(gives=shapes.Room)
    def get(self, slug: str) -> Mapping[str, Any]:
        """Tell whether goals can be set now, who could read them, and what they can name."""
        room = api.goals_room(self.actor, slug, at=self.at, language=self.language)
        named = api.goal_indicators(self.actor, slug, language=self.language)
        return {
            "state": room.state,
            "program_title": room.program_title,
            "time_zone": room.time_zone,
            "notice_version": room.notice_version,
            "readers": room.readers,
            "indicators": [{"key": key, "title": title} for key, title in named],
        }


class OneGoal(OutcomesView):
    """One of one's own goals."""

    @endpoint(gives=shapes.Goal)
    def get(self, goal_id: int) -> GoalData:
        """Read one of one's own goals."""
        return api.goal(self.actor, goal_id)

    @endpoint(takes=shapes.GoalChange, gives=shapes.Goal)
    def patch(self, goal_id: int, *, told: Mapping[str, Any]) -> GoalData:
        """
        Change some fields of a goal; fields that are not named stay.

        Where the same fields were changed since `version`, nothing is stored: `details` names
        them, and `current` is the goal as it is now, to stand beside what was sent.
        """
        changes = {name: value for name, value in told.items() if name != "version"}
        return api.change_goal(
            self.actor, goal_id, changes=changes, expected_version=told["version"], at=self.at
        )

    def current(self) -> Mapping[str, Any]:
        """Return the goal as it is now."""
        goal = api.goal(self.actor, self.kwargs["goal_id"])
        return dict(shapes.Goal(goal).data)


class GoalHistory(OutcomesView):
    """How a goal has changed."""

    @endpoint(lists=shapes.Change)
    def get(self, goal_id: int) -> Sequence[ChangeData]:
        """List every change of one of one's own goals, the newest first."""
        return api.goal_history(self.actor, goal_id)


class GoalMovement(OutcomesView):
    """How far a goal has come."""

    @endpoint(gives=shapes.Movement)
    def get(self, goal_id: int) -> Movement:
        """Read how one of one's own goals has moved; a goal that is done or not has no movement."""
        found = api.goal_movement(api.goal(self.actor, goal_id))
        if found is None:
            raise NotFound
        return found


class AgreeGoal(OutcomesView):
    """A mentor's agreement."""

    @endpoint(takes=shapes.VersionTold, gives=shapes.Goal)
    def post(self, goal_id: int, *, told: Mapping[str, Any]) -> GoalData:
        """Agree, as the mentor, to a goal that a mentee shares, in the version that was read."""
        return api.agree_goal(self.actor, goal_id, expected_version=told["version"], at=self.at)

    def current(self) -> Mapping[str, Any] | None:
        """Return the goal as the mentee shares it now."""
        pairings = [one.id for one in api.my_pairings(self.actor)]
        for goals in api.desk_goals(self.actor, pairings).values():
            for one in goals:
                if one.id == self.kwargs["goal_id"]:
                    return dict(shapes.Goal(one).data)
        return None


class FinishGoal(OutcomesView):
    """The end of a goal."""

    @endpoint(takes=shapes.FinishTold, gives=shapes.Goal)
    def post(self, goal_id: int, *, told: Mapping[str, Any]) -> GoalData:
        """Close one of one's own goals: achieved, not achieved or dropped."""
        return api.finish_goal(
            self.actor, goal_id, status=Status(told["status"]), words=told["why"], at=self.at
        )


class ReopenGoal(OutcomesView):
    """A goal that goes on."""

    @endpoint(takes=Nothing, gives=shapes.Goal)
    def post(self, goal_id: int, *, told: Mapping[str, Any]) -> GoalData:
        """Open a goal of one's own again."""
        return api.reopen_goal(self.actor, goal_id, at=self.at)


class CheckIns(OutcomesView):
    """The check-ins of a goal; they are read with the goal."""

    @endpoint(takes=shapes.CheckInTold, gives=shapes.CheckIn, answers=201)
    def post(self, goal_id: int, *, told: Mapping[str, Any]) -> CheckInData:
        """Check in on one of one's own goals."""
        return api.check_in_on_goal(self.actor, goal_id, said=Said(**told), at=self.at)


class Milestones(OutcomesView):
    """The milestones of a goal; they are read with the goal."""

    @endpoint(takes=shapes.MilestoneTold, gives=shapes.Milestone, answers=201)
    def post(self, goal_id: int, *, told: Mapping[str, Any]) -> MilestoneData:
        """Add a milestone to one of one's own goals."""
        return api.add_milestone(
            self.actor, goal_id, text=told["text"], due=told["due"], at=self.at
        )


class OneMilestone(OutcomesView):
    """One milestone."""

    @endpoint()
    def delete(self, goal_id: int, milestone_id: int) -> None:
        """Remove a milestone."""
        api.remove_milestone(self.actor, goal_id, milestone_id, at=self.at)


class MilestoneDone(OutcomesView):
    """Whether a milestone is done."""

    @endpoint(takes=Nothing, gives=shapes.Milestone)
    def put(self, goal_id: int, milestone_id: int, *, told: Mapping[str, Any]) -> MilestoneData:
        """Say that a milestone is done."""
        return api.complete_milestone(self.actor, goal_id, milestone_id, at=self.at)

    @endpoint(gives=shapes.Milestone)
    def delete(self, goal_id: int, milestone_id: int) -> MilestoneData:
        """Say that a milestone is not done after all."""
        return api.undo_milestone(self.actor, goal_id, milestone_id, at=self.at)
