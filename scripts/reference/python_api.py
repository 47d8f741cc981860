"""docs/reference/python-api.md: the public functions, as blocks and other plugins call them."""

import inspect
from collections import defaultdict
from typing import Any

from outcomes_plugin import api

from .markdown import code, first_sentence, table

HEAD = """\
# Python API

Written by `make docs` from `outcomes_plugin/api/`. Blocks, pages and other plugins call these
names and nothing else:

```python
from django.utils import timezone
from outcomes_plugin import api

actor = api.actor_for(request.user.id)
program = api.create_program(
    actor,
    slug="leading-well",
    title="Leading well",
    org="Northlight",
    time_zone="Europe/Berlin",
    coordinator_user_id=42,
    at=timezone.now(),
)
```

- **The actor comes first**, and the function itself refuses. What it raises stands in
  [errors](errors.md).
- **Times come in as `at`**, an aware `datetime`. Nothing below an edge asks the clock.
- **What comes back is a frozen value**, from the `data` module of its applet. No model crosses.
- Each call is one transaction, and adds its ledger entry in it. Closing and releasing are the
  exception: they are steps that can be gone on with.

Options that have a default are marked by `=`. The full docstring, with what is raised, stands at
the function.
"""


def page() -> str:
    """Return the page."""
    by_module: dict[str, list[str]] = defaultdict(list)
    for name in api.__all__:
        by_module[_applet(getattr(api, name))].append(name)
    return HEAD + "".join(_section(applet, by_module[applet]) for applet in sorted(by_module))


def _applet(thing: Any) -> str:
    parts: list[str] = thing.__module__.split(".")
    return parts[1] if len(parts) > 1 else parts[0]


def _section(applet: str, names: list[str]) -> str:
    rows = [
        (code(f"{name}{_arguments(getattr(api, name))}"), first_sentence(getattr(api, name)))
        for name in sorted(names)
    ]
    return f"\n## {applet}\n\n" + table(["function", "what is true afterwards"], rows)


def _arguments(function: Any) -> str:
    if inspect.isclass(function):
        return ""
    shown, starred = [], False
    for argument in inspect.signature(function).parameters.values():
        if argument.kind is argument.KEYWORD_ONLY and not starred:
            shown.append("*")
            starred = True
        shown.append(argument.name + ("" if argument.default is argument.empty else "="))
    return f"({', '.join(shown)})"
