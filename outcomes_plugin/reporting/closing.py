"""
Close windows and quarters, and make their releases.

Closing, rolling up and releasing are three steps, each a state of rows: whatever a run was cut
short at, the next one goes on from there, and a second run adds nothing.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from django.db import transaction

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import NotFound
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.programs.data import Action, ProgramData, Role, Thing
from outcomes_plugin.surveys import api as surveys_api
from outcomes_plugin.surveys.data import OpenedWindows, WindowData, WindowState

from . import quarters, rollups
from .data import PeriodData, ReleaseData
from .freezing import Closed, freeze, release_of
from .late import late_releases_of, release_late
from .models import Period, Release
from .period_sums import sums_of_period
from .window_sums import earlier_windows, sums_of_window, waves_before

_MAY_RELEASE = "release.make"

# A window that nobody answered never gets a release: after a week it is asked for no more.
_TRIED_FOR = timedelta(days=7)

Progress = Callable[[str, int], None]
Thing_ = TypeVar("Thing_")
Done_ = TypeVar("Done_")


@dataclass(frozen=True, kw_only=True)
class ClosedDue:
    """What a run of closing did."""

    opened: OpenedWindows
    joined: int
    closed: Sequence[WindowData]
    releases: Sequence[ReleaseData]


def close_and_release(
    actor: Actor, window_id: int, *, at: datetime, progress: Progress | None = None
) -> ReleaseData | None:
    """
    Close the window, early if it must be, and return its release.

    None where nobody's answers count toward an indicator.

    Raises:
        NotFound: no such window, or the actor may not close it.
        Conflict: it has not opened.
        NotProtectedError: the window is closed, and its release could not be proven safe.
    """
    window = surveys_api.close_window(actor, window_id, at=at, progress=progress)
    return _release_window(actor, window, at=at)


def release_window(actor: Actor, window_id: int, *, at: datetime) -> ReleaseData | None:
    """
    Return the release of a closed window, made on demand when it has none.

    Raises:
        NotFound: no such closed window, or the actor may not make releases.
        NotProtectedError: it could not be proven safe.
    """
    window = surveys_api.find_window(window_id)
    if window is None or window.state is not WindowState.CLOSED:
        raise NotFound
    _require_release(actor, window.program_id)
    return _release_window(actor, window, at=at)


def release_period(actor: Actor, period_id: int, *, at: datetime) -> ReleaseData | None:
    """
    Return the release of a quarter that has ended, made on demand when it has none.

    Raises:
        NotFound: no such quarter that has ended, or the actor may not make releases.
        NotProtectedError: it could not be proven safe.
    """
    period = Period.objects.filter(id=period_id).first()
    program = programs_api.find_program(period.program_id) if period is not None else None
    if period is None or program is None or not _has_ended(period, program, at=at):
        raise NotFound
    _require_release(actor, program.id)
    return _release_period(actor, program, period, at=at)


def close_due(*, at: datetime) -> ClosedDue:
    """
    As the system: open what is due, admit joiners, close what is past, and release all that closed.

    Late answers that nobody can send any more are released with them.

    What fails is raised at the end, all of it together: one window that cannot be closed or
    released holds back no other.

    Raises:
        ExceptionGroup: what could not be closed or released; everything else is.
    """
    actor = Actor.system("close")
    opened = surveys_api.open_due(at=at)
    joined = surveys_api.admit_joiners(at=at)
    failures: list[Exception] = []
    closed = _each(
        surveys_api.due_to_close(at=at),
        lambda window_id: surveys_api.close_window(actor, window_id, at=at),
        failures,
    )
    _each(
        surveys_api.late_due_to_end(at=at),
        lambda window_id: surveys_api.end_late(actor, window_id, at=at),
        failures,
    )
    releases = [
        *_each(
            _unreleased_windows(since=at - _TRIED_FOR),
            lambda window: _release_window(actor, window, at=at),
            failures,
        ),
        *_each(
            _unreleased_late(since=at - _TRIED_FOR),
            lambda window: _release_late(actor, window, at=at),
            failures,
        ),
        *_close_quarters(actor, at=at, failures=failures),
    ]
    if failures:
        raise ExceptionGroup("Some windows or quarters could not be closed.", failures)
    made = [release for release in releases if release is not None]
    return ClosedDue(opened=opened, joined=joined, closed=closed, releases=made)


def _each(
    things: Iterable[Thing_], do: Callable[[Thing_], Done_], failures: list[Exception]
) -> Sequence[Done_]:
    done = []
    for thing in things:
        try:
            done.append(do(thing))
        except Exception as failure:  # noqa: BLE001  (it is raised when the others are done)
            failures.append(failure)
    return done


def _require_release(actor: Actor, program_id: int) -> None:
    if not actor.may_as_system(_MAY_RELEASE):
        programs_api.require(actor, program_id, Thing.RELEASES, Action.RELEASE)


def _unreleased_windows(*, since: datetime) -> Sequence[WindowData]:
    """Return the windows closed since then without a release, those first that closed first."""
    closed = surveys_api.find_windows(states=[WindowState.CLOSED], closed_since=since)
    made = Release.objects.filter(window_id__in=[window.id for window in closed])
    released = set(made.values_list("window_id", flat=True))
    waiting = [window for window in closed if window.id not in released]
    return sorted(waiting, key=lambda window: (window.closed_at or window.closes_at, window.id))


def _release_window(actor: Actor, window: WindowData, *, at: datetime) -> ReleaseData | None:
    program = programs_api.find_program(window.program_id)
    if program is None:
        raise NotFound
    closed = closed_window(window)
    known = release_of(closed)
    if known is not None:
        return known
    # A change hides what the windows it starts from hide, so these are released first.
    for wave in waves_before(program, window):
        for earlier in earlier_windows(window, wave=wave):
            _release_window(actor, earlier, at=at)
    found, asked = sums_of_window(program, window)
    rollups.keep(closed.address, found, asked=asked)
    return freeze(actor, program, closed, at=at)


def _unreleased_late(*, since: datetime) -> Sequence[WindowData]:
    """Return the windows whose late answers ended since then and have no release."""
    ended = surveys_api.find_windows(late_ended_since=since)
    released = late_releases_of([window.id for window in ended])
    return [window for window in ended if window.id not in released]


def _release_late(actor: Actor, window: WindowData, *, at: datetime) -> ReleaseData | None:
    program = programs_api.find_program(window.program_id)
    if program is None:
        raise NotFound
    # The figures on time come first: the late ones stand beside them.
    _release_window(actor, window, at=at)
    return release_late(actor, program, window, closed_window(window), at=at)


def closed_window(window: WindowData) -> Closed:
    """Return the window as what its release is made of."""
    return Closed(
        address=f"window/{window.id}",
        title=window.title,
        closed_at=window.closed_at or window.closes_at,
        role=window.role,
        window_id=window.id,
    )


def _close_quarters(
    actor: Actor, *, at: datetime, failures: list[Exception]
) -> Sequence[ReleaseData | None]:
    for live in programs_api.live_programs():
        _note_quarters(live, at=at)
    return _each(
        _unreleased_periods(), lambda period: _release_when_ended(actor, period, at=at), failures
    )


def _release_when_ended(actor: Actor, period: Period, *, at: datetime) -> ReleaseData | None:
    program = programs_api.find_program(period.program_id)
    if program is None or not _has_ended(period, program, at=at):
        return None
    return _release_period(actor, program, period, at=at)


def _unreleased_periods() -> Iterable[Period]:
    released = Release.objects.filter(period_id__isnull=False).values("period_id")
    return Period.objects.exclude(id__in=released).order_by("starts_on", "id")


def _note_quarters(program: ProgramData, *, at: datetime) -> None:
    """Keep a row for every quarter of the program up to the one that runs now."""
    ended = quarters.quarters_ended(since=program.created_at, at=at, zone=program.zone)
    running = quarters.quarter_of(at.astimezone(program.zone).date())
    known = set(Period.objects.filter(program_id=program.id).values_list("starts_on", flat=True))
    for quarter in (*ended, running):
        if quarter.starts_on not in known:
            Period.objects.get_or_create(
                program_id=program.id,
                starts_on=quarter.starts_on,
                defaults={"ends_on": quarter.ends_on},
            )


def _has_ended(period: Period, program: ProgramData, *, at: datetime) -> bool:
    return quarters.instant(period.ends_on, program.zone) <= at


def _release_period(
    actor: Actor, program: ProgramData, period: Period, *, at: datetime
) -> ReleaseData | None:
    closed = _closed_period(program, period)
    _close_period(program, period, closed, at=at)
    return freeze(actor, program, closed, at=at)


@transaction.atomic
def _close_period(program: ProgramData, period: Period, closed: Closed, *, at: datetime) -> None:
    """Take the sums and mark the quarter closed, together: later facts change nothing."""
    row = Period.objects.select_for_update().get(id=period.pk)
    if row.closed_at is None:
        found, asked = sums_of_period(program, row.to_data())
        rollups.keep(closed.address, found, asked=asked)
        row.closed_at = at
        row.save(update_fields=["closed_at"])


def _closed_period(program: ProgramData, period: Period) -> Closed:
    quarter = quarters.quarter_of(period.starts_on)
    return Closed(
        address=f"period/{period.pk}",
        title=f"{quarter.starts_on.year} Q{quarter.number}",
        closed_at=quarters.instant(period.ends_on, program.zone),
        role=Role.MENTEE,
        period_id=period.pk,
    )


def find_periods(program_id: int) -> Sequence[PeriodData]:
    """Return the program's quarters, the latest first. Checks no right."""
    rows = Period.objects.filter(program_id=program_id).order_by("-starts_on")
    return [row.to_data() for row in rows]
