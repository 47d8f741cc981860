"""Words of the meetings panel: how two met, when, and how long ago."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from outcomes_plugin.pairings.data import Contact, ContactState, EndReason, MeetingFacts

MODES = {
    "in_person": gettext_lazy("In person"),
    "video": gettext_lazy("Video call"),
    "phone": gettext_lazy("Phone"),
    "chat": gettext_lazy("Chat"),
}
# What a person can choose; the others follow from what else has happened.
REASONS = {
    EndReason.COMPLETED: gettext_lazy("We have done what we set out to do"),
    EndReason.NO_TIME: gettext_lazy("There is no time for it"),
    EndReason.NOT_A_FIT: gettext_lazy("It is not the right match"),
    EndReason.OTHER: gettext_lazy("Something else"),
}
DECLINE_REASONS = {
    EndReason.NO_TIME: REASONS[EndReason.NO_TIME],
    EndReason.NOT_A_FIT: REASONS[EndReason.NOT_A_FIT],
    EndReason.OTHER: REASONS[EndReason.OTHER],
}


def day(on: date) -> str:
    """Return weekday and day."""
    return _("{weekday}, {day}").format(
        weekday=date_format(on, "l"), day=date_format(on, "DATE_FORMAT")
    )


def moment(at: datetime, zone: ZoneInfo) -> SafeString:
    """Return weekday, day and time in the zone; the browser puts its reader's there."""
    local = at.astimezone(zone)
    words = _("{weekday}, {day}, {time} ({zone})").format(
        weekday=date_format(local, "l"),
        day=date_format(local, "DATE_FORMAT"),
        time=date_format(local, "TIME_FORMAT"),
        zone=zone.key.replace("_", " "),
    )
    return format_html('<time datetime="{}">{}</time>', at.isoformat(), words)


def met(facts: MeetingFacts, *, since: date) -> str:
    """Return how often the two have met, since when, and when last."""
    start = date_format(since, "DATE_FORMAT")
    if facts.last_on is None:
        return _("Paired since {day}. No meeting is logged yet.").format(day=start)
    last = date_format(facts.last_on, "DATE_FORMAT")
    return ngettext(
        "Met once since {day}, on {last}.",
        "Met {count} times since {day}, last on {last}.",
        facts.count,
    ).format(count=facts.count, day=start, last=last)


def contact(found: Contact) -> str:
    """Return how long ago it was, where a meeting was to be expected by now."""
    if found.state is ContactState.LONG_AGO:
        return ngettext(
            "{count} day since you met.", "{count} days since you met.", found.days
        ).format(count=found.days)
    if found.state is ContactState.NO_FIRST_MEETING:
        return ngettext(
            "{count} day since you were paired, and no meeting yet.",
            "{count} days since you were paired, and no meeting yet.",
            found.days,
        ).format(count=found.days)
    return ""


def minutes(count: int) -> str:
    """Return a length in words."""
    return ngettext("{count} minute", "{count} minutes", count).format(count=count)
