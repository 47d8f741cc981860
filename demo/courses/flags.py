"""Flags that a course can force on or off, as `CourseWaffleFlag` of an LMS."""

from edx_toggles.toggles import WaffleFlag


class CourseFlag(WaffleFlag):
    """
    What a course has chosen comes first, then what holds for the site.

    The choice of a course is a flag of its own, with the key of the course behind the name; an LMS
    has a table for it.
    """

    def is_enabled(self, course_key=None) -> bool:
        """Return whether the flag is on in the course."""
        from waffle.models import Flag

        name = self.name_in(course_key)
        chosen = Flag.objects.filter(name=name).values_list("everyone", flat=True).first()
        return super().is_enabled() if chosen is None else chosen

    def name_in(self, course_key) -> str:
        """Return the name of the flag that holds the choice of the course."""
        return f"{self.name}:{course_key}"
