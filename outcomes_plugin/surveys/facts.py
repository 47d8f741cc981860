"""
What reporting is made of: sums that the database groups, never a single answer.

Everything here is for the applets above and checks no right.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from math import fsum
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Round

from .data import Mode, Outcome, ScoreSum
from .lateness import late, on_time, on_time_in
from .models import (
    AnonymousScore,
    ConfidentialScore,
    FrameRow,
    IdentifiedScore,
    Window,
)

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
    window = Window.objects.get(id=window_id)
    return _score_sums(on_time(_scores_in(window), window, through="response__"))


def late_score_sums(window_id: int) -> Sequence[ScoreSum]:
    """Return the same sums over the late answers of the window, which the others leave out."""
    window = Window.objects.get(id=window_id)
    return _score_sums(late(_scores_in(window), window, through="response__"))


def _scores_in(window: Window) -> QuerySet[Any]:
    rows: QuerySet[Any] = _SCORES[window.mode].objects.filter(response__window_id=window.pk)
    return rows


def _score_sums(rows: QuerySet[Any]) -> Sequence[ScoreSum]:
    grouped = rows.order_by().values("score", "response__cohort_id", "value")
    counted = grouped.annotate(people=Count("id"))
    return _sums(
        counted.values_list("score", "response__cohort_id", "value", "people"),
    )


def change_sums(
    before_window_ids: Collection[int], after_window_id: int, score: str
) -> Sequence[ScoreSum]:
    """
    Return the sums of people's changes in the score, for those who have it before and after.

    A person's latest score before counts; late answers do not. Only windows of the same mode can
    be paired; anonymous answers, and those whose key is destroyed, never are.
    """
    window = Window.objects.get(id=after_window_id)
    if window.mode not in _LINKS:
        return []
    rows = on_time(_scores_in(window).filter(score=score), window, through="response__")
    earlier = _earlier_value(window.mode, before_window_ids, score)
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
    windows = Window.objects.filter(id__in=window_ids, takes_late=True)
    same_person = on_time_in(same_person, windows, through="response__")
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
