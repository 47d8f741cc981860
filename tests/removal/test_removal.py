"""Who removes the plugin as the how-to says finds the site as it was."""

import re
import shlex
import shutil
import sqlite3
import subprocess
from pathlib import Path

import pytest

from tests.removal.left_site import LeftSite
from tests.served import MANAGE, environment_of

# Browser: it runs where the whole demo is built anyway.
pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("demo")]

HOW_TO = Path(__file__).parents[2] / "docs" / "how-to" / "install.md"
OURS = "outcomes_plugin"
IN_AN_LMS = ("python", "manage.py", "lms")
SET_BY_THE_SITE_AT_EVERY_MIGRATION = {"waffle_switch"}
NAMED_IN_THEM = {"django_migrations", "django_content_type", "auth_permission"}


def commands():
    """Return the two commands of the how-to, without what is the LMS's own about them."""
    section = HOW_TO.read_text(encoding="utf-8").split("## Remove the plugin")[1]
    found = [shlex.split(line) for line in re.findall(r"^python manage\.py .+$", section, re.M)]
    assert len(found) == 2
    assert all(tuple(one[:3]) == IN_AN_LMS for one in found)
    return [one[3:] for one in found]


class Tables:
    """What stands in a database, as SQLite keeps it."""

    def __init__(self, path):
        with sqlite3.connect(path) as connection:
            connection.text_factory = bytes
            made = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'")
            self.made = {name.decode(): sql for name, sql in made if not name.startswith(b"sqlite")}
            self.rows = {
                name: connection.execute(f'SELECT * FROM "{name}" ORDER BY 1').fetchall()  # noqa: S608
                for name in self.made
            }

    def of_the_site(self):
        """Return schema and rows of each table that is not the product's."""
        return {
            name: (sql, self.rows[name])
            for name, sql in self.made.items()
            if not name.startswith(OURS) and name not in SET_BY_THE_SITE_AT_EVERY_MIGRATION
        }


def without_ours(table):
    """Return the rows that do not name the product."""
    sql, rows = table
    return sql, [row for row in rows if not any(OURS.encode() in str(one).encode() for one in row)]


@pytest.fixture(scope="module")
def removed(whole_demo, tmp_path_factory):
    """The site without the plugin, and its tables before and after."""
    folder = tmp_path_factory.mktemp("removed")
    var = folder / "var"
    shutil.copytree(whole_demo, var)
    before = Tables(var / "demo.sqlite3")
    drop, forget = commands()
    subprocess.run([*MANAGE, *drop], env=environment_of(var), check=True, capture_output=True)
    site = LeftSite(folder, var=var)
    site.manage(*forget)
    return site, before, Tables(var / "demo.sqlite3")


def test_no_table_of_the_product_is_left_and_every_other_is_byte_for_byte_as_it_was(removed):
    _site, before, after = removed
    assert any(name.startswith(OURS) for name in before.made)
    assert not any(name.startswith(OURS) for name in after.made)
    was, is_now = before.of_the_site(), after.of_the_site()
    assert was.keys() == is_now.keys()
    changed = {name for name in was if was[name] != is_now[name]}
    assert changed == NAMED_IN_THEM


def test_where_the_platform_had_noted_the_product_everything_else_stands(removed):
    _site, before, after = removed
    types = {row[0] for row in before.rows["django_content_type"] if row[1] == OURS.encode()}
    permissions = before.rows["auth_permission"]
    for name in ("django_migrations", "django_content_type"):
        assert without_ours(before.of_the_site()[name]) == after.of_the_site()[name]
    assert types
    assert after.rows["auth_permission"] == [
        row for row in permissions if not types & {row[1], row[2]}
    ]


def test_the_site_starts_passes_its_checks_and_has_nothing_to_migrate(removed):
    site, _before, _after = removed
    assert "no issues" in site.manage("check")
    site.manage("migrate", "--check")
    assert "No changes detected" in site.manage("makemigrations", "--check", "--dry-run")


def test_nothing_of_the_plugin_is_in_the_settings_or_loaded(removed):
    site, _before, _after = removed
    found = site.tells(
        "import sys\n"
        "from importlib.metadata import entry_points\n"
        "from django.conf import settings\n"
        "from django.urls import get_resolver\n"
        "found = {\n"
        "    'apps': list(settings.INSTALLED_APPS),\n"
        "    'ignored': list(settings.TRACKING_IGNORE_URL_PATTERNS),\n"
        "    'filters': str(getattr(settings, 'OPEN_EDX_FILTERS_CONFIG', {})),\n"
        "    'addresses': str(get_resolver().url_patterns),\n"
        "    'entry points': str(entry_points()),\n"
        "    'modules': sorted(sys.modules),\n"
        "}"
    )
    assert "completion" in str(found["apps"])
    assert found["ignored"] == ["^/event", "^/login", "^/heartbeat", "^/static"]
    for text in map(str, found.values()):
        assert OURS not in text
        assert "mentoring" not in text


def test_courses_load_and_our_blocks_are_of_a_type_that_nobody_knows(removed):
    site, _before, _after = removed
    found = site.tells(
        "from demo.courses.models import DemoBlock\n"
        "from xblock.core import XBlock\n"
        "class Hidden(XBlock):\n"
        "    pass\n"
        "found = {}\n"
        "for block in DemoBlock.objects.select_related('unit__course'):\n"
        "    kind = block.key.block_type\n"
        "    found[kind] = XBlock.load_class(kind, Hidden).__name__"
    )
    ours = {kind for kind in found if kind.startswith("mentoring-")}
    assert {found[kind] for kind in ours} == {"Hidden"}
    assert {"mentoring-survey", "mentoring-goals", "mentoring-journal"} <= ours
