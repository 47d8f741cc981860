"""
Publish notices, record that they were shown, give and withdraw grants.

Programs stand above this applet: who may publish is decided there, and the program comes in as a
value.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, Min, OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from outcomes_plugin.actors import api as actors_api
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import ConsentMissing, NotFound
from outcomes_plugin.ledger import api as ledger_api

from . import rules
from .data import NoticeData
from .models import Grant, Notice, NoticeShowing


@transaction.atomic
def publish_notice(
    actor: Actor,
    program_id: int,
    *,
    program_slug: str,
    content: Mapping[str, Any],
    months_kept: int,
    key_destroyed_on: date,
    at: datetime,
) -> NoticeData:
    """
    Put a new version of the program's notice into force. A text already in force stays as it is.

    Raises:
        Invalid: the notice leaves out what people must be told.
    """
    rules.check_notice(
        content, months_kept=months_kept, key_destroyed_on=key_destroyed_on, today=at.date()
    )
    current = current_notice(program_id)
    terms = (rules.digest_of(content), months_kept, key_destroyed_on)
    if current and terms == (current.digest, current.months_kept, current.key_destroyed_on):
        return current
    notice = Notice.objects.create(
        program_id=program_id,
        version=current.version + 1 if current else 1,
        content=dict(content),
        months_kept=months_kept,
        key_destroyed_on=key_destroyed_on,
        digest=terms[0],
        published_at=at,
    )
    ledger_api.record(
        actor,
        "notice.published",
        at=at,
        program=program_slug,
        payload={"version": notice.version},
    )
    return _notice_data(notice)


def current_notice(program_id: int) -> NoticeData | None:
    """Return the program's notice in force, or None before the first one."""
    notice = Notice.objects.filter(program_id=program_id).order_by("-version").first()
    return _notice_data(notice) if notice else None


def programs_telling_of(purpose: str, program_ids: Collection[int]) -> frozenset[int]:
    """Return those of the programs whose notice in force names the purpose as one it needs."""
    newest = Notice.objects.filter(program_id=OuterRef("program_id")).order_by("-version")
    in_force = Notice.objects.filter(
        program_id__in=program_ids, version=Subquery(newest.values("version")[:1])
    )
    return frozenset(one.program_id for one in in_force if _notice_data(one).tells_of(purpose))


def days_named(program_id: int, *, since: datetime) -> Sequence[date]:
    """Return the days on which notices published since then promised to destroy the key."""
    notices = Notice.objects.filter(program_id=program_id, published_at__gte=since)
    return list(notices.values_list("key_destroyed_on", flat=True))


def months_promised(program_id: int) -> int | None:
    """Return the shortest period that any notice of the program has promised, in months."""
    notices = Notice.objects.filter(program_id=program_id)
    shortest: int | None = notices.aggregate(months=Min("months_kept"))["months"]
    return shortest


def notice_for(person: str, program_id: int) -> tuple[NoticeData | None, bool]:
    """Return the program's notice in force, and whether the person was shown it, in one query."""
    shown = NoticeShowing.objects.filter(notice_id=OuterRef("id"), person=person)
    notices = Notice.objects.filter(program_id=program_id).annotate(was_shown=Exists(shown))
    notice = notices.order_by("-version").first()
    return (_notice_data(notice), notice.was_shown) if notice else (None, False)


@transaction.atomic
def show_notice(
    actor: Actor, program_id: int, *, program_slug: str, version: int | None, at: datetime
) -> None:
    """
    Record that the actor was shown the notice in force and goes on. Twice is once.

    Raises:
        Conflict: the version is not the one in force; it carries the one that is.
    """
    notice = Notice.objects.filter(program_id=program_id).order_by("-version").first()
    rules.check_version(_notice_data(notice) if notice else None, version)
    if notice is None:
        return
    person = _person_of(actor, at=at)
    _showing, is_new = NoticeShowing.objects.get_or_create(
        notice=notice, person=person, defaults={"shown_at": at}
    )
    if is_new:
        ledger_api.record(
            actor,
            "notice.shown",
            at=at,
            person=person,
            program=program_slug,
            payload={"version": notice.version},
        )


