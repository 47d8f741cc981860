"""Words about surveys for those who set them up: how answers live, and who is asked."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from outcomes_plugin.surveys.data import Mode

MODES: Mapping[Mode, tuple[str | Promise, str | Promise]] = {
    Mode.IDENTIFIED: (
        gettext_lazy("With names"),
        gettext_lazy("The coordinators whom the notice names read who answered what."),
    ),
    Mode.CONFIDENTIAL: (
        gettext_lazy("Confidential"),
        gettext_lazy("Kept under a code. Only results of groups are shown."),
    ),
    Mode.ANONYMOUS: (
        gettext_lazy("Anonymous"),
        gettext_lazy("Nothing links an answer to a person. Nobody can change theirs later."),
    ),
}
ASKED: Mapping[str, str | Promise] = {
    "mentee": gettext_lazy("Mentees"),
    "mentor": gettext_lazy("Mentors"),
}


def times_between(opens: datetime, closes: datetime, zone: str) -> str:
    """Return when a survey opens and closes, in words, with the zone that they are told in."""
    first, last = (
        _("{day}, {time}").format(
            day=date_format(local, "DATE_FORMAT"), time=date_format(local, "TIME_FORMAT")
        )
        for local in (one.astimezone(ZoneInfo(zone)) for one in (opens, closes))
    )
    return _("{opens} to {closes} ({zone})").format(opens=first, closes=last, zone=zone)
