"""Hand one letter to edx-ace, and learn what became of it."""

import uuid
from collections.abc import Sequence
from enum import StrEnum
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from edx_ace import ace
from edx_ace.channel import ChannelType
from edx_ace.message import Message
from edx_ace.recipient import Recipient

from .letters import Letter, Reader

# One name for every kind: the platform's tracking log keeps the name of each message with its
# reader, and that somebody's request was acknowledged is nobody's business.
MESSAGE_NAME = "mentoring"


class Carried(StrEnum):
    """What became of a letter."""

    SENT = "sent"
    REFUSED_BY_POLICY = "refused_by_policy"
    FAILED = "failed"


class ReportingMessage(Message):  # type: ignore[misc]  # edx-ace has no types
    """A message that keeps what edx-ace reports of it: `ace.send` returns and raises nothing."""

    @cached_property
    def reports(self) -> dict[str, Any]:
        """What edx-ace has reported, by the names that it uses."""
        return {}

    def report(self, key: str, value: Any) -> None:
        """Keep the report, and let edx-ace pass it on as always."""
        self.reports[str(key)] = value
        super().report(key, value)


def carry(
    letter: Letter, reader: Reader, *, message_id: uuid.UUID, course_keys: Sequence[str]
) -> Carried:
    """
    Send the letter by the site's mail channel, in the reader's language.

    A learner who has turned off the mails of all these courses is sent none, unless the letter is
    one that they must get. What a channel raises, and what a site's own templates raise, comes
    through: an `OSError` as a rule, when the mail server cannot be reached.
    """
    message = ReportingMessage(
        app_label="outcomes_plugin",
        name=MESSAGE_NAME,
        recipient=Recipient(lms_user_id=reader.user.user_id, email_address=reader.user.email),
        language=reader.preferences.language or settings.LANGUAGE_CODE,
        context={
            "letter": letter,
            "platform_name": getattr(settings, "PLATFORM_NAME", ""),
            "course_ids": [] if letter.is_essential else list(course_keys),
        },
        options={"transactional": letter.is_essential},
        headers=_headers(letter, message_id),
    )
    ace.send(message)
    return _what_became(message.reports)


def _headers(letter: Letter, message_id: uuid.UUID) -> dict[str, str]:
    host = urlsplit(letter.url).hostname or "localhost"
    headers = {"Message-ID": f"<{message_id}@{host}>", "Auto-Submitted": "auto-generated"}
    if not letter.is_essential:
        headers["List-Unsubscribe"] = f"<{letter.choice_url}>"
    return headers


def _what_became(reports: dict[str, Any]) -> Carried:
    if any(key.endswith("_delivery_succeeded") for key in reports):
        return Carried.SENT
    if ChannelType.EMAIL.value not in reports.get("policy_allowed_channels", "").split(","):
        return Carried.REFUSED_BY_POLICY
    return Carried.FAILED
