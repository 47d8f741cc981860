"""What the tests of the relay share."""

import pytest

from tests.relay.given_relay import shelf_target

__all__ = ["shelf_target"]


@pytest.fixture
def shelf(settings, tmp_path, monkeypatch):
    """Return an empty shelf that is the site's only target."""
    return shelf_target(settings, tmp_path, monkeypatch)
