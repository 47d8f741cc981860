"""Addresses of the REST API, below /api/mentoring/: one branch per version."""

from django.urls import URLResolver, include, path

urlpatterns: list[URLResolver] = [
    path("v1/", include("outcomes_plugin.rest_api.v1.urls", namespace="v1")),
]
