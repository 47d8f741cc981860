"""The response to a window: its rates, and whether those who answered are like those asked."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext as _

from outcomes_plugin.pairings import api as pairings_api
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.programs.data import Action, Role, Standing, Thing
from outcomes_plugin.progression import api as progression_api
from outcomes_plugin.surveys import api as surveys_api
from outcomes_plugin.surveys.data import PersonDone, WindowData

from .response_rules import Likeness, difference_of, likeness_of, rates_by_group, rates_of
from .window_data import Comparison, RateData

_YES, _NO, _LEFT = "yes", "no", "left"
_NEEDED = (
    (Thing.PARTICIPATION, Action.READ),
    (Thing.MEETING_DATES, Action.READ),
    (Thing.PAIRINGS, Action.READ),
    (Thing.COURSE_PROGRESS, Action.READ),
)


@dataclass(frozen=True, kw_only=True)
class Response:
    """Who was asked in a window that has opened, and who of them is still here in that role."""

    standing: Standing
    window: WindowData
    people: Sequence[PersonDone]
    members: frozenset[str]

    @property
    def k(self) -> int:
        return self.standing.program.k

    @property
    def is_of_mentees(self) -> bool:
        return self.window.role == Role.MENTEE


def response_to(standing: Standing, window: WindowData) -> Response:
    """Return the response to the window in two queries; who answered late is silent here."""
    members = programs_api.active_members(window.program_id, role=window.role)
    return Response(
        standing=standing,
        window=window,
        people=[
            replace(one, has_answered=one.has_answered and not one.is_late)
            for one in surveys_api.people_asked(window.id)
        ],
        members=frozenset(member.person for member in members),
    )


def rates(response: Response) -> Sequence[RateData]:
    """Return RR1 to RR6, each with a sentence of what it means; none where nobody was asked."""
    silent_and_left = [
        one
        for one in response.people
        if not one.has_answered and one.person not in response.members
    ]
    found = rates_of(
        asked=len(response.people),
        answered=sum(one.has_answered for one in response.people),
        left=len(silent_and_left),
        k=response.k,
    )
    meanings = _meanings()
    return [RateData(key=key, value=value, meaning=meanings[key]) for key, value in found.items()]


def _meanings() -> Mapping[str, str]:
    return {
        "rr1": _("Answers over everybody who was asked, people who have left included."),
        "rr2": _(
            "As RR1, with answers that were sent half done. There are none: an answer counts once "
            "it is sent."
        ),
        "rr3": _(
            "Answers over all who should have answered. Whoever has left counts among them, as "
            "nothing says otherwise."
        ),
        "rr4": _("As RR3, with answers that were sent half done."),
        "rr5": _("Answers over those asked, without people who left before they had answered."),
        "rr6": _("As RR5, with answers that were sent half done."),
    }


def comparisons(response: Response, *, at: datetime) -> Sequence[Comparison]:
    """
    Return who answered by what is known of people now: for coordinators, who may know it anyway.

    Nothing of HR is looked at.
    """
    if not all(response.standing.allows(*right) for right in _NEEDED):
        return []
    attributes = (_cohort(response), *_pairing(response, at=at), *_course(response))
    found = [_comparison(one, response) for one in attributes]
    return [one for one in found if len(one.groups) > 1]


@dataclass(frozen=True, kw_only=True)
class _Attribute:
    """Something that is known of people: the titles of its groups, and whose group is which."""

    key: str
    title: str
    titles: Mapping[str, str]
    group_of: Callable[[PersonDone], str]


def _cohort(response: Response) -> _Attribute:
    cohorts = programs_api.cohorts(response.window.program_id)
    return _Attribute(
        key="cohort",
        title=_("Cohort"),
        titles={**{str(one.id): one.title for one in cohorts}, "": _("Without a cohort")},
        group_of=lambda person: str(person.cohort_id or ""),
    )


def _pairing(response: Response, *, at: datetime) -> Iterator[_Attribute]:
    """Yield whether people have met their mentor or mentee, and whether they are paired still."""
    met: set[str] = set()
    paired: set[str] = set()
    program = response.standing.program
    days = pairings_api.meeting_facts(program.id)
    for pairing in pairings_api.pairings_during(
        program.id, starts_at=program.created_at, ends_at=at
    ):
        person = pairing.mentee if response.is_of_mentees else pairing.mentor
        if pairing.id in days:
            met.add(person)
        if pairing.is_open:
            paired.add(person)
    title = _("Has met the mentor") if response.is_of_mentees else _("Has met a mentee")
    yield _yes_or_no("met", title, met)
    yield _yes_or_no("paired", _("Is paired now"), paired)


def _yes_or_no(key: str, title: str, persons: set[str]) -> _Attribute:
    return _Attribute(
        key=key,
        title=title,
        titles={_YES: _("Yes"), _NO: _("No")},
        group_of=lambda person: _YES if person.person in persons else _NO,
    )


def _course(response: Response) -> Iterator[_Attribute]:
    """Yield whether mentees have started a linked course; of who has left it is not known."""
    if not response.is_of_mentees:
        return
    courses = [one.course_key for one in programs_api.linked_courses(response.window.program_id)]
    if not courses:
        return
    started = progression_api.started_any(response.members, courses)

    def group_of(person: PersonDone) -> str:
        if person.person not in response.members:
            return _LEFT
        return _YES if person.person in started else _NO

    yield _Attribute(
        key="started",
        title=_("Has started the course"),
        titles={_YES: _("Yes"), _NO: _("No"), _LEFT: _("Has left")},
        group_of=group_of,
    )


def _comparison(attribute: _Attribute, response: Response) -> Comparison:
    grouped = ((person, attribute.group_of(person)) for person in response.people)
    groups = rates_by_group(grouped, attribute.titles, k=response.k)
    difference = difference_of(groups)
    is_hidden = any(one.asked is None for one in groups)
    return Comparison(
        key=attribute.key,
        title=attribute.title,
        groups=groups,
        difference=difference,
        finding=_finding(likeness_of(difference), is_hidden=is_hidden),
    )


def _finding(likeness: Likeness, *, is_hidden: bool) -> str:
    if likeness is Likeness.UNKNOWN:
        if is_hidden:
            return _("Some groups are too small to compare.")
        return _("Cannot be compared: a group has answered as a whole, or not at all.")
    return {
        Likeness.ALIKE: _("The groups answered alike."),
        Likeness.SOME: _("The groups differ somewhat in how many answered."),
        Likeness.UNLIKE: _(
            "The groups differ much in how many answered. Read the results with that in mind."
        ),
    }[likeness]
