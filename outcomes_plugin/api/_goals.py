"""Goals, their milestones and check-ins."""

from outcomes_plugin.goals.api import (
    add_milestone,
    agree_goal,
    change_goal,
    complete_milestone,
    desk_goals,
    finish_goal,
    goal,
    goal_history,
    goals_of,
    goals_room,
    help_wanted,
    latest_nexts,
    partner_goals,
    remove_milestone,
    reopen_goal,
    set_goal,
    undo_milestone,
)
from outcomes_plugin.goals.api import check_in as check_in_on_goal
from outcomes_plugin.goals.api import indicator_choices as goal_indicators
from outcomes_plugin.goals.api import movement as goal_movement

__all__ = [
    "add_milestone",
    "agree_goal",
    "change_goal",
    "check_in_on_goal",
    "complete_milestone",
    "desk_goals",
    "finish_goal",
    "goal",
    "goal_history",
    "goal_indicators",
    "goal_movement",
    "goals_of",
    "goals_room",
    "help_wanted",
    "latest_nexts",
    "partner_goals",
    "remove_milestone",
    "reopen_goal",
    "set_goal",
    "undo_milestone",
]
