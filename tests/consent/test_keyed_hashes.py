"""A keyed hash is the same for the same text and use, and needs the site's secret."""

from cryptography.fernet import Fernet

from outcomes_plugin.consent.secrets import keyed_hashes

FIRST, SECOND = Fernet.generate_key().decode(), Fernet.generate_key().decode()


def test_there_is_one_for_each_secret_the_first_one_first(settings):
    settings.OUTCOMES_SITE_SECRETS = [FIRST]
    (before,) = keyed_hashes("amara", use="test")
    settings.OUTCOMES_SITE_SECRETS = [SECOND, FIRST]
    new, old = keyed_hashes("amara", use="test")
    assert old == before != new
    settings.OUTCOMES_SITE_SECRETS = []
    assert keyed_hashes("amara", use="test") == ()


def test_other_texts_and_other_uses_have_others(settings):
    settings.OUTCOMES_SITE_SECRETS = [FIRST]
    found = {keyed_hashes(text, use=use) for text in ("amara", "bela") for use in ("a", "b")}
    assert len(found) == 4
    assert len(keyed_hashes("\ud800", use="a")[0]) == 64
