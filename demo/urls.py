"""The addresses of the demo site; those of the plugins come from their entry points."""

from django.contrib import admin
from django.urls import include, path

from demo.plugins import plugin_url_patterns

urlpatterns = [
    path("", include("demo.site.urls", namespace="demo")),
    path("admin/", admin.site.urls),
    *plugin_url_patterns(),
]
