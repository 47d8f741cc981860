"""Who has been asked enough, in all programs together, and is put off."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from outcomes_plugin.frameworks import api as frameworks_api

from . import burden, tying
from . import questionnaire as questionnaires
from .data import Ask, BurdenLimit, Enough
from .models import FrameRow, Postponement, Window

_CHUNK = 1000
_A_DAY = timedelta(days=1)


def burden_limits() -> tuple[BurdenLimit, ...]:
    """Return the limits of the site, the shortest first; none where it has set none."""
    found = [BurdenLimit(**one) for one in settings.OUTCOMES_BURDEN_LIMITS]
    return tuple(sorted(found, key=lambda one: one.days))


def minutes_of(window: Window) -> int:
    """Return how long the window's questionnaire takes, as it says itself."""
    return questionnaires.read(window.version.document).minutes


def asked_enough(window: Window, persons: Sequence[str], *, at: datetime) -> Mapping[str, Enough]:
    """
    Return those of the persons of whom enough was asked already, in any program.

    Nobody where the window is one side of a change between two: without it the other is lost.
    """
    limits = burden_limits()
    if not limits or not persons:
        return {}
    zone, minutes = ZoneInfo(window.program.time_zone), minutes_of(window)
    found = {
        person: enough
        for person, asks in _asks(persons, limits, at=at).items()
        if (enough := burden.enough_for(asks, minutes, limits=limits, at=at, zone=zone))
    }
    return {} if found and is_essential(window) else found


def is_essential(window: Window) -> bool:
    """Return whether the window is one side of a change, so that nobody is put off from it."""
    asked = questionnaires.read(window.version.document)
    indicators = frameworks_api.indicators(window.program_id)
    counted = tying.indicators_among(indicators, asked, role=window.role)
    return tying.is_paired(counted, wave=window.wave)


def _asks(
    persons: Sequence[str], limits: Sequence[BurdenLimit], *, at: datetime
) -> Mapping[str, Sequence[Ask]]:
    # A day more than the longest limit: the calendar's days may be longer than 24 hours.
    since = at - timedelta(days=max(one.days for one in limits)) - _A_DAY
    found: defaultdict[str, list[Ask]] = defaultdict(list)
    for some in chunks(persons):
        rows = FrameRow.objects.filter(person__in=some, asked_at__gt=since)
        for person, asked_at, minutes in rows.values_list("person", "asked_at", "minutes"):
            if asked_at is not None:
                found[person].append(Ask(at=asked_at, minutes=minutes))
    return found


def chunks(persons: Sequence[str]) -> Sequence[Sequence[str]]:
    """Return the persons in lists that a statement can name."""
    rest = iter(persons)
    return list(iter(lambda: list(islice(rest, _CHUNK)), []))


def keep_postponed(
    window: Window,
    enough: Mapping[str, Enough],
    *,
    closes: Mapping[str, datetime],
    at: datetime,
) -> None:
    """
    Keep who is put off, and until when; who would have less than a day then is left out.

    `closes` is when the survey closes for each of them.
    """
    forget_postponed(window, list(enough))
    rows = [
        Postponement(
            window=window,
            person=person,
            until=one.until if one.until + _A_DAY <= closes[person] else None,
            days=one.days,
            measure=one.measure,
            made_at=at,
        )
        for person, one in enough.items()
    ]
    Postponement.objects.bulk_create(rows, batch_size=_CHUNK)


def forget_postponed(window: Window, persons: Sequence[str]) -> None:
    """Forget that these persons were put off: they are asked now, or looked at anew."""
    for some in chunks(persons):
        _postponed(window).filter(person__in=some).delete()


def leave_out(window: Window, persons: Sequence[str]) -> None:
    """Let those of the persons who were put off be left out of the window."""
    for some in chunks(persons):
        _postponed(window).filter(person__in=some).update(until=None)


def _postponed(window: Window) -> Any:
    return Postponement.objects.filter(window_id=window.pk)
