"""Mails on their way: from the ledger into the queue, and from the queue to their readers."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.core import mail
from django.utils import timezone

from demo.courses.people import PersonCard, add_person
from outcomes_plugin.actors import api as actors_api
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.ledger import api as ledger_api
from outcomes_plugin.mail import api as mail_api
from outcomes_plugin.mail.data import SendReport
from outcomes_plugin.relay import api as relay_api
from tests import given

POST = Actor.system("mail")
RELAY = Actor.system("relay")


def a_reader(username: str, **card: Any) -> Any:
    """Return the user of that name with a profile: full name, language and time zone."""
    facts = {"name": username.title(), **card}
    user = add_person(PersonCard(username=username, **facts))
    actors_api.ensure_person(user.pk, at=given.MONDAY)
    return user


def soon() -> datetime:
    """Return a moment at which everything recorded until now is due."""
    return timezone.now() + timedelta(seconds=1)


def queue() -> None:
    """Deliver what waits in the ledger's outbox."""
    relay_api.deliver_due(RELAY, at=soon())


def send(at: datetime | None = None) -> SendReport:
    """Send what is due."""
    return mail_api.send_due(POST, at=at or soon())


def post() -> Sequence[Any]:
    """Queue and send everything, and return the mails that went out."""
    queue()
    send()
    return mail.outbox


def readers(mails: Sequence[Any]) -> list[str]:
    """Return the addresses to which the mails went, sorted."""
    return sorted(address for one in mails for address in one.to)


def html_of(message: Any) -> str:
    """Return the HTML of a mail."""
    ((html, kind),) = message.alternatives
    assert kind == "text/html"
    return str(html)


def record(name: str, *, by: str = "cleo", **facts: Any) -> str:
    """Record an entry as the person of that name, a moment ago."""
    return ledger_api.record(given.an_actor(by), name, at=timezone.now(), **facts)
