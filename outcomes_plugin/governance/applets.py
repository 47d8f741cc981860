"""The applets that keep something about a person, from the highest to the lowest."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from outcomes_plugin.consent import api as consent_api
from outcomes_plugin.goals import api as goals_api
from outcomes_plugin.journals import api as journals_api
from outcomes_plugin.mail import api as mail_api
from outcomes_plugin.pairings import api as pairings_api
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.progression import api as progression_api
from outcomes_plugin.requests import api as requests_api
from outcomes_plugin.surveys import api as surveys_api


@dataclass(frozen=True, kw_only=True)
class Applet:
    """
    How one applet hands out, clears and lets go what it keeps.

    `erase_person(person, at=…)` can be run again; `expire_program(program_id)` deletes what a
    program past its period has left about people, and returns how many rows went.
    """

    name: str
    export_person: Callable[[str], Mapping[str, Any]]
    erase_person: Callable[..., None]
    expire_program: Callable[[int], int]


APPLETS: tuple[Applet, ...] = tuple(
    Applet(
        name=name,
        export_person=api.export_person,
        erase_person=api.erase_person,
        expire_program=api.expire_program,
    )
    for name, api in (
        ("mail", mail_api),
        ("progression", progression_api),
        ("goals", goals_api),
        ("surveys", surveys_api),
        ("journals", journals_api),
        ("requests", requests_api),
        ("pairings", pairings_api),
        ("programs", programs_api),
        ("consent", consent_api),
    )
)
