"""What operators copy from the documents is what the code needs."""

import re
from pathlib import Path

import pytest
import yaml
from celery import current_app
from cryptography.fernet import Fernet

from outcomes_plugin import tasks
from outcomes_plugin.checks import check_site_secrets

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "how-to" / "install.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def patches():
    plugin = re.search(r"^```yaml\n(name: .*?)^```", PAGE, re.MULTILINE | re.DOTALL)[1]
    # Tutor fills `{{ … }}` in before the file of services is read as YAML.
    return yaml.safe_load(plugin.replace("{{ DOCKER_IMAGE_OPENEDX }}", "an-image"))["patches"]


def test_the_schedule_has_every_periodic_task(patches):
    settings = {"CELERYBEAT_SCHEDULE": {"of-the-platform": {}}}
    exec(patches["openedx-lms-common-settings"], settings)  # noqa: S102 - the file operators copy
    schedule = settings["CELERYBEAT_SCHEDULE"]
    assert schedule.pop("of-the-platform") == {}
    assert {name: (one["task"], one["schedule"]) for name, one in schedule.items()} == {
        name: (task.name, seconds) for name, (task, seconds) in tasks.PERIODIC.items()
    }


def test_the_scheduled_tasks_are_registered(patches):
    named = set(re.findall(r'"(outcomes_plugin\.tasks\.\w+)"', str(patches)))
    assert named <= set(current_app.tasks)


def test_the_command_of_the_page_makes_a_secret_that_the_checks_take(patches, settings):
    exec(patches["openedx-common-settings"], found := {})  # noqa: S102 - the file operators copy
    settings.OUTCOMES_SITE_SECRETS = found["OUTCOMES_SITE_SECRETS"]
    assert [one.id for one in check_site_secrets()] == ["outcomes.E001"]
    assert "Fernet.generate_key().decode()" in PAGE
    settings.OUTCOMES_SITE_SECRETS = [Fernet.generate_key().decode()]
    assert check_site_secrets() == []


def test_the_services_are_read_as_yaml(patches):
    services = yaml.safe_load(patches["local-docker-compose-services"])
    assert services["lms-beat"]["command"].startswith("celery --app=lms.celery beat")


def test_the_readme_names_every_periodic_task():
    for task, _seconds in tasks.PERIODIC.values():
        assert f"`{task.name}`" in README


def test_the_settings_that_the_page_names_are_the_plugins_or_the_platforms(patches):
    names = set(re.findall(r"^([A-Z_]+) =", "\n".join(map(str, patches.values())), re.MULTILINE))
    assert names == {"OUTCOMES_SITE_SECRETS", "CELERYBEAT_SCHEDULE"}
