"""The commands that build and serve the site."""

import io
import socket
from http.client import HTTPConnection

import pytest
from django.core.management import CommandError, call_command

from demo.cast import CAST, build_cast
from demo.courses.models import DemoBlock, DemoCourse, DemoEnrollment
from demo.periodic import PeriodicTasks
from demo.progress import progress
from tests.served import built, served


def test_the_cast_is_built_once_however_often_it_is_built(db):
    build_cast()
    counts = DemoBlock.objects.count(), DemoEnrollment.objects.count()
    build_cast()
    assert (DemoBlock.objects.count(), DemoEnrollment.objects.count()) == counts
    assert DemoCourse.objects.get().title == "Leading from where you stand"


def test_every_part_of_the_roles_has_a_person(db):
    parts = {card.part for card in CAST}
    assert {"mentee", "mentor", "coordinator", "sponsor", "administrator"} <= parts


def test_progress_in_a_log_is_a_line_at_every_tenth():
    out = io.StringIO()
    assert list(progress(out)(range(20), words="Answers")) == list(range(20))
    lines = out.getvalue()
    assert lines.count("Answers") == 11
    assert "Answers: 10 of 20" in lines
    assert lines.endswith("Answers: done")


def test_periodic_tasks_run_when_they_are_due(db):
    now = [0.0]
    tasks = PeriodicTasks(clock=lambda: now[0])
    names = set(tasks.run_due())
    assert names
    assert tasks.run_due() == []
    now[0] = 1_000_000.0
    assert set(tasks.run_due()) == names


def test_a_port_in_use_is_refused_with_words_that_help():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(CommandError, match="--port"):
            call_command("serve_demo", port=taken.getsockname()[1])


def test_a_site_is_built_served_and_answers(tmp_path):
    assert "The demo site is built." in built(tmp_path, "--without-program")
    with served(tmp_path) as (port, said):
        assert f"http://127.0.0.1:{port}/" in said[0]
        assert "Periodic tasks run in this process" in said[1]
        assert "Leading from where you stand" in _get(port, "/").read().decode()
        style = _get(port, "/static/demo/site.css")
        assert (style.status, style.headers.get_content_type()) == (200, "text/css")


def _get(port: int, path: str):
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path)
    return connection.getresponse()
