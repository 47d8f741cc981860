"""Bring in every file of a folder that HR fills, by the rules and rights of the pages."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from tqdm import tqdm

from outcomes_plugin import api
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import Invalid, NotFound, OutcomesError, Problem
from outcomes_plugin.management.hr_folder import move_done, move_refused, waiting_files
from outcomes_plugin.management.named_actor import actor_named
from outcomes_plugin.progression.hr.data import HrExtent, HrPlan


class Command(BaseCommand):
    """
    Can be killed and started again: a file that was applied but not moved changes nothing twice.

    A second run in the same folder leaves at once.
    """

    help = "Check the CSV files and workbooks of a folder, and with --apply bring them in."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the program, the source, the folder, and whose rights count."""
        parser.add_argument("program", help="Short name of the program.")
        parser.add_argument("source", help="Key of the source whose files these are.")
        parser.add_argument("folder", type=Path, help="The folder.")
        parser.add_argument(
            "--as",
            dest="user",
            required=True,
            help="Username or mail address of the person whose rights count.",
        )
        parser.add_argument("--apply", action="store_true", help="Write what the files say.")
        parser.add_argument(
            "--complete",
            dest="extent",
            action="store_const",
            const=HrExtent.COMPLETE,
            default=HrExtent.CHANGES,
            help="Each file holds all that the source knows: take back what it lacks.",
        )
        parser.add_argument(
            "--confirm",
            type=int,
            default=None,
            help="The number of rows that may be taken back when it is unusually large.",
        )

    def handle(self, *_args: Any, folder: Path, user: str, **options: Any) -> None:
        """Take file after file, say what each would do or did, and fail when one was refused."""
        if not folder.is_dir():
            raise CommandError(f"There is no folder {folder}.")
        actor = actor_named(user)
        with _alone(folder) as is_alone:
            if not is_alone:
                self.stdout.write("Another run is busy in this folder. Nothing was done.")
                return
            files = waiting_files(folder)
            refused = 0
            for file in tqdm(files, unit="", file=self.stderr, disable=not files):
                refused += not self._take(actor, file, **options)
        self.stdout.write(f"{len(files) - refused} of {len(files)} files are fine.")
        if refused:
            raise CommandError(f"{refused} of {len(files)} files were refused.")

    def _take(self, actor: Actor, file: Path, *, apply: bool, **options: Any) -> bool:
        """Check the file or bring it in, move it, and return whether it was fine."""
        try:
            plan = _applied(actor, file, **options) if apply else _checked(actor, file, **options)
        except NotFound as error:
            raise CommandError(str(error)) from error
        except OutcomesError as error:
            problems = getattr(error, "problems", ()) or (Problem(error.message),)
            self._refuse(file, problems, apply=apply)
            return False
        if apply:
            move_done(file)
        self.stdout.write(f"{file.name}: {_counts(plan)}")
        return True

    def _refuse(self, file: Path, problems: Any, *, apply: bool) -> None:
        if apply:
            move_refused(file, problems)
        self.stderr.write(f"{file.name}: {len(problems)} problems.")
        for problem in problems:
            self.stderr.write(f"  {problem}")


def _checked(
    actor: Actor, file: Path, *, program: str, source: str, extent: HrExtent, **_options: Any
) -> HrPlan:
    plan = api.check_hr_file(actor, program, source, _bytes_of(file), extent=extent)
    if plan.problems:
        raise Invalid("The file has problems.", problems=plan.problems)
    return plan


def _applied(
    actor: Actor,
    file: Path,
    *,
    program: str,
    source: str,
    extent: HrExtent,
    confirm: int | None,
    **_options: Any,
) -> HrPlan:
    raw = _bytes_of(file)
    plan = api.check_hr_file(actor, program, source, raw, extent=extent)
    return api.apply_hr_file(
        actor,
        program,
        source,
        raw,
        digest=plan.digest,
        at=timezone.now(),
        extent=extent,
        confirmed=confirm,
    )


def _bytes_of(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise CommandError(f"The file {file} cannot be read: {error.strerror}.") from error


def _counts(plan: HrPlan) -> str:
    return (
        f"{plan.adds} added, {plan.changes} changed, {plan.unchanged} unchanged, "
        f"{plan.holds} held, {plan.retracts} retracted."
    )


@contextmanager
def _alone(folder: Path) -> Iterator[bool]:
    """Hold the folder for this run; the system lets go of it when the run ends, however it does."""
    with (folder / ".outcomes.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
