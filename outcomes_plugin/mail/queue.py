"""Whom an entry of the ledger concerns: a mail for each of them is queued."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from outcomes_plugin.actors import api as actors_api
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import NotFound
from outcomes_plugin.ledger.data import EntryData
from outcomes_plugin.pairings import api as pairings_api
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.programs.data import Action, ProgramData, Standing, Thing
from outcomes_plugin.surveys import api as surveys_api
from outcomes_plugin.surveys.data import WindowState

from . import rules
from .data import MailKind
from .models import Mail

_ROWS_AT_ONCE = 1000


@dataclass(frozen=True, kw_only=True)
class Addressed:
    """A mail of one kind about one thing, and to whom it goes."""

    kind: MailKind
    persons: Iterable[str]
    about: str = ""


def queue_for(actor: Actor, entry: EntryData, *, at: datetime) -> None:
    """
    Queue a mail for each person whom the entry concerns and who still has a user.

    The same entry twice queues them once. What happened too long ago queues none, and nobody gets
    a mail about what they did themselves.

    Raises:
        NotFound: the actor is not the relay.
    """
    if not actor.may_as_system("ledger.deliver"):
        raise NotFound
    program = programs_api.find_program(entry.program)
    if program is None or rules.is_too_late(entry.occurred_at, at=at):
        return
    found = _CONCERNS[entry.type](entry, program)
    others = frozenset(found.persons) - {entry.actor_person}
    add_mails(
        program.id,
        cause=entry.uuid,
        addressed=Addressed(kind=found.kind, persons=others, about=found.about),
        occurred_at=entry.occurred_at,
        at=at,
    )


def add_mails(
    program_id: int, *, cause: str, addressed: Addressed, occurred_at: datetime, at: datetime
) -> None:
    """Add a row for each of the persons who still has a user; who has one keeps it."""
    known = actors_api.users_of(sorted(addressed.persons))
    rows = [
        Mail(
            cause=cause,
            kind=addressed.kind,
            program_id=program_id,
            person=person,
            about=addressed.about,
            occurred_at=occurred_at,
            due_at=at,
        )
        for person in sorted(known)
    ]
    Mail.objects.bulk_create(rows, batch_size=_ROWS_AT_ONCE, ignore_conflicts=True)


def _proposed(entry: EntryData, _program: ProgramData) -> Addressed:
    """Only the mentor is asked: a mentee never learns of a proposal that came to nothing."""
    pairing = pairings_api.find_pairing(entry.payload["pairing"])
    return Addressed(
        kind=MailKind.PROPOSED,
        persons=[pairing.mentor] if pairing is not None else [],
        about=str(entry.payload["pairing"]),
    )


def _paired(entry: EntryData, _program: ProgramData) -> Addressed:
    pairing = pairings_api.find_pairing(entry.payload["pairing"])
    return Addressed(
        kind=MailKind.PAIRED,
        persons=pairing.people if pairing is not None else [],
        about=str(entry.payload["pairing"]),
    )


def _ended(entry: EntryData, _program: ProgramData) -> Addressed:
    """A proposal that was taken back has ended without having begun: that is told to nobody."""
    pairing = pairings_api.find_pairing(entry.payload["pairing"])
    has_begun = pairing is not None and pairing.started_at is not None
    return Addressed(
        kind=MailKind.ENDED,
        persons=pairing.people if pairing is not None and has_begun else [],
        about=str(entry.payload["pairing"]),
    )


def _reply_waiting(entry: EntryData, _program: ProgramData) -> Addressed:
    return Addressed(kind=MailKind.REPLY_WAITING, persons=_subject(entry))


def _request_acknowledged(entry: EntryData, _program: ProgramData) -> Addressed:
    return Addressed(kind=MailKind.REQUEST_ACKNOWLEDGED, persons=_subject(entry))


def _window_opened(entry: EntryData, program: ProgramData) -> Addressed:
    open_now = surveys_api.find_windows(program.id, states=[WindowState.OPEN])
    window_id = next((one.id for one in open_now if one.key == entry.payload["window"]), None)
    return Addressed(
        kind=MailKind.WINDOW_OPENED,
        persons=surveys_api.still_to_answer(window_id) if window_id is not None else [],
        about=str(window_id or ""),
    )


def _release_ready(entry: EntryData, program: ProgramData) -> Addressed:
    return Addressed(
        kind=MailKind.RELEASE_READY,
        persons=release_readers(program),
        about=str(entry.payload["release"]),
    )


def release_readers(program: ProgramData) -> frozenset[str]:
    """Return the members of the program whose role lets them read its releases."""
    return frozenset(
        member.person
        for member in programs_api.active_members(program.id)
        if Standing(program=program, roles=frozenset({member.role})).allows(
            Thing.RELEASES, Action.READ
        )
    )


def _subject(entry: EntryData) -> Iterable[str]:
    return [entry.person] if entry.person is not None else []


_CONCERNS: Mapping[str, Callable[[EntryData, ProgramData], Addressed]] = {
    "journal.replied": _reply_waiting,
    "pairing.ended": _ended,
    "pairing.formed": _paired,
    "pairing.proposed": _proposed,
    "release.made": _release_ready,
    "request.acknowledged": _request_acknowledged,
    "window.opened": _window_opened,
}
