"""
Addresses of the plugin: the pages below /mentoring/, the REST API below /api/mentoring/.

The platform gives a plugin one place for its addresses, so that place is the root of the site.
"""

from django.urls import URLResolver, include, path

app_name = "outcomes_plugin"

urlpatterns: list[URLResolver] = [
    path("mentoring/", include("outcomes_plugin.pages.urls")),
    path("api/mentoring/", include("outcomes_plugin.rest_api.urls")),
]
