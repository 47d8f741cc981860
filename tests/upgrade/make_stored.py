"""
Write the stored database anew; README.md beside this says in which checkout it runs.

What is in it is small and full: every table of the first migration has rows but that of optional
purposes, of which there were none; windows of all three modes are closed and open; the inbox and
the outbox have something waiting.
"""

import base64
import gzip
import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from demo.courses import retirement
from outcomes_plugin import api
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.pairings import api as pairings_api
from outcomes_plugin.pairings.data import EndReason
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.progression import api as progression_api
from outcomes_plugin.progression.data import EventKind, HrKind
from outcomes_plugin.relay import api as relay_api
from outcomes_plugin.reporting import api as reporting_api
from outcomes_plugin.surveys import api as surveys_api
from tests import given
from tests import given_surveys as gs
from tests.given_pairings import a_pairing, a_proposal
from tests.given_programs import a_linked_course, a_member, the_coordinator

SECRET = base64.urlsafe_b64encode(b"the site secret of stored tests!").decode()
MENTEES = [f"{cohort}_{index}" for cohort in ("autumn", "spring") for index in range(7)]
ASKED = {
    "identified": "pulse",
    "confidential": "satisfaction_mentee",
    "anonymous": "satisfaction_mentee",
}
WORDS = "Zwölf Gespräche — ممتاز 🙂"
AFTER_THE_QUARTER = datetime(2026, 4, 1, 6, 0, tzinfo=UTC)
LATER = datetime(2026, 4, 6, 9, 0, tzinfo=UTC)
SPELLS = "source_key,user,starts_on,ends_on,leave_reason,org_unit\n" + "".join(
    f"e{index},{name},2020-01-01,,,platform\n" for index, name in enumerate(MENTEES[:-1])
)
SPELLS += f"left,{MENTEES[-1]},2020-01-01,2026-03-15,voluntary,sales\n"
EVENTS = "source_key,user,kind,on,verified\n" + "".join(
    f"c{index},{name},promotion,2026-03-{10 + index},yes\n"
    for index, name in enumerate(MENTEES[:5])
)


def build():
    """Let a program live from March to April 2026."""
    program = gs.an_asking_program()
    course = a_linked_course(program)
    people(program)
    facts(program, course)
    for mode in ASKED:
        ask(program, mode, key=f"closed_{mode}", opens_at=given.MONDAY)
    api.run_due(at=AFTER_THE_QUARTER)
    deliver()
    for mode in ASKED:
        ask(program, mode, key=f"open_{mode}", opens_at=LATER)
    gs.a_window(
        program,
        key="planned",
        cohorts=("spring",),
        opens_at=LATER + timedelta(30),
        closes_at=LATER + timedelta(37),
    )
    leave_waiting(course)
    retirement.retire(given.a_user(MENTEES[6]))


def people(program):
    """Add members, pairings in every state, a milestone, a grant that was withdrawn."""
    for name in MENTEES:
        a_member(program, name, cohort=name.split("_")[0], attributes={"site": "bremen"})
    for role, name in {"mentor": "ilse", "sponsor": "henrik", "analyst": "noor"}.items():
        a_member(program, name, role=role)
    a_member(program, "sten", role="hr_steward")
    a_member(program, "odd", role="mentor")
    for name in MENTEES[:3]:
        a_pairing(program, name, "ilse")
    ended = a_pairing(program, MENTEES[3], "odd")
    pairings_api.end_pairing(
        the_coordinator(), ended.id, reason=EndReason.COMPLETED, at=given.A_MONTH_LATER
    )
    a_proposal(program, MENTEES[4], "odd", at=LATER)
    programs_api.set_milestone(
        the_coordinator(),
        program.id,
        "spring",
        key="half_time",
        on=date(2026, 6, 1),
        at=given.MONDAY,
    )


