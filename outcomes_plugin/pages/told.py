"""Read what a form has sent, field by field, and say everything that could not be read."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from outcomes_plugin.errors import Invalid, Problem

_YEARS = range(1970, 2200)
_NO_DAY = date.min
_NO_MOMENT = datetime.min.replace(tzinfo=UTC)


class Told:
    """
    What a form has sent, in a program's time zone.

    A field that cannot be read gives a stand-in, and its problem is kept: `check` raises them all,
    and comes before anything is done with what was read.
    """

    def __init__(self, body: Mapping[str, Any], zone: ZoneInfo) -> None:
        self._body = body
        self._zone = zone
        self._problems: list[Problem] = []

    def check(self) -> None:
        """Raise Invalid with every problem; return when there is none."""
        if self._problems:
            raise Invalid(_("Correct what is marked. Nothing was saved."), problems=self._problems)

    def refuse(self, name: str, sentence: str) -> None:
        """Keep a problem of the field."""
        self._problems.append(Problem(sentence, column=name))

    def everything(self) -> Mapping[str, Any]:
        """Return all of it as it was sent, for a form whose fields follow a file."""
        return self._body

    def text(self, name: str) -> str:
        """Return the text without space around it; nothing where nothing was sent."""
        value = self._body.get(name, "")
        if isinstance(value, str):
            return value.strip()
        self.refuse(name, _("Write words here."))
        return ""

    def chosen(self, name: str) -> Sequence[str]:
        """Return what was ticked."""
        value = self._body.get(name, [])
        if isinstance(value, list) and all(isinstance(one, str) for one in value):
            return value
        self.refuse(name, _("Choose from the list."))
        return []

    def number(self, name: str) -> float:
        """Return the number; a comma counts as a point."""
        text = self.text(name)
        try:
            return float(text.replace(",", "."))
        except ValueError:
            self.refuse(name, _("Write a number."))
            return 0.0

    def number_if_any(self, name: str) -> float | None:
        """Return the number, or None where the field is empty."""
        return self.number(name) if self.text(name) else None

    def whole(self, name: str) -> int:
        """Return the whole number."""
        text = self.text(name)
        if text.isascii() and text.isdigit() and len(text) < 10:
            return int(text)
        self.refuse(name, _("Write a whole number."))
        return 0

    def signed_if_any(self, name: str) -> int:
        """Return the whole number, which may be below 0; 0 where the field is empty."""
        text = self.text(name).replace("\N{MINUS SIGN}", "-")
        digits = text.removeprefix("-")
        if digits.isascii() and digits.isdigit() and len(digits) < 10:
            return int(text)
        if text:
            self.refuse(name, _("Write a whole number."))
        return 0

    def clock(self, name: str) -> time:
        """Return the time of day, in hours and minutes."""
        try:
            return datetime.strptime(self.text(name)[:5], "%H:%M").time()  # noqa: DTZ007 - a clock
        except ValueError:
            self.refuse(name, _("Write a time of day, such as 09:00."))
            return time(0)

    def day(self, name: str) -> date:
        """Return the day."""
        try:
            day = date.fromisoformat(self.text(name))
        except ValueError:
            day = _NO_DAY
        if day.year not in _YEARS:
            self.refuse(name, _("Choose a day."))
        return day

    def day_if_any(self, name: str) -> date | None:
        """Return the day, or None where the field is empty."""
        return self.day(name) if self.text(name) else None

    def moment(self, name: str) -> datetime:
        """Return the moment that the clocks of the program's time zone show."""
        try:
            shown = datetime.fromisoformat(self.text(name)).replace(tzinfo=None)
        except ValueError:
            shown = _NO_MOMENT.replace(tzinfo=None)
        if shown.year not in _YEARS:
            self.refuse(name, _("Choose a day and a time."))
            return _NO_MOMENT
        moment = shown.replace(tzinfo=self._zone)
        if moment.astimezone(UTC).astimezone(self._zone).replace(tzinfo=None) != shown:
            self.refuse(name, _("The clocks skip this time on that day. Choose another."))
            return _NO_MOMENT
        return moment


def shown_moment(moment: datetime, zone: ZoneInfo) -> str:
    """Return the moment as a field shows it: what the clocks of the zone show, without the zone."""
    return moment.astimezone(zone).strftime("%Y-%m-%dT%H:%M")
