"""What Tutor loads: settings of the plugin, its tables, and the patches in the folder beside it."""

import base64
import secrets
from pathlib import Path

from tutor import hooks
from tutor_mentoring_outcomes import __version__

_HERE = Path(__file__).parent


def new_fernet_key() -> str:
    """Return a key as `cryptography.fernet.Fernet.generate_key` makes them."""
    return base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()


hooks.Filters.ENV_TEMPLATE_VARIABLES.add_item(("new_fernet_key", new_fernet_key))
hooks.Filters.CONFIG_DEFAULTS.add_items(
    [
        ("OUTCOMES_REQUIREMENT", f"openedx-mentoring-outcomes=={__version__}"),
        ("OUTCOMES_RUN_BEAT", True),
    ]
)
hooks.Filters.CONFIG_UNIQUE.add_item(("OUTCOMES_SITE_SECRETS", ["{{ new_fernet_key() }}"]))

# Both fail where the platform has passed the plugin over, because it could not be imported.
hooks.Filters.CLI_DO_INIT_TASKS.add_items(
    [
        ("lms", "./manage.py lms migrate --no-input outcomes_plugin\n"),
        ("cms", "./manage.py cms showmigrations outcomes_plugin\n"),
    ]
)
hooks.Filters.ENV_PATCHES.add_items(
    [
        (path.name, path.read_text(encoding="utf-8"))
        for path in sorted((_HERE / "patches").iterdir())
    ]
)
