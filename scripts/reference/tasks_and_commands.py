"""docs/reference/tasks-and-commands.md: what runs by itself, and what an operator can run."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from celery import Task
from django.core.management import load_command_class

import outcomes_plugin
from outcomes_plugin import tasks

from .markdown import code, first_sentence, table

COMMANDS = Path(outcomes_plugin.__file__).parent / "management" / "commands"
HEAD = """\
# Tasks and commands

Written by `make docs` from `outcomes_plugin/tasks.py` and the commands' own help.

## Periodic tasks

The plugin does not enter them into the platform's schedule by itself. A site adds them to Celery
beat, see [installing](../how-to/install.md). Each can be killed and started again, and two runs at
once do no harm. The demo site runs them in a thread of its server.

"""
OTHERS = """
## Tasks that others start

"""
RUN = """
## Commands

Run them in the LMS: `python manage.py lms <command>`. In the demo site:
`.venv/bin/python demo/manage.py <command>`.
"""


def page() -> str:
    """Return the page."""
    periodic = [
        (code(name), code(task.name), _every(seconds), first_sentence(task))
        for name, (task, seconds) in sorted(tasks.PERIODIC.items())
    ]
    others = [(code(task.name), first_sentence(task)) for task in others_started()]
    return (
        HEAD
        + table(["entry", "task", "every", "what it does"], periodic)
        + OTHERS
        + table(["task", "what it does"], others)
        + RUN
        + "".join(map(_command, command_names()))
    )


def others_started() -> list[Any]:
    """Return the tasks that are not periodic, by name."""
    periodic = {task.name for task, _seconds in tasks.PERIODIC.values()}
    found = [one for one in vars(tasks).values() if isinstance(one, Task)]
    return sorted((one for one in found if one.name not in periodic), key=lambda one: one.name)


def command_names() -> list[str]:
    """Return the names of the plugin's commands."""
    return sorted(path.stem for path in COMMANDS.glob("*.py") if path.stem != "__init__")


def _every(seconds: int) -> str:
    hours, rest = divmod(seconds, 3600)
    if hours and not rest:
        return f"{hours} hours" if hours > 1 else "hour"
    minutes, rest = divmod(seconds, 60)
    if minutes and not rest:
        return f"{minutes} minutes" if minutes > 1 else "minute"
    return f"{seconds} seconds"


def _command(name: str) -> str:
    command = load_command_class("outcomes_plugin", name)
    options = [f"- {code(option)}: {help_}\n" for option, help_ in _options(command, name)]
    said = dict.fromkeys([f"{command.help}", first_sentence(type(command))])
    return f"\n### {name}\n\n{' '.join(said)}\n" + ("\n" + "".join(options) if options else "")


def _options(command: Any, name: str) -> Iterator[tuple[str, str]]:
    """Yield what the command takes beyond what every Django command takes."""
    every = {"help", *_EVERY_COMMAND}
    for action in command.create_parser("manage.py", name)._actions:
        if action.dest not in every:
            yield (action.option_strings or [action.dest])[0], action.help


_EVERY_COMMAND = {
    "version", "verbosity", "settings", "pythonpath", "traceback", "no_color", "force_color",
    "skip_checks",
}  # fmt: skip
