"""
What the quality figures of a closed window are computed from, read a thousand answers at a time.

For the applets above; checks no right. No answer leaves with its row: people who answered the
items of a score alike are one pattern with a count.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Count, Q

from . import questionnaire as questionnaires
from .data import AnswerQuality, Answers, Mode, ScalePatterns
from .lateness import on_time
from .leaving import left_by_part
from .models import AnonymousRecord, ConfidentialResponse, IdentifiedResponse, Window
from .questionnaire import Questionnaire, ScoreRule
from .straight_lining import is_straight, scales_to_judge

_ROWS_AT_ONCE = 1000
_TABLES: Mapping[str, Any] = {
    Mode.IDENTIFIED: IdentifiedResponse,
    Mode.CONFIDENTIAL: ConfidentialResponse,
    Mode.ANONYMOUS: AnonymousRecord,
}

_Read = tuple[Answers, bool | None]


def answer_quality(window_id: int) -> AnswerQuality:
    """
    Return the patterns of every score and the counts of hasty answers of a closed window.

    Late answers are not among them.
    """
    window = Window.objects.select_related("version").get(id=window_id)
    questionnaire = questionnaires.read(window.version.document)
    return _counted(questionnaire, window, _answers(window))


def live_answer_quality(window_id: int) -> AnswerQuality:
    """
    Return the same counts of a window with the name, open or closed, without looking at an answer.

    Nothing is said of its scores.
    """
    window = Window.objects.select_related("version").get(id=window_id, mode=Mode.IDENTIFIED)
    questionnaire = questionnaires.read(window.version.document)
    rows = IdentifiedResponse.objects.filter(window_id=window_id, is_late=False)
    counts = rows.aggregate(
        answered=Count("id"),
        straight=Count("id", filter=Q(is_straight=True)),
        timed=Count("was_fast"),
        fast=Count("id", filter=Q(was_fast=True)),
    )
    times = rows.filter(seconds__isnull=False).order_by("seconds", "id")
    middle = counts["timed"] // 2
    if not scales_to_judge(questionnaire, role=window.role):
        counts["straight"] = None
    return AnswerQuality(
        **counts,
        scales=(),
        left=left_by_part(window),
        typical_seconds=next(iter(times.values_list("seconds", flat=True)[middle:][:1]), None),
    )


def _counted(questionnaire: Questionnaire, window: Window, rows: Iterator[_Read]) -> AnswerQuality:
    scales = scales_to_judge(questionnaire, role=window.role)
    patterns: dict[str, Counter[tuple[int | None, ...]]] = {
        rule.key: Counter() for rule in questionnaire.scores
    }
    counts: Counter[str] = Counter()
    for answers, was_fast in rows:
        counts["answered"] += 1
        counts["straight"] += is_straight(scales, answers)
        counts["timed"] += was_fast is not None
        counts["fast"] += bool(was_fast)
        for rule in questionnaire.scores:
            pattern = _pattern(rule, answers)
            if len(pattern) - pattern.count(None) >= rule.minimum_answered:
                patterns[rule.key][pattern] += 1
    return AnswerQuality(
        answered=counts["answered"],
        straight=counts["straight"] if scales else None,
        timed=counts["timed"],
        fast=counts["fast"],
        scales=tuple(_scale(rule, patterns[rule.key]) for rule in questionnaire.scores),
        left=left_by_part(window),
    )


def _answers(window: Window) -> Iterator[_Read]:
    """Yield the answers in batches by id: one statement's result would be held as a whole."""
    of_window = on_time(_TABLES[window.mode].objects.filter(window_id=window.pk), window)
    last = 0
    while True:
        rows = of_window.filter(id__gt=last)
        batch = list(rows.order_by("id").values_list("id", "answers", "was_fast")[:_ROWS_AT_ONCE])
        if not batch:
            return
        for _id, answers, was_fast in batch:
            yield answers, was_fast
        last = batch[-1][0]


def _pattern(rule: ScoreRule, answers: Answers) -> tuple[int | None, ...]:
    given = (answers.get(key) for key in rule.items)
    return tuple(value if isinstance(value, int) else None for value in given)


def _scale(rule: ScoreRule, patterns: Mapping[tuple[int | None, ...], int]) -> ScalePatterns:
    return ScalePatterns(
        score=rule.key,
        items=rule.items,
        reverse_keyed=rule.reverse_keyed,
        low=rule.low,
        high=rule.high,
        patterns=patterns,
    )
