"""Words for what the api names by keys, and moments in a program's time zone."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language_info, gettext_lazy
from django.utils.translation import gettext as _

ROLES = {
    "mentee": gettext_lazy("Mentee"),
    "mentor": gettext_lazy("Mentor"),
    "coordinator": gettext_lazy("Coordinator"),
    "analyst": gettext_lazy("Analyst"),
    "sponsor": gettext_lazy("Sponsor"),
    "hr_steward": gettext_lazy("HR data steward"),
    "line_manager": gettext_lazy("Line manager"),
    "equity_steward": gettext_lazy("Equity steward"),
    "course_staff": gettext_lazy("Course staff"),
    "global_staff": gettext_lazy("Administrator of the site"),
}
HOLDERS = {
    "mentee": gettext_lazy("Mentees"),
    "mentor": gettext_lazy("Mentors"),
    "coordinator": gettext_lazy("Coordinators"),
    "analyst": gettext_lazy("Analysts"),
    "sponsor": gettext_lazy("Sponsors"),
    "hr_steward": gettext_lazy("HR data stewards"),
    "line_manager": gettext_lazy("Line managers"),
    "equity_steward": gettext_lazy("Equity stewards"),
}
PROGRAM_STATES = {
    "draft": gettext_lazy("In preparation"),
    "live": gettext_lazy("Running"),
    "ended": gettext_lazy("Ended"),
}


def language_name(code: str) -> str:
    """Return the language's own name for itself; the code of one that has none here."""
    offered = dict(settings.LANGUAGES)
    return str(offered.get(code) or _known_language(code).get("name_local") or code)


def site_language(code: str) -> str:
    """Return the language of the site that is this one or a relative of it; else this one."""
    offered = [known for known, _name in settings.LANGUAGES]
    base = code.split("-", maxsplit=1)[0]
    relatives = [known for known in offered if known.split("-", maxsplit=1)[0] == base]
    return code if code in offered else next(iter(relatives), code)


def direction_of(code: str) -> str:
    """Return the direction in which the language is written."""
    return "rtl" if _known_language(code).get("bidi") else "ltr"


def _known_language(code: str) -> Mapping[str, Any]:
    try:
        found: Mapping[str, Any] = get_language_info(code)
    except KeyError:
        return {}
    return found


def day(moment: datetime, zone: str) -> str:
    """Return the calendar day that the moment falls on in the zone."""
    return date_format(moment.astimezone(ZoneInfo(zone)), "DATE_FORMAT")


def date_of(on: date) -> str:
    """Return a calendar day of the program."""
    return date_format(on, "DATE_FORMAT")


def calendar_day(on: date) -> str:
    """Return weekday and day."""
    return _("{weekday}, {day}").format(
        weekday=date_format(on, "l"), day=date_format(on, "DATE_FORMAT")
    )


def short_day(at: datetime, zone: str) -> str:
    """Return weekday and day, without the year, that the moment falls on in the zone."""
    return short_date(at.astimezone(ZoneInfo(zone)).date())


def short_date(on: date) -> str:
    """Return weekday and day without the year, for narrow places."""
    return _("{weekday}, {day}").format(
        weekday=date_format(on, "D"), day=date_format(on, "MONTH_DAY_FORMAT")
    )


def day_there(at: datetime, zone: str) -> SafeString:
    """Return the short day in the named zone; the browser puts its reader's there."""
    return _as_day(at.isoformat(), short_day(at, zone))


def day_itself(on: date) -> SafeString:
    """Return the short day that is the same in every zone; the browser writes it alike."""
    return _as_day(on.isoformat(), short_date(on))


def clock_there(at: datetime, zone: str) -> SafeString:
    """Return the time of day in the named zone; the browser puts its reader's there."""
    said = _("{time} ({zone})").format(
        time=date_format(at.astimezone(ZoneInfo(zone)), "TIME_FORMAT"),
        zone=zone.replace("_", " "),
    )
    return format_html('<time datetime="{}" data-as="clock">{}</time>', at.isoformat(), said)


def moment(at: datetime, zone: str) -> SafeString:
    """Return weekday, day and time in the named zone; the browser puts its reader's there."""
    return format_html('<time datetime="{}">{}</time>', at.isoformat(), by_clocks_of(zone, at))


def by_clocks_of(zone: str, at: datetime) -> str:
    """Return weekday, day and time as the clocks of the zone show them, with its name."""
    local = at.astimezone(ZoneInfo(zone))
    return _("{weekday}, {day}, {time} ({zone})").format(
        weekday=date_format(local, "l"),
        day=date_format(local, "DATE_FORMAT"),
        time=date_format(local, "TIME_FORMAT"),
        zone=zone.replace("_", " "),
    )


def _as_day(key: str, said: str) -> SafeString:
    return format_html('<time datetime="{}" data-as="day">{}</time>', key, said)
