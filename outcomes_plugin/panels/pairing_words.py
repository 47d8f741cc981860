"""Words of pairings as coordinators read them."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from outcomes_plugin.pairings.data import Contact, ContactState, EndReason, PairingState

STATES = {
    PairingState.PROPOSED: _("Proposed"),
    PairingState.ACTIVE: _("Active"),
    PairingState.PAUSED: _("Paused"),
    PairingState.ENDED: _("Ended"),
    PairingState.DECLINED: _("Declined"),
    PairingState.EXPIRED: _("Not answered in time"),
}
REASONS = {
    EndReason.COMPLETED: _("They have done what they set out to do"),
    EndReason.NO_TIME: _("There is no time for it"),
    EndReason.NOT_A_FIT: _("It is not the right match"),
    EndReason.MEMBER_LEFT: _("Somebody has left"),
    EndReason.HANDED_OVER: _("Handed over to another mentor"),
    EndReason.OTHER: _("Something else"),
}
CHOICES = {
    reason: REASONS[reason]
    for reason in (EndReason.COMPLETED, EndReason.NO_TIME, EndReason.NOT_A_FIT, EndReason.OTHER)
}


def day(on: date) -> str:
    """Return the day without its weekday, for tables."""
    return date_format(on, "DATE_FORMAT")


def contact(found: Contact) -> str:
    """Return how long ago the two met, where a meeting was to be expected by now."""
    if found.state is ContactState.LONG_AGO:
        return ngettext(
            "{count} day since they met.", "{count} days since they met.", found.days
        ).format(count=found.days)
    if found.state is ContactState.NO_FIRST_MEETING:
        return ngettext(
            "{count} day since they were paired, and no meeting yet.",
            "{count} days since they were paired, and no meeting yet.",
            found.days,
        ).format(count=found.days)
    return ""
