"""The way into surveys, re-exported by name from its small modules."""

from .admitting import admit_joiners
from .answer_quality import answer_quality, live_answer_quality
from .answering import submit
from .both_sides import scores_of_people, shared_scores
from .burden_views import burden_of, postponements
from .calendars import (
    calendar_windows,
    make_calendar,
    own_calendar,
    person_of_calendar,
    stop_calendar,
)
from .closing import begin_closing, close_window, due_to_close
from .comment_review import (
    begin_comment_review,
    hide_comment,
    hide_words,
    release_comments,
    show_comment,
)
from .comments import window_comments, windows_with_comments
from .declining import decline, undo_decline
from .drafts import keep_draft
from .erasure import erase_person, export_person
from .exporting import answer_table
from .facts import answered, asked, change_sums, late_score_sums, score_sums
from .fixed_series import plan_fixed_series, preview_fixed_series
from .fixed_times import unshifted
from .following import follow_days, preview_times, windows_that_move
from .foreseeing import hindrances
from .late import end_late, late_due_to_end, refuse_late_answers, take_late_answers
from .modes import change_mode
from .opening import open_due, open_window
from .overdue import late_windows
from .own_windows import own_windows
from .participation import (
    participation,
    participation_of,
    people_asked,
    program_participation,
    who_has_answered,
)
from .planning import plan_following_window, plan_window
from .previewing import preview
from .publishing import (
    instrument_choices,
    instruments,
    publish_instrument,
    shipped_instruments,
)
from .readers import identified_answers, shared_answers
from .reminding import limit_reminders
from .replanning import cancel_window, change_following_window, change_window
from .retention import destroy_keys, expire_program, keys_due
from .rewording import instrument_changes, reword_instrument
from .rules import hide_small
from .series import (
    cancel_series,
    change_series,
    distance_of,
    edition_of_series,
    plan_series,
    planned_series,
    preview_series,
)
from .shifting import person_shifts, shift_person, unshift_person
from .tracing import traced_items
from .unanswered import closes_for, is_still_to_answer, still_to_answer, waiting_by_close
from .usual import suggested_windows
from .viewing import learner_view
from .windows import find_window, find_windows, window_choices, windows

__all__ = [
    "admit_joiners",
    "answer_quality",
    "answer_table",
    "answered",
    "asked",
    "begin_closing",
    "begin_comment_review",
    "burden_of",
    "calendar_windows",
    "cancel_series",
    "cancel_window",
    "change_following_window",
    "change_mode",
    "change_series",
    "change_sums",
    "change_window",
    "close_window",
    "closes_for",
    "decline",
    "destroy_keys",
    "distance_of",
    "due_to_close",
    "edition_of_series",
    "end_late",
    "erase_person",
    "expire_program",
    "export_person",
    "find_window",
    "find_windows",
    "follow_days",
    "hide_comment",
    "hide_small",
    "hide_words",
    "hindrances",
    "identified_answers",
    "instrument_changes",
    "instrument_choices",
    "instruments",
    "is_still_to_answer",
    "keep_draft",
    "keys_due",
    "late_due_to_end",
    "late_score_sums",
    "late_windows",
    "learner_view",
    "limit_reminders",
    "live_answer_quality",
    "make_calendar",
    "open_due",
    "open_window",
    "own_calendar",
    "own_windows",
    "participation",
    "participation_of",
    "people_asked",
    "person_of_calendar",
    "person_shifts",
    "plan_fixed_series",
    "plan_following_window",
    "plan_series",
    "plan_window",
    "planned_series",
    "postponements",
    "preview",
    "preview_fixed_series",
    "preview_series",
    "preview_times",
    "program_participation",
    "publish_instrument",
    "refuse_late_answers",
    "release_comments",
    "reword_instrument",
    "score_sums",
    "scores_of_people",
    "shared_answers",
    "shared_scores",
    "shift_person",
    "shipped_instruments",
    "show_comment",
    "still_to_answer",
    "stop_calendar",
    "submit",
    "suggested_windows",
    "take_late_answers",
    "traced_items",
    "undo_decline",
    "unshift_person",
    "unshifted",
    "waiting_by_close",
    "who_has_answered",
    "window_choices",
    "window_comments",
    "windows",
    "windows_that_move",
    "windows_with_comments",
]
