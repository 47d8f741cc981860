"""People who keep a journal, made through the front door."""

import uuid
from datetime import datetime
from typing import Any

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.journals import api as journals_api
from outcomes_plugin.journals.data import EntryData, Visibility
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.programs.data import ProgramData
from tests import given
from tests.given_programs import a_member, a_program
from tests.given_surveys import PURPOSES, a_notice

WORDS = "On Wednesday I let the estimate stand."


def a_writing_program(slug: str = "leap", **settings: Any) -> ProgramData:
    """Return a live program whose notice tells of journals."""
    program = a_program(slug, **settings)
    a_notice(program, purposes=(*PURPOSES, "journals"))
    return program


def a_writer(program: ProgramData, name: str = "amara", *, role: str = "mentee") -> Actor:
    """Return a member of the program who was shown the notice."""
    a_member(program, name, role=role)
    return has_read(program, name)


def has_read(program: ProgramData, name: str) -> Actor:
    """Return the person of that name after they were shown the notice in force."""
    actor = given.an_actor(name)
    notice = programs_api.notice_in_force(actor, program.id)
    version = notice.version if notice is not None else None
    programs_api.read_notice(actor, program.id, version=version, at=given.MONDAY)
    return actor


def an_id() -> str:
    """Return the id of an entry to come."""
    return uuid.uuid4().hex


def the_token(actor: Actor, program: ProgramData, visibility: Visibility) -> str:
    """Return what a person sends back who was shown who would read an entry now."""
    view = journals_api.journal_view(actor, program.id, language="en")
    return view.audience.tokens.get(visibility, "")


def writes(
    program: ProgramData,
    name: str = "amara",
    text: str = WORDS,
    *,
    visibility: Visibility = Visibility.ONLY_ME,
    at: datetime = given.TUESDAY,
    **facts: Any,
) -> EntryData:
    """Return an entry that the person of that name has kept."""
    actor = given.an_actor(name)
    return journals_api.save_entry(
        actor,
        program.id,
        facts.pop("entry_id", an_id()),
        text=text,
        visibility=visibility,
        audience=facts.pop("audience", the_token(actor, program, visibility)),
        expected_version=facts.pop("expected_version", 0),
        at=at,
        **facts,
    )
