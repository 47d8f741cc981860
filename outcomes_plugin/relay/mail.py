"""Mail: each entry becomes a row in the queue for each person whom it concerns."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.ledger.data import EntryData
from outcomes_plugin.mail import api as mail_api

from .targets import OneByOne


class Mail(OneByOne):
    """
    Queue what is to be written because of an entry; a periodic task sends it.

    The relay's transaction is open while it delivers, and no mail server is waited for in one.
    """

    is_projection = False

    @transaction.atomic
    def deliver_one(self, entry: EntryData, *, users: Mapping[str, int]) -> None:
        """Queue the mails; an entry that comes again adds none."""
        mail_api.queue_for(Actor.system("relay"), entry, at=timezone.now())
