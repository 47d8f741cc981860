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
HOW_TO = ROOT / "docs" / "how-to"
PAGE = (HOW_TO / "install.md").read_text(encoding="utf-8")
WITH_TUTOR = (HOW_TO / "install-with-tutor.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
TUTOR_PLUGIN = ROOT / "tutor" / "tutor_mentoring_outcomes" / "plugin.py"


@pytest.fixture(scope="module")
def tokens():
    """The lines for the YAML files of a site without Tutor."""
    (text,) = re.findall(r"^```yaml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    return yaml.safe_load(text)


def test_the_schedule_has_every_periodic_task(tokens):
    schedule = tokens["CELERYBEAT_SCHEDULE"]
    assert {name: (one["task"], one["schedule"]) for name, one in schedule.items()} == {
        name: (task.name, seconds) for name, (task, seconds) in tasks.PERIODIC.items()
    }
    assert {one["task"] for one in schedule.values()} <= set(current_app.tasks)


def test_the_settings_that_the_page_names_are_the_plugins_or_the_platforms(tokens):
    assert set(tokens) == {"OUTCOMES_SITE_SECRETS", "CELERYBEAT_SCHEDULE"}


def test_the_command_of_the_page_makes_a_secret_that_the_checks_take(tokens, settings):
    settings.OUTCOMES_SITE_SECRETS = tokens["OUTCOMES_SITE_SECRETS"]
    assert [one.id for one in check_site_secrets()] == ["outcomes.E001"]
    assert "Fernet.generate_key().decode()" in PAGE
    settings.OUTCOMES_SITE_SECRETS = [Fernet.generate_key().decode()]
    assert check_site_secrets() == []


def test_the_page_on_tutor_tells_of_every_setting_of_the_plugin():
    named = set(re.findall(r'"(OUTCOMES_[A-Z_]+)"', TUTOR_PLUGIN.read_text(encoding="utf-8")))
    told = set(re.findall(r"^\| `(OUTCOMES_[A-Z_]+)`", WITH_TUTOR, re.MULTILINE))
    assert told == named


def test_both_pages_tell_the_same_of_removing_the_plugin():
    section = PAGE.split("## Remove the plugin")[1]
    commands = re.findall(r"^python manage\.py (.+)$", section, re.MULTILINE)
    assert len(commands) == 2
    assert all(f"tutor local run lms ./manage.py {one}" in WITH_TUTOR for one in commands)


def test_the_readme_names_every_periodic_task():
    for task, _seconds in tasks.PERIODIC.values():
        assert f"`{task.name}`" in README
