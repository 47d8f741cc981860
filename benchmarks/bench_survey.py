"""
A learner opens a unit with our survey and sends answers, beside xblock-poll's survey and vote.

Whole requests in the demo site, with 10, 1,000 and 10,000 people who have answered both; both ask
the same questions with the same five points. Beside them a unit with a text alone, so that the
blocks' own part can be seen. What a worker does is in no request; the receiver of the platform's
completion signal is in both submits, and its queries are named apart.

xblock-poll keeps its answers in the platform's field store, which the demo replaces by a table of
its own: its numbers are for orientation.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import entry_points
from typing import Any

from benchmarks.bench_signals import without_our_receivers
from benchmarks.common import Queries, Seconds, a_site, in_turn, medians, queries_of, seconds_of

RESPONDENTS, RUNS = (10, 1000, 10_000), 15
TEXT, OURS, POLL = "a text", "our survey", "xblock-poll"
POINTS = 5


@dataclass(frozen=True, kw_only=True)
class Measured:
    """What one act costs with so many respondents. `signal` is the completion receiver's part."""

    act: str
    what: str
    respondents: int
    queries: Queries
    seconds: Seconds
    signal: int = 0

    def __str__(self) -> str:
        own = f"of ours {self.queries.own - self.signal}"
        own += f" + {self.signal} of the completion's receiver" if self.signal else ""
        return (
            f"{self.respondents:>6,} respondents, {self.act}, {self.what}: {self.seconds}; "
            f"queries {self.queries.total}: {own}, the platform's {self.queries.platform}"
        )


def has_poll() -> bool:
    """Return whether xblock-poll is installed."""
    return any(point.module == "poll" for point in entry_points(group="xblock.v1", name="survey"))


def measure(respondents: Sequence[int], *, runs: int) -> Sequence[Measured]:
    """Return what views and submits cost while the number of respondents grows."""
    from benchmarks import polls, worlds

    world = worlds.a_world()
    poll = polls.a_poll(world, points=POINTS) if has_poll() else None
    found: list[Measured] = []
    answered = 0
    for count in respondents:
        users = worlds.respondents(world, count - answered, start=answered)
        if poll is not None:
            polls.votes(poll, users)
        answered = count
        newcomers = worlds.newcomers(world, runs + 2, name=f"new{count}_")
        found += _views(world, newcomers[0], count, runs=runs)
        found += _submits(world, poll, newcomers, count)
    return found


def _views(world: Any, user: Any, respondents: int, *, runs: int) -> list[Measured]:
    shown = {TEXT: ("text", "Words."), OURS: ("ours", 'data-state="ready"')}
    if has_poll():
        shown[POLL] = ("theirs", 'class="survey-row"')
    client = _client(user)
    acts = {what: _view(client, world.course.key, *unit) for what, unit in shown.items()}
    queries = {what: queries_of(act) for what, act in acts.items()}
    seconds = in_turn(acts, runs=runs)
    return [
        Measured(
            act="view",
            what=what,
            respondents=respondents,
            queries=queries[what],
            seconds=seconds[what],
        )
        for what in acts
    ]


def _view(client: Any, course_key: Any, unit: str, expected: str) -> Callable[[], None]:
    from django.urls import reverse

    url = reverse("demo:unit", args=[course_key, course_key.make_usage_key("vertical", unit)])

    def view() -> None:
        answer = client.get(url)
        assert expected in answer.content.decode(), answer.content

    return view


def _submits(world: Any, poll: Any, newcomers: Sequence[Any], respondents: int) -> list[Measured]:
    """Let every newcomer answer both: the first two to count queries, the rest on the clock."""
    acts = [_submits_of(world, poll, user) for user in newcomers]
    signal = {what: queries_of(act) for what, act in acts[0].items()}
    with without_our_receivers():
        bare = {what: queries_of(act) for what, act in acts[1].items()}
    taken: dict[str, list[Seconds]] = {what: [] for what in acts[0]}
    for mine in acts[2:]:
        for what, act in mine.items():
            taken[what].append(seconds_of(act))
    return [
        Measured(
            act="submit",
            what=what,
            respondents=respondents,
            queries=signal[what],
            seconds=medians(taken[what]),
            signal=signal[what].own - bare[what].own,
        )
        for what in taken
    ]


def _submits_of(world: Any, poll: Any, user: Any) -> Mapping[str, Callable[[], None]]:
    from tests import given_surveys as gs

    client, answers = _client(user), gs.all_answers(world.window.instrument)
    told = {
        "action": "submit",
        "answers": answers,
        "mode": world.window.mode,
        "notice_version": 1,
        "instrument_version": world.window.instrument_version,
        "response_version": 0,
    }
    ours = world.course.key.make_usage_key("mentoring-survey", "halfway")
    acts = {OURS: _call(client, ours, "respond", told)}
    if poll is not None:
        acts[POLL] = _call(client, poll, "vote", dict.fromkeys(answers, "4"))
    return acts


def _call(client: Any, usage_key: Any, handler: str, body: Any) -> Callable[[], None]:
    from django.urls import reverse

    url = reverse("demo:handler", args=[usage_key.course_key, usage_key, handler, ""]).rstrip("/")
    text = json.dumps(body)

    def call() -> None:
        answer = client.post(url, text, content_type="application/json")
        assert answer.status_code == 200, answer.content
        assert answer.json().get("success", True), answer.content

    return call


def _client(user: Any) -> Any:
    from django.test import Client

    client = Client()
    client.force_login(user)
    return client


def ratios(found: Sequence[Measured]) -> Sequence[str]:
    """Return our times as multiples of the others' at each number, and of our own at the fewest."""
    by_place = {(one.act, one.what, one.respondents): one for one in found}
    counts = sorted({one.respondents for one in found})
    lines = [
        _beside(by_place[act, OURS, count], by_place[act, other, count])
        for act in ("view", "submit")
        for other in (TEXT, POLL)
        for count in counts
        if (act, other, count) in by_place
    ]
    submits = [by_place["submit", OURS, count].seconds for count in counts]
    lines.append(
        f"submit, ours at {counts[-1]:,} to ours at {counts[0]:,} respondents: "
        f"{submits[-1].beside(submits[0])}"
    )
    return lines


def _beside(ours: Measured, other: Measured) -> str:
    return (
        f"{ours.act}, {ours.respondents:,} respondents: {OURS} to {other.what} "
        f"{ours.seconds.beside(other.seconds)}, "
        f"queries {ours.queries.total} to {other.queries.total}"
    )


def main() -> None:
    """Print one line per act, block and number of respondents, then the ratios."""
    with a_site():
        found = measure(RESPONDENTS, runs=RUNS)
    print(f"medians of {RUNS} runs")
    print(*found, *ratios(found), sep="\n")
    if not has_poll():
        print("xblock-poll is not installed: `make bench` installs it, to compare with.")


if __name__ == "__main__":
    main()
