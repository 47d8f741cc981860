"""The code of a person is a keyed hash: nothing in the database alone can make it again."""

import hashlib

import pytest
from cryptography.fernet import Fernet
from django.test import override_settings

from outcomes_plugin.errors import Invalid
from outcomes_plugin.surveys.keys import ensure_key, pseudonym_of
from outcomes_plugin.surveys.models import ConfidentialResponse, ProgramKey
from tests import given
from tests import given_surveys as gs
from tests.given_programs import a_program

pytestmark = pytest.mark.django_db


def a_key(slug="leap"):
    return ensure_key(a_program(slug).id, destroy_on=gs.KEY_DESTROYED_ON, at=given.MONDAY)


def test_a_code_is_the_same_in_one_program_and_another_in_the_next():
    one, other = a_key(), a_key("other")
    mia = given.a_person("mia")
    assert pseudonym_of(mia, one) == pseudonym_of(mia, ProgramKey.objects.get(id=one.pk))
    assert pseudonym_of(mia, one) != pseudonym_of(mia, other)
    assert pseudonym_of(mia, one) != pseudonym_of(given.a_person("max"), one)


def test_the_key_stands_encrypted_and_a_plain_hash_finds_no_code():
    program = gs.an_asking_program()
    gs.mentees(program, 1)
    gs.answer(gs.an_open_window(program), "mia0")
    key, code = ProgramKey.objects.get(), ConfidentialResponse.objects.get().pseudonym
    mia = given.a_person("mia0")
    assert code == pseudonym_of(mia, key)
    stored = bytes(key.encrypted)
    for guess in (mia, f"{mia}leap", mia + stored.decode()):
        assert hashlib.sha256(guess.encode()).hexdigest() != code


def test_secrets_rotate_and_without_the_old_one_nothing_opens(settings):
    key, mia = a_key(), given.a_person("mia")
    code = pseudonym_of(mia, key)
    fresh = Fernet.generate_key().decode()
    with override_settings(OUTCOMES_SITE_SECRETS=[fresh, *settings.OUTCOMES_SITE_SECRETS]):
        assert pseudonym_of(mia, key) == code
    with override_settings(OUTCOMES_SITE_SECRETS=[fresh]), pytest.raises(Invalid):
        pseudonym_of(mia, key)
