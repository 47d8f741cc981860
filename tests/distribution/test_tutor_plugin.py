"""The Tutor plugin, read without Tutor; `make check-tutor` enables it in a real one."""

import re
import tomllib
from pathlib import Path

import pytest
from celery import current_app

import outcomes_plugin
from outcomes_plugin import tasks
from scripts.rendered_settings import names_of_the_platform, run

TUTOR = Path(__file__).parents[2] / "tutor"
PACKAGE = TUTOR / "tutor_mentoring_outcomes"
PATCHES_OF_TUTOR = {
    "k8s-deployments",
    "local-docker-compose-dev-services",
    "local-docker-compose-services",
    "openedx-common-settings",
    "openedx-dockerfile-post-python-requirements",
    "openedx-lms-common-settings",
}


def patch(name):
    return (PACKAGE / "patches" / name).read_text(encoding="utf-8")


def schedule(platform):
    exec(patch("openedx-lms-common-settings"), settings := dict(platform))  # noqa: S102 - a patch
    return settings["CELERYBEAT_SCHEDULE"]


def test_every_patch_stands_where_tutor_has_a_place_for_it():
    assert {path.name for path in (PACKAGE / "patches").iterdir()} == PATCHES_OF_TUTOR


def test_the_plugin_has_the_version_of_what_it_installs():
    project = tomllib.loads((TUTOR / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["tool"]["setuptools"]["dynamic"]["version"] == {
        "attr": f"{PACKAGE.name}.__version__"
    }
    versions = re.findall(r'__version__ = "(.+)"', (PACKAGE / "__init__.py").read_text("utf-8"))
    assert versions == [outcomes_plugin.__version__]


def test_the_entry_point_leads_to_the_one_module():
    project = tomllib.loads((TUTOR / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["entry-points"] == {
        "tutor.plugin.v1": {"mentoring-outcomes": f"{PACKAGE.name}.plugin"}
    }
    assert (PACKAGE / "plugin.py").is_file()


def test_the_schedule_has_every_periodic_task_and_keeps_the_platforms():
    of_the_platform = {"of-the-platform": {"task": "of.the.platform"}}
    assert schedule({}) | of_the_platform == schedule({"CELERYBEAT_SCHEDULE": of_the_platform})
    assert {name: (one["task"], one["schedule"]) for name, one in schedule({}).items()} == {
        name: (task.name, seconds) for name, (task, seconds) in tasks.PERIODIC.items()
    }
    assert {one["task"] for one in schedule({}).values()} <= set(current_app.tasks)


@pytest.mark.parametrize(
    "name", sorted(PATCHES_OF_TUTOR - {"openedx-dockerfile-post-python-requirements"})
)
def test_what_tutor_fills_in_is_what_tutor_or_the_plugin_has(name):
    filled_in = set(re.findall(r"{{-? ?([A-Za-z_]+)", patch(name)))
    assert filled_in <= {
        "DOCKER_IMAGE_OPENEDX",
        "DOCKER_IMAGE_OPENEDX_DEV",
        "OUTCOMES_SITE_SECRETS",
        "mount",
    }


def test_names_that_a_rendered_file_asks_of_the_platform_are_found(tmp_path):
    rendered = tmp_path / "production.py"
    rendered.write_text(
        "from lms.envs.production import *\nFEATURES['A'] = LOG_DIR\nMINE = 1\nMINE += 1\n"
    )
    assert names_of_the_platform(rendered) == {"FEATURES", "LOG_DIR"}
    settings = run(rendered, {"FEATURES"}, plugins=lambda base: setattr(base, "OURS", 1))
    assert (settings["MINE"], settings["OURS"]) == (2, 1)
    rendered.write_text("from lms.envs.production import *\nNOBODY_HAS_THIS.append(1)\n")
    with pytest.raises(NameError):
        run(rendered, {"FEATURES"}, plugins=vars)
