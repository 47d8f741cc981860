"""The table of rights as a page of the documentation."""

from collections.abc import Mapping

from .rights import RIGHTS, Role, Thing

_HOLDERS: Mapping[str, str] = {
    Role.MENTEE: "mentee",
    Role.MENTOR: "mentor",
    Role.COORDINATOR: "coordinator",
    Role.ANALYST: "analyst",
    Role.SPONSOR: "sponsor",
    Role.HR_STEWARD: "HR steward",
    Role.LINE_MANAGER: "line manager",
    Role.EQUITY_STEWARD: "equity steward",
    "course_staff": "course staff",
    "global_staff": "global staff",
}

_MEANINGS: Mapping[Thing, str] = {
    Thing.OWN_WORK: "one's own goals, journal, answers and their export",
    Thing.SHARED_WORK: "what others shared: with the pairing, or with program staff",
    Thing.MEETING_DATES: "when pairs met",
    Thing.HELP_REQUESTS: "requests and help notes addressed to coordinators",
    Thing.PLAN_FIELDS: "the fields of a plan that the mentee shared",
    Thing.COURSE_PROGRESS: "started, done and last active day in linked courses; never grades",
    Thing.IDENTIFIED_ANSWERS: "answers of identified windows; for coordinators where the notice "
    "names them",
    Thing.COMMENTS: "what people wrote in protected surveys, before its release; for coordinators "
    "where the notice names them",
    Thing.PARTICIPATION: "who was asked, who has a receipt, when it is due",
    Thing.RELEASES: "released numbers",
    Thing.EQUITY_CELLS: "released equity numbers",
    Thing.HR_FACTS: "employment spells and career events",
    Thing.SENSITIVE_ATTRIBUTES: "attributes for the equity monitor",
    Thing.PROGRAMS: "the list of programs",
    Thing.SETTINGS: "a program's title, time zone and smallest shown group",
    Thing.STATUS: "going live and ending",
    Thing.COHORTS: "cohorts and their milestones",
    Thing.MEMBERS: "mentees and mentors",
    Thing.ROLES: "analysts, sponsors and line managers",
    Thing.COORDINATORS: "coordinators",
    Thing.STEWARDS: "HR and equity stewards",
    Thing.PAIRINGS: "pairings",
    Thing.NOTICES: "the notice",
    Thing.QUESTIONNAIRES: "questionnaires: write, publish, take over from a file",
    Thing.WINDOWS: "windows: plan, open, close",
    Thing.INDICATORS: "outcomes, indicators and targets",
    Thing.COURSE_LINKS: "linked courses, when also staff of the course",
    Thing.COURSE_BLOCKS: "our blocks in the course",
    Thing.HR_MAPPINGS: "how HR files are read",
    Thing.EQUITY_GROUPS: "groups of the equity monitor",
    Thing.LEDGER: "the ledger, without HR facts",
    Thing.ERASURE: "erasing a person",
}

_HEAD = """\
# Permissions

Written by `python manage.py outcomes_print_permissions`; change `programs/rights.py`, then run it.

Roles are held per program. Course staff are the staff of a linked course; global staff are the
platform's. A person with several has the union. **An empty cell is a refusal**, and a refusal looks
exactly like something that does not exist. Being global staff or superuser gives no answer, goal or
journal. A signal or a task acts under its own name and may do only what that name is registered
for (`actors/rules.py`).

| action | reaches to |
|---|---|
| `read` | what the first column says |
| `read_own` | one's own rows |
| `read_partner` | what the partner shared, while the pairing is open |
| `read_counts` | counts; those of subgroups obey the smallest shown group |
| `read_totals` | program totals, for members those of instruments for their role |
| `read_method` | how a number was made |
| `write`, `export` | change it, take it along |
| `dispute` | say “this is wrong” |
| `import`, `correct` | bring in from a file, put right |
| `create`, `configure` | make, set up |
| `release` | make a release on demand |
| `request` | ask for it |
"""


def rights_page() -> str:
    """Return the page in Markdown."""
    heads = ["about", *_HOLDERS.values()]
    lines = [_row(heads), _row(["---"] * len(heads)), *map(_thing_row, Thing)]
    return "\n".join([_HEAD, *lines, ""])


def _thing_row(thing: Thing) -> str:
    cells = [
        ", ".join(f"`{action}`" for action in sorted(RIGHTS[holder].get(thing, ())))
        for holder in _HOLDERS
    ]
    return _row([f"`{thing}`: {_MEANINGS[thing]}", *cells])


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |".replace("|  |", "| |").replace("|  |", "| |")
