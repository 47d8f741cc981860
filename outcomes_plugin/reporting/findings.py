"""The sentence that says what one figure found, in the voice that describes."""

from django.utils.translation import gettext as _

from outcomes_plugin.frameworks.data import IndicatorData, Measure

from . import rules, wording
from .data import Status
from .estimates import Measured


def finding(
    number: Measured,
    indicator: IndicatorData,
    *,
    title: str,
    place: str,
    status: Status,
    target: float | None,
    threshold: float | None,
) -> str:
    """Return what was found at the place (a window or a quarter), and where its range lies."""
    sentences = [_found(number, indicator, title=title, place=place)]
    if target is not None:
        sentences.append(_against(status, wording.number(target, indicator)))
    if threshold is not None and rules.is_beyond(
        number, threshold=threshold, direction=indicator.direction
    ):
        sentences.append(
            _("The whole range is past the threshold of {threshold}.").format(
                threshold=wording.number(threshold, indicator)
            )
        )
    return " ".join(sentences)


def _found(number: Measured, indicator: IndicatorData, *, title: str, place: str) -> str:
    if indicator.measure is Measure.PAIRED_CHANGE:
        return _changed(number, indicator, title=title)
    sentence = {
        Measure.SCORE_MEAN: _("{title} was {value} {unit} in “{place}” ({low} to {high})."),
        Measure.SHARE: _("{title}: {value} in “{place}” ({low} to {high})."),
        Measure.RATE_PER_PERSON_YEAR: _("{title}: {value} {unit} in “{place}” ({low} to {high})."),
    }[indicator.measure]
    return sentence.format(
        title=title,
        place=place,
        unit=wording.unit(indicator),
        value=wording.number(number.estimate, indicator),
        low=wording.number(number.low, indicator),
        high=wording.number(number.high, indicator),
    )


def _changed(number: Measured, indicator: IndicatorData, *, title: str) -> str:
    if number.low > 0:
        sentence = _("{title}: higher after than before, by {value} ({low} to {high}).")
        ends = (number.estimate, number.low, number.high)
    elif number.high < 0:
        sentence = _("{title}: lower after than before, by {value} ({low} to {high}).")
        ends = (-number.estimate, -number.high, -number.low)
    else:
        sentence = _(
            "{title}: after and before differ by {value} ({low} to {high}), so a change is not "
            "settled."
        )
        ends = (number.estimate, number.low, number.high)
    value, low, high = (wording.number(end, indicator) for end in ends)
    return sentence.format(title=title, value=value, low=low, high=high)


def _against(status: Status, target: str) -> str:
    return {
        Status.MET: _("The whole range meets the target of {target}."),
        Status.BELOW: _("The whole range misses the target of {target}."),
    }.get(
        status, _("The range still includes the target of {target}, so this is not settled.")
    ).format(target=target)
