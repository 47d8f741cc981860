"""
A learner opens a unit with a survey of 50 statements on one scale, beside one of 5.

Whole requests in the demo site, each survey in a unit of its own. A unit with a text alone stands
beside them, so that the survey's own part can be seen.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.common import Queries, Seconds, a_site, in_turn, queries_of

STATEMENTS, RUNS = (5, 50), 25
_POINTS = ("Not at all", "A little", "Partly", "Mostly", "Wholly")


@dataclass(frozen=True, kw_only=True)
class Measured:
    """What a view costs with so many statements, 0 for a text alone."""

    statements: int
    queries: Queries
    seconds: Seconds

    def __str__(self) -> str:
        what = f"{self.statements:>2} statements" if self.statements else "a text alone"
        return f"{what}: {self.seconds}; {self.queries}"


def measure(statements: Sequence[int], *, runs: int) -> Sequence[Measured]:
    """Return what a view costs with each number of statements, a text alone first."""
    from demo.courses import learning
    from demo.courses.people import PersonCard, add_person
    from tests import given
    from tests import given_surveys as gs
    from tests.given_programs import a_member

    program = gs.an_asking_program()
    course = _a_course(statements)
    user = add_person(PersonCard(username="mia", name="Mia"))
    learning.enroll(course, user, at=given.MONDAY)
    a_member(program, "mia")
    for count in statements:
        gs.has_read_the_notice(_a_window(program, count), "mia")
    acts = {count: _view(user, course, count) for count in (0, *statements)}
    queries = {count: queries_of(act) for count, act in acts.items()}
    seconds = in_turn({str(count): act for count, act in acts.items()}, runs=runs)
    return [
        Measured(statements=count, queries=queries[count], seconds=seconds[str(count)])
        for count in acts
    ]


def _a_course(statements: Sequence[int]) -> Any:
    from benchmarks import worlds

    units = "".join(
        f'<vertical url_name="unit{count}" display_name="{count} statements">'
        f'<mentoring-survey url_name="survey{count}" program="leap" window="of_{count}"/>'
        "</vertical>"
        for count in statements
    )
    return worlds.a_linked_course(
        '<course org="Northlight" course="MENTOR" url_name="2026" display_name="Mentoring">'
        '<chapter display_name="Week 1"><sequential>'
        '<vertical url_name="unit0" display_name="A text"><html url_name="words">Words.</html>'
        f"</vertical>{units}</sequential></chapter></course>"
    )


def _a_window(program: Any, statements: int) -> Any:
    """Return an open window that asks so many statements on one scale, all of them required."""
    from benchmarks import worlds
    from outcomes_plugin.surveys import api as surveys_api
    from tests import given
    from tests import given_surveys as gs
    from tests.given_programs import the_coordinator

    key = f"of_{statements}"
    points = [{"value": value, "label": label} for value, label in enumerate(_POINTS, start=1)]
    document = {
        "title": f"{statements} statements",
        "about": "How it goes.",
        "minutes": 5,
        "validated": False,
        "scales": {"much": {"kind": "likert", "points": points}},
        "items": [
            {
                "key": f"statement_{number}",
                "kind": "likert",
                "scale": "much",
                "prompt": f"Statement {number} of how we work with each other.",
            }
            for number in range(statements)
        ],
        "scores": [
            {"key": "usefulness", "items": [f"statement_{number}" for number in range(statements)]}
        ],
    }
    surveys_api.publish_instrument(
        the_coordinator(), program.id, document, key=key, at=given.MONDAY
    )
    return gs.an_open_window(program, key=key, instrument=key, **worlds.open_now())


def _view(user: Any, course: Any, statements: int) -> Callable[[], None]:
    """Return the request of the unit; it fails where not every statement is asked."""
    from django.test import Client
    from django.urls import reverse

    client = Client()
    client.force_login(user)
    unit = course.key.make_usage_key("vertical", f"unit{statements}")
    url = reverse("demo:unit", args=[course.key, unit])

    def view() -> None:
        page = client.get(url).content.decode()
        assert page.count("data-item=") == statements, page

    return view


def ratios(found: Sequence[Measured]) -> Sequence[str]:
    """Return the view with the most statements as a multiple of that with the fewest."""
    _text, few, *_between, many = found
    return [
        f"{many.statements} statements to {few.statements}: {many.seconds.beside(few.seconds)}, "
        f"queries {many.queries.total} to {few.queries.total}"
    ]


def main() -> None:
    """Print one line per number of statements, then the ratio."""
    with a_site():
        found = measure(STATEMENTS, runs=RUNS)
    print(f"medians of {RUNS} runs")
    print(*found, *ratios(found), sep="\n")


if __name__ == "__main__":
    main()
