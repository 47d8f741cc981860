"""Each thing that a site can have wrong makes its check speak, and a right site hears nothing."""

import os

import pytest
from django.core import checks as django_checks
from django.core.management import call_command
from django.db import connection

from outcomes_plugin import checks
from outcomes_plugin.checks import catalogs, targets
from outcomes_plugin.settings import common
from outcomes_plugin.settings.dashboards import MAKO_FOLDER
from outcomes_plugin.settings.periodic import BEAT_SCHEDULE
from outcomes_plugin.upkeep import migrations_applied
from scripts.reference import checks as page

NOT_DELIVERING = "tests.checks.test_checks.NotDelivering"


class NotDelivering:
    """A class that is no target."""


def ids(found):
    return [one.id for one in found]


def said():
    return ids(django_checks.run_checks(include_deployment_checks=True))


def test_a_site_as_it_should_be_is_told_nothing_but_what_is_off(settings):
    settings.OUTCOMES_QUIET_HOURS = (21, 7)
    settings.CELERY_BEAT_SCHEDULE = dict(BEAT_SCHEDULE)
    found = [one for one in said() if str(one).startswith("outcomes.")]
    assert set(found) <= {"outcomes.I001", "outcomes.W007"}  # tests run tasks eagerly


@pytest.mark.parametrize(
    "path",
    ["no.such.Target", "outcomes_plugin.relay.mail.Missing", "", 7, "json.dumps", NOT_DELIVERING],
)
def test_a_target_that_cannot_be_loaded(settings, path):
    settings.OUTCOMES_RELAY_TARGETS = {"mail": "outcomes_plugin.relay.mail.Mail", "other": path}
    found = checks.check_targets()
    assert ids(found)[0] == "outcomes.E004"
    assert "other" in found[0].msg
    assert ids(found).count("outcomes.E004") == 1


def test_packages_that_are_absent_are_named_with_what_is_off(monkeypatch, settings):
    monkeypatch.setattr(targets, "find_spec", lambda _name: None)
    (told,) = checks.check_targets()
    assert told.id == "outcomes.I001"
    for package, what in targets.OPTIONAL.items():
        assert f"{what} ({package})" in told.msg
    monkeypatch.setattr(targets, "find_spec", lambda _name: object())
    assert checks.check_targets() == []


@pytest.mark.parametrize("path", ["no.such.door", "json", "", None, "outcomes_plugin.edxapp.door"])
def test_a_door_that_leads_nowhere(settings, path):
    settings.OUTCOMES_PLATFORM = path
    assert ids(checks.check_door()) == ["outcomes.E005"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("OUTCOMES_RELAY_LANES", 0),
        ("OUTCOMES_HR_HELD_DAYS", 0),
        ("OUTCOMES_RELAY_LANES", "32"),
        ("OUTCOMES_RELAY_LANES", True),
        ("OUTCOMES_RELAY_LANES", 100_000),
        ("OUTCOMES_RELAY_TARGETS", ["mail"]),
        ("OUTCOMES_RELAY_TARGETS", {"mail": None}),
        ("OUTCOMES_REMINDER_DAYS", 2),
        ("OUTCOMES_REMINDER_DAYS", [0]),
        ("OUTCOMES_REMINDER_DAYS", ["2"]),
        ("OUTCOMES_REMINDERS_MOST", -1),
        ("OUTCOMES_QUIET_HOURS", (21,)),
        ("OUTCOMES_QUIET_HOURS", (21, 24)),
        ("OUTCOMES_QUIET_HOURS", ["21", "7"]),
        ("OUTCOMES_API_RATES", {"read": "often"}),
        ("OUTCOMES_API_RATES", {"reads": "3/minute"}),
        ("OUTCOMES_API_RATES", "3/minute"),
        ("OUTCOMES_CALENDAR_RATE", "3"),
        ("OUTCOMES_CALENDAR_RATE", 3),
        ("OUTCOMES_BURDEN_LIMITS", {"days": 30}),
        ("OUTCOMES_BURDEN_LIMITS", [{"days": 30, "invitations": 2}]),
        ("OUTCOMES_BURDEN_LIMITS", [{"days": 0, "invitations": 2, "minutes": 3}]),
    ],
)
def test_a_value_that_cannot_be_used_is_named(settings, name, value):
    setattr(settings, name, value)
    (found,) = checks.check_values()
    assert found.id == "outcomes.E006"
    assert name in found.msg


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("OUTCOMES_QUIET_HOURS", None),
        ("OUTCOMES_REMINDER_DAYS", []),
        ("OUTCOMES_RELAY_TARGETS", {}),
        ("OUTCOMES_BURDEN_LIMITS", []),
        ("OUTCOMES_API_RATES", {}),
        ("OUTCOMES_CALENDAR_RATE", None),
        ("OUTCOMES_REMINDERS_MOST", 0),
    ],
)
def test_what_the_settings_page_allows_is_allowed(settings, name, value):
    setattr(settings, name, value)
    assert checks.check_values() == []


def test_the_defaults_are_right(settings):
    common.plugin_settings(settings)
    assert checks.check_values() == []


def test_settings_of_the_wrong_kind_are_found_by_manage_py_check(settings):
    settings.OUTCOMES_RELAY_LANES = "many"
    with pytest.raises(Exception, match=r"outcomes\.E006"):
        call_command("check")


def a_catalog(folder, name, *, age):
    path = folder / name
    path.parent.mkdir(parents=True)
    path.write_bytes(b"")
    os.utime(path, (1_000_000 - age, 1_000_000 - age))


