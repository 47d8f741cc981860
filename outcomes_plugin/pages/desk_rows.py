"""Which mentee needs their mentor today, which this week, and why. Pure decisions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from outcomes_plugin.goals.data import GoalData, HelpFrom
from outcomes_plugin.panels.goals_cards import Card as GoalCard
from outcomes_plugin.panels.meeting_cards import Card

from . import words

_A_WEEK = timedelta(days=7)


@dataclass(frozen=True, kw_only=True)
class Row:
    """One mentee on the desk: `today` and `week` say in sentences why, the first one first."""

    card: Card
    goal: GoalCard | None
    url: str
    today: Sequence[str]
    week: Sequence[str | SafeString]

    @property
    def reasons(self) -> Sequence[str | SafeString]:
        return [*self.today, *self.week]


@dataclass(frozen=True, kw_only=True)
class Desk:
    """The mentees by how soon they need their mentor."""

    today: Sequence[Row]
    week: Sequence[Row]
    well: Sequence[Row]


def desk_of(rows: Sequence[Row]) -> Desk:
    """Return the rows in three groups, each by name."""
    in_order = sorted(rows, key=lambda row: row.card.name.casefold())
    return Desk(
        today=[row for row in in_order if row.today],
        week=[row for row in in_order if row.week and not row.today],
        well=[row for row in in_order if not row.reasons],
    )


def reasons_today(card: Card, goals: Sequence[GoalData], *, zone: str) -> Iterator[str]:
    """Return why the mentee needs their mentor today: asked, not met, or waiting for an answer."""
    if card.is_proposed:
        yield _("Proposed to you. They wait for your answer.")
    for goal in goals:
        last = goal.last_check_in
        if goal.is_open and last is not None and last.help_from is HelpFrom.MENTOR:
            yield _("Asked for help on {day}, with “{goal}”.").format(
                day=words.day(last.at, zone), goal=goal.what
            )
    if card.contact:
        yield card.contact
    if card.next_is_past:
        yield _("Your meeting was planned and is not logged yet.")


def reasons_this_week(
    card: Card,
    goals: Sequence[GoalData],
    *,
    shared_at: datetime | None,
    at: datetime,
    zone: str,
) -> Iterator[str]:
    """Return what is coming up with the mentee, or can be answered when there is time."""
    if shared_at is not None:
        yield _("Shared a journal entry on {day}. Not answered yet.").format(
            day=words.day(shared_at, zone)
        )
    planned = card.pairing.next_meeting_at
    if planned is not None and at < planned <= at + _A_WEEK:
        yield _("You meet on {day}.").format(day=words.day(planned, zone))
    for goal in goals:
        if not goal.is_open:
            continue
        if goal.agreed_at is None:
            yield _("“{goal}” waits for your agreement.").format(goal=goal.what)
        if goal.due is not None and goal.due <= (at + _A_WEEK).date():
            yield _("“{goal}” is due on {day}.").format(
                goal=goal.what, day=words.calendar_day(goal.due)
            )
