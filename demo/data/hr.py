"""What HR knows and sends: who is employed since when, who moved on, and who left."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from outcomes_plugin import api
from outcomes_plugin.progression.data import HrKind
from outcomes_plugin.progression.hr.data import DateForm, HrMapping

from .people import CohortCast
from .stage import PROGRAM, STEWARD, Days, Step, actor

UNITS = ("platform", "product", "operations", "sales")
PROMOTIONS_A_YEAR = 0.16
DAYS_IN_A_YEAR = 365.25
FIRST_FILE = -350
# HR's file comes before the quarter that it tells about is closed.
FILE_HOUR, CLOSING_HOUR = 6, 12

PAYROLL = "payroll"
MAPPING = HrMapping(
    columns={
        "source_key": "Vorgang",
        "user": "Benutzer",
        "kind": "Maßnahme",
        "on": "Wirksam ab",
    },
    fixed={"verified": "yes"},
    words={"kind": {"Beförderung": "promotion", "Versetzung": "lateral_move"}},
    date_forms=(DateForm.GERMAN,),
)
# Somebody whom the site does not know yet: the row waits for them.
NEW_COLLEAGUE = "N0001;new.colleague@example.com;Versetzung"


@dataclass(frozen=True, kw_only=True)
class Career:
    """What HR knows of one person; `known_from` is the day on which HR begins to tell of it."""

    number: int
    username: str
    known_from: date
    starts_on: date
    unit: str
    leaves_on: date | None
    promoted_on: date


def careers(
    rng: random.Random, cohorts: Sequence[CohortCast], *, leaving: Mapping[str, int], days: Days
) -> Sequence[Career]:
    """Return everybody's career: the time to a promotion is drawn, for most it is still ahead."""
    people = [(one, cohort.plan) for cohort in cohorts for one in cohort.everybody]
    found = []
    for number, (person, plan) in enumerate(people, start=1):
        waits = DAYS_IN_A_YEAR * rng.expovariate(PROMOTIONS_A_YEAR)
        leaves = leaving.get(person.username)
        found.append(
            Career(
                number=number,
                username=person.username,
                known_from=days.date(plan.starts),
                starts_on=days.date(plan.starts - rng.randint(300, 2400)),
                unit=rng.choice(UNITS),
                leaves_on=days.date(leaves) if leaves is not None else None,
                promoted_on=days.date(days.workday(plan.starts + 1 + round(waits))),
            )
        )
    return found


def steps(known: Sequence[Career], days: Days) -> Iterator[Step]:
    """Return the steward's set-up of a source, and HR's files on the first day of every month."""
    begins = days.at(FIRST_FILE, FILE_HOUR)
    yield begins, partial(_set_up_source, at=begins)
    for day in range(FIRST_FILE, 1):
        if days.date(day).day == 1:
            at = days.at(day, FILE_HOUR)
            yield at, partial(_send, known, at=at)


def files(known: Sequence[Career], *, until: date) -> tuple[bytes, bytes]:
    """Return employment and career events as HR sends them on a day, leavers included."""
    spells = ["source_key,user,starts_on,ends_on,leave_reason,org_unit"]
    events = ["Vorgang;Benutzer;Maßnahme;Wirksam ab"]
    for one in known:
        if one.known_from >= until:
            continue
        has_left = one.leaves_on is not None and one.leaves_on <= until
        end, reason = (one.leaves_on, "voluntary") if has_left else ("", "")
        spells.append(f"E{one.number:04},{one.username},{one.starts_on},{end},{reason},{one.unit}")
        if one.promoted_on <= min(until, one.leaves_on or until):
            on = one.promoted_on.strftime("%d.%m.%Y")
            events.append(f"C{one.number:04};{one.username};Beförderung;{on}")
    events.append(f"{NEW_COLLEAGUE};{until.replace(day=1).strftime('%d.%m.%Y')}")
    return "\n".join(spells).encode(), "\n".join(events).encode()


def _set_up_source(*, at: datetime) -> None:
    api.save_hr_source(
        actor(STEWARD),
        PROGRAM,
        PAYROLL,
        title="Payroll: steps in careers",
        kind=HrKind.EVENTS,
        mapping=MAPPING,
        at=at,
    )


def _send(known: Sequence[Career], *, at: datetime) -> None:
    steward = actor(STEWARD)
    spells, events = files(known, until=at.date())
    plan = api.check_hr_import(steward, PROGRAM, HrKind.SPELLS, spells)
    api.apply_hr_import(steward, PROGRAM, HrKind.SPELLS, spells, digest=plan.digest, at=at)
    plan = api.check_hr_file(steward, PROGRAM, PAYROLL, events)
    api.apply_hr_file(steward, PROGRAM, PAYROLL, events, digest=plan.digest, at=at)
