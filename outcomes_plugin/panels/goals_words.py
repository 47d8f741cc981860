"""What the goals panel says: numbers, days, and whole sentences about a goal."""

from collections.abc import Mapping
from datetime import date, datetime, tzinfo

from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from outcomes_plugin.goals.data import Better, GoalData, Kind, Movement, Pace, Status

LEVEL_NAMES: Mapping[int, Promise] = {
    -2: gettext_lazy("Much less than hoped for"),
    -1: gettext_lazy("Less than hoped for"),
    0: gettext_lazy("What I hope for"),
    1: gettext_lazy("More than hoped for"),
    2: gettext_lazy("Much more than hoped for"),
}
FIELD_NAMES: Mapping[str, Promise] = {
    "what": gettext_lazy("What I want to reach"),
    "why": gettext_lazy("Why"),
    "kind": gettext_lazy("How it is measured"),
    "baseline": gettext_lazy("Starting value"),
    "target": gettext_lazy("Target"),
    "stretch": gettext_lazy("Stretch"),
    "unit": gettext_lazy("What is counted"),
    "better": gettext_lazy("Which way is better"),
    "levels": gettext_lazy("Words for the levels"),
    "weight": gettext_lazy("Weight"),
    "due": gettext_lazy("Due"),
    "first_step": gettext_lazy("First step"),
    "obstacle": gettext_lazy("What could get in the way"),
    "plan": gettext_lazy("What I do then"),
    "support": gettext_lazy("Support I need"),
    "indicator": gettext_lazy("Counts toward"),
    "visibility": gettext_lazy("Who can read it"),
    "pairing_id": gettext_lazy("Pairing"),
    "status": gettext_lazy("State"),
    "closing_words": gettext_lazy("Words at the end"),
    "agreed_at": gettext_lazy("Agreement"),
}
KIND_NAMES: Mapping[str, Promise] = {
    Kind.DONE: gettext_lazy("It is done, or not"),
    Kind.NUMBER: gettext_lazy("A number grows or falls"),
    Kind.LEVELS: gettext_lazy("Words for five levels"),
}
KIND_HINTS: Mapping[str, Promise] = {
    Kind.DONE: gettext_lazy("For what happens once, such as a talk or a certificate."),
    Kind.NUMBER: gettext_lazy("For what you can count, such as reviews that you have led."),
    Kind.LEVELS: gettext_lazy("For what one can see but not count: you say what each level is."),
}
STATUS_NAMES: Mapping[str, Promise] = {
    Status.DRAFT: gettext_lazy("Draft"),
    Status.AGREED: gettext_lazy("Agreed"),
    Status.ACTIVE: gettext_lazy("Under way"),
    Status.ACHIEVED: gettext_lazy("Achieved"),
    Status.NOT_ACHIEVED: gettext_lazy("Not achieved"),
    Status.DROPPED: gettext_lazy("Dropped"),
}
_VALUE_NAMES: Mapping[str, Mapping[str, Promise]] = {
    "kind": KIND_NAMES,
    "status": STATUS_NAMES,
    "better": {
        Better.MORE: gettext_lazy("More is better"),
        Better.LESS: gettext_lazy("Less is better"),
    },
    "visibility": {
        "only_me": gettext_lazy("Only me"),
        "pairing": gettext_lazy("My mentoring partner and I"),
    },
}


def figure(value: float) -> str:
    """Return the number as people write it: at most two decimals, and none that say nothing."""
    rounded = round(value, 2)
    if rounded == int(rounded):
        return str(number_format(int(rounded)))
    return str(number_format(rounded, 2)).rstrip("0")


def long_day(on: date) -> str:
    """Return a day with its weekday."""
    return _("{weekday}, {day}").format(
        weekday=WEEKDAYS[on.weekday()], day=date_format(on, "DATE_FORMAT")
    )


def short_day(at: date | datetime, zone: tzinfo) -> str:
    """Return a day without its year."""
    on = at.astimezone(zone).date() if isinstance(at, datetime) else at
    return str(date_format(on, "MONTH_DAY_FORMAT"))


