"""What the platform has to know to show us on the instructor dashboards."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

# Filters by name: an older openedx-filters knows only the first, and then nobody asks the other.
STEPS: Mapping[str, str] = {
    "org.openedx.learning.instructor.dashboard.render.started.v1": (
        "outcomes_plugin.dashboards.LegacySection"
    ),
    "org.openedx.learning.instructor.dashboard.tabs.requested.v1": (
        "outcomes_plugin.dashboards.DashboardTab"
    ),
}
MAKO_FOLDER = Path(__file__).parents[1] / "mako"


def add_filter_steps(settings: Any) -> None:
    """Add our steps to the platform's filters; what other plugins and the site have set stays."""
    config = dict(getattr(settings, "OPEN_EDX_FILTERS_CONFIG", None) or {})
    for name, step in STEPS.items():
        config[name] = _with_step(config.get(name), step)
    settings.OPEN_EDX_FILTERS_CONFIG = config


def add_mako_folder(settings: Any) -> None:
    """Let the LMS find the template of our section; a site without Mako stays as it is."""
    folders = getattr(settings, "MAKO_TEMPLATE_DIRS_BASE", None)
    if folders is not None and MAKO_FOLDER not in folders:
        # The platform's template engines hold this very list.
        folders.append(MAKO_FOLDER)


def finds_mako_folder(settings: Any) -> bool:
    """Return whether the template of our section is found."""
    return MAKO_FOLDER in (getattr(settings, "MAKO_TEMPLATE_DIRS_BASE", None) or ())


def _with_step(found: Any, step: str) -> Mapping[str, Any]:
    """Return the configuration of one filter, in any of the three shapes a site may use."""
    if isinstance(found, str):
        found = [found]
    if not isinstance(found, Mapping):
        found = {"fail_silently": True, "pipeline": list(found or [])}
    steps = list(found.get("pipeline", []))
    return {**found, "pipeline": steps if step in steps else [*steps, step]}