@transaction.atomic
def give_grant(
    actor: Actor, program_id: int, *, program_slug: str, purpose: str, at: datetime
) -> None:
    """
    Record that the actor agrees to an optional purpose. Agreeing twice is agreeing once.

    Raises:
        Invalid: the purpose is not an optional one.
    """
    rules.check_optional(purpose)
    person = _person_of(actor, at=at)
    _grant, is_new = Grant.objects.get_or_create(
        program_id=program_id,
        person=person,
        purpose=purpose,
        open_marker=True,
        defaults={"given_at": at},
    )
    if is_new:
        _record_choice(
            actor, "grant.given", person, program_slug=program_slug, purpose=purpose, at=at
        )


@transaction.atomic
def withdraw_grant(
    actor: Actor, program_id: int, *, program_slug: str, purpose: str, at: datetime
) -> None:
    """
    Record that the actor no longer agrees. Withdrawing what was never given changes nothing.

    Raises:
        Invalid: the purpose is not an optional one.
    """
    rules.check_optional(purpose)
    if actor.person is None:
        return
    standing = Grant.objects.filter(
        program_id=program_id, person=actor.person, purpose=purpose, open_marker=True
    )
    if standing.update(open_marker=None, withdrawn_at=at):
        _record_choice(
            actor,
            "grant.withdrawn",
            actor.person,
            program_slug=program_slug,
            purpose=purpose,
            at=at,
        )


def grants_of(person: str, program_id: int) -> frozenset[str]:
    """Return the optional purposes that the person agrees to now."""
    standing = Grant.objects.filter(person=person, program_id=program_id, open_marker=True)
    return frozenset(standing.values_list("purpose", flat=True))


def agreeing(program_id: int, purpose: str, persons: Collection[str]) -> frozenset[str]:
    """Return who of the persons agrees to the purpose now."""
    standing = Grant.objects.filter(
        program_id=program_id, purpose=purpose, person__in=list(persons), open_marker=True
    )
    return frozenset(standing.values_list("person", flat=True))


def require_grant(person: str, program_id: int, purpose: str) -> None:
    """
    Refuse to use a person's data for an optional purpose without the person's agreement.

    Raises:
        ConsentMissing: the person has not agreed, or has withdrawn.
    """
    if purpose not in grants_of(person, program_id):
        raise ConsentMissing(_("This person has not agreed to this."))


def export_person(person: str) -> Mapping[str, Any]:
    """Return the notices that the person was shown, and what they agreed to."""
    showings = NoticeShowing.objects.filter(person=person).select_related("notice__program")
    grants = Grant.objects.filter(person=person).select_related("program")
    return {
        "notices": [
            {
                "program": showing.notice.program.slug,
                "version": showing.notice.version,
                "digest": showing.notice.digest,
                "shown_at": showing.shown_at.isoformat(),
            }
            for showing in showings.order_by("id")
        ],
        "grants": [
            {
                "program": grant.program.slug,
                "purpose": grant.purpose,
                "given_at": grant.given_at.isoformat(),
                "withdrawn_at": grant.withdrawn_at.isoformat() if grant.withdrawn_at else None,
            }
            for grant in grants.order_by("id")
        ],
    }


def erase_person(person: str, *, at: datetime) -> None:
    """Delete what the person was shown and agreed to."""
    NoticeShowing.objects.filter(person=person).delete()
    Grant.objects.filter(person=person).delete()


def expire_program(program_id: int) -> int:
    """Delete what people were shown and agreed to in the program; return how many rows went."""
    shown, _by_model = NoticeShowing.objects.filter(notice__program_id=program_id).delete()
    given, _by_model = Grant.objects.filter(program_id=program_id).delete()
    return shown + given


def _person_of(actor: Actor, *, at: datetime) -> str:
    if actor.user_id is None:
        raise NotFound
    return actor.person or actors_api.ensure_person(actor.user_id, at=at)


def _record_choice(
    actor: Actor, type_: str, person: str, *, program_slug: str, purpose: str, at: datetime
) -> None:
    ledger_api.record(
        actor, type_, at=at, person=person, program=program_slug, payload={"purpose": purpose}
    )


def _notice_data(notice: Notice) -> NoticeData:
    return NoticeData(
        program_id=notice.program_id,
        version=notice.version,
        content=notice.content,
        months_kept=notice.months_kept,
        key_destroyed_on=notice.key_destroyed_on,
        digest=notice.digest,
        published_at=notice.published_at,
    )
