"""Requests to the coordinators and their answers."""

from collections.abc import Mapping, Sequence

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.programs.api import names_of
from outcomes_plugin.requests.api import acknowledge as acknowledge_request
from outcomes_plugin.requests.api import answer as answer_request
from outcomes_plugin.requests.api import answered_requests, my_requests, open_requests, who_reads
from outcomes_plugin.requests.api import ask as make_request
from outcomes_plugin.requests.api import outcomes_of as request_outcomes
from outcomes_plugin.requests.api import withdraw as withdraw_request

__all__ = [
    "acknowledge_request",
    "answer_request",
    "answered_requests",
    "make_request",
    "my_requests",
    "names_of_askers",
    "open_requests",
    "request_outcomes",
    "request_readers",
    "withdraw_request",
]


def names_of_askers(actor: Actor, program: str) -> Mapping[str, str]:
    """
    Return the name of each person whose request the actor may answer, and of who has read it.

    Raises:
        NotFound: no such program, or the actor may answer nothing in it.
    """
    found = [*open_requests(actor, program), *answered_requests(actor, program)]
    persons = {person for one in found for person in (one.person, one.handled_by)}
    return names_of({person for person in persons if person is not None})


def request_readers(actor: Actor, program: str) -> Mapping[str, Sequence[str]]:
    """
    Return what the actor may ask of the program, with the names of those who would read it.

    Raises:
        NotFound: no such program, or the actor never had a role in it.
    """
    readers = who_reads(actor, program)
    names = names_of({person for found in readers.values() for person in found})
    return {
        kind: sorted(names[person] for person in found if person in names)
        for kind, found in readers.items()
    }
