"""The key of a program, and the codes that it turns people into."""

import hashlib
import hmac
import secrets
from datetime import date, datetime

from django.db import IntegrityError, transaction

from outcomes_plugin.consent.secrets import decrypt, encrypt

from .models import ProgramKey

_KEY_BYTES = 32


def ensure_key(program_id: int, *, destroy_on: date, at: datetime) -> ProgramKey:
    """
    Return the program's key, made at random when there was none.

    A day of destruction that was promised once may come earlier, never later.
    """
    key = ProgramKey.objects.filter(program_id=program_id).first() or _make(
        program_id, destroy_on, at=at
    )
    if destroy_on < key.destroy_on:
        key.destroy_on = destroy_on
        key.save(update_fields=["destroy_on"])
    return key


def _make(program_id: int, destroy_on: date, *, at: datetime) -> ProgramKey:
    encrypted = encrypt(secrets.token_bytes(_KEY_BYTES))
    try:
        with transaction.atomic():
            return ProgramKey.objects.create(
                program_id=program_id, encrypted=encrypted, destroy_on=destroy_on, made_at=at
            )
    except IntegrityError:
        return ProgramKey.objects.select_for_update().get(program_id=program_id)


def pseudonym_of(person: str, key: ProgramKey) -> str:
    """Return the code of the person: HMAC-SHA256 under the program's key."""
    plain = decrypt(bytes(key.encrypted))
    return hmac.new(plain, person.encode(), hashlib.sha256).hexdigest()
