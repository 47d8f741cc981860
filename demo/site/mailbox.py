"""The mails that the demo has sent, read back from the folder of Django's file backend."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default as modern
from pathlib import Path

from django.conf import settings

LATEST = 200
_BETWEEN = b"\n" + b"-" * 79 + b"\n"


@dataclass(frozen=True, kw_only=True)
class SentMail:
    """One mail. `key` names it in an address: the file that holds it, and its place in there."""

    key: str
    to: str
    subject: str
    at: datetime
    text: str
    html: str


def sent_mails() -> Sequence[SentMail]:
    """Return the latest mails, the newest first."""
    files = sorted(_folder().glob("*.log"), reverse=True)[:LATEST]
    found = [mail for file in files for mail in _mails_in(file)]
    return sorted(found, key=lambda mail: mail.at, reverse=True)[:LATEST]


def sent_mail(key: str) -> SentMail | None:
    """Return the mail of that key, or None."""
    return next((mail for mail in sent_mails() if mail.key == key), None)


def _folder() -> Path:
    return Path(settings.EMAIL_FILE_PATH)


def _mails_in(file: Path) -> Iterator[SentMail]:
    """Yield the mails of a file: those of one second may share it."""
    parts = [part for part in file.read_bytes().split(_BETWEEN) if part.strip()]
    for place, raw in enumerate(parts):
        message = message_from_bytes(raw, policy=modern)
        yield _mail(message, key=f"{file.stem}-{place}")


def _mail(message: EmailMessage, *, key: str) -> SentMail:
    return SentMail(
        key=key,
        to=str(message["to"]),
        subject=str(message["subject"]),
        at=message["date"].datetime,
        text=_part(message, "plain"),
        html=_part(message, "html"),
    )


def _part(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    return part.get_content() if part is not None else ""
