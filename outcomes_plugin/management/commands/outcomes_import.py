"""Bring in a CSV file from the command line, by the rules and rights of the pages."""

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from outcomes_plugin import api
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import Invalid, OutcomesError
from outcomes_plugin.management.named_actor import actor_named
from outcomes_plugin.programs.data import Effect, ImportPlan
from outcomes_plugin.progression.data import HrKind

_Check = Callable[[Actor, str, bytes, datetime], ImportPlan]
_Apply = Callable[[Actor, str, bytes, str, datetime], ImportPlan]


def _of_hr(kind: HrKind) -> tuple[_Check, _Apply]:
    return (
        lambda actor, program, raw, _at: api.check_hr_import(actor, program, kind, raw),
        lambda actor, program, raw, digest, at: api.apply_hr_import(
            actor, program, kind, raw, digest=digest, at=at
        ),
    )


_KINDS: Mapping[str, tuple[_Check, _Apply]] = {
    "members": (
        lambda actor, program, raw, _at: api.check_members_import(actor, program, raw),
        lambda actor, program, raw, digest, at: api.apply_members_import(
            actor, program, raw, digest=digest, at=at
        ),
    ),
    "pairings": (
        lambda actor, program, raw, at: api.check_pairings_import(actor, program, raw, at=at),
        lambda actor, program, raw, digest, at: api.apply_pairings_import(
            actor, program, raw, digest=digest, at=at
        ),
    ),
    "spells": _of_hr(HrKind.SPELLS),
    "events": _of_hr(HrKind.EVENTS),
    "units": _of_hr(HrKind.UNITS),
    "lines": _of_hr(HrKind.LINES),
}


class Command(BaseCommand):
    """With --apply all of the file is brought in, or nothing; without it nothing is written."""

    help = "Check a CSV file of a program, and with --apply bring it in."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the kind, the program, the file, and whose rights count."""
        parser.add_argument("kind", choices=sorted(_KINDS), help="What the lines are.")
        parser.add_argument("program", help="Short name of the program.")
        parser.add_argument("file", type=Path, help="The CSV file.")
        parser.add_argument(
            "--as",
            dest="user",
            required=True,
            help="Username or mail address of the person whose rights count.",
        )
        parser.add_argument("--apply", action="store_true", help="Write what the file says.")

    def handle(
        self,
        *_args: Any,
        kind: str,
        program: str,
        file: Path,
        user: str,
        apply: bool,
        **_options: Any,
    ) -> None:
        """Say what would change, or what was changed; fail with every problem of the file."""
        check, bring_in = _KINDS[kind]
        actor, raw, at = actor_named(user), _bytes_of(file), timezone.now()
        try:
            plan = check(actor, program, raw, at)
            _refuse_problems(plan)
            self._list(plan)
            if apply:
                bring_in(actor, program, raw, plan.digest, at)
        except OutcomesError as error:
            raise CommandError(_whole(error)) from error
        self._conclude(plan, is_applied=apply)

    def _list(self, plan: ImportPlan) -> None:
        for row in plan.rows:
            if row.effect is not Effect.UNCHANGED:
                self.stdout.write(f"Line {row.line}: {row.effect}")

    def _conclude(self, plan: ImportPlan, *, is_applied: bool) -> None:
        counts = f"{plan.adds} added, {plan.changes} changed, {plan.unchanged} unchanged."
        if plan.holds or plan.retracts:
            counts = f"{counts[:-1]}, {plan.holds} held, {plan.retracts} retracted."
        if is_applied:
            self.stdout.write(f"Imported: {counts}")
        else:
            self.stdout.write(f"The file is fine: {counts} Nothing was written yet; use --apply.")


def _bytes_of(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise CommandError(f"The file {file} cannot be read: {error.strerror}.") from error


def _refuse_problems(plan: ImportPlan) -> None:
    if plan.problems:
        raise Invalid("The file has problems. Nothing was imported.", problems=plan.problems)


def _whole(error: OutcomesError) -> str:
    problems = [str(problem) for problem in getattr(error, "problems", ())]
    return "\n".join([str(error), *problems])