def change_sentence(goal: GoalData, moved: Movement, zone: tzinfo) -> str:
    """Return what the last check-in changed, or nothing before the first one."""
    if moved.change is None or moved.since is None:
        return ""
    day = short_day(moved.since, zone)
    if moved.change == 0:
        return _("No change since {day}.").format(day=day)
    if goal.kind is Kind.LEVELS:
        return _level_change(int(moved.change), day)
    words = _("{count} more since {day}.") if moved.change > 0 else _("{count} less since {day}.")
    return words.format(count=figure(abs(moved.change)), day=day)


def _level_change(change: int, day: str) -> str:
    count = abs(change)
    words = (
        ngettext("{count} level up since {day}.", "{count} levels up since {day}.", count)
        if change > 0
        else ngettext("{count} level down since {day}.", "{count} levels down since {day}.", count)
    )
    return words.format(count=count, day=day)


def pace_sentence(goal: GoalData, moved: Movement, zone: tzinfo) -> str:
    """Return when the target would be reached at this pace, from three check-ins on."""
    if moved.pace is Pace.REACHED:
        return _("The target is reached.")
    if moved.pace is Pace.STANDING:
        return _("At this pace it does not come closer.")
    if moved.expected_on is None:
        return ""
    facts = {"target": figure(moved.target), "day": short_day(moved.expected_on, zone)}
    if goal.kind is Kind.LEVELS:
        facts["target"] = _("what is hoped for")
    if goal.due is None:
        return _("At this pace {target} is reached around {day}.").format(**facts)
    return _against_due((moved.expected_on - goal.due).days, facts)


def _against_due(days: int, facts: Mapping[str, str]) -> str:
    """Return the expected day beside the day that was set."""
    count = abs(days)
    if days == 0:
        words = _("At this pace {target} is reached around {day}, on the day that was set.")
    elif days > 0:
        words = ngettext(
            "At this pace {target} is reached around {day}, {count} day after the day that was"
            " set.",
            "At this pace {target} is reached around {day}, {count} days after the day that was"
            " set.",
            count,
        )
    else:
        words = ngettext(
            "At this pace {target} is reached around {day}, {count} day before the day that was"
            " set.",
            "At this pace {target} is reached around {day}, {count} days before the day that was"
            " set.",
            count,
        )
    return words.format(count=count, **facts)


def confidence_sentence(goal: GoalData) -> str:
    """Return the last confidence, and the one before it."""
    said = [one.confidence for one in goal.check_ins if one.confidence is not None]
    if not said:
        return ""
    if len(said) == 1:
        return _("Confidence {now} of 10.").format(now=said[-1])
    return _("Confidence {now} of 10, was {before}.").format(now=said[-1], before=said[-2])


def field_words(name: str, value: object) -> str:
    """Return a value of a field as the history shows it."""
    if name in _VALUE_NAMES:
        return str(_VALUE_NAMES[name].get(str(value), value))
    if isinstance(value, list):
        return " · ".join(str(one) for one in value)
    if isinstance(value, float):
        return figure(value)
    if name == "due" and isinstance(value, str):
        return str(date_format(date.fromisoformat(value), "DATE_FORMAT"))
    return "" if value is None else str(value)


def texts() -> Mapping[str, str]:
    """Return the sentences that the browser says."""
    return {
        "sending": _("Saving…"),
        "kept": _("Kept on this device until you save."),
        "not_kept": _("Nothing is kept on this device. Save before you leave."),
        "draft": _("What you had written before is here again."),
        "incomplete": _("Some of this cannot be kept as it is"),
        "safe": _("Nothing was stored. Your text is still here."),
        "offline": _("No connection. Your text stays here and is sent when you are online."),
        "down": _("Our server is not answering. Your text stays here, next try in 30 seconds."),
        "signed_out": _("You were signed out. Your text stays here."),
        "sign_in": _("Sign in"),
        "preview": _("This is a preview. Nothing was sent."),
    }
