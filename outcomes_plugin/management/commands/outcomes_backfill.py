"""Read what the platform kept of a course's members before it told us of them."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from tqdm import tqdm

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.progression import api as progression_api


class Command(BaseCommand):
    """Can be killed and started again: it goes on with those who have not been read."""

    help = (
        "Read enrollments, passing status, certificates and completion of members in their linked "
        "courses."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the course, and from when on a reading counts as done."""
        parser.add_argument("--course", default="", help="Only this course, by its key.")
        parser.add_argument(
            "--read-before",
            default="",
            help=(
                "Read those again who were last read before this moment "
                "(2026-11-24T10:00:00Z). Give the same moment again to go on after a stop."
            ),
        )

    def handle(self, *_args: Any, course: str, read_before: str, **_options: Any) -> None:
        """Read course after course, with a bar for each, and say what was read."""
        actor, before = Actor.system("progress"), _moment(read_before)
        waiting = progression_api.unread_courses(actor, read_before=before)
        chosen = [one for one in waiting if course in ("", one.course_key)]
        for one in chosen:
            with tqdm(total=one.members, desc=one.course_key, unit="", file=self.stderr) as bar:
                progression_api.read_course(
                    actor,
                    one.course_key,
                    read_before=before,
                    at=timezone.now(),
                    progress=_moves(bar),
                )
        members = sum(one.members for one in chosen)
        self.stdout.write(f"Read {members} members in {len(chosen)} courses.")


def _moves(bar: Any) -> Callable[[int], None]:
    return lambda done: bar.update(done - bar.n)


def _moment(text: str) -> datetime:
    if not text:
        return progression_api.EVER
    moment = parse_datetime(text)
    if moment is None or moment.tzinfo is None:
        raise CommandError(f"{text!r} is no moment with a time zone, as 2026-11-24T10:00:00Z.")
    if moment > timezone.now():
        raise CommandError(f"{text!r} lies ahead: nobody has been read since.")
    return moment
