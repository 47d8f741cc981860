"""
How alike mentors and mentees see a facet: the two sides of the same wave, pair by pair.

A mentor answers once for all their mentees, so the mean of these is set beside it: one row per
mentor, which are independent. The link between the two sides is made here, once, and kept nowhere.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import isfinite

from outcomes_plugin import stats
from outcomes_plugin.pairings import api as pairings_api
from outcomes_plugin.surveys import api as surveys_api
from outcomes_plugin.surveys.data import Mode, WindowData, WindowState

from .data import QualityData, QualityKind
from .models import Release, ReleaseCell
from .quality_data import Judged
from .quality_hidden import hidden_scores
from .quality_rules import People, people_to_tell
from .suppression import SAME_ANSWER_SHARE

DECIMALS = 2
KINDS = (QualityKind.AGREEMENT_MEAN_DIFFERENCE, QualityKind.AGREEMENT_ICC)


@dataclass(frozen=True, kw_only=True)
class BothSides:
    """One mentor's score, and the mean of that of the mentees who answered beside them."""

    mentee: float
    mentor: float


def agreement(judged: Judged) -> Sequence[QualityData]:
    """
    Return, for each facet that both sides were asked, their mean difference and ICC(A,1).

    With the release of the side that closed later, and never of anonymous answers. Where fewer
    than k mentors can be set beside a mentee, or where either side's mean is hidden, so are both.
    """
    other = _other_side(judged.window)
    if other is None:
        return []
    facets = sorted(surveys_api.shared_scores(judged.window.id, other.id))
    shown = judged.shown_scores - _hidden_of(judged, other)
    sides = _sides(judged.window, other)
    found: list[QualityData] = []
    for facet in facets:
        if facet not in shown:
            found += _hidden(facet)
            continue
        pairs = list(sides.of(facet))
        found += figures_of(facet, pairs, of=sides.mentors_with(facet), k=judged.k)
    return found


def _other_side(window: WindowData) -> WindowData | None:
    """Return the window that asked the other side in the same wave and has closed before this."""
    if window.mode is Mode.ANONYMOUS:
        return None
    fitting = [
        one
        for one in surveys_api.find_windows(window.program_id, states=[WindowState.CLOSED])
        if (one.mode, one.wave) == (window.mode, window.wave)
        and one.role != window.role
        and _closed(one) < _closed(window)
        and _opened(window) < _closed(one)[0]
        and surveys_api.shared_scores(window.id, one.id)
    ]
    return max(fitting, key=_closed, default=None)


def _opened(window: WindowData) -> datetime:
    return window.opened_at or window.opens_at


def _closed(window: WindowData) -> tuple[datetime, int]:
    return window.closed_at or window.closes_at, window.id


def _hidden_of(judged: Judged, other: WindowData) -> frozenset[str]:
    """Return the scores of which the other side's release hides something; all without one."""
    release = Release.objects.filter(window_id=other.id).first()
    if release is None:
        return judged.shown_scores
    return hidden_scores(judged.program, ReleaseCell.objects.filter(release=release))


@dataclass(frozen=True, kw_only=True)
class _Sides:
    """Everybody's scores, and the mentees of each mentor while both were asked."""

    mentees: Mapping[str, Mapping[str, float]]
    mentors: Mapping[str, Mapping[str, float]]
    mentees_of: Mapping[str, Sequence[str]]

    def of(self, facet: str) -> Iterator[BothSides]:
        """Yield both sides of each mentor who has the score and a mentee who has it."""
        for mentor, mentees in self.mentees_of.items():
            theirs = [
                self.mentees[one][facet] for one in mentees if facet in self.mentees.get(one, {})
            ]
            own = self.mentors.get(mentor, {}).get(facet)
            if theirs and own is not None:
                yield BothSides(mentee=sum(theirs) / len(theirs), mentor=own)

    def mentors_with(self, facet: str) -> int:
        return sum(facet in scores for scores in self.mentors.values())


def _sides(window: WindowData, other: WindowData) -> _Sides:
    mentees, mentors = (window, other) if window.role == "mentee" else (other, window)
    return _Sides(
        mentees=surveys_api.scores_of_people(mentees.id),
        mentors=surveys_api.scores_of_people(mentors.id),
        mentees_of=_mentees_of(window, other),
    )


def _mentees_of(window: WindowData, other: WindowData) -> Mapping[str, Sequence[str]]:
    """
    Return the mentees of each mentor who were paired while both were asked.

    A mentee with two mentors in that time is left out: the answer does not say which is meant.
    """
    ran = pairings_api.pairings_during(
        window.program_id,
        starts_at=max(_opened(window), _opened(other)),
        ends_at=min(_closed(window), _closed(other))[0],
    )
    mentors = {one.mentee: {two.mentor for two in ran if two.mentee == one.mentee} for one in ran}
    found: defaultdict[str, list[str]] = defaultdict(list)
    for mentee, theirs in mentors.items():
        if len(theirs) == 1:
            found[next(iter(theirs))].append(mentee)
    return found


def figures_of(facet: str, pairs: Sequence[BothSides], *, of: int, k: int) -> Sequence[QualityData]:
    """Return both figures of the facet, or both hidden; `of` mentors have a score of it."""
    people = _people(len(pairs), of=of, k=k)
    if people is None or _is_nearly_constant(pairs):
        return _hidden(facet)
    try:
        return _computed(facet, pairs, people)
    except ValueError:
        # One side does not vary. That, too, would tell what people answered.
        return _hidden(facet)


def _people(counted: int, *, of: int, k: int) -> People | None:
    """Return how many mentors may be said to be counted; those left out must not be a few."""
    if counted >= k and of - counted > k:
        return People(n=counted, is_least=False)
    return people_to_tell(counted, of=of, k=k)


def _is_nearly_constant(pairs: Sequence[BothSides]) -> bool:
    """Return whether (nearly) all stand the same distance apart, or one side answered alike."""
    for values in (
        [round(one.mentee - one.mentor, 6) for one in pairs],
        [one.mentee for one in pairs],
        [one.mentor for one in pairs],
    ):
        if max(Counter(values).values()) >= SAME_ANSWER_SHARE * len(pairs):
            return True
    return False


def _computed(facet: str, pairs: Sequence[BothSides], people: People) -> Sequence[QualityData]:
    mentees, mentors = zip(*((one.mentee, one.mentor) for one in pairs), strict=True)
    difference = stats.paired_change(mentors, mentees)
    alike = stats.intraclass_correlation(list(zip(mentees, mentors, strict=True)))["ICC(A,1)"]
    if not all(map(isfinite, (*difference.interval, alike.estimate, *alike.interval))):
        return _hidden(facet)
    return [
        _row(kind, facet, people, found.estimate, found.interval)
        for kind, found in zip(KINDS, (difference, alike), strict=True)
    ]


def _row(
    kind: QualityKind,
    facet: str,
    people: People,
    value: float,
    interval: tuple[float, float],
) -> QualityData:
    low, high = interval
    return QualityData(
        kind=kind,
        key=facet,
        estimate=round(value, DECIMALS),
        low=round(low, DECIMALS),
        high=round(high, DECIMALS),
        n=people.n,
        n_is_least=people.is_least,
    )


def _hidden(facet: str) -> Sequence[QualityData]:
    return [QualityData(kind=kind, key=facet, hidden=True) for kind in KINDS]
