"""
Show that a site can install the wheel: it holds what it needs, and imports beside what a site runs.

    python -m scripts.check_install

The wheel goes into a clean environment per Open edX line, with that line's pins as constraints;
there every module of both packages is imported and every entry point loaded. A Python that is
missing is named at the end; with REQUIRE_SERVICES=1 it is a failure.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from scripts.compile_catalogs import compile_catalogs

ROOT = Path(__file__).resolve().parent.parent
LINES = {
    "3.11": "requirements/open-edx-2025-py311.txt",
    "3.12": "requirements/open-edx-2026-py312.txt",
}
PACKAGES = ("mentoring_xblock", "outcomes_plugin")


def build_wheel(folder: Path) -> Path:
    """Build the wheel into `folder` and return its path."""
    # Setuptools would pack what an earlier build left here, deleted modules included.
    shutil.rmtree(ROOT / "build", ignore_errors=True)
    _run(sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", folder, ".")
    return next(folder.glob("*.whl"))


def missing_from_wheel(wheel: Path) -> list[str]:
    """Return the files that the installed packages need and the wheel does not hold."""
    held = set(zipfile.ZipFile(wheel).namelist())
    return sorted(_needed() - held)


def install_and_import(wheel: Path, *, python: str, pins: str, folder: Path) -> None:
    """
    Install the wheel under the pins into a clean environment and import all of it there.

    Raises:
        SystemExit: pip found no set of versions, or something does not import.
    """
    _run(python, "-m", "venv", folder)
    clean = folder / "bin" / "python"
    _run(clean, "-m", "pip", "install", "-q", "--disable-pip-version-check", "-c", pins, wheel)
    _run(clean, "-m", "pip", "check")
    _run(clean, "-I", ROOT / "scripts" / "import_everything.py", cwd=folder)


def _needed() -> set[str]:
    tracked = subprocess.run(
        ["git", "ls-files", "--", *PACKAGES], cwd=ROOT, text=True, capture_output=True, check=True
    )
    compiled = {str(path.relative_to(ROOT)) for path in compile_catalogs(ROOT)}
    return set(tracked.stdout.splitlines()) | compiled


def _python(version: str) -> str | None:
    if version == f"3.{sys.version_info.minor}":
        return sys.executable
    found = subprocess.run(
        ["scripts/python.sh", version], cwd=ROOT, text=True, capture_output=True, check=False
    )
    return found.stdout.strip() or None


def _run(*command: str | Path, cwd: Path = ROOT) -> None:
    done = subprocess.run(command, cwd=cwd, check=False)
    if done.returncode:
        raise SystemExit(f"Failed with status {done.returncode}: {' '.join(map(str, command))}")


def main() -> int:
    """Check wheel and installations, print the outcome, and return the exit status."""
    absent = []
    with tempfile.TemporaryDirectory() as name:
        wheel = build_wheel(Path(name))
        if missing := missing_from_wheel(wheel):
            sys.stdout.write("The wheel does not hold:\n" + "".join(f"  {m}\n" for m in missing))
            return 1
        for version, pins in LINES.items():
            if python := _python(version):
                sys.stdout.write(f"Installing {wheel.name} under {pins} ...\n")
                sys.stdout.flush()
                install_and_import(wheel, python=python, pins=pins, folder=Path(name) / version)
            else:
                absent.append(version)
    for version in absent:
        sys.stdout.write(f"Not checked: Python {version}, which is not on the PATH or in pyenv.\n")
    return 1 if absent and os.environ.get("REQUIRE_SERVICES") == "1" else 0


if __name__ == "__main__":
    sys.exit(main())
