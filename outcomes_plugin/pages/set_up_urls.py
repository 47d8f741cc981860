"""Addresses of the pages that set a program up."""

from django.urls import URLPattern, path

from . import (
    set_up,
    set_up_cohorts,
    set_up_courses,
    set_up_editor,
    set_up_ending,
    set_up_indicators,
    set_up_instruments,
    set_up_notice,
    set_up_pairings,
    set_up_people,
    set_up_program,
    set_up_windows,
)

_SET_UP = "programs/<str:slug>/set-up/"
_INSTRUMENTS = f"{_SET_UP}questionnaires/"

urlpatterns: list[URLPattern] = [
    path("new-program/", set_up_program.new_program, name="new_program"),
    path(_SET_UP, set_up.set_up, name="set_up"),
    path(f"{_SET_UP}program/", set_up_program.program, name="set_up_program"),
    path(f"{_SET_UP}cohorts/", set_up_cohorts.cohorts, name="set_up_cohorts"),
    path(f"{_SET_UP}people/", set_up_people.people, name="set_up_people"),
    path(f"{_SET_UP}pairings/", set_up_pairings.pairings, name="set_up_pairings"),
    path(f"{_SET_UP}courses/", set_up_courses.courses, name="set_up_courses"),
    path(f"{_SET_UP}indicators/", set_up_indicators.indicators, name="set_up_indicators"),
    path(_INSTRUMENTS, set_up_instruments.instruments, name="set_up_instruments"),
    path(f"{_INSTRUMENTS}file/", set_up_instruments.take_over, name="take_over"),
    path(f"{_INSTRUMENTS}<str:key>/edit/", set_up_editor.edit, name="edit_questionnaire"),
    path(f"{_INSTRUMENTS}file-schema.json", set_up_instruments.schema, name="instrument_schema"),
    path(f"{_INSTRUMENTS}<str:key>.json", set_up_instruments.document, name="instrument_file"),
    path(f"{_INSTRUMENTS}<str:key>/", set_up_instruments.paper, name="instrument_paper"),
    path(f"{_SET_UP}surveys/", set_up_windows.windows, name="set_up_windows"),
    path(f"{_SET_UP}notice/", set_up_notice.notice, name="set_up_notice"),
    path(f"{_SET_UP}end/", set_up_ending.ending, name="set_up_ending"),
]
