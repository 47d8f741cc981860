"""How a window's response is counted, and whether groups answered alike. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from outcomes_plugin import stats
from outcomes_plugin.surveys.api import hide_small
from outcomes_plugin.surveys.data import CohortParticipation, PersonDone

from .window_data import GroupRate

# What Works Clearinghouse: up to here groups are alike, and beyond the next one they are not.
ALIKE, UNLIKE = 0.05, 0.25


class Likeness(StrEnum):
    """How far groups differ in whether they answered."""

    UNKNOWN = "unknown"
    ALIKE = "alike"
    SOME = "some"
    UNLIKE = "unlike"


def rates_of(*, asked: int, answered: int, left: int, k: int) -> Mapping[str, float]:
    """
    Return RR1 to RR6, or nothing where nobody was asked.

    `left` people have left without having answered: nobody knows whether they still belong to those
    whom the survey is about. Where they, or the others who have not answered, are few, all count as
    if they did: the rates must not tell how few they are.
    """
    silent = asked - answered
    unknown = left if left >= k and silent - left >= k else 0
    if asked - unknown == 0:
        return {}
    found = stats.response_rates(
        complete=answered,
        partial=0,
        refusal=0,
        non_contact=silent - unknown,
        other=0,
        unknown=unknown,
        eligible_share=1,
    )
    return {key: value for key, value in vars(found).items() if value is not None}


def rates_by_group(
    people: Iterable[tuple[PersonDone, str]], titles: Mapping[str, str], *, k: int
) -> Sequence[GroupRate]:
    """
    Return the rate of each group of people, in the order of the titles.

    Small groups are hidden, and one more where they are what the total has beyond the others.
    """
    asked: Counter[str] = Counter()
    answered: Counter[str] = Counter()
    for person, group in people:
        asked[group] += 1
        answered[group] += person.has_answered
    present = [group for group in titles if asked[group]]
    counts = [
        CohortParticipation(cohort_id=place, asked=asked[group], done=answered[group])
        for place, group in enumerate(present)
    ]
    return [
        GroupRate(title=titles[group], asked=one.asked, answered=one.done)
        for group, one in zip(present, hide_small(counts, k=k), strict=True)
    ]


def difference_of(groups: Sequence[GroupRate]) -> float | None:
    """
    Return the largest of the groups' differences from all others together, as Cox's index.

    None where a group is hidden, and where a group answered as a whole or not at all.
    """
    known = [(one.answered, one.asked) for one in groups if one.asked and one.answered is not None]
    if len(known) != len(groups) or len(groups) < 2:
        return None
    answered, asked = (sum(numbers) for numbers in zip(*known, strict=True))
    try:
        found: list[float] = [
            stats.cox_index(own, of, answered - own, asked - of) for own, of in known
        ]
    except ValueError:
        return None
    return max(found, key=abs)


def likeness_of(difference: float | None) -> Likeness:
    """Return how far the groups differ, in the steps of the What Works Clearinghouse."""
    if difference is None:
        return Likeness.UNKNOWN
    if abs(difference) <= ALIKE:
        return Likeness.ALIKE
    return Likeness.SOME if abs(difference) <= UNLIKE else Likeness.UNLIKE
