"""
Run the settings that Tutor rendered, with stand-ins for what only an LMS has.

What a file takes from the platform is what it reads before it binds it. So a patch that asks for a
name which nobody else asks for stands out in `names_of_the_platform`.
"""

import ast
import builtins
import copy
import sys
from collections.abc import Callable, Iterable, Mapping
from itertools import accumulate
from pathlib import Path
from types import ModuleType
from typing import Any
from unittest import mock

VALUES_IN_AN_LMS: Mapping[str, Any] = {
    "CELERYBEAT_SCHEDULE": {"of-the-platform": {"task": "of.the.platform", "schedule": 60}},
    "LOG_DIR": "/openedx/data/logs",
    "STATIC_ROOT": "/openedx/staticfiles",
    "LMS_ROOT_URL": "https://learn.example.org",
    "CMS_ROOT_URL": "https://studio.example.org",
    "TRACKING_IGNORE_URL_PATTERNS": [r"^/event", r"^/heartbeat"],
}
NOT_IN_AN_LMS = {"OPEN_EDX_FILTERS_CONFIG"}  # until a plugin makes it


def names_of_the_platform(path: Path) -> set[str]:
    """Return the names that the file reads and nowhere binds: the platform's settings."""
    tree = ast.parse(path.read_text(encoding="utf-8"), str(path))
    names = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
    first_uses = {node.id: node for node in sorted(names, key=_as_it_runs, reverse=True)}
    read_first = {name for name, node in first_uses.items() if isinstance(node.ctx, ast.Load)}
    return read_first - _imported(tree) - set(dir(builtins))


def run(
    path: Path, names: Iterable[str], *, plugins: Callable[[ModuleType], None]
) -> dict[str, Any]:
    """
    Run the file as the site does, and return its settings.

    The platform has the `names`, and lets `plugins` add their settings before the file goes on.
    """
    base = ModuleType("platform_settings")
    stand_ins = {name: mock.MagicMock(name=name) for name in set(names) - NOT_IN_AN_LMS}
    vars(base).update(stand_ins | copy.deepcopy(dict(VALUES_IN_AN_LMS)))
    plugins(base)
    modules = {
        name: base if ".envs." in name else mock.MagicMock(name=name) for name in _modules(path)
    }
    settings: dict[str, Any] = {"__name__": "rendered", "__file__": str(path)}
    code = compile(path.read_text(encoding="utf-8"), str(path), "exec")
    with (
        mock.patch.dict(sys.modules, modules),
        mock.patch("os.makedirs"),
        mock.patch("warnings.filterwarnings"),  # which takes no stand-in for a warning
    ):
        exec(code, settings)  # noqa: S102 - what a site runs when it starts
    return settings


def _imported(tree: ast.AST) -> set[str]:
    nodes = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    return {(alias.asname or alias.name).split(".")[0] for node in nodes for alias in node.names}


def _as_it_runs(node: ast.Name) -> tuple[int, bool]:
    """Order names by line, and within a line as an assignment runs: what it reads comes first."""
    return node.lineno, isinstance(node.ctx, ast.Store)


def _modules(path: Path) -> set[str]:
    """Return what the file imports beside Python's own, each with the packages above it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
    theirs = {name for name in found if name.split(".")[0] not in sys.stdlib_module_names}
    return {above for name in theirs for above in accumulate(name.split("."), "{}.{}".format)}
