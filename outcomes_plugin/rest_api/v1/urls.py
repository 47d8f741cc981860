"""
Addresses of version 1, below /api/mentoring/v1/.

What is one's own stands below `mine/`, as on the pages. What has an id of its own is named by that
alone: the id says to which program it belongs.
"""

from typing import Any

import edx_api_doc_tools as apidocs
from django.urls import URLPattern, URLResolver, include, path, re_path, register_converter
from django.urls.converters import IntConverter
from drf_yasg import openapi

from .views import (
    authoring,
    burden,
    calendars,
    comments,
    courses,
    goals,
    groups,
    health,
    hr,
    instruments,
    journal,
    meetings,
    mine,
    pairing_steps,
    pairings,
    people,
    program_pairings,
    programs,
    report,
    requests,
    setting_up,
    surveys,
    window_detail,
    windows,
)

app_name = "outcomes_plugin_rest_api"


class RowId(IntConverter):
    """An id that a table can hold; what is larger is the address of nothing."""

    regex = "[0-9]{1,18}"


register_converter(RowId, "row")

_PROGRAM = "programs/<slug:slug>/"
_MINE = f"{_PROGRAM}mine/"
_ENTRY = f"{_MINE}journal/<str:entry_id>/"
_SURVEY = f"{_MINE}surveys/<str:key>/"
_GOAL = "goals/<row:goal_id>/"
_MILESTONE = f"{_GOAL}milestones/<row:milestone_id>/"
_PAIRING = "pairings/<row:pairing_id>/"
_MEETING = "meetings/<row:meeting_id>/"
_REQUEST = "requests/<row:request_id>/"
_WINDOW = "windows/<row:window_id>/"
_COHORT = f"{_PROGRAM}cohorts/<str:cohort>/"
_INDICATOR = f"{_PROGRAM}indicators/<str:key>/"
_QUESTIONNAIRE = f"{_PROGRAM}questionnaires/<str:key>/"
_HR = f"{_PROGRAM}hr/"
_SOURCE = f"{_HR}sources/<str:source>/"
_FILE = f"{_PROGRAM}imports/<str:kind>/"


def _at(address: str, view: Any, name: str) -> URLPattern:
    return path(address, view.as_view(), name=name)


