"""The way into pairings, re-exported by name from its small modules."""

from .erasure import erase_person, expire_program, export_person
from .life import (
    accept_pairing,
    decline_pairing,
    end_membership,
    end_pairing,
    end_pairings_of_member,
    form_pairing,
    pause_pairing,
    propose_pairing,
    resume_pairing,
)
from .pairings_csv import apply_import, check_import
from .reading import (
    active_pairings,
    history,
    is_partner,
    mentees_of,
    mentors_of,
    my_pairings,
    pairing,
    pairings,
    pairings_during,
    partners,
)

__all__ = [
    "accept_pairing",
    "active_pairings",
    "apply_import",
    "check_import",
    "decline_pairing",
    "end_membership",
    "end_pairing",
    "end_pairings_of_member",
    "erase_person",
    "expire_program",
    "export_person",
    "form_pairing",
    "history",
    "is_partner",
    "mentees_of",
    "mentors_of",
    "my_pairings",
    "pairing",
    "pairings",
    "pairings_during",
    "partners",
    "pause_pairing",
    "propose_pairing",
    "resume_pairing",
]
