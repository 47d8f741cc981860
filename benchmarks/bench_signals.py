"""
What a signal of the platform costs the request that sends it.

Each signal is sent without our receivers, for a user in no program, and for a member whose course
belongs to a program. `alone` is the bare signal; `act` is what the platform does around it, here in
the demo site, whose acts are lighter than an LMS's. A worker's part is not in the request.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle
from typing import Any

from benchmarks.common import Queries, Seconds, a_site, medians, queries_of, seconds_of

MEMBERS, RUNS = 1000, 40
OUTSIDER, MEMBER = "a user in no program", "a member"


@dataclass(frozen=True, kw_only=True)
class Measured:
    """One signal for one user, with our receivers and without."""

    signal: str
    user: str
    queries: Queries
    seconds: Seconds
    seconds_without: Seconds

    def __str__(self) -> str:
        return (
            f"{self.signal}, {self.user}: queries of ours {self.queries.own}, {self.seconds}; "
            f"without our receivers {self.seconds_without}; "
            f"ratio {self.seconds.beside(self.seconds_without)}"
        )


@contextmanager
def without_our_receivers() -> Iterator[None]:
    """Disconnect what we connect to the platform's learning signals, and connect it again."""
    from completion.models import BlockCompletion
    from django.db.models.signals import post_save
    from openedx_events.learning import signals

    from demo.courses.models import DemoGroupMembership
    from outcomes_plugin import handlers

    connected = [
        (signals.COURSE_ENROLLMENT_CREATED, None, "outcomes_on_enrollment"),
        (signals.COURSE_ENROLLMENT_CHANGED, None, "outcomes_on_enrollment"),
        (signals.COURSE_UNENROLLMENT_COMPLETED, None, "outcomes_on_enrollment"),
        (signals.COURSE_PASSING_STATUS_UPDATED, None, "outcomes_on_passing"),
        (signals.CERTIFICATE_CREATED, None, "outcomes_on_certificate"),
        (signals.CERTIFICATE_CHANGED, None, "outcomes_on_certificate"),
        (signals.CERTIFICATE_REVOKED, None, "outcomes_on_certificate"),
        (post_save, DemoGroupMembership, "outcomes_on_group"),
        (post_save, BlockCompletion, "outcomes_on_completion"),
    ]
    for signal, sender, uid in connected:
        if not signal.disconnect(sender=sender, dispatch_uid=uid):
            raise LookupError(f"No receiver is connected as {uid}.")
    try:
        yield
    finally:
        handlers.connect()


def measure(*, members: int, runs: int) -> Sequence[Measured]:
    """Return what every signal costs, in a program of so many members."""
    from benchmarks import worlds
    from demo.courses import learning
    from demo.courses.people import PersonCard, add_person

    world = worlds.a_world()
    worlds.respondents(world, members)
    (member,) = worlds.newcomers(world, 1, name="member")
    outsider = add_person(PersonCard(username="outsider", name="Otto"))
    learning.enroll(world.course, outsider, at=worlds.given.MONDAY)
    found = []
    for name, user in ((OUTSIDER, outsider), (MEMBER, member)):
        for signal, send in _sends(world.course, user).items():
            found.append(_measured(signal, name, send, runs=runs))
    return found


def _measured(signal: str, user: str, send: Callable[[], object], *, runs: int) -> Measured:
    """Send the signal with our receivers and without, in turn."""
    queries = queries_of(send)
    taken, taken_without = [], []
    for _run in range(runs):
        taken.append(seconds_of(send))
        with without_our_receivers():
            taken_without.append(seconds_of(send))
    return Measured(
        signal=signal,
        user=user,
        queries=queries,
        seconds=medians(taken),
        seconds_without=medians(taken_without),
    )


def _sends(course: Any, user: Any) -> Mapping[str, Callable[[], object]]:
    """Return ways to send every signal about the user: alone, and inside the act that sends it."""
    from completion.models import BlockCompletion
    from django.db.models.signals import post_save
    from openedx_events.learning import signals

    from demo.courses import learning
    from demo.courses.models import DemoBlock

    enrolled = _enrollment(course, user)
    passing, certificate = _passing_status(course, user), _certificate(course, user)
    in_group = _membership(course, user)
    block = DemoBlock.objects.get(key__contains="words").key
    learning.complete_block(user, block)
    completion = BlockCompletion.objects.get(user=user, block_key=block)
    shares, grades = cycle([0.5, 1.0]), cycle([True, False])
    return {
        "enrollment alone": lambda: signals.COURSE_ENROLLMENT_CHANGED.send_event(
            enrollment=enrolled
        ),
        "passing status alone": lambda: signals.COURSE_PASSING_STATUS_UPDATED.send_event(
            course_passing_status=passing
        ),
        "certificate alone": lambda: signals.CERTIFICATE_CREATED.send_event(
            certificate=certificate
        ),
        "cohort alone": lambda: post_save.send(
            sender=type(in_group), instance=in_group, created=True
        ),
        "completion alone": lambda: post_save.send(
            sender=BlockCompletion, instance=completion, created=False
        ),
        "passing status, act": lambda: learning.regrade(course, user, is_passing=next(grades)),
        "completion, act": lambda: learning.complete_block(user, block, share=next(shares)),
    }


def _membership(course: Any, user: Any) -> Any:
    """Return a membership in a group that a cohort of the program follows."""
    from benchmarks import worlds
    from demo.courses import groups
    from demo.courses.models import DemoGroup, DemoGroupMembership
    from outcomes_plugin.programs import api as programs_api
    from tests.given_programs import COURSE, the_coordinator

    group = DemoGroup.objects.filter(course=course).first() or groups.add_group(course, "A group")
    programs_api.follow_group(
        the_coordinator(),
        "leap",
        worlds.COHORTS[0],
        course_key=COURSE,
        group=groups.key_of(group),
        at=worlds.given.MONDAY,
    )
    groups.put_into(group, user)
    return DemoGroupMembership.objects.get(group=group, user=user)


def _enrollment(course: Any, user: Any) -> Any:
    from openedx_events.learning.data import CourseData, CourseEnrollmentData

    from demo.courses import learning
    from tests import given

    return CourseEnrollmentData(
        user=learning.user_data(user),
        course=CourseData(course_key=course.key),
        mode=learning.MODE,
        is_active=True,
        creation_date=given.MONDAY,
    )


def _passing_status(course: Any, user: Any) -> Any:
    from openedx_events.learning.data import CourseData, CoursePassingStatusData

    from demo.courses import learning

    return CoursePassingStatusData(
        is_passing=True,
        user=learning.user_data(user),
        course=CourseData(course_key=course.key),
    )


def _certificate(course: Any, user: Any) -> Any:
    from openedx_events.learning.data import CertificateData, CourseData

    from demo.courses import learning
    from outcomes_plugin.edxapp import VALID_CERTIFICATE

    return CertificateData(
        user=learning.user_data(user),
        course=CourseData(course_key=course.key),
        mode=learning.MODE,
        grade="",
        download_url="",
        name=user.username,
        current_status=VALID_CERTIFICATE,
    )


def main() -> None:
    """Print one line per signal and user."""
    with a_site():
        print(f"a program of {MEMBERS:,} members, the median of {RUNS} runs")
        print(*measure(members=MEMBERS, runs=RUNS), sep="\n")


if __name__ == "__main__":
    main()
