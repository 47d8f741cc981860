"""The row of the person asked: found, locked, and what may still be done with it."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.consent import api as consent_api
from outcomes_plugin.errors import Conflict, NotFound
from outcomes_plugin.ledger import api as ledger_api
from outcomes_plugin.programs.data import ProgramStatus

from . import late_rules, schedule
from .data import Mode, Outcome, Receipt, WindowState
from .models import FrameRow, ProgramKey, Window


@dataclass(frozen=True, kw_only=True)
class Place:
    """A person's place in a window: the row is locked, and the window as it stands since then."""

    person: str
    row: FrameRow
    window: Window

    @property
    def outcome(self) -> Outcome:
        return Outcome(self.row.outcome)

    @property
    def mode(self) -> Mode:
        return Mode(self.window.mode)

    @property
    def closes_at(self) -> datetime:
        """When the survey closes for this person."""
        return self.row.closes_at or self.window.closes_at

    @property
    def late_until(self) -> datetime | None:
        """Until when this person's answer is still received after that."""
        window = self.window
        if self.row.closes_at is None:
            return window.late_until
        zone = ZoneInfo(window.program.time_zone)
        return schedule.late_until(self.row.closes_at, window.grace_days, zone)

    def is_open(self, at: datetime) -> bool:
        """Return whether an answer would be on time."""
        return (
            not self.row.taken
            and self.window.state == WindowState.OPEN
            and at < (self.late_until or self.closes_at)
        )

    def is_late(self, at: datetime) -> bool:
        """Return whether a first answer would still be taken, and count as late."""
        return (
            not self.is_open(at)
            and self.outcome is not Outcome.RECEIVED
            and is_taking_late(self.window, at=at)
        )


def is_taking_late(window: Window, *, at: datetime) -> bool:
    """Return whether the window takes late answers now, from whom it has closed for."""
    ends_at = late_rules.ends_at(window.late_last_day, ZoneInfo(window.program.time_zone))
    return (
        window.takes_late
        and window.late_ended_at is None
        and window.program.status == ProgramStatus.LIVE
        and (ends_at is None or at < ends_at)
        and (window.mode != Mode.CONFIDENTIAL or key_of(window) is not None)
    )


def window_at(
    program_slug: str, window_key: str, *, rows: QuerySet[Window] | None = None
) -> Window | None:
    """Return the window of that key with its program, key and instrument in one query."""
    rows = Window.objects.all() if rows is None else rows
    rows = rows.select_related("program__survey_key", "version__instrument")
    found = rows.filter(program__slug=program_slug, key=window_key).first()
    is_exact = found is not None and (found.program.slug, found.key) == (program_slug, window_key)
    return found if is_exact else None


def key_of(window: Window) -> ProgramKey | None:
    """Return the key of the window's program, which `window_at` has brought along."""
    return getattr(window.program, "survey_key", None)


def lock_place(actor: Actor, program_slug: str, window_key: str) -> Place:
    """
    Lock the actor's row of the frame, then read how the window stands.

    Raises:
        NotFound: no such window, or the actor was not asked.
    """
    window = window_at(program_slug, window_key)
    if window is None or actor.person is None:
        raise NotFound
    rows = FrameRow.objects.select_for_update()
    row = rows.filter(window_id=window.pk, person=actor.person).first()
    if row is None:
        raise NotFound
    window.refresh_from_db(
        fields=[
            "state",
            "mode",
            "closes_at",
            "late_until",
            "grace_days",
            "split_cohorts",
            "takes_late",
            "late_last_day",
            "late_ended_at",
        ]
    )
    return Place(person=actor.person, row=row, window=window)


def check_open(place: Place, *, at: datetime) -> None:
    """
    Refuse what comes after the window has closed, and is not taken late either.

    Raises:
        Conflict: `details["reason"]` is "closed".
    """
    if not place.is_open(at) and not place.is_late(at):
        raise closed(place)


def check_told_late(place: Place, *, late: bool, at: datetime) -> None:
    """
    Refuse a late answer of somebody who was not told that it is one.

    Raises:
        Conflict: `details["reason"]` is "late".
    """
    if place.is_late(at) and not late:
        raise came_late()


