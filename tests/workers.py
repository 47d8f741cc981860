"""A Celery worker in a process of its own, on the test's own database."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from django.db import connection
from django.test import override_settings
from kombu import pools

from demo.celery import APP


@contextmanager
def celery_worker(broker_url: str, *, settings: str = "demo.settings"):
    """
    Run a worker while the block lasts; what is sent in the block goes to it, not through eager.

    The test must commit what the worker shall see (`django_db(transaction=True)`).
    """
    _forget_connections()
    try:
        with (
            override_settings(CELERY_TASK_ALWAYS_EAGER=False, CELERY_BROKER_URL=broker_url),
            _process("worker", "--pool=solo", broker_url=broker_url, settings=settings) as worker,
        ):
            assert not APP.conf.task_always_eager
            yield worker
    finally:
        _forget_connections()


@contextmanager
def celery_beat(broker_url: str, *, settings: str, schedule: Path):
    """Send the periodic tasks of the settings while the block lasts."""
    file = f"--schedule={schedule}"
    with _process("beat", file, broker_url=broker_url, settings=settings) as beat:
        yield beat


@contextmanager
def _process(*words: str, broker_url: str, settings: str):
    process = subprocess.Popen(
        [sys.executable, "-m", "celery", "-A", "demo", *words, "--loglevel=ERROR"],
        env=os.environ
        | {
            "DJANGO_SETTINGS_MODULE": settings,
            "CELERY_BROKER_URL": broker_url,
            "DATABASE_URL": database_url(),
        },
    )
    try:
        yield process
    finally:
        process.terminate()
        process.wait(timeout=60)


def wait_until(is_so: Callable[[], bool], *, seconds: float = 60) -> None:
    """Return as soon as it is so; fail when it is not after these seconds."""
    until = time.monotonic() + seconds
    while not is_so() and time.monotonic() < until:
        time.sleep(0.1)
    assert is_so()


def database_url() -> str:
    """Return the address of the test database, as DATABASE_URL wants it."""
    found = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{quote(str(found['NAME']))}"
    who = f"{quote(found['USER'])}:{quote(found['PASSWORD'])}"
    return f"mysql://{who}@{found['HOST']}:{found['PORT']}/{found['NAME']}"


def _forget_connections() -> None:
    pools.reset()
    APP._pool = APP.amqp._producer_pool = None
