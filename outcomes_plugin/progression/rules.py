"""Which events change a fact, which steps count, and how long a person was at risk."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from .data import CourseProgressData, SpellData, StoredFact

STEPS = (25, 50, 75, 100)
STALLED_AFTER = timedelta(days=21)
DAYS_PER_YEAR = 365.25

Days = tuple[date, date]


def has_stalled(progress: CourseProgressData, *, at: datetime) -> bool:
    """Return whether the person has begun the course, and left it lying for three weeks undone."""
    if progress.is_done or not progress.is_enrolled or not progress.has_started:
        return False
    last = progress.last_active_at
    return last is not None and at - last >= STALLED_AFTER


def value_at(facts: Iterable[StoredFact], at: datetime) -> bool:
    """Return the value of a fact at a moment: that of the latest change by then, else False."""
    earlier = [fact for fact in facts if fact.occurred_at <= at]
    return max(earlier, key=lambda fact: fact.occurred_at).value if earlier else False


def absorb(facts: Sequence[StoredFact], *, value: bool, at: datetime) -> tuple[StoredFact, ...]:
    """
    Return the facts after the platform has told a value at a moment, in the order of time.

    The platform tells the passing status at every recalculation, so what it says again only
    confirms. What comes late counts at its own time, and what was confirmed after it still holds.
    Of two values told for the same moment the later told holds.
    """
    before = [fact for fact in facts if fact.occurred_at <= at]
    after = [fact for fact in facts if fact.occurred_at > at]
    told = StoredFact(occurred_at=at, value=value, confirmed_at=at)
    if before and before[-1].value == value:
        last = before.pop()
        before.append(replace(last, confirmed_at=max(last.confirmed_at, at)))
        return (*before, *after)
    if before and before[-1].confirmed_at >= at:
        if before[-1].confirmed_at > at:
            after.insert(0, replace(before[-1], occurred_at=before[-1].confirmed_at))
        before[-1] = replace(before[-1], confirmed_at=before[-1].occurred_at)
    if before and before[-1].occurred_at == at:
        before.pop()
    if after and after[0].value == value:
        after[0] = replace(after[0], occurred_at=at)
        return (*before, *after)
    return (*before, told, *after)


def step_reached(completed: int, completable: int) -> int:
    """Return the highest of 25, 50, 75 and 100 percent that is reached, or 0."""
    if completable <= 0:
        return 0
    share = 100 * min(completed, completable)
    return max((step for step in STEPS if share >= step * completable), default=0)


def days_at_risk(spells: Iterable[SpellData], *, within: Days) -> Sequence[Days]:
    """
    Return the days, first and first-after, on which the person was employed within the bounds.

    Spells that overlap or touch count once.
    """
    clipped = sorted(filter(None, (_clip(spell, within) for spell in spells)))
    merged: list[Days] = []
    for start, end in clipped:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def person_years(periods: Iterable[Days]) -> float:
    """Return the length of the periods together, in years of 365.25 days."""
    return sum((end - start).days for start, end in periods) / DAYS_PER_YEAR


def is_within(day: date, periods: Iterable[Days]) -> bool:
    """Return whether the day lies in one of the periods."""
    return any(start <= day < end for start, end in periods)


def _clip(spell: SpellData, within: Days) -> Days | None:
    first_after = spell.ends_on + timedelta(days=1) if spell.ends_on else within[1]
    start, end = max(spell.starts_on, within[0]), min(first_after, within[1])
    return (start, end) if start < end else None