def came_late() -> Conflict:
    """Return the refusal of an answer that was meant to be on time and can still be sent late."""
    return Conflict(
        _(
            "This survey closed while you were writing. Your answers are still on this device, and "
            "you can send them late."
        ),
        reason="late",
    )


def closed(place: Place) -> Conflict:
    """Return the refusal of what comes after the window has closed."""
    return Conflict(
        _("This survey has closed. Nothing was changed."),
        reason="closed",
        closed_at=place.closes_at.isoformat(),
    )


def check_told(place: Place, *, mode: str, instrument_version: int) -> None:
    """
    Refuse what was chosen under another mode or for other questions than those in force.

    Raises:
        Conflict: `details["reason"]` is "declined", "mode" or "instrument".
    """
    if place.outcome is Outcome.DECLINED:
        raise Conflict(
            _("You said that you would rather not answer. Take that back first, then answer."),
            reason="declined",
        )
    if mode != place.mode:
        raise _changed_mode(place.mode)
    if instrument_version != place.window.version.number:
        raise Conflict(
            _("The questions have changed. Load them again; your answers stay on this device."),
            reason="instrument",
            instrument_version=place.window.version.number,
        )


def check_still(place: Place) -> None:
    """
    Refuse what was written after the window changed its mode or began to close.

    From its foreign key on, the new row keeps the window's row as it is until the commit.
    """
    now = Window.objects.only("mode", "state", "takes_late").get(id=place.window.pk)
    if now.mode != place.mode:
        raise _changed_mode(Mode(now.mode))
    if now.state != WindowState.OPEN:
        raise came_late() if now.takes_late else closed(place)


def check_still_late(place: Place) -> None:
    """Refuse, in the same way, what was written late after late answers were ended."""
    if Window.objects.only("late_ended_at").get(id=place.window.pk).late_ended_at is not None:
        raise closed(place)


def _changed_mode(mode: Mode) -> Conflict:
    return Conflict(
        _("How answers are kept has changed. Read what is new, then go on."),
        reason="mode",
        mode=str(mode),
    )


def check_notice(place: Place, version: int | None) -> None:
    """
    Refuse an answer under another notice than the one in force, or one that was never shown.

    Raises:
        Conflict: `details["notice_version"]` is the version that has to be shown.
    """
    notice, was_shown = consent_api.notice_for(place.person, place.window.program_id)
    in_force = notice.version if notice is not None else None
    if version != in_force or (notice is not None and not was_shown):
        raise Conflict(
            _("What this program tells you has changed. Read the new version, then go on."),
            reason="notice",
            notice_version=in_force,
        )


def mark_done(place: Place, outcome: Outcome, *, at: datetime) -> bool:
    """Write how the person is done; return whether the ledger has still to tell that they are."""
    is_first, is_late = not place.row.recorded, place.is_late(at)
    place.row.outcome, place.row.outcome_at, place.row.recorded = outcome, at, True
    place.row.is_late = is_late and outcome is Outcome.RECEIVED
    place.row.save(update_fields=["outcome", "outcome_at", "recorded", "is_late"])
    return is_first


def record_done(actor: Actor, place: Place, *, course_key: str, at: datetime) -> None:
    """
    Record that the person is done: once for each person and window.

    Answering and declining leave the same entry, and taking a decline back leaves none: who
    declined is shown to nobody, not to a reader of the ledger or of the tracking log either.
    """
    ledger_api.record(
        actor,
        "survey.completed",
        at=at,
        person=place.person,
        program=place.window.program.slug,
        course_key=course_key,
        payload={"window": place.window.key, "instrument": place.window.version.instrument.key},
    )


def receipt_of(
    place: Place, *, at: datetime, response_version: int | None = None, already: bool = False
) -> Receipt:
    """Return the receipt that the row stands for."""
    may_change = place.is_open(at) and (
        place.outcome is Outcome.DECLINED or place.mode is not Mode.ANONYMOUS
    )
    return Receipt(
        outcome=place.outcome,
        mode=place.mode,
        at=place.row.outcome_at or at,
        already_received=already,
        response_version=response_version,
        can_edit_until=schedule.told_until(place.closes_at, place.late_until, at=at)
        if may_change
        else None,
    )
