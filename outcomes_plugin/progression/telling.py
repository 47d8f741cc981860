"""Whether people were told of what is about to be read."""

from outcomes_plugin.consent import api as consent_api
from outcomes_plugin.programs import api as programs_api

CERTIFICATES = "certificates"


def programs_telling(course_key: str) -> frozenset[int]:
    """Return those programs of the course whose notice in force tells of certificates."""
    programs = [program.id for program in programs_api.programs_of_course(course_key)]
    return consent_api.programs_telling_of(CERTIFICATES, programs)
