"""
What reporting is made of: sums that the database groups, never a single answer.

Everything here is for the applets above and checks no right.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from math import fsum
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Round

from . import questionnaire as questionnaires
from .data import Answers, Mode, Outcome, ScoreSum
from .models import (
    AnonymousScore,
    ConfidentialResponse,
    ConfidentialScore,
    FrameRow,
    IdentifiedResponse,
    IdentifiedScore,
    Window,
)
from .scoring import score_answers

_DECIMALS = 6
_SCORES: Mapping[str, Any] = {
    Mode.IDENTIFIED: IdentifiedScore,
    Mode.CONFIDENTIAL: ConfidentialScore,
    Mode.ANONYMOUS: AnonymousScore,
}
# What tells that two answers are the same person's; anonymous answers have nothing of the kind.
_LINKS: Mapping[str, str] = {
    Mode.IDENTIFIED: "response__person",
    Mode.CONFIDENTIAL: "response__pseudonym",
}

# The modes that take late answers.
_LATE: Mapping[str, Any] = {
    Mode.IDENTIFIED: IdentifiedResponse,
    Mode.CONFIDENTIAL: ConfidentialResponse,
}
_ROWS_AT_ONCE = 1000

_Group = tuple[str, int | None, float, int]


def asked(window_id: int) -> Mapping[int | None, int]:
    """Return how many people were asked per cohort; None are those without a cohort."""
    return _counts(FrameRow.objects.filter(window_id=window_id))


def answered(window_id: int) -> Mapping[int | None, int]:
    """Return how many people answered on time per cohort; None are those without a cohort."""
    rows = FrameRow.objects.filter(window_id=window_id, outcome=Outcome.RECEIVED, is_late=False)
    return _counts(rows)


def _counts(rows: QuerySet[FrameRow]) -> Mapping[int | None, int]:
    grouped = rows.order_by().values_list("cohort_id").annotate(people=Count("id"))
    return dict(grouped.values_list("cohort_id", "people"))


def score_sums(window_id: int) -> Sequence[ScoreSum]:
    """
    Return the sums of every score of a closed window: per cohort, and with cohort None in total.

    People without a cohort count in the total alone. In an anonymous window whose cohorts cannot
    be told apart there is only the total.
    """
    mode = Window.objects.values_list("mode", flat=True).get(id=window_id)
    rows = _SCORES[mode].objects.filter(response__window_id=window_id)
    grouped = rows.order_by().values("score", "response__cohort_id", "value")
    counted = grouped.annotate(people=Count("id"))
    return _sums(
        counted.values_list("score", "response__cohort_id", "value", "people"),
    )


def late_score_sums(window_id: int) -> Sequence[ScoreSum]:
    """
    Return the sums of every score over the late answers of a window, of the whole alone.

    They are scored here and nowhere else: no late answer has a score of its own.
    """
    window = Window.objects.select_related("version").get(id=window_id)
    asked = questionnaires.read(window.version.document)
    return _sums(
        (score, None, value, 1)
        for answers in _late_answers(window)
        for score, value in score_answers(asked, answers).items()
    )


def _late_answers(window: Window) -> Iterator[Answers]:
    rows = _LATE[window.mode].objects.filter(window_id=window.pk, is_late=True)
    yield from rows.order_by("id").values_list("answers", flat=True).iterator(_ROWS_AT_ONCE)


def change_sums(
    before_window_ids: Collection[int], after_window_id: int, score: str
) -> Sequence[ScoreSum]:
    """
    Return the sums of people's changes in the score, for those who have it before and after.

    A person's latest score before counts. Only windows of the same mode can be paired; anonymous
    answers, and those whose key is destroyed, never are.
    """
    mode = Window.objects.values_list("mode", flat=True).get(id=after_window_id)
    if mode not in _LINKS:
        return []
    rows = _SCORES[mode].objects.filter(response__window_id=after_window_id, score=score)
    earlier = _earlier_value(mode, before_window_ids, score)
    changes = rows.annotate(before=earlier).filter(before__isnull=False)
    grouped = (
        changes.annotate(change=Round(F("value") - F("before"), _DECIMALS))
        .order_by()
        .values("response__cohort_id", "change")
        .annotate(people=Count("id"))
    )
    return _sums(
        (score, row["response__cohort_id"], row["change"], row["people"]) for row in grouped
    )


def _earlier_value(mode: str, window_ids: Collection[int], score: str) -> Subquery:
    link = _LINKS[mode]
    same_person = _SCORES[mode].objects.filter(
        Q(**{link: OuterRef(link)}), response__window_id__in=window_ids, score=score
    )
    latest = same_person.order_by("-response__window__opens_at", "-response__window_id")
    return Subquery(latest.values("value")[:1])


def _sums(groups: Iterable[_Group]) -> Sequence[ScoreSum]:
    """Return the sums of groups of people who share a value: few rows for any number of people."""
    found: defaultdict[tuple[str, int | None], Counter[float]] = defaultdict(Counter)
    for score, cohort_id, value, people in groups:
        found[score, None][value] += people
        if cohort_id is not None:
            found[score, cohort_id][value] += people
    places = sorted(found, key=lambda place: (place[0], place[1] or 0))
    return [_sum(*place, found[place]) for place in places]


def _sum(score: str, cohort_id: int | None, values: Counter[float]) -> ScoreSum:
    return ScoreSum(
        score=score,
        cohort_id=cohort_id,
        n=values.total(),
        total=fsum(value * people for value, people in values.items()),
        total_of_squares=fsum(value * value * people for value, people in values.items()),
        largest_same=max(values.values()),
    )
