"""Programs whose windows and quarters have closed on made-up people's answers and facts."""

import random
import zlib
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.programs.data import ProgramData
from outcomes_plugin.progression import api as progression_api
from outcomes_plugin.progression.data import EventKind, HrKind
from outcomes_plugin.reporting import api as reporting_api
from outcomes_plugin.reporting.data import ReleaseData
from outcomes_plugin.surveys import api as surveys_api
from outcomes_plugin.surveys.data import WindowData
from tests import given
from tests import given_surveys as gs
from tests.given_programs import a_member, the_coordinator

SYSTEM = Actor.system("close")
AFTER_THE_QUARTER = datetime(2026, 4, 1, 6, 0, tzinfo=UTC)


def people(program: ProgramData, asked: Mapping[str, int]) -> None:
    """Add that many mentees to each cohort; an empty slug is no cohort."""
    for cohort, count in asked.items():
        gs.mentees(program, count, cohort=cohort, name=f"{cohort or 'nobody'}_")


def random_answers(instrument: str, *, seed: int, skips: float = 0.05) -> dict[str, Any]:
    """Return answers to all items, some of which do not apply."""
    chance = random.Random(seed)
    items = surveys_api.shipped_instruments()[instrument]["items"]
    return {
        item["key"]: "does_not_apply" if chance.random() < skips else chance.randint(1, 5)
        for item in items
        if item["kind"] != "text"
    }


def answered(
    window: WindowData, answering: Mapping[str, int], *, seed: int = 0, **fields: Any
) -> None:
    """Let the first of each cohort answer at random."""
    for cohort, count in answering.items():
        for index in range(count):
            answers = random_answers(
                window.instrument, seed=hash_of(window.key, cohort, index, seed), **fields
            )
            gs.answer(window, f"{cohort or 'nobody'}_{index}", answers, at=window.opens_at)


def hash_of(*parts: object) -> int:
    """Return a number that is the same in every run."""
    return zlib.crc32("/".join(map(str, parts)).encode())


def released(window: WindowData, *, actor: Actor = SYSTEM) -> ReleaseData:
    """Close the window at its time and return its release."""
    release = reporting_api.close_and_release(actor, window.id, at=window.closes_at)
    assert release is not None
    return release


def a_release(
    program: ProgramData, answering: Mapping[str, int], *, seed: int = 0, **fields: Any
) -> ReleaseData:
    """Open a window, let people answer, and return its release."""
    window = gs.an_open_window(program, **fields)
    answered(window, answering, seed=seed)
    return released(window)


def report_of(program: ProgramData, actor: Actor | None = None, **fields: Any) -> Any:
    """Return the report in English, as the coordinator reads it."""
    return reporting_api.report(
        actor or the_coordinator(), program.slug, **{"language": "en", **fields}
    )


def indicator(report: Any, key: str) -> Any:
    """Return one indicator of the report."""
    return next(one for domain in report.domains for one in domain.indicators if one.key == key)


def learned(name: str, course_key: str, kind: EventKind, at: datetime) -> None:
    """Tell, as the platform does, that someone enrolled in or passed the course."""
    row = progression_api.receive(
        kind,
        user_id=given.a_user(name).pk,
        course_key=course_key,
        value=True,
        occurred_at=at,
        at=at,
    )
    assert row is not None
    progression_api.take_row(Actor.system("progress"), row, at=at)


def hr_file(program: ProgramData, kind: HrKind, text: str, *, at: datetime) -> None:
    """Import a file as the HR steward."""
    steward = given.an_actor("hana")
    if not programs_api.programs_for(steward):
        a_member(program, "hana", role="hr_steward")
    plan = progression_api.check_hr_import(steward, program.id, kind, text.encode())
    assert not plan.problems
    progression_api.apply_hr_import(
        steward, program.id, kind, text.encode(), digest=plan.digest, at=at
    )
