"""
Who was asked and has answered.

Somebody who would rather not answer counts among those who have not answered, in every number and
every list: nobody who reads them can tell the two apart.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from django.db.models import Count

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.programs.data import Action, Thing

from . import rules
from .data import (
    CohortParticipation,
    Outcome,
    Participation,
    PersonDone,
    WindowData,
    WindowState,
)
from .models import FrameRow
from .windows import find_windows, load_window

# By cohort, outcome, and whether it was late.
_Counts = Mapping[tuple[int | None, str, bool], int]


def participation(actor: Actor, window_id: int) -> Participation:
    """
    Return how many were asked and have answered; for a coordinator also who, and by cohort.

    Raises:
        NotFound: no such window, or the actor may not see its participation.
    """
    window = load_window(window_id).to_data()
    held = programs_api.require(actor, window.program_id, Thing.PARTICIPATION, Action.READ_COUNTS)
    counts = _counts([window.id])[window.id]
    if not held.allows(Thing.PARTICIPATION, Action.READ):
        return _participation(window, counts, k=held.program.k)
    found = _participation(window, counts, k=held.program.k, by_cohort=True)
    return replace(found, people=tuple(_people([window.id])[window.id]))


def program_participation(
    actor: Actor, program: programs_api.ProgramRef
) -> Sequence[Participation]:
    """
    Return the participation in every window that has opened, the latest first, without names.

    Raises:
        NotFound: no such program, or the actor may not see its participation.
    """
    held = programs_api.require(actor, program, Thing.PARTICIPATION, Action.READ_COUNTS)
    by_cohort = held.allows(Thing.PARTICIPATION, Action.READ)
    data = held.program
    windows = [one for one in find_windows(data.id) if one.state is not WindowState.PLANNED]
    counts = _counts([window.id for window in windows])
    return [
        _participation(window, counts[window.id], k=data.k, by_cohort=by_cohort)
        for window in windows
    ]


def who_has_answered(
    actor: Actor, program: programs_api.ProgramRef
) -> Sequence[tuple[WindowData, Sequence[PersonDone]]]:
    """
    Return the people asked in every window that has opened, the latest first, in a few queries.

    Raises:
        NotFound: no such program, or the actor may not see who has answered.
    """
    data = programs_api.require(actor, program, Thing.PARTICIPATION, Action.READ).program
    windows = [one for one in find_windows(data.id) if one.state is not WindowState.PLANNED]
    people = _people([window.id for window in windows])
    return [(window, people[window.id]) for window in windows]


def participation_of(window: WindowData, *, k: int) -> Participation:
    """Return how many were asked and have answered. For the applets above: checks no right."""
    return _participation(window, _counts([window.id])[window.id], k=k)


def people_asked(window_id: int) -> Sequence[PersonDone]:
    """Return the people asked in the window. For the applets above: checks no right."""
    return _people([window_id])[window_id]


def _counts(window_ids: Iterable[int]) -> defaultdict[int, dict[tuple[int | None, str, bool], int]]:
    rows = FrameRow.objects.filter(window_id__in=list(window_ids)).order_by()
    grouped = rows.values("window_id", "cohort_id", "outcome", "is_late").annotate(
        people=Count("id")
    )
    found: defaultdict[int, dict[tuple[int | None, str, bool], int]] = defaultdict(dict)
    for row in grouped:
        place = (row["cohort_id"], row["outcome"], row["is_late"])
        found[row["window_id"]][place] = row["people"]
    return found


def _participation(
    window: WindowData, counts: _Counts, *, k: int, by_cohort: bool = False
) -> Participation:
    asked, done = sum(counts.values()), _done(counts)
    declined = sum(n for (_c, outcome, _l), n in counts.items() if outcome == Outcome.DECLINED)
    late = sum(n for (_c, _o, is_late), n in counts.items() if is_late)
    silent = asked - done - late
    cohorts = sorted({cohort for cohort, *_rest in counts}, key=lambda one: (one is None, one or 0))
    return Participation(
        window=window,
        asked=asked,
        done=done,
        late=late,
        declined=rules.declined_to_show(declined, is_final=window.is_final, silent=silent, k=k),
        cohorts=rules.hide_small([_cohort(cohort, counts) for cohort in cohorts], k=k)
        if by_cohort
        else (),
    )


def _cohort(cohort_id: int | None, counts: _Counts) -> CohortParticipation:
    own = {place: n for place, n in counts.items() if place[0] == cohort_id}
    return CohortParticipation(cohort_id=cohort_id, asked=sum(own.values()), done=_done(own))


def _done(counts: _Counts) -> int:
    return sum(
        n
        for (_cohort, outcome, is_late), n in counts.items()
        if outcome == Outcome.RECEIVED and not is_late
    )


def _people(window_ids: Sequence[int]) -> Mapping[int, Sequence[PersonDone]]:
    found: defaultdict[int, list[PersonDone]] = defaultdict(list)
    rows = FrameRow.objects.filter(window_id__in=window_ids).order_by("id")
    for window_id, person, cohort_id, outcome, is_late in rows.values_list(
        "window_id", "person", "cohort_id", "outcome", "is_late"
    ):
        done = PersonDone(
            person=person,
            cohort_id=cohort_id,
            has_answered=outcome == Outcome.RECEIVED,
            is_late=is_late,
        )
        found[window_id].append(done)
    return found
