"""The way into goals, re-exported by name from its small modules."""

from .checking_in import check_in
from .erasure import erase_person, expire_program, export_person
from .facts import attainment_sums, status_counts
from .milestones import add_milestone, complete_milestone, remove_milestone, undo_milestone
from .movement import movement
from .reading import (
    desk_goals,
    goal,
    goal_history,
    goals_of,
    help_wanted,
    indicator_choices,
    latest_nexts,
    partner_goals,
)
from .room import goals_room
from .setting import change_goal, set_goal
from .steps import agree_goal, finish_goal, reopen_goal

__all__ = [
    "add_milestone",
    "agree_goal",
    "attainment_sums",
    "change_goal",
    "check_in",
    "complete_milestone",
    "desk_goals",
    "erase_person",
    "expire_program",
    "export_person",
    "finish_goal",
    "goal",
    "goal_history",
    "goals_of",
    "goals_room",
    "help_wanted",
    "indicator_choices",
    "latest_nexts",
    "movement",
    "partner_goals",
    "remove_milestone",
    "reopen_goal",
    "set_goal",
    "status_counts",
    "undo_milestone",
]
