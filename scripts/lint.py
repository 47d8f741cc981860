"""
Run every check that reads the code without running the tests; all of them, whatever one finds.

    python -m scripts.lint
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
CHECKS = {
    "ruff, rules": [BIN / "ruff", "check"],
    "ruff, format": [BIN / "ruff", "format", "--check"],
    "types": [BIN / "mypy"],
    "imports": [BIN / "lint-imports"],
    "sizes": [sys.executable, "-m", "scripts.check_sizes"],
    "notes on personal data": [
        *(BIN / "code_annotations", "django_find_annotations"),
        *("--config_file", ".code_annotations.yml", "--lint", "--coverage"),
    ],
    "migrations": [sys.executable, "demo/manage.py", "makemigrations", "--check", "--dry-run"],
}


def failing_checks() -> list[str]:
    """Run the checks, print what the failing ones say, and return their names."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "demo.settings", "PYTHONPATH": str(ROOT)}
    failing = []
    for name, command in CHECKS.items():
        done = subprocess.run(
            command,
            cwd=ROOT,
            env=environment,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        if done.returncode:
            failing.append(name)
            sys.stdout.write(f"--- {name}\n{done.stdout}\n")
    return failing


if __name__ == "__main__":
    failing = failing_checks()
    sys.stdout.write(
        f"Lint: {', '.join(failing) + ' failed' if failing else 'all checks passed'}.\n"
    )
    sys.exit(1 if failing else 0)
