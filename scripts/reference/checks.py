"""docs/reference/checks.md: what `manage.py check` finds, as the code says it."""

import ast
from collections.abc import Iterator
from pathlib import Path

from outcomes_plugin import checks

from .markdown import code, table

HEAD = """\
# System checks

Written by `make docs` from `outcomes_plugin/checks/`. `python manage.py lms check` runs them;
`--database default` adds those of the database, which every `migrate` runs too, and `--deploy`
those of a deployment. What a site has decided otherwise goes into `SILENCED_SYSTEM_CHECKS`.

"""
LEVELS = {"Error", "Warning", "Info"}
RUN_BY = {
    "check_version": "`--database`",
    "check_migrations": "`--database`",
    "check_celery": "`--deploy`",
}


def page() -> str:
    """Return the page."""
    return HEAD + table(["check", "level", "run by", "it says", "what to do"], sorted(found()))


def found() -> Iterator[tuple[str, str, str, str, str]]:
    """Yield each message that a check can give: id, level, how it is run, words and hint."""
    for path in sorted(Path(checks.__file__).parent.glob("*.py")):
        for function in ast.parse(path.read_text(encoding="utf-8")).body:
            for call in ast.walk(function):
                if isinstance(call, ast.Call) and getattr(call.func, "attr", "") in LEVELS:
                    yield _row(call, RUN_BY.get(getattr(function, "name", ""), "always"))


def _row(call: ast.Call, run_by: str) -> tuple[str, str, str, str, str]:
    given = {one.arg: _words(one.value) for one in call.keywords}
    return code(given["id"]), call.func.attr.lower(), run_by, _words(call.args[0]), given["hint"]


def _words(node: ast.expr) -> str:
    """Return the words of a string; an ellipsis stands for what is filled in."""
    if isinstance(node, ast.JoinedStr):
        return "".join(map(_words, node.values))
    if isinstance(node, ast.FormattedValue):
        return "…"
    return ast.literal_eval(node)
