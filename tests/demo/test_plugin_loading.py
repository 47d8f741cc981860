"""The plugin comes in through its entry points, or these tests fail."""

import os
import subprocess
import sys

from django.apps import apps
from django.conf import settings
from django.urls import get_resolver
from edx_django_utils.plugins import registry

from demo import plugins
from tests.demo import receivers

SOURCES_THAT_MAY_NOT_NAME_IT = ("settings.py", "urls.py", "plugins.py")


def test_the_plugin_is_installed_as_an_app():
    assert apps.is_installed("outcomes_plugin")
    assert "outcomes_plugin.apps.OutcomesConfig" in plugins.plugin_apps()


def test_no_file_of_the_site_lists_the_plugin_by_hand():
    folder = settings.REPOSITORY / "demo"
    for name in SOURCES_THAT_MAY_NOT_NAME_IT:
        assert "outcomes_plugin" not in (folder / name).read_text(encoding="utf-8")


def test_the_plugin_added_its_common_and_its_production_settings():
    assert settings.OUTCOMES_RELAY_LANES > 0
    assert any("mentoring" in pattern for pattern in settings.TRACKING_IGNORE_URL_PATTERNS)


def test_the_site_keeps_what_it_set_before_the_plugin():
    assert settings.OUTCOMES_PLATFORM == "demo.platform"
    assert settings.OUTCOMES_SITE_SECRETS


def test_the_plugin_brought_its_addresses():
    assert "outcomes_plugin" in get_resolver().namespace_dict


def test_completion_is_loaded_without_its_parts_that_need_an_lms(db):
    from completion.waffle import ENABLE_COMPLETION_TRACKING_SWITCH

    assert apps.is_installed("completion")
    assert settings.COMPLETION_BY_VIEWING_DELAY_MS > 0
    assert ENABLE_COMPLETION_TRACKING_SWITCH.is_enabled()
    assert "completion" not in get_resolver().namespace_dict


class DeclaredPlugin:
    name = "tests.demo"
    plugin_app = {
        "signals_config": {
            plugins.PROJECT_TYPE: {
                "relative_path": "receivers",
                "receivers": [
                    {
                        "receiver_func_name": "remember",
                        "signal_path": "tests.demo.receivers.SOMETHING_HAPPENED",
                    }
                ],
            }
        }
    }


def test_receivers_that_a_plugin_declares_are_connected(monkeypatch):
    monkeypatch.setattr(
        registry.DjangoAppRegistry,
        "get_available_plugins",
        lambda _type: {"declared": DeclaredPlugin},
    )
    plugins.connect_plugins()
    receivers.SOMETHING_HAPPENED.send(sender=None, word="heard")
    assert receivers.heard == ["heard"]


def test_a_site_starts_without_the_heavy_numerics():
    code = (
        "import django, sys; django.setup(); from django.urls import get_resolver;"
        "get_resolver().url_patterns;"
        "print([m for m in ('pandas', 'scipy', 'statsmodels') if m in sys.modules])"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=settings.REPOSITORY,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "demo.settings"},
    )
    assert answer.stdout.strip() == "[]"


def test_the_first_page_of_a_plugin_is_linked_from_the_header(db, client, admin_user, monkeypatch):
    from demo.site import context

    home = context.PluginHome(title="A plugin", url="/a-plugin/")
    monkeypatch.setattr(context, "_plugin_homes", lambda: iter([home]))
    client.force_login(admin_user)
    assert '<a href="/a-plugin/">A plugin</a>' in client.get("/").content.decode()
