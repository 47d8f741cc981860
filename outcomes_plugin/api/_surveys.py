"""Windows, and answering in them."""

from collections.abc import Mapping

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.programs.api import require
from outcomes_plugin.programs.data import Action, Thing
from outcomes_plugin.surveys.api import (
    begin_closing,
    begin_comment_review,
    cancel_series,
    cancel_window,
    change_following_window,
    change_series,
    change_window,
    distance_of,
    edition_of_series,
    hide_comment,
    identified_answers,
    instrument_choices,
    open_window,
    own_windows,
    participation,
    plan_fixed_series,
    plan_following_window,
    plan_series,
    plan_window,
    planned_series,
    preview_fixed_series,
    preview_series,
    program_participation,
    refuse_late_answers,
    release_comments,
    show_comment,
    suggested_windows,
    take_late_answers,
    unshifted,
    window_choices,
    window_comments,
    windows,
    windows_that_move,
    windows_with_comments,
)
from outcomes_plugin.surveys.api import change_mode as change_window_mode
from outcomes_plugin.surveys.api import decline as decline_survey
from outcomes_plugin.surveys.api import hide_words as hide_words_of_comment
from outcomes_plugin.surveys.api import hindrances as find_hindrances
from outcomes_plugin.surveys.api import keep_draft as keep_survey_draft
from outcomes_plugin.surveys.api import learner_view as survey_view
from outcomes_plugin.surveys.api import preview as survey_preview
from outcomes_plugin.surveys.api import preview_times as preview_window_times
from outcomes_plugin.surveys.api import shared_answers as shared_survey_answers
from outcomes_plugin.surveys.api import submit as submit_survey
from outcomes_plugin.surveys.api import undo_decline as undo_survey_decline

__all__ = [
    "begin_closing",
    "begin_comment_review",
    "cancel_series",
    "cancel_window",
    "change_following_window",
    "change_series",
    "change_window",
    "change_window_mode",
    "decline_survey",
    "distance_of",
    "edition_of_series",
    "hide_comment",
    "hide_words_of_comment",
    "identified_answers",
    "instrument_choices",
    "keep_survey_draft",
    "open_window",
    "own_windows",
    "participation",
    "plan_fixed_series",
    "plan_following_window",
    "plan_series",
    "plan_window",
    "planned_series",
    "preview_fixed_series",
    "preview_series",
    "preview_window_times",
    "program_participation",
    "refuse_late_answers",
    "release_comments",
    "shared_survey_answers",
    "show_comment",
    "submit_survey",
    "suggested_windows",
    "survey_preview",
    "survey_view",
    "take_late_answers",
    "undo_survey_decline",
    "unshifted",
    "window_choices",
    "window_comments",
    "window_hindrances",
    "windows",
    "windows_that_move",
    "windows_with_comments",
]


def window_hindrances(actor: Actor, program: str) -> Mapping[int, str]:
    """
    Return what would keep each planned window from opening as things are.

    Raises:
        NotFound: no such program, or the actor may not set up its windows.
    """
    held = require(actor, program, Thing.WINDOWS, Action.CONFIGURE)
    return find_hindrances(held.program.id)