@pytest.mark.parametrize(("age", "found"), [(5, ["outcomes.W003"]), (-5, [])])
def test_a_catalog_older_than_its_source(tmp_path, monkeypatch, settings, age, found):
    settings.LANGUAGES = [("en", "English"), ("es-419", "Español")]
    monkeypatch.setattr(catalogs, "SOURCES", tmp_path / "po")
    monkeypatch.setattr(catalogs, "LOCALES", tmp_path / "mo")
    a_catalog(tmp_path / "po", "conf/locale/es_419/LC_MESSAGES/django.po", age=0)
    a_catalog(tmp_path / "po", "conf/locale/en/LC_MESSAGES/django.po", age=0)
    a_catalog(tmp_path / "mo", "es_419/LC_MESSAGES/django.mo", age=age)
    assert ids(checks.check_catalogs()) == found


def test_a_catalog_that_was_never_compiled(tmp_path, monkeypatch, settings):
    settings.LANGUAGES = [("en", "English")]
    monkeypatch.setattr(catalogs, "SOURCES", tmp_path)
    monkeypatch.setattr(catalogs, "LOCALES", tmp_path / "mo")
    a_catalog(tmp_path, "conf/locale/ar/LC_MESSAGES/django.po", age=0)
    assert ids(checks.check_catalogs()) == ["outcomes.W003"]


def test_a_language_of_the_site_that_is_not_spoken_here(monkeypatch, settings, tmp_path):
    monkeypatch.setattr(catalogs, "SOURCES", tmp_path)
    settings.LANGUAGES = [("en", "English"), ("es-es", "Español"), ("fr", "Français")]
    (found,) = checks.check_catalogs()
    assert found.id == "outcomes.I002"
    assert "fr" in found.msg
    assert "es-es" not in found.msg


@pytest.mark.django_db
def test_a_database_that_is_older_than_the_code(monkeypatch):
    assert checks.check_migrations(databases=["default"]) == []
    known = migrations_applied.known() | {"9999_of_tomorrow"}
    monkeypatch.setattr(migrations_applied, "known", lambda: known)
    assert ids(checks.check_migrations(databases=["default"])) == ["outcomes.W002"]
    assert checks.check_migrations(databases=None) == []


class _Server:
    vendor = "mysql"

    def __init__(self, version, *, is_mariadb):
        self.mysql_version, self.mysql_is_mariadb = version, is_mariadb


@pytest.mark.parametrize(
    ("server", "found"),
    [
        (_Server((10, 5, 22), is_mariadb=True), ["outcomes.E003"]),
        (_Server((10, 6, 0), is_mariadb=True), []),
        (_Server((5, 7, 44), is_mariadb=False), ["outcomes.E003"]),
        (_Server((8, 0, 11), is_mariadb=False), []),
    ],
)
def test_a_server_that_is_too_old(monkeypatch, server, found):
    monkeypatch.setattr("outcomes_plugin.checks.databases.connections", {"default": server})
    assert ids(checks.check_version(databases=["default"])) == found


@pytest.mark.django_db
def test_the_servers_of_these_tests_are_new_enough():
    assert connection.vendor in {"sqlite", "mysql"}
    assert checks.check_version(databases=["default"]) == []


@pytest.mark.parametrize("config", [None, {}, {"others.v1": {"pipeline": ["others.Step"]}}])
def test_filters_that_were_replaced(settings, config):
    assert checks.check_filters() == []
    settings.OPEN_EDX_FILTERS_CONFIG = config
    assert ids(checks.check_filters()) == ["outcomes.W004"]


def test_a_folder_of_templates_that_was_taken_out(settings):
    assert checks.check_mako() == []
    settings.MAKO_TEMPLATE_DIRS_BASE = ["platform/templates"]
    assert ids(checks.check_mako()) == ["outcomes.W008"]
    settings.MAKO_TEMPLATE_DIRS_BASE = ["platform/templates", MAKO_FOLDER]
    assert checks.check_mako() == []


@pytest.mark.parametrize("patterns", [[], ["^/event"], ["^/mentoring/"]])
def test_addresses_that_the_tracking_log_would_keep(settings, patterns):
    assert checks.check_tracking() == []
    settings.TRACKING_IGNORE_URL_PATTERNS = patterns
    assert ids(checks.check_tracking()) == ["outcomes.W005"]


def test_periodic_tasks_that_stand_in_no_schedule(settings):
    settings.CELERY_BEAT_SCHEDULE = dict(BEAT_SCHEDULE)
    assert checks.check_schedule() == []
    settings.CELERY_BEAT_SCHEDULE = {
        name: one for name, one in BEAT_SCHEDULE.items() if name != "outcomes-send-mails"
    }
    (found,) = checks.check_schedule()
    assert found.id == "outcomes.W006"
    assert "send_mails" in found.msg
    assert "close_due" not in found.msg
    settings.SERVICE_VARIANT = "cms"
    assert checks.check_schedule() == []


def test_eager_tasks_are_told_of_a_deployment_alone(settings):
    settings.CELERY_TASK_ALWAYS_EAGER = True
    assert "outcomes.W007" in said()
    assert "outcomes.W007" not in ids(django_checks.run_checks())
    settings.CELERY_TASK_ALWAYS_EAGER = False
    assert "outcomes.W007" not in said()


def test_the_page_has_every_check_with_what_to_do():
    rows = list(page.found())
    known = {row[0].strip("`") for row in rows}
    assert len(known) == len(rows)
    assert known == {
        *(f"outcomes.E00{number}" for number in range(1, 7)),
        *(f"outcomes.W00{number}" for number in range(1, 9)),
        "outcomes.I001",
        "outcomes.I002",
    }
    assert all(words and hint for _id, _level, _run, words, hint in rows)
