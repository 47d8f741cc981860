"""Send what waits: claim a mail, look up whether and what it still tells, send it, settle it."""

import logging
import uuid
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import DatabaseError
from django.db.models import F

from outcomes_plugin.actors import api as actors_api
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.edxapp import UserPreferences, platform
from outcomes_plugin.errors import NotFound
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.programs.data import ProgramData

from . import rules
from .carrier import Carried, carry
from .choices import levels_of
from .data import MailKind, MailLevel, MailOutcome, SendReport
from .letters import Letter, Reader, compose
from .models import Mail

BATCH = 200

logger = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class _Desk:
    """What sending a batch needs to know, read once for all of it."""

    readers: Mapping[str, Reader]
    levels: Mapping[tuple[str, int], MailLevel]
    programs: Mapping[int, ProgramData]
    courses: Mapping[int, Sequence[str]]


def send_due(actor: Actor, *, at: datetime, limit: int = BATCH) -> SendReport:
    """
    Send the mails that are due, the oldest first.

    Each is claimed before it is sent, so two workers do not send the same one. One that fails, or
    whose worker is killed, is due again after a wait: a mail may come twice, with the same
    Message-ID, and is not lost. It holds back no other.

    Raises:
        NotFound: the actor is not the part of the system that does this.
    """
    if not actor.may_as_system("mail.send"):
        raise NotFound
    due = Mail.objects.filter(outcome=MailOutcome.WAITING, due_at__lte=at).order_by("due_at", "id")
    rows = list(due[:limit])
    desk = _desk(rows)
    counts = Counter(_send(row, desk, at=at) for row in rows)
    sent, failed = counts[MailOutcome.SENT], counts[MailOutcome.WAITING]
    settled = counts.total() - counts[None] - failed
    return SendReport(sent=sent, settled=settled, failed=failed)


def _desk(rows: Sequence[Mail]) -> _Desk:
    program_ids = {row.program_id for row in rows}
    found = {program_id: programs_api.find_program(program_id) for program_id in program_ids}
    persons = {row.person for row in rows}
    return _Desk(
        readers=_readers(persons),
        levels=levels_of(persons, program_ids),
        programs={program_id: data for program_id, data in found.items() if data is not None},
        courses={
            program_id: [link.course_key for link in programs_api.linked_courses(program_id)]
            for program_id in program_ids
        },
    )


def _readers(persons: Collection[str]) -> Mapping[str, Reader]:
    """Return those of the persons who have an active user with an address."""
    users = actors_api.users_of(persons)
    ids = set(users.values())
    facts, preferences = platform().users(ids), platform().preferences(ids)
    return {
        person: Reader(
            person=person,
            user=facts[user_id],
            preferences=preferences.get(user_id, UserPreferences()),
        )
        for person, user_id in users.items()
        if user_id in facts and facts[user_id].is_active and facts[user_id].email
    }


def _send(row: Mail, desk: _Desk, *, at: datetime) -> MailOutcome | None:
    """Return what became of it: still waiting when it failed, None when it is not sent now."""
    kind, reader, program = MailKind(row.kind), desk.readers.get(row.person), row.program_id
    if _is_put_off(row, kind, reader, desk.programs[program], at=at) or not _claim(row, at=at):
        return None
    level = desk.levels.get((row.person, program), MailLevel.ALL)
    if rules.is_too_late(row.occurred_at, at=at):
        return _settle(row, MailOutcome.TOO_LATE, at=at)
    if reader is None:
        return _settle(row, MailOutcome.NO_ADDRESS, at=at)
    if not rules.is_wanted(kind, level):
        return _settle(row, MailOutcome.NOT_WANTED, at=at)
    letter = compose(kind, row.about, reader, desk.programs[program], at=at)
    if letter is None:
        return _settle(row, MailOutcome.NOT_NEEDED, at=at)
    return _carry(row, letter, reader, desk.courses[program], at=at)


def _is_put_off(
    row: Mail, kind: MailKind, reader: Reader | None, program: ProgramData, *, at: datetime
) -> bool:
    """Put what can wait off to the end of the reader's quiet hours; return whether it was."""
    if reader is None or rules.is_essential(kind):
        return False
    zone = ZoneInfo(reader.preferences.time_zone or program.time_zone)
    until = rules.quiet_until(at, zone=zone, hours=settings.OUTCOMES_QUIET_HOURS)
    if until is None:
        return False
    Mail.objects.filter(id=row.id, outcome=MailOutcome.WAITING).update(due_at=until)
    return True


def _claim(row: Mail, *, at: datetime) -> bool:
    """Put the next attempt off, and return whether this worker was the first to do so."""
    mine = Mail.objects.filter(id=row.id, outcome=MailOutcome.WAITING, attempts=row.attempts)
    due_at = at + rules.wait_after(row.attempts)
    return mine.update(attempts=F("attempts") + 1, due_at=due_at) == 1


def _carry(
    row: Mail, letter: Letter, reader: Reader, course_keys: Sequence[str], *, at: datetime
) -> MailOutcome:
    message_id = uuid.uuid5(uuid.NAMESPACE_OID, f"{row.cause}:{row.person}")
    try:
        carried = carry(letter, reader, message_id=message_id, course_keys=course_keys)
    except DatabaseError:
        raise
    except Exception as error:  # noqa: BLE001 - channels and themes are another's code
        return _fail(row, type(error).__name__, at=at)
    if carried is Carried.SENT:
        return _settle(row, MailOutcome.SENT, at=at)
    if carried is Carried.REFUSED_BY_POLICY:
        return _settle(row, MailOutcome.NOT_WANTED, at=at)
    return _fail(row, carried.value, at=at)


def _fail(row: Mail, error: str, *, at: datetime) -> MailOutcome:
    """Note why it failed, in a word: the error's own text may hold an address."""
    logger.warning("Mail %s could not be sent: %s.", row.id, error)
    Mail.objects.filter(id=row.id).update(last_error=error[:64])
    if row.attempts + 1 >= rules.MOST_ATTEMPTS:
        return _settle(row, MailOutcome.GIVEN_UP, at=at)
    return MailOutcome.WAITING


def _settle(row: Mail, outcome: MailOutcome, *, at: datetime) -> MailOutcome:
    Mail.objects.filter(id=row.id).update(outcome=outcome, settled_at=at)
    return outcome
