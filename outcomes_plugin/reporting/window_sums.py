"""The sums of a closed window, indicator by indicator."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from outcomes_plugin.frameworks import api as frameworks_api
from outcomes_plugin.frameworks.data import IndicatorData, Measure
from outcomes_plugin.programs.data import ProgramData
from outcomes_plugin.surveys import api as surveys_api
from outcomes_plugin.surveys.data import Mode, ScoreSum, WindowData, WindowState

from . import rules
from .data import NO_COHORT, WHOLE
from .models import ReleaseCell
from .rollups import IndicatorSums, Lattice, in_force, lattice, placed
from .sums import CellSums, without_cohort

HIDDEN_BEFORE = "hidden_before"
TOLD_APART = "told_apart"

_MEASURES = frozenset({Measure.SCORE_MEAN, Measure.PAIRED_CHANGE})


def sums_of_window(
    program: ProgramData, window: WindowData
) -> tuple[Sequence[IndicatorSums], Mapping[str, int]]:
    """Return the sums of the indicators that the window counts toward, and the people asked."""
    told_apart = window.split_cohorts if window.mode is Mode.ANONYMOUS else None
    places = lattice(program, surveys_api.asked(window.id), told_apart=told_apart)
    scores = _by_score(surveys_api.score_sums(window.id))
    found: list[IndicatorSums] = []
    for indicator in in_force(program.id, _closed_at(window), _MEASURES):
        if indicator.source["role"] != window.role:
            continue
        own = scores.get(indicator.source["score"])
        if own is None:
            continue
        if indicator.measure is Measure.SCORE_MEAN:
            found.append(_sums(indicator, own, places))
        elif indicator.source["after"] == window.wave:
            found.extend(_change(program, window, indicator, scores, places))
    return found, places.asked


def earlier_windows(window: WindowData, *, wave: str) -> Sequence[WindowData]:
    """Return the closed windows of the wave and role from which a change to this one starts."""
    closed = surveys_api.find_windows(window.program_id, states=[WindowState.CLOSED])
    return [
        one
        for one in closed
        if one.wave == wave
        and one.role == window.role
        and one.id != window.id
        and one.mode == window.mode
        and _closed_at(one) <= _closed_at(window)
    ]


def waves_before(program: ProgramData, window: WindowData) -> Iterable[str]:
    """Return the waves from which a change to this window is measured."""
    return {
        one.source["before"]
        for one in in_force(program.id, _closed_at(window), frozenset({Measure.PAIRED_CHANGE}))
        if one.source["role"] == window.role and one.source["after"] == window.wave
    }


def _change(
    program: ProgramData,
    window: WindowData,
    indicator: IndicatorData,
    scores: Mapping[str, Mapping[int | None, ScoreSum]],
    places: Lattice,
) -> Iterator[IndicatorSums]:
    score = indicator.source["score"]
    before = earlier_windows(window, wave=indicator.source["before"])
    if not before:
        return
    pairs = _by_score(surveys_api.change_sums([one.id for one in before], window.id, score))
    plain = _sums(indicator, pairs.get(score, {}), places)
    after = _sums(indicator, scores.get(score, {}), places)
    barred = _barred(program, indicator, before, pairs=plain, after=after)
    yield IndicatorSums(indicator=indicator, whole=plain.whole, cells=plain.cells, barred=barred)


def _barred(
    program: ProgramData,
    indicator: IndicatorData,
    before: Sequence[WindowData],
    *,
    pairs: IndicatorSums,
    after: IndicatorSums,
) -> Mapping[str, str]:
    """Return the cells that a change may not show, because of the means that it lies between."""
    means = _keys_of_means(program.id, indicator)
    if not means:
        return {}
    barred: dict[str, str] = {}
    for window in before:
        earlier, _ = sums_of_window(program, window)
        for own in (one for one in earlier if one.indicator.key in means):
            barred |= _told_apart(own, pairs=pairs, after=after, k=program.k)
    hidden = ReleaseCell.objects.filter(
        release__window_id__in=[one.id for one in before], indicator_key__in=means, hidden=True
    )
    return barred | dict.fromkeys(hidden.values_list("cohort", flat=True), HIDDEN_BEFORE)


def _told_apart(
    earlier: IndicatorSums, *, pairs: IndicatorSums, after: IndicatorSums, k: int
) -> Mapping[str, str]:
    n_before = _counts(earlier)
    n_after = _counts(after)
    return {
        cohort: TOLD_APART
        for cohort, n_pairs in _counts(pairs).items()
        if rules.may_be_told_apart(
            n_before=n_before.get(cohort, n_pairs), n_after=n_after[cohort], n_pairs=n_pairs, k=k
        )
    }


def _counts(sums: IndicatorSums) -> Mapping[str, int]:
    return {cell.cohort: cell.n for cell in (sums.whole, *sums.cells)}


def _keys_of_means(program_id: int, change: IndicatorData) -> set[str]:
    return {
        one.key
        for one in frameworks_api.every_version(program_id)
        if one.measure is Measure.SCORE_MEAN
        and one.source["score"] == change.source["score"]
        and one.source["role"] == change.source["role"]
    }


def _sums(
    indicator: IndicatorData,
    own: Mapping[int | None, ScoreSum],
    places: Lattice,
) -> IndicatorSums:
    whole = _cell(own.get(None), WHOLE)
    listed = {
        cohort_id: _cell(own.get(cohort_id), slug) for cohort_id, slug in places.slugs.items()
    }
    rest = without_cohort(whole, list(listed.values()))
    if rest.n and places.cohorts and NO_COHORT not in places.asked:
        raise ValueError("People answered who were not asked in any place of the lattice.")
    cells = tuple(placed(listed, rest, places))
    return IndicatorSums(indicator=indicator, whole=whole, cells=cells)


def _cell(sums: ScoreSum | None, cohort: str) -> CellSums:
    if sums is None:
        return CellSums(cohort=cohort, n=0)
    return CellSums(
        cohort=cohort,
        n=sums.n,
        total=sums.total,
        total_of_squares=sums.total_of_squares,
        largest_same=sums.largest_same,
    )


def _by_score(sums: Iterable[ScoreSum]) -> Mapping[str, Mapping[int | None, ScoreSum]]:
    found: dict[str, dict[int | None, ScoreSum]] = {}
    for one in sums:
        found.setdefault(one.score, {})[one.cohort_id] = one
    return found


def _closed_at(window: WindowData) -> datetime:
    if window.closed_at is None:
        raise ValueError("Only a closed window has sums.")
    return window.closed_at
