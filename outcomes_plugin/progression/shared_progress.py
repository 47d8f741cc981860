"""Course progress that mentees let their mentor see."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.consent import api as consent_api
from outcomes_plugin.pairings import api as pairings_api
from outcomes_plugin.programs import api as programs_api

from .course_facts import progress_data
from .data import CourseProgressData
from .models import CourseProgress

PURPOSE = "shared_progress"


def partner_progress(
    actor: Actor, pairing_ids: Collection[int]
) -> Mapping[str, Sequence[CourseProgressData]]:
    """
    Return how far each mentee is in each course, who agrees to the actor's seeing it.

    Of these pairings only those count that are open and whose mentor the actor is. Four queries
    for any number of pairings of one program.
    """
    mentees: dict[int, set[str]] = {}
    for pairing in pairings_api.open_as_mentor(actor, pairing_ids):
        mentees.setdefault(pairing.program_id, set()).add(pairing.mentee)
    found: dict[str, list[CourseProgressData]] = {}
    for program_id, persons in mentees.items():
        for one in _shared(program_id, persons):
            found.setdefault(one.person, []).append(one)
    return found


def _shared(program_id: int, persons: Collection[str]) -> Iterator[CourseProgressData]:
    agreeing = consent_api.agreeing(program_id, PURPOSE, persons)
    if not agreeing:
        return
    courses = [link.course_key for link in programs_api.linked_courses(program_id)]
    rows = CourseProgress.objects.filter(
        person__in=agreeing, course_key__in=courses, is_enrolled=True
    )
    yield from sorted(map(progress_data, rows), key=lambda one: courses.index(one.course_key))
