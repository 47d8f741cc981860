"""Addresses of the pages, below /mentoring/."""

from django.urls import URLPattern, path

from . import home, import_views, my_data, notice, people, report, today

app_name = "outcomes_plugin"

_PROGRAM = "programs/<str:slug>/"

urlpatterns: list[URLPattern] = [
    path("", home.home, name="home"),
    path("my-data/", my_data.my_data, name="my_data"),
    path("my-data/my-mentoring-data.json", my_data.my_data_file, name="my_data_file"),
    path(f"{_PROGRAM}report/", report.report, name="report"),
    path(f"{_PROGRAM}report/report.csv", report.report_csv, name="report_csv"),
    path(f"{_PROGRAM}today/", today.today, name="today"),
    path(f"{_PROGRAM}windows/<int:window_id>/close/", today.close_window, name="close_window"),
    path(f"{_PROGRAM}people/", people.people, name="people"),
    path(f"{_PROGRAM}people/members/", import_views.import_members, name="import_members"),
    path(f"{_PROGRAM}people/pairings/", import_views.import_pairings, name="import_pairings"),
    path(f"{_PROGRAM}hr/", import_views.hr, name="hr"),
    path(f"{_PROGRAM}hr/spells/", import_views.import_spells, name="import_spells"),
    path(f"{_PROGRAM}hr/events/", import_views.import_events, name="import_events"),
    path(f"{_PROGRAM}notice/", notice.notice, name="notice"),
]
