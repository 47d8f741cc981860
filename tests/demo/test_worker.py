"""With a broker, tasks go to a worker process that has loaded the plugins as the site has."""

import os

import pytest

from demo.celery import APP
from tests.workers import celery_worker

pytestmark = [
    pytest.mark.services,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("celery"),
]


def test_a_worker_process_knows_the_tasks_of_the_plugins():
    with celery_worker(os.environ["CELERY_BROKER_URL"]) as worker:
        known = _ask(lambda inspect: inspect.registered())
        assert worker.poll() is None
    assert "outcomes_plugin.tasks.deliver_due" in known


def _ask(question, *, patience: int = 30) -> list[str]:
    for _attempt in range(patience):
        answers = question(APP.control.inspect(timeout=1.0))
        if answers:
            return [name for names in answers.values() for name in names]
    raise AssertionError("No worker answered.")
