"""Addresses of the REST API, below /api/mentoring/: one branch per version."""

from django.urls import URLPattern, URLResolver, include, path

from .health import health

urlpatterns: list[URLPattern | URLResolver] = [
    path("health/", health, name="health"),
    path("v1/", include("outcomes_plugin.rest_api.v1.urls", namespace="v1")),
]
