"""Programs that ask, windows that are open, and people who answer, through the front door."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.consent.data import NoticeData
from outcomes_plugin.consent.notices import compose
from outcomes_plugin.frameworks import api as frameworks_api
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.programs.data import ProgramData
from outcomes_plugin.surveys import api as surveys_api
from outcomes_plugin.surveys.data import Receipt, SurveyView, WindowData
from tests import given
from tests.given_programs import a_member, a_program, the_coordinator

KEY_DESTROYED_ON = date(2027, 6, 30)
PURPOSES = ("run_program", "course_progress", "surveys")
A_REASON = "The works council asked for it."


def a_notice(
    program: ProgramData,
    *,
    purposes: Collection[str] = PURPOSES,
    months_kept: int = 12,
    key_destroyed_on: date = KEY_DESTROYED_ON,
    at: datetime = given.MONDAY,
) -> NoticeData:
    """Publish a notice of the program, in the languages of the site."""
    content = compose(
        purposes=purposes,
        organization=program.org,
        months_kept=months_kept,
        key_destroyed_on=key_destroyed_on,
        languages=["en", "es-419", "ar"],
    )
    return programs_api.publish_notice(
        the_coordinator(),
        program.id,
        content=content,
        months_kept=months_kept,
        key_destroyed_on=key_destroyed_on,
        at=at,
    )


def an_asking_program(slug: str = "leap", **settings: Any) -> ProgramData:
    """Return a live program with a notice and the example framework: its windows can open."""
    program = a_program(slug, **settings)
    a_notice(program)
    frameworks_api.copy_example(the_coordinator(), program.id, at=given.MONDAY)
    return program


def mentees(program: ProgramData, count: int, *, cohort: str = "", name: str = "mia") -> list[str]:
    """Return the names of that many new mentees of the program."""
    names = [f"{name}{index}" for index in range(count)]
    for one in names:
        a_member(program, one, cohort=cohort)
    return names


def a_window(
    program: ProgramData,
    *,
    mode: str | None = None,
    instrument: str = "satisfaction_mentee",
    key: str = "halfway",
    cohorts: Collection[str] = (),
    **fields: Any,
) -> WindowData:
    """Return a planned window; a mode that is not the usual one gets a reason."""
    facts = {
        "title": "Halfway survey",
        "role": "mentee",
        "opens_at": given.MONDAY,
        "closes_at": given.NEXT_MONDAY,
        "mode_reason": A_REASON if mode is not None else "",
        "at": given.MONDAY,
        **fields,
    }
    return surveys_api.plan_window(
        the_coordinator(),
        program.id,
        key=key,
        instrument=instrument,
        cohorts=cohorts,
        mode=mode,
        **facts,
    )


def an_open_window(program: ProgramData, **fields: Any) -> WindowData:
    """Return a window that asks the people whom the program has now."""
    window = a_window(program, **fields)
    return surveys_api.open_window(the_coordinator(), window.id, at=window.opens_at)


def a_closed_window(
    program: ProgramData, answers: Mapping[str, Mapping[str, Any]], **fields: Any
) -> WindowData:
    """Return a window that has closed on these people's answers."""
    window = an_open_window(program, **fields)
    for name, given_answers in answers.items():
        answer(window, name, given_answers, at=window.opens_at)
    return close(window)


def close(window: WindowData) -> WindowData:
    """Close the window at its time, as the coordinator."""
    return surveys_api.close_window(the_coordinator(), window.id, at=window.closes_at)


def all_answers(instrument: str = "satisfaction_mentee", value: int = 4) -> dict[str, Any]:
    """Return answers that choose the same point everywhere, and no words."""
    items = surveys_api.shipped_instruments()[instrument]["items"]
    return {item["key"]: value for item in items if item["kind"] != "text"}


def has_read_the_notice(window: WindowData, name: str, *, at: datetime = given.MONDAY) -> Actor:
    """Return the person of that name as actor, after they were shown the notice in force."""
    actor, _version = _after_the_notice(window, name, at=at)
    return actor


def _after_the_notice(window: WindowData, name: str, *, at: datetime) -> tuple[Actor, int | None]:
    actor = given.an_actor(name)
    notice = programs_api.notice_in_force(actor, window.program_id)
    version = notice.version if notice else None
    programs_api.read_notice(actor, window.program_id, version=version, at=at)
    return actor, version


def look(
    window: WindowData, name: str, *, at: datetime = given.TUESDAY, language: str = "en"
) -> SurveyView:
    """Return what the person of that name sees."""
    return surveys_api.learner_view(
        given.an_actor(name), window.program_slug, window.key, at=at, language=language
    )


def answer(
    window: WindowData,
    name: str,
    answers: Mapping[str, Any] | None = None,
    *,
    at: datetime = given.TUESDAY,
    **told: Any,
) -> Receipt:
    """Read the notice and submit; the person was told what is true, unless `told` differs."""
    actor, version = _after_the_notice(window, name, at=given.MONDAY)
    facts = {
        "mode": window.mode,
        "notice_version": version,
        "instrument_version": window.instrument_version,
        **told,
    }
    return surveys_api.submit(
        actor,
        window.program_slug,
        window.key,
        answers=all_answers(window.instrument) if answers is None else answers,
        at=at,
        **facts,
    )


def everyone_answers(window: WindowData, names: Iterable[str], **fields: Any) -> None:
    """Let everybody answer the same, a minute apart."""
    for index, name in enumerate(names):
        answer(window, name, at=given.TUESDAY + timedelta(minutes=index), **fields)


@contextmanager
def own_queries() -> Iterator[list[str]]:
    """Collect the queries on our own tables; the platform's and transactions are not ours."""
    found: list[str] = []
    with CaptureQueriesContext(connection) as captured:
        yield found
    statements = [query["sql"] for query in captured.captured_queries]
    found += [sql for sql in statements if "outcomes_plugin_" in sql]
