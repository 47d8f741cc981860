"""Which mentee needs their mentor today, which this week, why, and what to do. Pure decisions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from outcomes_plugin.goals.data import Better, GoalData, HelpFrom, Kind
from outcomes_plugin.panels.goals_cards import Card as GoalCard
from outcomes_plugin.panels.goals_words import figure
from outcomes_plugin.panels.meeting_cards import Card

from . import words

_A_WEEK = timedelta(days=7)
# Parts of a mentee's page, by the HTML ids that its panels give them.
_JOURNAL = "mo-journal"


@dataclass(frozen=True, kw_only=True)
class Reason:
    """
    Why a mentee stands on the desk, the verb of what to do about it, and where on their page.

    `is_plain` marks what the row says anyway: it is left out beside another reason.
    """

    said: str
    verb: str
    part: str
    is_plain: bool = False


@dataclass(frozen=True, kw_only=True)
class Row:
    """One mentee on the desk: `today` and `week` say why, the first one first."""

    card: Card
    goal: GoalCard | None
    page: str
    today: Sequence[Reason]
    week: Sequence[Reason]
    next: SafeString | str = ""
    course: str = ""

    @property
    def reasons(self) -> Sequence[Reason]:
        """Everything there is to say; what the row says anyway only where it is all."""
        found = [*self.today, *self.week]
        return [one for one in found if not one.is_plain] or found

    @property
    def verb(self) -> str:
        """What to do next."""
        return self.reasons[0].verb if self.reasons else _("Open")

    @property
    def url(self) -> str:
        """Where that is done."""
        return f"{self.page}#{self.reasons[0].part}" if self.reasons else self.page

    @property
    def far(self) -> str:
        """How far the goal is, in a few words."""
        return how_far(self.goal) if self.goal is not None else ""


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


def reasons_today(card: Card, goals: Sequence[GoalData], *, zone: str) -> Iterator[Reason]:
    """Return why the mentee needs their mentor today: asked, not met, or waiting for an answer."""
    meetings = _part_of_meetings(card)
    if card.is_proposed:
        said = _("Proposed to you. They wait for your answer.")
        yield Reason(said=said, verb=_("Answer"), part=meetings)
    for goal in goals:
        last = goal.last_check_in
        if goal.is_open and last is not None and last.help_from is HelpFrom.MENTOR:
            said = _("Asked for help on {day}, with “{goal}”.").format(
                day=words.short_day(last.at, zone), goal=goal.what
            )
            yield Reason(said=said, verb=_("Answer"), part=_part_of_goal(goal))
    if card.contact:
        verb = _("Open") if card.next else pgettext("a button: set a day to meet", "Plan")
        yield Reason(said=card.contact, verb=verb, part=meetings)
    if card.next_is_past:
        said = _("Your meeting was planned and is not logged yet.")
        verb = pgettext("a button: write down that two have met", "Log")
        yield Reason(said=said, verb=verb, part=meetings)


def reasons_this_week(
    card: Card,
    goals: Sequence[GoalData],
    *,
    shared_at: datetime | None,
    at: datetime,
    zone: str,
) -> Iterator[Reason]:
    """Return what is coming up with the mentee, or can be answered when there is time."""
    if shared_at is not None:
        said = _("Shared a journal entry on {day}. Not answered yet.").format(
            day=words.short_day(shared_at, zone)
        )
        yield Reason(said=said, verb=_("Read"), part=_JOURNAL)
    for goal in goals:
        if goal.is_open and goal.agreed_at is None:
            said = _("“{goal}” waits for your agreement.").format(goal=goal.what)
            yield Reason(said=said, verb=_("Read"), part=_part_of_goal(goal))
        if goal.is_open and goal.due is not None and goal.due <= (at + _A_WEEK).date():
            said = _("“{goal}” is due on {day}.").format(
                goal=goal.what, day=words.short_date(goal.due)
            )
            yield Reason(said=said, verb=_("Open"), part=_part_of_goal(goal))
    planned = card.pairing.next_meeting_at
    if planned is not None and at < planned <= at + _A_WEEK:
        said = _("You meet on {day}.").format(day=words.short_day(planned, zone))
        yield Reason(said=said, verb=_("Open"), part=_part_of_meetings(card), is_plain=True)


def how_far(card: GoalCard) -> str:
    """Return how far a goal is: the number beside its target, else what the last check-in moved."""
    goal, last = card.goal, card.goal.last_check_in
    if goal.kind is not Kind.NUMBER or goal.target is None or goal.baseline is None:
        return card.change
    value = last.value if last is not None and last.value is not None else goal.baseline
    is_more = goal.better is Better.MORE
    said = _("{value} of {target}") if is_more else _("{value} now, {target} is the target")
    return said.format(value=figure(value), target=figure(goal.target))


def _part_of_meetings(card: Card) -> str:
    return f"mo-meetings-{card.pairing.id}-name"


def _part_of_goal(goal: GoalData) -> str:
    return f"mo-goals-g{goal.id}"
