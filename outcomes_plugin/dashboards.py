"""
Steps of the platform's filters: our part of the instructor dashboard, in both its generations.

`settings/dashboards.py` names them to the platform. A step that adds nothing returns nothing to
change: anything but a mapping would end the pipeline for the steps of others.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from crum import get_current_user
from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from openedx_filters import PipelineStep

from outcomes_plugin import api
from outcomes_plugin.settings.dashboards import finds_mako_folder
from outcomes_plugin.surfaces import HIDE_DASHBOARD, course_page, is_shown

KEY = "mentoring"
# From the root of all templates: without the slash it would be sought beside the dashboard's own.
_TEMPLATES = "/outcomes_plugin/dashboard/"
_AFTER = 10


class LegacySection(PipelineStep):  # type: ignore[misc]
    """Add a section to the legacy dashboard. What it shows is fetched when it is opened."""

    def run_filter(self, context: dict[str, Any], template_name: str) -> Mapping[str, Any]:
        """Return the context with the section, for whoever may see the course's page of ours."""
        course_key = context["course"].id
        # A section whose template is not found takes the whole dashboard down.
        if not finds_mako_folder(settings) or not is_shown(
            get_current_user(), course_key, unless=HIDE_DASHBOARD
        ):
            return {}
        sections = [*context["sections"], _section(course_key)]
        return {"context": {**context, "sections": sections}, "template_name": template_name}


class DashboardTab(PipelineStep):  # type: ignore[misc]
    """Add a tab to the dashboard of 2026, which leads to the course's page of ours."""

    def run_filter(
        self, tabs: Sequence[dict[str, Any]], user: Any, course_key: Any
    ) -> Mapping[str, Any]:
        """Return the tabs and ours behind them, for whoever may see the course's page of ours."""
        if not is_shown(user, course_key, unless=HIDE_DASHBOARD):
            return {}
        last = max((tab.get("sort_order") or 0 for tab in tabs), default=0)
        ours = {
            "tab_id": KEY,
            "title": _("Mentoring"),
            # Whole, for the dashboard takes what begins with a slash for a page of its own.
            "url": api.site_url(course_page(course_key)),
            "sort_order": last + _AFTER,
        }
        return {"tabs": [*tabs, ours]}


def _section(course_key: Any) -> dict[str, Any]:
    return {
        "section_key": KEY,
        "section_display_name": _("Mentoring"),
        "course_id": str(course_key),
        "template_path_prefix": _TEMPLATES,
        "page": course_page(course_key),
        "inner": reverse("outcomes_plugin:course_inner", args=[str(course_key)]),
        "styles": [static(f"outcomes_plugin/{name}.css") for name in ("mentoring", "pages")],
        "script": static("outcomes_plugin/dashboard.js"),
        "words": {
            "open": _("Open the page of the course"),
            "loading": _("Loading…"),
            "failed": _("This could not be loaded. Open the page of the course instead."),
        },
    }
