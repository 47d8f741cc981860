"""Addresses of the pages, below /mentoring/."""

from django.urls import URLPattern

app_name = "outcomes_plugin"

urlpatterns: list[URLPattern] = []
