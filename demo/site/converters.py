"""Opaque keys in addresses; a malformed one is no address of this site (404)."""

from opaque_keys import InvalidKeyError
from opaque_keys.edx.keys import CourseKey, UsageKey


class CourseKeyConverter:
    """A course key such as course-v1:Demo+MENT101+2026."""

    regex = "[^/]+"
    key_class = CourseKey

    def to_python(self, value: str):
        """Return the key."""
        try:
            return self.key_class.from_string(value)
        except InvalidKeyError as error:
            raise ValueError(value) from error

    def to_url(self, value) -> str:
        """Return the key as it stands in the address."""
        return str(value)


class UsageKeyConverter(CourseKeyConverter):
    """A usage key such as block-v1:Demo+MENT101+2026+type@html+block@welcome."""

    key_class = UsageKey


class SuffixConverter:
    """What stands behind a handler's name; it may be empty and may contain slashes."""

    regex = ".*"

    def to_python(self, value: str) -> str:
        """Return the text."""
        return value

    to_url = to_python
