"""Addresses of the HR data steward's pages, below /mentoring/."""

from django.urls import URLPattern, path

from . import hr, hr_reading, hr_source, import_views

_HR = "programs/<str:slug>/hr/"
_SOURCE = f"{_HR}sources/<str:key>/"

urlpatterns: list[URLPattern] = [
    path(_HR, hr.hr, name="hr"),
    path(f"{_HR}spells/", import_views.import_spells, name="import_spells"),
    path(f"{_HR}events/", import_views.import_events, name="import_events"),
    path(f"{_HR}units/", import_views.import_units, name="import_units"),
    path(f"{_HR}lines/", import_views.import_lines, name="import_lines"),
    path(f"{_HR}new-source/", hr_reading.new_source, name="new_hr_source"),
    path(f"{_HR}example/", hr_reading.read_example, name="read_hr_example"),
    path(_SOURCE, hr_source.hr_source, name="hr_source"),
    path(f"{_SOURCE}file/", hr_source.send_file, name="hr_file"),
    path(f"{_SOURCE}reading/", hr_reading.change_source, name="hr_reading"),
]
