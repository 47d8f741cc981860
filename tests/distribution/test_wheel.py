"""What the check of the wheel says of one."""

import subprocess
import zipfile
from pathlib import Path

import pytest

from scripts.check_install import missing_from_wheel

ROOT = Path(__file__).parents[2]
FILES = subprocess.run(
    ["git", "ls-files", "mentoring_xblock", "outcomes_plugin"],
    cwd=ROOT,
    text=True,
    capture_output=True,
    check=True,
).stdout.splitlines()


@pytest.fixture
def wheel_of(tmp_path):
    """Write a wheel with these files of the checkout and every compiled catalog."""

    def write(files):
        catalogs = [
            *ROOT.glob("mentoring_xblock/translations/*/LC_MESSAGES/*.mo"),
            *ROOT.glob("outcomes_plugin/locale/*/LC_MESSAGES/*.mo"),
        ]
        path = tmp_path / "outcomes.whl"
        with zipfile.ZipFile(path, "w") as wheel:
            for name in [*files, *(str(catalog.relative_to(ROOT)) for catalog in catalogs)]:
                wheel.writestr(name, "")
        return path

    return write


def test_a_wheel_with_every_file_lacks_nothing(wheel_of):
    assert missing_from_wheel(wheel_of(FILES)) == []


def test_the_file_that_a_wheel_lacks_is_named(wheel_of):
    assert missing_from_wheel(wheel_of(FILES[:-1])) == FILES[-1:]
