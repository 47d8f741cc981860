"""A Celery worker in a process of its own, on the test's own database."""

import os
import subprocess
import sys
from contextlib import contextmanager
from urllib.parse import quote

from django.db import connection
from kombu import pools

from demo.celery import APP


@contextmanager
def celery_worker(broker_url: str):
    """
    Run a worker while the block lasts; what is sent in the block goes to it, not through eager.

    The test must commit what the worker shall see (`django_db(transaction=True)`).
    """
    before = APP.conf.task_always_eager, APP.conf.broker_url
    _use(always_eager=False, broker_url=broker_url)
    worker = subprocess.Popen(
        [sys.executable, "-m", "celery", "-A", "demo", "worker", "--pool=solo", "--loglevel=ERROR"],
        env=os.environ
        | {
            "DJANGO_SETTINGS_MODULE": "demo.settings",
            "CELERY_BROKER_URL": broker_url,
            "DATABASE_URL": database_url(),
        },
    )
    try:
        yield worker
    finally:
        worker.terminate()
        worker.wait(timeout=60)
        _use(always_eager=before[0], broker_url=before[1])


def database_url() -> str:
    """Return the address of the test database, as DATABASE_URL wants it."""
    found = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{quote(str(found['NAME']))}"
    who = f"{quote(found['USER'])}:{quote(found['PASSWORD'])}"
    return f"mysql://{who}@{found['HOST']}:{found['PORT']}/{found['NAME']}"


def _use(*, always_eager: bool, broker_url: str) -> None:
    APP.conf.task_always_eager = always_eager
    APP.conf.broker_url = APP.conf.broker_write_url = broker_url
    pools.reset()
    APP._pool = APP.amqp._producer_pool = None
