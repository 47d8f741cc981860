"""Charts are drawn in one language, but where a test is about languages."""

import pytest
from django.conf import settings as site_settings

LANGUAGES = tuple(site_settings.LANGUAGES)


@pytest.fixture(autouse=True)
def one_language(settings):
    """Let a release draw its charts once: drawing is most of the time that making it takes."""
    settings.LANGUAGES = LANGUAGES[:1]


@pytest.fixture
def every_language(one_language, settings):
    """Let a release draw its charts in all languages of the site."""
    settings.LANGUAGES = LANGUAGES
