"""docs/reference/settings.md: what a site can set, with the defaults that the plugin adds."""

from collections.abc import Iterator, Mapping
from types import SimpleNamespace
from typing import Any

from outcomes_plugin.settings import common, production

from .markdown import code, table

MEANINGS: Mapping[str, str] = {
    "OUTCOMES_API_RATES": "How often the [REST API](rest-api.md) answers: one person who reads, "
    "one person who writes, and one address that has signed nobody in. Each is written as DRF "
    "writes rates; a kind that is left out is not counted. Counted in the site’s default cache.",
    "OUTCOMES_BURDEN_LIMITS": "How much is asked of one person at the most, in all programs "
    "together: so many surveys, and so many minutes by their own estimates, within so many days. "
    "Whoever would pass a limit is asked later, or left out of that survey; both sides of a "
    "before-and-after question are always asked. Nobody is put off for an empty list.",
    "OUTCOMES_HR_HELD_DAYS": "For how many days a row of HR waits for somebody who is not in the "
    "program. Then it is deleted. See [HR data](../how-to/hr-data.md).",
    "OUTCOMES_PLATFORM": "The module behind the door to the platform. The default is right for "
    "the LMS and Studio. The demo site names its own, with the same functions "
    "(`outcomes_plugin/edxapp/door.py`).",
    "OUTCOMES_SITE_SECRETS": "**Set this.** A list of Fernet keys. The first one encrypts the "
    "pseudonym keys of programs, all of them decrypt: to change the secret, put a new key in "
    "front and keep the old one. While the list is empty, confidential windows are refused, and "
    "so are rows of HR about people outside the program. "
    "Lost keys cannot be made again: the answers under codes then stay, and nobody can hand them "
    "out or erase them.",
    "OUTCOMES_CALENDAR_RATE": "How often one [calendar of surveys]"
    "(../concepts/windows-and-frames.md) is read, and how often one address may ask for one that "
    "is not there. Written as DRF writes rates; nothing is counted with `None`. Counted in the "
    "site’s default cache.",
    "OUTCOMES_QUIET_HOURS": "The hour at which mails that can wait stop, and the one at which they "
    "go on, by the clocks of each reader. `None` for no quiet hours. What a person must know "
    "comes at any time.",
    "OUTCOMES_REMINDERS_MOST": "How many reminders of one survey a person gets at the most: those "
    "nearest to the close, of the days that `OUTCOMES_REMINDER_DAYS` names.",
    "OUTCOMES_REMINDER_DAYS": "How many days before a survey closes those are reminded who have "
    "neither answered nor declined: one reminder for each day named, none for an empty list. None "
    "comes within a day of the opening.",
    "OUTCOMES_RELAY_ATTEMPTS": "How often a target may refuse one entry before it becomes a dead "
    "letter, which waits for a person (`outcomes_relay dead`). Twelve attempts take about a day. A "
    "target that does not answer at all refuses nothing.",
    "OUTCOMES_RELAY_LANES": "How many lanes each target has. More lanes let more workers deliver "
    "at once. After a change, entries of one subject that still wait in an old lane may be "
    "overtaken by newer ones; so change it while the outbox is empty.",
    "OUTCOMES_RELAY_TARGETS": "The targets that are on, by name, each with the class that "
    "delivers. A target that is taken out gets no new rows. An empty mapping turns delivery off.",
    "OPEN_EDX_FILTERS_CONFIG": "The platform's own mapping. The plugin adds its steps to the two "
    "filters of the instructor dashboards, and leaves what others do there.",
    "TRACKING_IGNORE_URL_PATTERNS": "The platform's own list. The plugin adds the addresses of its "
    "pages and of the REST API, so that the platform logs no request to them. Names in a query "
    "string or a form would otherwise stand in the tracking log.",
}
HEAD = """\
# Settings

Written by `make docs` from `outcomes_plugin/settings/`. The plugin adds a default only where the
site has set nothing. With Tutor, put a setting into a configuration patch, see
[installing](../how-to/install.md).

"""
USED = """
The plugin also reads two settings that every Django site has: `LANGUAGES` (a release draws its
charts once in each of them) and `LOGIN_URL` (where a survey sends somebody who was signed out).
There is no setting for how often the periodic tasks run: the site's Celery beat decides, see
[tasks and commands](tasks-and-commands.md). What `manage.py check` finds stands in
[system checks](checks.md), what can be hidden course by course in [toggles](toggles.md).
"""


def page() -> str:
    """
    Return the page.

    Raises:
        KeyError: a setting has no line here.
    """
    rows = [
        (code(name), code(repr(value)), where, MEANINGS[name]) for name, value, where in defaults()
    ]
    return HEAD + table(["setting", "default", "added in", "what it does"], rows) + USED


def defaults() -> Iterator[tuple[str, Any, str]]:
    """Yield each setting that the plugin adds, its value on a bare site, and where it is added."""
    told: set[str] = set()
    for module, where in ((common, "common"), (production, "production")):
        site = SimpleNamespace()
        module.plugin_settings(site)
        for name in sorted(vars(site).keys() - told, key=list(vars(site)).index):
            told.add(name)
            yield name, getattr(site, name), where
