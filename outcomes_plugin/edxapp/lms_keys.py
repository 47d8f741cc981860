"""Keys of courses, which travel as text."""

from opaque_keys import InvalidKeyError
from opaque_keys.edx.keys import CourseKey


def course_key_of(course_key: str) -> CourseKey | None:
    """Return the key that the text is, or None: a text that is none is a course that never was."""
    try:
        return CourseKey.from_string(course_key)
    except InvalidKeyError:
        return None
