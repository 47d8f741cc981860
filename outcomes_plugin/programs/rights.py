"""
Who may do what: the one table of rights.

Rights are held by roles, which a person has per program, and by standings, which the platform
gives. A person with several has the union. What is not listed is refused. Rights that reach only
to a partner, to one's own rows or to what a notice names have an action of their own: the applet
that keeps the rows narrows them.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum


class Role(StrEnum):
    """What a person is in one program."""

    MENTEE = "mentee"
    MENTOR = "mentor"
    COORDINATOR = "coordinator"
    ANALYST = "analyst"
    SPONSOR = "sponsor"
    HR_STEWARD = "hr_steward"
    LINE_MANAGER = "line_manager"
    EQUITY_STEWARD = "equity_steward"


COURSE_STAFF = "course_staff"
GLOBAL_STAFF = "global_staff"
STANDINGS = (COURSE_STAFF, GLOBAL_STAFF)


class Thing(StrEnum):
    """What a right is about."""

    OWN_WORK = "own_work"
    SHARED_WORK = "shared_work"
    MEETING_DATES = "meeting_dates"
    HELP_REQUESTS = "help_requests"
    PLAN_FIELDS = "plan_fields"
    COURSE_PROGRESS = "course_progress"
    IDENTIFIED_ANSWERS = "identified_answers"
    COMMENTS = "comments"
    PARTICIPATION = "participation"
    RELEASES = "releases"
    EQUITY_CELLS = "equity_cells"
    HR_FACTS = "hr_facts"
    SENSITIVE_ATTRIBUTES = "sensitive_attributes"
    PROGRAMS = "programs"
    SETTINGS = "settings"
    STATUS = "status"
    COHORTS = "cohorts"
    MEMBERS = "members"
    ROLES = "roles"
    COORDINATORS = "coordinators"
    STEWARDS = "stewards"
    PAIRINGS = "pairings"
    NOTICES = "notices"
    QUESTIONNAIRES = "questionnaires"
    WINDOWS = "windows"
    INDICATORS = "indicators"
    COURSE_LINKS = "course_links"
    COURSE_BLOCKS = "course_blocks"
    HR_MAPPINGS = "hr_mappings"
    EQUITY_GROUPS = "equity_groups"
    LEDGER = "ledger"
    ERASURE = "erasure"


class Action(StrEnum):
    """What is done with it. The narrower forms of reading are actions of their own."""

    READ = "read"
    READ_OWN = "read_own"
    READ_PARTNER = "read_partner"
    READ_COUNTS = "read_counts"
    READ_TOTALS = "read_totals"
    READ_METHOD = "read_method"
    WRITE = "write"
    EXPORT = "export"
    DISPUTE = "dispute"
    IMPORT = "import"
    CORRECT = "correct"
    CREATE = "create"
    CONFIGURE = "configure"
    RELEASE = "release"
    REQUEST = "request"


Rights = Mapping[Thing, frozenset[Action]]


def _may(*actions: Action) -> frozenset[Action]:
    return frozenset(actions)


_PAIRED: Rights = {
    Thing.OWN_WORK: _may(Action.READ, Action.WRITE, Action.EXPORT),
    Thing.SHARED_WORK: _may(Action.READ_PARTNER),
    Thing.IDENTIFIED_ANSWERS: _may(Action.READ_OWN, Action.READ_PARTNER),
    Thing.PARTICIPATION: _may(Action.READ_OWN),
    Thing.RELEASES: _may(Action.READ_OWN, Action.READ_TOTALS),
    Thing.HR_FACTS: _may(Action.READ_OWN, Action.DISPUTE),
}

_COORDINATOR_SETS_UP = (
    Thing.STATUS,
    Thing.COHORTS,
    Thing.MEMBERS,
    Thing.ROLES,
    Thing.COORDINATORS,
    Thing.PAIRINGS,
    Thing.NOTICES,
    Thing.QUESTIONNAIRES,
    Thing.WINDOWS,
    Thing.COURSE_LINKS,
)

RIGHTS: Mapping[str, Rights] = {
    Role.MENTEE: {**_PAIRED, Thing.COURSE_PROGRESS: _may(Action.READ_OWN)},
    Role.MENTOR: {**_PAIRED, Thing.COURSE_PROGRESS: _may(Action.READ_OWN, Action.READ_PARTNER)},
    Role.COORDINATOR: {
        Thing.SHARED_WORK: _may(Action.READ),
        Thing.MEETING_DATES: _may(Action.READ),
        Thing.HELP_REQUESTS: _may(Action.READ),
        Thing.COURSE_PROGRESS: _may(Action.READ),
        Thing.IDENTIFIED_ANSWERS: _may(Action.READ),
        Thing.COMMENTS: _may(Action.READ, Action.WRITE),
        Thing.PARTICIPATION: _may(Action.READ, Action.READ_COUNTS),
        Thing.RELEASES: _may(Action.READ, Action.READ_TOTALS),
        **{thing: _may(Action.READ, Action.CONFIGURE) for thing in _COORDINATOR_SETS_UP},
        Thing.INDICATORS: _may(Action.READ, Action.WRITE, Action.CONFIGURE),
    },
    Role.ANALYST: {
        Thing.PARTICIPATION: _may(Action.READ_COUNTS),
        Thing.RELEASES: _may(Action.READ, Action.READ_TOTALS, Action.READ_METHOD, Action.RELEASE),
        Thing.INDICATORS: _may(Action.READ, Action.WRITE),
    },
    Role.SPONSOR: {
        Thing.PARTICIPATION: _may(Action.READ_COUNTS),
        Thing.RELEASES: _may(Action.READ, Action.READ_TOTALS),
    },
    Role.HR_STEWARD: {
        Thing.HR_FACTS: _may(Action.IMPORT, Action.CORRECT),
        Thing.HR_MAPPINGS: _may(Action.READ, Action.CONFIGURE),
    },
    Role.LINE_MANAGER: {Thing.PLAN_FIELDS: _may(Action.READ)},
    Role.EQUITY_STEWARD: {
        Thing.EQUITY_CELLS: _may(Action.READ),
        Thing.SENSITIVE_ATTRIBUTES: _may(Action.IMPORT),
        Thing.EQUITY_GROUPS: _may(Action.READ, Action.CONFIGURE),
    },
    COURSE_STAFF: {
        Thing.PARTICIPATION: _may(Action.READ_COUNTS),
        Thing.RELEASES: _may(Action.READ_TOTALS),
        Thing.QUESTIONNAIRES: _may(Action.READ, Action.CONFIGURE),
        Thing.COURSE_BLOCKS: _may(Action.READ, Action.CONFIGURE),
    },
    GLOBAL_STAFF: {
        Thing.PARTICIPATION: _may(Action.READ_COUNTS),
        Thing.RELEASES: _may(Action.READ, Action.READ_TOTALS),
        Thing.PROGRAMS: _may(Action.READ, Action.CREATE),
        Thing.SETTINGS: _may(Action.READ, Action.CONFIGURE),
        Thing.COORDINATORS: _may(Action.READ, Action.CONFIGURE),
        Thing.STEWARDS: _may(Action.READ, Action.CONFIGURE),
        Thing.LEDGER: _may(Action.READ, Action.CONFIGURE),
        Thing.ERASURE: _may(Action.REQUEST),
    },
}


def allows(roles: Iterable[str], thing: Thing, action: Action) -> bool:
    """Return whether any of the roles and standings has the right."""
    return any(action in RIGHTS.get(role, {}).get(thing, frozenset()) for role in roles)
