"""
The rights as the product's design states them, row by row: who, about what, which actions.

Written from the design's table and not from the code: the tests hold the code, and the printed
table, against it. What has no row is refused.
"""

ROWS: tuple[tuple[str, str, str], ...] = (
    # Own work, own export: all.
    ("mentee", "own_work", "read write export"),
    ("mentor", "own_work", "read write export"),
    # Others' shared work: what was shared with the pairing.
    ("mentee", "shared_work", "read_partner"),
    ("mentor", "shared_work", "read_partner"),
    # Others' shared work: dates of meetings; entries shared with program staff; requests.
    ("coordinator", "meeting_dates", "read"),
    ("coordinator", "shared_work", "read"),
    ("coordinator", "help_requests", "read"),
    # Others' shared work: plan fields that the mentee shared.
    ("line_manager", "plan_fields", "read"),
    # Course progress: own; the mentor sees the mentee's if shared; never grades.
    ("mentee", "course_progress", "read_own"),
    ("mentor", "course_progress", "read_own read_partner"),
    ("coordinator", "course_progress", "read"),
    # Identified answers: own, and items marked shared; where the notice names the coordinator.
    ("mentee", "identified_answers", "read_own read_partner"),
    ("mentor", "identified_answers", "read_own read_partner"),
    ("coordinator", "identified_answers", "read"),
    # Comments of protected surveys before their release: whom the notice names for the review.
    ("coordinator", "comments", "read write"),
    # Participation: own; who and when due; counts.
    ("mentee", "participation", "read_own"),
    ("mentor", "participation", "read_own"),
    ("coordinator", "participation", "read read_counts"),
    ("course_staff", "participation", "read_counts"),
    ("analyst", "participation", "read_counts"),
    ("sponsor", "participation", "read_counts"),
    ("global_staff", "participation", "read_counts"),
    # Releases: own movement and program totals; the program; totals; all with method, on demand.
    ("mentee", "releases", "read_own read_totals"),
    ("mentor", "releases", "read_own read_totals"),
    ("coordinator", "releases", "read read_totals"),
    ("course_staff", "releases", "read_totals"),
    ("analyst", "releases", "read read_totals read_method release"),
    ("sponsor", "releases", "read read_totals"),
    ("global_staff", "releases", "read read_totals"),
    ("equity_steward", "equity_cells", "read"),
    # HR facts: own, with "this is wrong"; import, correct; sensitive attributes: import only.
    ("mentee", "hr_facts", "read_own dispute"),
    ("mentor", "hr_facts", "read_own dispute"),
    ("hr_steward", "hr_facts", "import correct"),
    ("equity_steward", "sensitive_attributes", "import"),
    # Configure: roles, members, pairings, windows, course links, and what going live needs.
    ("coordinator", "roles", "read configure"),
    ("coordinator", "coordinators", "read configure"),
    ("coordinator", "members", "read configure"),
    ("coordinator", "cohorts", "read configure"),
    ("coordinator", "pairings", "read configure"),
    ("coordinator", "questionnaires", "read configure"),
    ("coordinator", "windows", "read configure"),
    ("coordinator", "notices", "read configure"),
    ("coordinator", "indicators", "read write configure"),
    ("coordinator", "course_links", "read configure"),
    ("coordinator", "status", "read configure"),
    # Configure: blocks in the course; indicators (draft); HR mappings; equity groups.
    ("course_staff", "course_blocks", "read configure"),
    # Configure: what the blocks ask; the surveys themselves stay with the coordinator.
    ("course_staff", "questionnaires", "read configure"),
    ("analyst", "indicators", "read write"),
    ("hr_steward", "hr_mappings", "read configure"),
    ("equity_steward", "equity_groups", "read configure"),
    # Configure: create programs, name coordinators and stewards, settings; ledger; erasure.
    ("global_staff", "programs", "read create"),
    ("global_staff", "coordinators", "read configure"),
    ("global_staff", "stewards", "read configure"),
    ("global_staff", "settings", "read configure"),
    ("global_staff", "ledger", "configure"),
    ("global_staff", "ledger", "read"),
    ("global_staff", "erasure", "request"),
)

HOLDERS = (
    "mentee",
    "mentor",
    "coordinator",
    "analyst",
    "sponsor",
    "hr_steward",
    "line_manager",
    "equity_steward",
    "course_staff",
    "global_staff",
)

GRANTED: frozenset[tuple[str, str, str]] = frozenset(
    (holder, thing, action) for holder, thing, actions in ROWS for action in actions.split()
)


def granted(holders, thing: str, action: str) -> bool:
    """Return whether the design gives one of the holders the right."""
    return any((holder, thing, action) in GRANTED for holder in holders)
