"""Find windows, and list them."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from outcomes_plugin import logs
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import Invalid, NotFound, Problem
from outcomes_plugin.ledger import api as ledger_api
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.programs.data import Action, Standing, Thing

from .data import Mode, WindowChoice, WindowData, WindowState
from .models import Window
from .texts import say

_TOLD = {"window.opened", "window.closed"}


def windows(actor: Actor, program: programs_api.ProgramRef) -> Sequence[WindowData]:
    """
    Return the windows of the program, the latest first.

    Raises:
        NotFound: no such program, or the actor may not see its participation.
    """
    data = programs_api.require(actor, program, Thing.PARTICIPATION, Action.READ_COUNTS).program
    return find_windows(data.id)


def find_windows(
    program_id: int | None = None,
    *,
    states: Collection[str] | None = None,
    closed_since: datetime | None = None,
    late_ended_since: datetime | None = None,
) -> Sequence[WindowData]:
    """Return windows, the latest first. For the applets above: checks no right."""
    rows = _rows()
    if program_id is not None:
        rows = rows.filter(program_id=program_id)
    if states is not None:
        rows = rows.filter(state__in=states)
    if closed_since is not None:
        rows = rows.filter(closed_at__gte=closed_since)
    if late_ended_since is not None:
        rows = rows.filter(late_ended_at__gte=late_ended_since)
    return [row.to_data() for row in rows.order_by("-opens_at", "-id")]


def find_window(window_id: int) -> WindowData | None:
    """Return the window, or None. For the applets above: checks no right."""
    row = _rows().filter(id=window_id).first()
    return row.to_data() if row is not None else None


def window_choices(actor: Actor, program_slug: str, *, language: str) -> Sequence[WindowChoice]:
    """
    Return the windows that a course author can place, the latest first.

    Raises:
        NotFound: no such program, or the actor neither coordinates it nor staffs a course of it.
    """
    held = programs_api.whole_standing(actor, program_slug)
    if not may_place(held):
        raise NotFound
    return [
        _choice(row, language)
        for row in _rows().filter(program_id=held.program.id).order_by("-opens_at")
    ]


def may_place(held: Standing) -> bool:
    """Return whether someone may put the program's windows into courses."""
    return held.allows(Thing.WINDOWS, Action.CONFIGURE) or held.allows(
        Thing.COURSE_BLOCKS, Action.CONFIGURE
    )


def _choice(window: Window, language: str) -> WindowChoice:
    document = window.version.document
    return WindowChoice(
        key=window.key,
        title=window.title,
        role=window.role,
        mode=Mode(window.mode),
        state=WindowState(window.state),
        instrument=window.version.instrument.key,
        instrument_title=say(document["title"], language),
        minutes=document["minutes"],
        opens_at=window.opens_at,
        closes_at=window.closes_at,
    )


def _rows() -> QuerySet[Window]:
    return Window.objects.select_related(
        "program", "version__instrument", "followed"
    ).prefetch_related("cohorts")


def load_window(window_id: int) -> Window:
    """Return the window's row with its program and instrument, or raise NotFound."""
    row = _rows().filter(id=window_id).first()
    if row is None:
        raise NotFound
    return row


def lock_window(window_id: int) -> Window:
    """Return the window's row, locked until the transaction ends, or raise NotFound."""
    if Window.objects.select_for_update().filter(id=window_id).first() is None:
        raise NotFound
    return load_window(window_id)


def configurable_window(actor: Actor, window_id: int, *, as_system: str = "") -> Window:
    """
    Return the window's row, locked, for a coordinator or the part of the system that may do this.

    Raises:
        NotFound: no such window, or the actor may not set it up.
    """
    window = lock_window(window_id)
    if not (as_system and actor.may_as_system(as_system)):
        programs_api.require(actor, window.program_id, Thing.WINDOWS, Action.CONFIGURE)
    return window


def mode_of(mode: str) -> Mode:
    """Return the mode of that name, or raise Invalid."""
    if mode not in tuple(Mode):
        message = _("A mode is identified, confidential or anonymous.")
        raise Invalid(message, problems=[Problem(message, column="mode")])
    return Mode(mode)


def cohort_ids_named(program_id: int, slugs: Collection[str]) -> Mapping[str, int]:
    """Return the ids of the program's cohorts of these slugs by slug, or raise Invalid."""
    ids = programs_api.cohort_ids_by_slug(program_id)
    if any(slug not in ids for slug in slugs):
        message = _("The program has no such cohort.")
        raise Invalid(message, problems=[Problem(message, column="cohorts")])
    return {slug: ids[slug] for slug in slugs}


def record_window(
    actor: Actor, window: Window, type_: str, *, at: datetime, **payload: str | int | list[str]
) -> None:
    """Record what happened to the window."""
    named = {"window": window.key, "instrument": window.version.instrument.key, **payload}
    ledger_api.record(actor, type_, at=at, program=window.program.slug, payload=named)
    if type_ in _TOLD:
        logs.tell(type_, program=window.program.slug, window=window.key, asked=window.asked)
