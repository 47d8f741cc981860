"""
Show that a site of real Tutor with Aspects takes the plugin: enable it, render, and read it back.

    make check-tutor

Everything happens in a folder that is gone afterwards. Docker is not needed: Tutor renders without.
The last lines say what was found; one thing that is not as it should be ends with status 1.
"""

import base64
import copy
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any
from unittest import mock

import yaml

from outcomes_plugin.settings import common, production
from scripts.rendered_settings import VALUES_IN_AN_LMS, names_of_the_platform, run

PLUGIN = "mentoring-outcomes"
BESIDE = ("mfe", "aspects")
SETTINGS = ("lms/production", "lms/development", "cms/production", "cms/development")
REQUIREMENT = "openedx-mentoring-outcomes @ git+https://git.example.org/mentoring.git@main"
INIT = (
    "lms-job sh -e -c ./manage.py lms migrate --no-input outcomes_plugin",
    "cms-job sh -e -c ./manage.py cms showmigrations outcomes_plugin",
)
# Tells on standard error what it is asked, and answers that nothing runs.
DOCKER = '#!/bin/sh\necho "$@" >&2\necho "[]"\n'
SET_BY_US = {"OUTCOMES_SITE_SECRETS", "CELERYBEAT_SCHEDULE"}


class Site:
    """A Tutor root and a folder for its plugins."""

    def __init__(self, folder: Path) -> None:
        """Keep everything in the folder, and have a docker that only tells what it is asked."""
        self.env = folder / "root" / "env"
        self._config = folder / "root" / "config.yml"
        docker = folder / "bin" / "docker"
        docker.parent.mkdir()
        docker.write_text(DOCKER, encoding="utf-8")
        docker.chmod(0o700)
        self._environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("TUTOR_")},
            "TUTOR_ROOT": str(folder / "root"),
            "TUTOR_PLUGINS_ROOT": str(folder / "plugins"),
            "PATH": f"{docker.parent}:{os.environ['PATH']}",
        }

    def tutor(self, *arguments: str) -> str:
        """
        Run Tutor and return what it and docker said.

        Raises:
            SystemExit: it failed.
        """
        done = subprocess.run(
            [Path(sys.executable).with_name("tutor"), *arguments],
            env=self._environment,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        if done.returncode:
            raise SystemExit(f"tutor {' '.join(arguments)} failed:\n{done.stdout}")
        return done.stdout

    def config(self) -> dict[str, Any]:
        """Return what Tutor has saved."""
        return yaml.safe_load(self._config.read_text(encoding="utf-8"))

    def text(self, name: str) -> str:
        """Return a rendered file."""
        return (self.env / name).read_text(encoding="utf-8")

    def yaml(self, name: str) -> list[Any]:
        """Return the documents of a rendered file."""
        return [one for one in yaml.safe_load_all(self.text(name)) if one]

    def settings_file(self, name: str) -> Path:
        """Return the rendered settings module of that name."""
        return self.env / "apps" / "openedx" / "settings" / f"{name}.py"

    def files(self) -> Mapping[str, bytes]:
        """Return every rendered file, with the saved configuration."""
        paths = [self._config, *(path for path in self.env.rglob("*") if path.is_file())]
        return {str(path.relative_to(self._config.parent)): path.read_bytes() for path in paths}


def findings(site: Site) -> Iterator[tuple[str, bool]]:
    """Return each thing that must be true, as a sentence, and whether it is."""
    site.tutor("plugins", "enable", *BESIDE)
    site.tutor("config", "save")
    before = site.files()
    asked = {name: names_of_the_platform(site.settings_file(name)) for name in SETTINGS}
    site.tutor("plugins", "enable", PLUGIN)
    site.tutor("config", "save", "--set", f"OUTCOMES_REQUIREMENT={REQUIREMENT}")
    yield from _image_and_tables(site)
    yield from _beat(site)
    for name in SETTINGS:
        yield from _settings(site, name, asked[name])
    yield from _saved_again(site)
    ours = [f"--unset={name}" for name in site.config() if name.startswith("OUTCOMES_")]
    site.tutor("plugins", "disable", PLUGIN)
    site.tutor("config", "save", *ours)
    yield "Disabled, the site is rendered as before, byte for byte", site.files() == before


def _image_and_tables(site: Site) -> Iterator[tuple[str, bool]]:
    asked = f"$PIP_COMMAND install '{REQUIREMENT}'"
    yield "The image installs the requirement", asked in site.text("build/openedx/Dockerfile")
    said = site.tutor("local", "do", "init", f"--limit={PLUGIN}")
    yield "Init makes the tables and looks at Studio", all(command in said for command in INIT)


def _beat(site: Site) -> Iterator[tuple[str, bool]]:
    beat = _services(site, "local/docker-compose.yml")["lms-beat"]
    worker = _services(site, "local/docker-compose.prod.yml")["lms-worker"]
    yield "Beat has the image of the workers", beat["image"] == worker["image"]
    yield "Beat has their environment", beat["environment"] == worker["environment"]
    yield "Beat has their settings", set(beat["volumes"]) < set(worker["volumes"])
    dev = _services(site, "dev/docker-compose.yml")
    yield (
        "In development it has development's image",
        dev["lms-beat"]["image"] == dev["lms"]["image"],
    )
    settings = dev["lms"]["environment"].items()
    yield "... and its settings", settings <= dev["lms-beat"]["environment"].items()
    deployed = {
        one["metadata"]["name"]: one["spec"]
        for one in site.yaml("k8s/deployments.yml")
        if one["kind"] == "Deployment"
    }
    yield "Kubernetes runs one beat", deployed["lms-beat"]["replicas"] == 1
    pods = [_pod(deployed[name]) for name in ("lms-beat", "lms-worker")]
    yield "... as it runs the workers", pods[0] == pods[1]


def _services(site: Site, name: str) -> Mapping[str, Any]:
    (document,) = site.yaml(name)
    return document["services"]


def _pod(spec: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what runs there, but for its name and its command."""
    pod = spec["template"]["spec"]
    containers = [
        {key: value for key, value in one.items() if key not in ("name", "args")}
        for one in pod["containers"]
    ]
    return {**pod, "containers": containers}


def _settings(site: Site, name: str, asked_before: set[str]) -> Iterator[tuple[str, bool]]:
    path = site.settings_file(name)
    names = names_of_the_platform(path)
    yield f"{name} asks the platform for nothing new", names <= asked_before
    added: dict[str, Any] = {}
    settings = run(path, names, plugins=lambda platform: added.update(_add_ours(platform)))
    yield f"{name} has the saved secret", settings["OUTCOMES_SITE_SECRETS"] == _secrets(site)
    kept = all(_holds(settings[key], value) for key, value in added.items() if key not in SET_BY_US)
    yield f"{name} keeps what the plugin's own settings add", kept
    schedule = {**settings["CELERYBEAT_SCHEDULE"]}
    theirs = VALUES_IN_AN_LMS["CELERYBEAT_SCHEDULE"]
    yield f"{name} keeps the platform's schedule", theirs.items() <= schedule.items()
    lms = name.startswith("lms")
    yield f"{name} {'has' if lms else 'leaves'} our tasks", (len(schedule) > len(theirs)) == lms


def _add_ours(platform: ModuleType) -> Mapping[str, Any]:
    """Let the plugin add its settings, and return what it added or changed."""
    common.plugin_settings(platform)
    production.plugin_settings(platform)
    return {
        name: copy.deepcopy(value)
        for name, value in vars(platform).items()
        if name.isupper()
        and not isinstance(value, mock.Mock)
        and value != VALUES_IN_AN_LMS.get(name)
    }


def _holds(whole: Any, part: Any) -> bool:
    """Return whether all of the part stands in the whole, at whatever depth."""
    if isinstance(part, Mapping):
        return all(key in whole and _holds(whole[key], value) for key, value in part.items())
    if isinstance(part, list):
        return all(one in whole for one in part)
    return whole == part


def _secrets(site: Site) -> list[str]:
    return site.config()["OUTCOMES_SITE_SECRETS"]


def _saved_again(site: Site) -> Iterator[tuple[str, bool]]:
    (secret,), once = _secrets(site), site.files()
    yield "The secret is 32 random bytes", len(base64.urlsafe_b64decode(secret)) == 32
    site.tutor("config", "save")
    yield "Saved again, nothing changes, the secret neither", site.files() == once
    site.tutor("config", "save", "--set", "OUTCOMES_RUN_BEAT=false")
    places = ("local/docker-compose.yml", "dev/docker-compose.yml", "k8s/deployments.yml")
    text = "".join(site.text(place) for place in places)
    yield "A site with a beat of its own gets none", "lms-beat" not in text
    yield "... and its files are read all the same", all(site.yaml(place) for place in places)


def main() -> int:
    """Print what was found and return the exit status."""
    with tempfile.TemporaryDirectory() as folder:
        found = list(findings(Site(Path(folder))))
    failed = [sentence for sentence, holds in found if not holds]
    sys.stdout.write("".join(f"{'ok' if holds else 'NOT SO'}  {one}\n" for one, holds in found))
    sys.stdout.write(f"{len(found) - len(failed)} passed, {len(failed)} failed\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
