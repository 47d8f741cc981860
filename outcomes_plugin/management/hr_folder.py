"""The folder that HR fills: which files wait, and where they go. Every move is one rename."""

import csv
import hashlib
import io
from collections.abc import Sequence
from pathlib import Path

from outcomes_plugin.errors import Problem

DONE, REFUSED = "done", "refused"
_SUFFIXES = frozenset({".csv", ".txt", ".xlsx"})


def waiting_files(folder: Path) -> Sequence[Path]:
    """Return the files that wait, in the order of their names; hidden ones are still written."""
    return sorted(
        path
        for path in folder.iterdir()
        if path.suffix.lower() in _SUFFIXES
        and not path.name.startswith(".")
        and path.is_file()
        and not path.is_symlink()
    )


def move_done(file: Path) -> Path:
    """Move the file to those that were brought in."""
    return file.rename(_place(file, DONE))


def move_refused(file: Path, problems: Sequence[Problem]) -> Path:
    """Move the file to those that were refused, with its problems as a table beside it."""
    place = _place(file, REFUSED)
    report = place.with_name(f"{place.name}.problems.csv")
    draft = report.with_name(f".{report.name}")
    # With a byte order mark, so that a spreadsheet reads its letters.
    draft.write_text(_table(problems), encoding="utf-8-sig", newline="")
    draft.rename(report)
    return file.rename(place)


def _place(file: Path, folder: str) -> Path:
    """Return a free place for the file: its name, or a longer one when that is taken."""
    into = file.parent / folder
    into.mkdir(exist_ok=True)
    place = into / file.name
    if not place.exists():
        return place
    digest = hashlib.sha256(file.read_bytes()).hexdigest()[:12]
    return into / f"{file.stem}.{digest}{file.suffix}"


def _table(problems: Sequence[Problem]) -> str:
    written = io.StringIO()
    table = csv.writer(written)
    table.writerow(["line", "column", "place", "problem"])
    for problem in problems:
        cells = [problem.line or "", problem.column, problem.place, problem.message]
        table.writerow([_harmless(str(cell)) for cell in cells])
    return written.getvalue()


def _harmless(text: str) -> str:
    """Return the text so that no spreadsheet takes it for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
