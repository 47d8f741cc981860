"""The version lists of the two Open edX lines."""

import sys
import sysconfig
from importlib.metadata import distribution, distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

REQUIREMENTS = Path(__file__).parents[2] / "requirements"
LINES = sorted(REQUIREMENTS.glob("open-edx-*.txt"))


def pins(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    return [Requirement(line) for line in lines if line and not line.startswith("#")]


def pinned_versions(path):
    return {
        canonicalize_name(pin.name): next(iter(pin.specifier)).version
        for pin in pins(path)
        if pin.marker is None or pin.marker.evaluate()
    }


def of_this_python():
    (path,) = REQUIREMENTS.glob(f"open-edx-*-py3{sys.version_info.minor}.txt")
    return path


@pytest.mark.parametrize("path", [*LINES, REQUIREMENTS / "tools.txt"], ids=lambda path: path.stem)
def test_every_line_pins_one_version(path):
    assert pins(path)
    for pin in pins(path):
        (specifier,) = pin.specifier
        assert specifier.operator == "=="
        assert not pin.extras


@pytest.mark.parametrize("path", LINES, ids=lambda path: path.stem)
def test_no_package_is_pinned_twice(path):
    names = [canonicalize_name(pin.name) for pin in pins(path)]
    assert sorted(set(names)) == sorted(names)


@pytest.mark.parametrize("path", LINES, ids=lambda path: path.stem)
def test_the_tools_leave_the_pins_of_open_edx_alone(path):
    assert not pinned_versions(path).keys() & pinned_versions(REQUIREMENTS / "tools.txt").keys()


@pytest.mark.parametrize("path", LINES, ids=lambda path: path.stem)
def test_what_the_distribution_requires_admits_what_a_site_runs(path):
    pinned = pinned_versions(path)
    required = [Requirement(line) for line in distribution("openedx-mentoring-outcomes").requires]
    known = [need for need in required if canonicalize_name(need.name) in pinned]
    assert known
    for need in known:
        assert need.specifier.contains(pinned[canonicalize_name(need.name)], prereleases=True)


def test_these_tests_run_on_the_versions_that_a_site_runs():
    pinned = pinned_versions(of_this_python())
    # Not from sys.path: setuptools, once imported, puts its own vendored copies there.
    here = distributions(path=[sysconfig.get_path("purelib"), sysconfig.get_path("platlib")])
    installed = {canonicalize_name(dist.name): dist.version for dist in here}
    common = pinned.keys() & installed.keys()
    assert {"django", "numpy"} <= common
    assert {name: installed[name] for name in common} == {name: pinned[name] for name in common}
