"""Quality figures in the words of the language that is active."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from . import wording
from .data import QualityData, QualityKind
from .rules import FEW_PEOPLE
from .window_data import QualityFigure

# From here on a mean of a group can be read.
FOR_GROUPS = 0.70

_SHARES = (QualityKind.STRAIGHT_LINING, QualityKind.SPEEDING, QualityKind.PAGE_DROP_OFF)


def figure_of(data: QualityData) -> QualityFigure:
    """Return the figure as everyone reads it; a hidden one has no number."""
    is_share = data.kind in _SHARES
    return QualityFigure(
        data=data,
        title=_title(data),
        value=_number(data.estimate, is_share=is_share),
        interval=_interval(data, is_share=is_share),
        people=_people(data),
        explanation=_explanations()[data.kind],
    )


def finding(omega: QualityData) -> str:
    """Return what the whole interval of a score's omega says."""
    if omega.hidden or omega.low is None or omega.high is None:
        return wording.hidden()
    if omega.low >= FOR_GROUPS:
        said = _("The questions hold together: means of groups can be read.")
    elif omega.high < FOR_GROUPS:
        said = _("The questions do not hold together well enough: do not read this score.")
    else:
        said = _("Not settled: the range includes {least}, which a mean of a group needs.").format(
            least=wording.digits(FOR_GROUPS, decimals=2)
        )
    if (omega.n or 0) >= FEW_PEOPLE:
        return said
    return _("{finding} This rests on few people: read it with care.").format(finding=said)


def _number(value: float | None, *, is_share: bool) -> str:
    if value is None:
        return ""
    if is_share:
        return wording.percent(value)
    return wording.digits(value, decimals=2)


def _interval(data: QualityData, *, is_share: bool) -> str:
    if data.low is None or data.high is None:
        return ""
    return _("{low} to {high}").format(
        low=_number(data.low, is_share=is_share), high=_number(data.high, is_share=is_share)
    )


def _people(data: QualityData) -> str:
    if data.n is None:
        return ""
    if data.n_is_least:
        return ngettext("at least {n} person", "at least {n} people", data.n).format(n=data.n)
    return ngettext("{n} person", "{n} people", data.n).format(n=data.n)


def _title(data: QualityData) -> str:
    if data.kind is not QualityKind.PAGE_DROP_OFF:
        return _titles()[data.kind]
    return {
        "": _("Began and did not send"),
        "1": _("Stopped in the first third"),
        "2": _("Stopped in the second third"),
        "3": _("Stopped in the last third"),
    }[data.key]


def _titles() -> Mapping[QualityKind, str]:
    return {
        QualityKind.ALPHA: _("Cronbach’s alpha"),
        QualityKind.OMEGA: _("McDonald’s omega"),
        QualityKind.ITEM_REST: _("Correlation with the others"),
        QualityKind.ALPHA_IF_DROPPED: _("Alpha without it"),
        QualityKind.STRAIGHT_LINING: _("Answered straight down"),
        QualityKind.SPEEDING: _("Answered too fast"),
        QualityKind.AGREEMENT_MEAN_DIFFERENCE: _("Mentees less their mentors"),
        QualityKind.AGREEMENT_ICC: _("Agreement, ICC(A,1)"),
    }


def _explanations() -> Mapping[QualityKind, str]:
    return {
        **_explanations_of_agreement(),
        QualityKind.ALPHA: _(
            "How far the questions of this score move together, from 0 to 1. A mean of a group "
            "needs 0.70; to say something about one person 0.90 would be needed. Reverse-keyed "
            "questions are turned round first. Only people who answered every question of the "
            "score count. The range is a 95% interval by Feldt."
        ),
        QualityKind.OMEGA: _(
            "The same question, without taking every item to weigh alike: the share of the "
            "score’s variance that its one common factor explains. Only people who answered every "
            "question of the score count. The range is a 95% interval by the delta method."
        ),
        QualityKind.ITEM_REST: _(
            "How far the question moves with the sum of the others of its score. Near 0 it "
            "measures something else; below 0 it may be keyed the wrong way."
        ),
        QualityKind.ALPHA_IF_DROPPED: _(
            "Alpha of the score without this question. Where it is higher than alpha, the score "
            "would hold together better without it."
        ),
        QualityKind.STRAIGHT_LINING: _(
            "The share of answers that choose one and the same point in all statements of a "
            "scale, where there are at least four. The range is a 95% interval by Wilson."
        ),
        QualityKind.SPEEDING: _(
            "The share of answers that came in less than two seconds for each question answered, "
            "as the browsers of these people told. Whoever went on from an earlier start is not "
            "timed and counts as not fast. The range is a 95% interval by Wilson."
        ),
        QualityKind.PAGE_DROP_OFF: _(
            "Of those who began, by the last question that they had answered. The range is a 95% "
            "interval by Wilson."
        ),
    }


def _explanations_of_agreement() -> Mapping[QualityKind, str]:
    return {
        QualityKind.AGREEMENT_MEAN_DIFFERENCE: _(
            "The mean over mentors of how much higher their mentees score than they do. Mentees "
            "of one mentor are averaged first, so that a mentor with many does not count more. "
            "Only people who were paired with one partner while both sides were asked count. The "
            "range is a 95% interval by Student’s t over mentors."
        ),
        QualityKind.AGREEMENT_ICC: _(
            "How alike the scores of a mentor and of their mentees are: 1 where both give the "
            "same, near 0 where they are no more alike than those of people who never met. The "
            "range is a 95% interval by McGraw and Wong."
        ),
    }