def facts(program, course):
    """Let some learn, and let HR bring in spells and career events."""
    for name in MENTEES[:9]:
        learned(name, course, EventKind.ENROLLED)
    for name in MENTEES[:8]:
        learned(name, course, EventKind.PASSED)
    for kind, text in ((HrKind.SPELLS, SPELLS), (HrKind.EVENTS, EVENTS)):
        steward, raw = given.an_actor("sten"), text.encode()
        plan = progression_api.check_hr_import(steward, program.id, kind, raw)
        assert not plan.problems, plan.problems
        progression_api.apply_hr_import(
            steward, program.id, kind, raw, digest=plan.digest, at=given.A_MONTH_LATER
        )


def learned(name, course, kind, *, at=given.TUESDAY):
    """Take at once what the platform tells."""
    row = receive(name, course, kind, at=at)
    progression_api.take_row(Actor.system("progress"), row, at=at)


def receive(name, course, kind, *, at):
    return progression_api.receive(
        kind, user_id=given.a_user(name).pk, course_key=course, value=True, occurred_at=at, at=at
    )


def ask(program, mode, *, key, opens_at):
    """Open a window, let all but two answer, each a little differently, and one decline."""
    window = gs.an_open_window(
        program,
        key=key,
        mode=mode,
        instrument=ASKED[mode],
        opens_at=opens_at,
        closes_at=opens_at + timedelta(7),
    )
    for index, name in enumerate(MENTEES[:-2]):
        answers = gs.all_answers(window.instrument, value=1 + index % 5)
        if mode == "identified":
            answers["note"] = WORDS
        gs.answer(window, name, answers, at=opens_at + timedelta(hours=index))
    surveys_api.decline(given.an_actor(MENTEES[-2]), program.slug, key, at=opens_at)


def deliver():
    """Let the outbox run empty, so that lanes have been used."""
    relay = Actor.system("relay")
    at = timezone.now()
    while lanes := list(relay_api.lanes_to_deliver(relay, at=at)):
        for target, lane in lanes:
            relay_api.deliver_lane(relay, target, lane, at=at)


def leave_waiting(course):
    """Leave a row in the inbox, and what it did to the outbox since."""
    assert receive(MENTEES[9], course, EventKind.ENROLLED, at=LATER)


def stored():
    """Yield table and row for the users and all of the product's rows, as the database has them."""
    for model in (get_user_model(), *apps.get_app_config("outcomes_plugin").get_models()):
        table = model._meta.db_table
        columns = [field.column for field in model._meta.concrete_fields]
        names = ", ".join(map(connection.ops.quote_name, columns))
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {names} FROM {table} ORDER BY {model._meta.pk.column}")  # noqa: S608
            for row in cursor.fetchall():
                yield table, dict(zip(columns, map(plain, row), strict=True))


def plain(value):
    """Return what JSON can hold; bytes become a list with their text in base 64."""
    if isinstance(value, bytes):
        return [base64.b64encode(value).decode()]
    return str(value) if isinstance(value, date) else value


def said():
    """Return what the product said of this database: a report, and what one person may see."""
    mentee = given.an_actor(MENTEES[0])
    return {
        "site_secret": SECRET,
        "report": reporting_api.report_csv(the_coordinator(), "leap", language="en"),
        "surveys": surveys_api.export_person(mentee.person),
        "progress": progression_api.export_person(mentee.person),
    }


def main(folder):
    """Build the world in an empty database and write what it holds and says into the folder."""
    folder = Path(folder)
    settings.OUTCOMES_SITE_SECRETS = [SECRET]
    settings.LANGUAGES = settings.LANGUAGES[:1]
    call_command("migrate", run_syncdb=True, verbosity=0)
    build()
    lines = "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in stored())
    (folder / "stored.jsonl.gz").write_bytes(gzip.compress(lines.encode(), mtime=0))
    text = json.dumps(said(), ensure_ascii=False, indent=1, default=str)
    (folder / "said.json").write_text(f"{text}\n", encoding="utf-8")