_OWN = [
    _at(f"{_MINE}goals/", goals.Goals, "goals"),
    _at(f"{_MINE}goals/room/", goals.GoalRoom, "goal_room"),
    _at(f"{_MINE}journal/", journal.Journal, "journal"),
    _at(f"{_MINE}journal/room/", journal.JournalRoom, "journal_room"),
    _at(f"{_MINE}journal/export/", journal.JournalExport, "journal_export"),
    _at(_ENTRY, journal.OneEntry, "entry"),
    _at(f"{_ENTRY}draft/", journal.EntryDraft, "entry_draft"),
    _at(f"{_ENTRY}sharing/", journal.EntrySharing, "entry_sharing"),
    _at(f"{_MINE}meetings/", meetings.Meetings, "meetings"),
    _at(f"{_MINE}pairings/", pairings.OwnPairings, "own_pairings"),
    _at(f"{_MINE}mentees/", pairings.Mentees, "mentees"),
    _at(f"{_MINE}requests/", requests.OwnRequests, "own_requests"),
    _at(f"{_MINE}requests/readers/", requests.RequestReaders, "request_readers"),
    _at(f"{_MINE}surveys/", surveys.OwnSurveys, "own_surveys"),
    _at(_SURVEY, surveys.OneSurvey, "survey"),
    _at(f"{_SURVEY}answers/", surveys.SurveyAnswers, "survey_answers"),
    _at(f"{_SURVEY}draft/", surveys.SurveyDraft, "survey_draft"),
    _at(f"{_SURVEY}decline/", surveys.SurveyDecline, "survey_decline"),
    _at(f"{_MINE}mail/", mine.MailChoice, "mail_choice"),
    _at(f"{_MINE}choices/<str:purpose>/", mine.OneChoice, "choice"),
    _at(f"{_MINE}hr-facts/", mine.HrFacts, "hr_facts"),
    _at(
        f"{_MINE}hr-facts/<str:kind>/<row:fact_id>/dispute/", mine.HrFactDispute, "dispute_hr_fact"
    ),
    _at(f"{_MINE}leave/", mine.LeaveProgram, "leave"),
    _at("mail-choices/", mine.MailChoices, "mail_choices"),
    _at("choices/", mine.Choices, "choices"),
    _at("calendar/", calendars.OwnCalendar, "own_calendar"),
    _at("questionnaire-schema/", authoring.QuestionnaireSchema, "questionnaire_schema"),
    _at("my-data/", mine.OwnData, "my_data"),
]
_BY_ID = [
    _at(_GOAL, goals.OneGoal, "goal"),
    _at(f"{_GOAL}history/", goals.GoalHistory, "goal_history"),
    _at(f"{_GOAL}movement/", goals.GoalMovement, "goal_movement"),
    _at(f"{_GOAL}agree/", goals.AgreeGoal, "agree_goal"),
    _at(f"{_GOAL}finish/", goals.FinishGoal, "finish_goal"),
    _at(f"{_GOAL}reopen/", goals.ReopenGoal, "reopen_goal"),
    _at(f"{_GOAL}check-ins/", goals.CheckIns, "check_ins"),
    _at(f"{_GOAL}milestones/", goals.Milestones, "milestones"),
    _at(_MILESTONE, goals.OneMilestone, "milestone"),
    _at(f"{_MILESTONE}done/", goals.MilestoneDone, "milestone_done"),
    _at(f"{_PAIRING}goals/", pairings.MenteeGoals, "mentee_goals"),
    _at(f"{_PAIRING}journal/", pairings.MenteeJournal, "mentee_journal"),
    _at(f"{_PAIRING}progress/", courses.MenteeProgress, "mentee_progress"),
    _at(f"{_PAIRING}meetings/", meetings.PairingMeetings, "pairing_meetings"),
    _at(f"{_PAIRING}next-meeting/", meetings.NextMeeting, "next_meeting"),
    _at(f"{_PAIRING}accept/", pairing_steps.AcceptPairing, "accept_pairing"),
    _at(f"{_PAIRING}decline/", pairing_steps.DeclinePairing, "decline_pairing"),
    _at(f"{_PAIRING}pause/", pairing_steps.PausePairing, "pause_pairing"),
    _at(f"{_PAIRING}resume/", pairing_steps.ResumePairing, "resume_pairing"),
    _at(f"{_PAIRING}end/", pairing_steps.EndPairing, "end_pairing"),
    _at(f"{_PAIRING}hand-over/", pairing_steps.HandOver, "hand_over"),
    _at(_MEETING, meetings.OneMeeting, "meeting"),
    _at(f"{_MEETING}restore/", meetings.RestoreMeeting, "restore_meeting"),
    _at(f"{_MEETING}own-note/", meetings.OwnNote, "own_note"),
    _at(f"{_REQUEST}withdraw/", requests.WithdrawRequest, "withdraw_request"),
    _at(f"{_REQUEST}acknowledge/", requests.AcknowledgeRequest, "acknowledge_request"),
    _at(f"{_REQUEST}answer/", requests.AnswerRequest, "answer_request"),
    _at("courses/<str:course_key>/", courses.OneCourse, "one_course"),
    _at("members/<row:member_id>/", people.OneMember, "member"),
    _at(_WINDOW, windows.OneWindow, "window"),
    _at(f"{_WINDOW}following/", windows.OneFollowingWindow, "following_window"),
    _at(f"{_WINDOW}mode/", windows.WindowMode, "window_mode"),
    _at(f"{_WINDOW}late/", windows.WindowLate, "window_late"),
    _at(f"{_WINDOW}open/", windows.OpenWindow, "open_window"),
    _at(f"{_WINDOW}close/", windows.CloseWindow, "close_window"),
    _at(f"{_WINDOW}comments/", comments.WindowComments, "window_comments"),
    _at(f"{_WINDOW}results/", windows.WindowResults, "window_results"),
    _at(f"{_WINDOW}postponed/", burden.Postponed, "postponed"),
    _at(f"{_WINDOW}people/", burden.PersonShifts, "person_shifts"),
    _at(f"{_WINDOW}people/<str:person>/", burden.OnePersonShift, "person_shift"),
    _at(f"{_WINDOW}reminders/", burden.WindowReminders, "window_reminders"),
    _at(f"{_WINDOW}participation/", windows.WindowParticipation, "window_participation"),
    _at(f"{_WINDOW}detail/", window_detail.WindowDetail, "window_detail"),
]
_OF_A_PROGRAM = [
    _at("programs/", programs.Programs, "programs"),
    _at("health/", health.Health, "site_health"),
    _at("purposes/", programs.Purposes, "purposes"),
    _at(_PROGRAM, programs.OneProgram, "program"),
    _at(f"{_PROGRAM}set-up/", programs.ProgramSetUp, "set_up"),
    _at(f"{_PROGRAM}begin/", programs.BeginProgram, "begin"),
    _at(f"{_PROGRAM}end/", programs.EndProgram, "end"),
    _at(f"{_PROGRAM}notice/", programs.Notice, "notice"),
    _at(f"{_PROGRAM}notice/read/", programs.ReadNotice, "read_notice"),
    _at(f"{_PROGRAM}cohorts/", setting_up.Cohorts, "cohorts"),
    _at(_COHORT, setting_up.OneCohort, "cohort"),
    _at(f"{_COHORT}group/", groups.CohortGroup, "cohort_group"),
    _at(f"{_PROGRAM}groups/", groups.Groups, "groups"),
    _at(f"{_COHORT}days/", setting_up.CohortDays, "cohort_days"),
    _at(f"{_COHORT}days/moves/", windows.WindowMoves, "window_moves"),
    _at(f"{_PROGRAM}days/", setting_up.Days, "days"),
    _at(f"{_PROGRAM}members/", people.Members, "members"),
    _at(f"{_PROGRAM}pairings/", program_pairings.ProgramPairings, "pairings"),
    _at(f"{_PROGRAM}{_PAIRING}", program_pairings.ProgramPairing, "pairing"),
    _at(f"{_PROGRAM}{_PAIRING}history/", program_pairings.PairingHistory, "pairing_history"),
    _at(f"{_PROGRAM}help-wanted/", people.HelpWanted, "help_wanted"),
    _at(f"{_PROGRAM}stalled/", courses.Stalled, "stalled"),
    _at(f"{_PROGRAM}requests/", requests.OpenRequests, "open_requests"),
    _at(f"{_PROGRAM}requests/answered/", requests.AnsweredRequests, "answered_requests"),
    _at(f"{_PROGRAM}shared-entries/", journal.StaffEntries, "shared_entries"),
    _at(f"{_PROGRAM}shared-entries/<str:entry_id>/replies/", journal.Replies, "replies"),
    _at(f"{_PROGRAM}courses/", setting_up.Courses, "courses"),
    _at(f"{_PROGRAM}courses/<str:course_key>/", setting_up.OneCourse, "course"),
    _at(f"{_PROGRAM}courses-to-link/", setting_up.CoursesToLink, "courses_to_link"),
    _at(f"{_PROGRAM}indicators/", setting_up.Indicators, "indicators"),
    _at(f"{_PROGRAM}indicators/example/", setting_up.ExampleFramework, "example_framework"),
    _at(f"{_INDICATOR}adopt/", setting_up.AdoptIndicator, "adopt_indicator"),
    _at(f"{_INDICATOR}targets/", setting_up.Targets, "targets"),
    _at(f"{_PROGRAM}windows/", windows.Windows, "windows"),
    _at(f"{_PROGRAM}windows/following/", windows.FollowingWindows, "following_windows"),
    _at(f"{_PROGRAM}windows/series/", windows.AllSeries, "all_series"),
    _at(f"{_PROGRAM}windows/series/fixed/", windows.FixedSeries, "fixed_series"),
    _at(f"{_PROGRAM}windows/series/fixed/times/", windows.FixedSeriesTimes, "fixed_series_times"),
    _at(f"{_PROGRAM}windows/series/times/", windows.SeriesTimes, "series_times"),
    _at(f"{_PROGRAM}windows/series/one/<str:series>/", windows.OneSeries, "one_series"),
    _at(f"{_PROGRAM}windows/times/", windows.WindowTimes, "window_times"),
    _at(f"{_PROGRAM}windows/suggested/", windows.SuggestedWindows, "suggested_windows"),
    _at(f"{_PROGRAM}windows/hindrances/", windows.Hindrances, "hindrances"),
    _at(f"{_PROGRAM}instruments/", windows.Instruments, "instruments"),
    _at(f"{_PROGRAM}questionnaires/", instruments.Questionnaires, "questionnaires"),
    _at(f"{_PROGRAM}questionnaires/check/", instruments.CheckTakeover, "check_takeover"),
    _at(f"{_PROGRAM}questionnaires/apply/", instruments.ApplyTakeover, "apply_takeover"),
    _at(f"{_QUESTIONNAIRE}draft/", authoring.QuestionnaireDraft, "questionnaire_draft"),
    _at(f"{_PROGRAM}questionnaires/begin/", authoring.BeginQuestionnaire, "begin_questionnaire"),
    _at(f"{_QUESTIONNAIRE}discard/", authoring.DiscardDraft, "discard_draft"),
    _at(f"{_QUESTIONNAIRE}publish/", authoring.PublishQuestionnaire, "publish_questionnaire"),
    _at(f"{_QUESTIONNAIRE}wording/", authoring.QuestionnaireWording, "questionnaire_wording"),
    _at(
        f"{_QUESTIONNAIRE}document/",
        instruments.OneQuestionnaire,
        "questionnaire",
    ),
    _at(f"{_PROGRAM}burden/", burden.ProgramBurden, "burden"),
    _at(f"{_PROGRAM}participation/", windows.ProgramParticipation, "participation"),
    _at(f"{_PROGRAM}releases/", report.Releases, "releases"),
    _at(f"{_PROGRAM}report/", report.Report, "report"),
    _at(f"{_PROGRAM}report/agreement/", comments.Agreement, "agreement"),
    _at(f"{_PROGRAM}report/cells/", report.Cells, "cells"),
    _at(f"{_FILE}check/", people.CheckFile, "check_file"),
    _at(f"{_FILE}apply/", people.ApplyFile, "apply_file"),
]
_OF_HR = [
    _at(f"{_HR}sources/", hr.Sources, "hr_sources"),
    _at(_SOURCE, hr.OneSource, "hr_source"),
    _at(f"{_SOURCE}rows/check/", hr.CheckRows, "check_hr_rows"),
    _at(f"{_SOURCE}rows/", hr.Rows, "hr_rows"),
    _at(f"{_SOURCE}file/check/", hr.CheckSourceFile, "check_hr_file"),
    _at(f"{_SOURCE}file/", hr.SourceFile, "hr_file"),
    _at(f"{_SOURCE}retract/", hr.Retract, "retract_hr_facts"),
    _at(f"{_SOURCE}held/discard/", hr.DiscardHeld, "discard_held"),
    _at(f"{_HR}held/", hr.HeldRows, "held_hr_rows"),
    _at(f"{_HR}imports/", hr.Imports, "hr_imports"),
    _at(f"{_HR}disputes/", hr.Disputes, "hr_disputes"),
    _at(f"{_HR}disputes/<row:dispute_id>/settle/", hr.SettleDispute, "settle_dispute"),
]
endpoints: list[URLPattern] = [*_OWN, *_BY_ID, *_OF_A_PROGRAM, *_OF_HR]

# The schema tells of these endpoints alone, under the addresses that they have on a site.
_DOCUMENTED: list[URLResolver] = [path("api/mentoring/v1/", include((endpoints, app_name)))]
_ABOUT = openapi.Info(
    title="Mentoring outcomes",
    default_version="v1",
    description="Goals, journals, meetings, surveys and reports of mentoring programs.",
)

urlpatterns: list[URLPattern] = [
    *endpoints,
    path("docs/", apidocs.make_docs_ui_view(_ABOUT, _DOCUMENTED), name="docs"),
    re_path(
        r"^docs(?P<format>\.json|\.yaml)$",
        apidocs.make_docs_data_view(_ABOUT, _DOCUMENTED),
        name="schema",
    ),
]
