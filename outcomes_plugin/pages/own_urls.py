"""Addresses of a person's own pages in a program, and of the mentor's desk."""

from django.urls import URLPattern, path

from . import desk, mine, own_work

_MINE = "programs/<str:slug>/mine/"
_DESK = "programs/<str:slug>/desk/"
_MENTEE = f"{_DESK}<int:pairing_id>/"
_SURVEY = f"{_MINE}surveys/<str:key>/"

urlpatterns: list[URLPattern] = [
    path(_MINE, mine.mine, name="mine"),
    path(f"{_MINE}leave/", mine.leave, name="leave"),
    path(f"{_MINE}goals/", own_work.goals, name="goals"),
    path(f"{_MINE}goals/<str:call>/", own_work.call_goals, name="call_goals"),
    path(f"{_MINE}journal/", own_work.journal, name="journal"),
    path(f"{_MINE}journal/<str:call>/", own_work.call_journal, name="call_journal"),
    path(f"{_MINE}meetings/<str:call>/", own_work.call_meetings, name="call_meetings"),
    path(f"{_MINE}ask/", own_work.ask, name="ask"),
    path(f"{_MINE}ask/<str:call>/", own_work.call_ask, name="call_ask"),
    path(_SURVEY, own_work.survey, name="survey"),
    path(f"{_SURVEY}<str:call>/", own_work.call_survey, name="call_survey"),
    path(_DESK, desk.desk, name="desk"),
    path(_MENTEE, desk.mentee, name="mentee"),
    path(f"{_MENTEE}goals/<str:call>/", desk.call_goals, name="call_mentee_goals"),
    path(f"{_MENTEE}journal/<str:call>/", desk.call_journal, name="call_mentee_journal"),
    path(f"{_MENTEE}meetings/<str:call>/", desk.call_meetings, name="call_mentee_meetings"),
]
