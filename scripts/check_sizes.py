"""
Refuse modules past 400 lines and functions past 40, docstrings not counted in a function.

    python -m scripts.check_sizes
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

FOLDERS = ("outcomes_plugin", "mentoring_xblock", "demo", "scripts", "benchmarks", "tutor")
LONGEST_MODULE = 400
LONGEST_FUNCTION = 40


def too_long(root: Path) -> list[str]:
    """Return a sentence for each module and function below `root` that is to be split by noun."""
    return [line for path in _modules(root) for line in _complaints(path, root)]


def _modules(root: Path) -> Iterator[Path]:
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


def _complaints(path: Path, root: Path) -> Iterator[str]:
    text = path.read_text(encoding="utf-8")
    lines = text.count("\n")
    if lines > LONGEST_MODULE:
        yield f"{path.relative_to(root)}: {lines} lines, more than {LONGEST_MODULE}."
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = _length(node)
            if length > LONGEST_FUNCTION:
                place = f"{path.relative_to(root)}:{node.lineno}"
                yield f"{place}: {node.name} has {length} lines, more than {LONGEST_FUNCTION}."


def _length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    docstring = function.body[0] if ast.get_docstring(function) else None
    described = docstring.end_lineno - docstring.lineno + 1 if docstring else 0
    return function.end_lineno - function.lineno + 1 - described


if __name__ == "__main__":
    found = too_long(Path(__file__).resolve().parent.parent)
    sys.stdout.write("".join(f"{line}\n" for line in found))
    sys.exit(1 if found else 0)
