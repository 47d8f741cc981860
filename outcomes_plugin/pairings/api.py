"""The way into pairings, re-exported by name from its small modules."""

from .erasure import erase_person, expire_program, export_person
from .handing_over import hand_over
from .life import (
    accept_pairing,
    decline_pairing,
    end_membership,
    end_pairing,
    end_pairings_of_member,
    form_pairing,
    leave_program,
    pause_pairing,
    propose_pairing,
    resume_pairing,
)
from .meeting_reading import contact_of, meeting_dates, meeting_facts, my_meetings
from .meetings import (
    change_meeting,
    keep_own_note,
    log_meeting,
    remove_meeting,
    restore_meeting,
)
from .open_partners import open_partners
from .pairings_csv import apply_import, check_import
from .planning import plan_meeting
from .reading import (
    active_pairings,
    answer_until,
    ever_partners,
    find_pairing,
    history,
    is_partner,
    mentees_of,
    mentors_by_pairing,
    mentors_of,
    my_pairings,
    open_as_mentor,
    pairing,
    pairings,
    pairings_during,
    pairings_not_over,
    partners,
)
from .sweeping import expire_proposals, forget_removed_meetings
from .what_stays import what_stays

__all__ = [
    "accept_pairing",
    "active_pairings",
    "answer_until",
    "apply_import",
    "change_meeting",
    "check_import",
    "contact_of",
    "decline_pairing",
    "end_membership",
    "end_pairing",
    "end_pairings_of_member",
    "erase_person",
    "ever_partners",
    "expire_program",
    "expire_proposals",
    "export_person",
    "find_pairing",
    "forget_removed_meetings",
    "form_pairing",
    "hand_over",
    "history",
    "is_partner",
    "keep_own_note",
    "leave_program",
    "log_meeting",
    "meeting_dates",
    "meeting_facts",
    "mentees_of",
    "mentors_by_pairing",
    "mentors_of",
    "my_meetings",
    "my_pairings",
    "open_as_mentor",
    "open_partners",
    "pairing",
    "pairings",
    "pairings_during",
    "pairings_not_over",
    "partners",
    "pause_pairing",
    "plan_meeting",
    "propose_pairing",
    "remove_meeting",
    "restore_meeting",
    "resume_pairing",
    "what_stays",
]
