"""
Numbers, statuses and findings in the words of the language that is active.

Everything here describes. No word says why a number is what it is.
"""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from outcomes_plugin.frameworks.data import (
    Direction,
    Domain,
    IndicatorData,
    Measure,
    Unit,
    in_language,
)

from .data import Status


def shown(value: float, *, unit: Unit, decimals: int) -> Decimal:
    """Return the value as it is shown: in its unit, rounded half up, never a negative zero."""
    scaled = Decimal(repr(value)) * unit.factor
    rounded = scaled.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return rounded if rounded else abs(rounded)


def number(value: float, indicator: IndicatorData) -> str:
    """Return the value in digits of the language; a share carries its percent sign."""
    rounded = shown(value, unit=indicator.unit, decimals=indicator.decimals)
    text = _digits(rounded, indicator.decimals)
    return _("{number}%").format(number=text) if indicator.unit is Unit.PERCENT else text


def tick(value: float, indicator: IndicatorData) -> str:
    """Return a round value with no more decimals than it needs."""
    scaled = (Decimal(repr(value)) * indicator.unit.factor).normalize()
    decimals = max(0, -int(scaled.as_tuple().exponent))
    text = _digits(scaled, decimals)
    return _("{number}%").format(number=text) if indicator.unit is Unit.PERCENT else text


def digits(value: float, *, decimals: int) -> str:
    """Return the value in digits of the language, rounded half up, never a negative zero."""
    return _digits(shown(value, unit=Unit.POINTS, decimals=decimals), decimals)


def percent(value: float) -> str:
    """Return a share in whole percent."""
    return _("{number}%").format(number=_digits(shown(value, unit=Unit.PERCENT, decimals=0), 0))


def _digits(value: Decimal, decimals: int) -> str:
    text = str(number_format(abs(value), decimal_pos=decimals, use_l10n=True))
    return f"−{text}" if value < 0 else text


def rounded_years(value: float) -> Decimal:
    """Return the time at risk as it is shown: with one decimal."""
    return Decimal(repr(value)).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)


def years(value: float) -> str:
    """Return the time at risk."""
    return _("{years} person-years").format(years=_digits(rounded_years(value), 1))


def unit(indicator: IndicatorData) -> str:
    """Return what stands after the number, or nothing."""
    if indicator.unit is Unit.PER_100_PERSON_YEARS:
        return _("a year per 100 people")
    if indicator.unit is Unit.PER_PERSON_YEAR:
        return _("a year per person")
    if indicator.measure is Measure.PAIRED_CHANGE:
        return _("points")
    if indicator.unit is Unit.POINTS and indicator.scale_high is not None:
        return _("of {highest}").format(highest=f"{indicator.scale_high:g}")
    return ""


def interval(low: float, high: float, indicator: IndicatorData) -> str:
    """Return the whole range."""
    return _("{low} to {high}").format(low=number(low, indicator), high=number(high, indicator))


def people(n: int, asked: int | None, *, late: int | None = None) -> str:
    """Return how many people a number rests on, and how many of them answered late."""
    if late is not None:
        return ngettext(
            "{n} of {asked} person, {late} of them late",
            "{n} of {asked} people, {late} of them late",
            asked or n,
        ).format(n=n, asked=asked or n, late=late)
    if asked is None:
        return ngettext("{n} person", "{n} people", n).format(n=n)
    return ngettext("{n} of {asked} person", "{n} of {asked} people", asked).format(
        n=n, asked=asked
    )


def domain(value: Domain) -> str:
    """Return the name of the domain."""
    return {
        Domain.IMPACT: _("Impact"),
        Domain.SATISFACTION: _("Satisfaction"),
        Domain.PROGRESSION: _("Progression"),
    }[value]


def status(value: Status, direction: Direction) -> str:
    """Return the words of the status."""
    missed = _("Below target") if direction is Direction.HIGHER else _("Above target")
    return {
        Status.MET: _("Target met"),
        Status.NOT_SETTLED: _("Not settled"),
        Status.BELOW: missed,
        Status.NO_TARGET: _("No target"),
        Status.NO_DATA: _("No data yet"),
        Status.HIDDEN: _("Hidden"),
    }[value]


def hidden() -> str:
    """Return the one sentence that every hidden cell has, whatever the rule."""
    return _("Hidden to protect people")


def hidden_with_parent() -> str:
    """Return that sentence where the whole program's number stands in the place."""
    return _("Hidden to protect people. The whole program is shown instead.")


def merge_rule(k: int) -> str:
    """Return how hidden places are filled: the same rule for every reader and every number."""
    return _(
        "No group of fewer than {k} people is shown. Where a cohort is hidden, the whole program "
        "stands in its place."
    ).format(k=k)


def method(measure: Measure) -> str:
    """Return how the number and its range are made."""
    return {
        Measure.SCORE_MEAN: _(
            "Means: the range is a 95% interval by Student’s t, each person counted once. That "
            "mentees share mentors is not taken into account."
        ),
        Measure.PAIRED_CHANGE: _(
            "Changes: the mean of each person’s change, for those who answered both times, with a "
            "95% interval by Student’s t. That mentees share mentors is not taken into account."
        ),
        Measure.SHARE: _(
            "Shares: the range is a 95% interval by Wilson. That mentees share mentors is not "
            "taken into account."
        ),
        Measure.RATE_PER_PERSON_YEAR: _(
            "Rates: events over person-years, with an exact 95% interval for a Poisson count. "
            "People who left count until they left."
        ),
    }[measure]


def released(title: str, *, number: int, frozen_on: date, with_late: bool = False) -> str:
    """Return the name of a release, and that it counts late answers too."""
    if with_late:
        return _("Release {number}, “{title}” with late answers, frozen on {day}").format(
            number=number, title=title, day=date_format(frozen_on, "DATE_FORMAT")
        )
    return _("Release {number}, “{title}”, frozen on {day}").format(
        number=number, title=title, day=date_format(frozen_on, "DATE_FORMAT")
    )


def title_of(indicator: IndicatorData, language: str) -> str:
    """Return the indicator's title in the language."""
    return in_language(indicator.title, language)
