"""The services of `make services`, where they are up."""

import subprocess
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from redis import Redis

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.services


@pytest.fixture
def mark_mariadb(db):
    """Leave a mark that lasts as long as the server does; return how to read it."""
    with connection.cursor() as cursor:
        cursor.execute("SET @mark = 'still here'")

    def read():
        with connection.cursor() as cursor:
            cursor.execute("SELECT @mark")
            return cursor.fetchone()[0]

    return read


@pytest.fixture
def redis_run():
    """How to read the id that Redis takes anew at every start."""
    redis = Redis.from_url(settings.CELERY_BROKER_URL)
    return lambda: redis.info("server")["run_id"]


def services(command):
    return subprocess.run(
        ["scripts/services.sh", command], cwd=ROOT, text=True, capture_output=True, check=True
    )


def test_starting_what_is_up_starts_nothing_and_prints_the_same_settings(mark_mariadb, redis_run):
    before = redis_run()
    started = services("start")
    assert (mark_mariadb(), redis_run()) == ("still here", before)
    assert started.stdout == services("status").stdout
    assert started.stdout.splitlines() == [
        "DATABASE_URL=mysql://outcomes@127.0.0.1:13306/outcomes",
        "CELERY_BROKER_URL=redis://127.0.0.1:16379/0",
    ]
