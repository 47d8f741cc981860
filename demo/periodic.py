"""Runs the plugin's periodic tasks in a thread, where a real site has Celery beat."""

import logging
import threading
import time
from collections.abc import Callable

from django.db import close_old_connections, connection
from kombu.exceptions import OperationalError

log = logging.getLogger(__name__)


class PeriodicTasks:
    """The tasks of `outcomes_plugin.tasks.PERIODIC`: a name for each, with its task and seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic):
        from outcomes_plugin.tasks import PERIODIC

        self._tasks = dict(PERIODIC)
        self._clock = clock
        self._due = dict.fromkeys(self._tasks, clock())
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="periodic-tasks", daemon=True)

    def start(self) -> str:
        """Start the thread and return the sentence that says what it does."""
        self._thread.start()
        words = ", ".join(f"{name} every {every} s" for name, (_task, every) in self._tasks.items())
        return f"Periodic tasks run in this process: {words}."

    def stop(self) -> None:
        """End the thread after the task that it is in."""
        self._stopped.set()
        self._thread.join(timeout=30)

    def run_due(self) -> list[str]:
        """Run every task whose time has come, and return their names."""
        now, ran = self._clock(), []
        for name, (task, every) in self._tasks.items():
            if self._due[name] <= now:
                self._due[name] = now + every
                _run_one(name, task)
                ran.append(name)
        return ran

    def _run(self) -> None:
        while not self._stopped.wait(timeout=1):
            close_old_connections()
            self.run_due()
        connection.close()


def _run_one(name: str, task) -> None:
    """Eager tasks log their own failures; one that finds no broker is sent at its next time."""
    try:
        task.delay()
    except OperationalError:
        log.exception("The periodic task %s could not be sent to the workers.", name)
