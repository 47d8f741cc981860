"""What programs, members and links may look like. Pure decisions."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils.translation import gettext_lazy as _

from outcomes_plugin.errors import Conflict, Invalid, Problem

from .data import MemberData, ProgramData, ProgramStatus
from .plain_text import text_problem
from .rights import Role, Thing

# Those who learn, and of whom the courses tell.
LEARNERS = (Role.MENTEE, Role.MENTOR)
SMALLEST_K = 3
LARGEST_K = 50
LONGEST_KEY = 64
LONGEST_TEXT = 255
MOST_ATTRIBUTES = 20

# MySQL compares without regard to case: keys have none.
_KEY = re.compile(r"[a-z0-9_-]+")
_ORG = re.compile(r"[A-Za-z0-9._~-]+")

_STATUS_STEPS = {
    ProgramStatus.DRAFT: {ProgramStatus.LIVE, ProgramStatus.ENDED},
    ProgramStatus.LIVE: {ProgramStatus.ENDED},
    ProgramStatus.ENDED: set[ProgramStatus](),
}

_NAMED_AS: Mapping[str, Thing] = {
    Role.MENTEE: Thing.MEMBERS,
    Role.MENTOR: Thing.MEMBERS,
    Role.COORDINATOR: Thing.COORDINATORS,
    Role.HR_STEWARD: Thing.STEWARDS,
    Role.EQUITY_STEWARD: Thing.STEWARDS,
}


def is_key(text: str) -> bool:
    """Return whether the text can be a slug or key."""
    return len(text) <= LONGEST_KEY and _KEY.fullmatch(text) is not None


def thing_of_role(role: str) -> Thing:
    """Return what one must be able to configure in order to give or end the role."""
    return _NAMED_AS.get(role, Thing.ROLES)


def role_named(name: str) -> Role:
    """
    Return the role of that name.

    Raises:
        Invalid: there is none.
    """
    try:
        return Role(name)
    except ValueError:
        raise Invalid(
            _("There is no such role."),
            problems=[Problem(_("There is no such role."), column="role")],
        ) from None


def check_program(*, slug: str, title: str, org: str, time_zone: str, k: int) -> None:
    """Refuse settings that no program can have, naming every problem."""
    refuse(
        [
            *_key_problems("slug", slug),
            *_text_problems("title", title),
            *_org_problems(org),
            *_zone_problems(time_zone),
            *_k_problems(k),
        ]
    )


def check_cohort(*, slug: str, title: str, starts_on: date, ends_on: date | None) -> None:
    """Refuse a cohort without a key or title, or one that ends before it starts."""
    problems = [*_key_problems("slug", slug), *_text_problems("title", title)]
    if ends_on is not None and ends_on < starts_on:
        problems.append(Problem(_("A cohort cannot end before it starts."), column="ends_on"))
    refuse(problems)


def check_notice_facts(*, controller: str, contact: str) -> None:
    """Refuse a notice that does not name who is responsible and whom to ask."""
    refuse([*_text_problems("controller", controller), *_text_problems("contact", contact)])


def check_key(name: str, text: str) -> None:
    """Refuse a text that cannot be a key."""
    refuse(list(_key_problems(name, text)))


def check_attributes(attributes: Mapping[str, str]) -> None:
    """Refuse attributes that are not keys: free text about a person is not kept here."""
    problems = [problem for key, value in attributes.items() for problem in _attribute(key, value)]
    if len(attributes) > MOST_ATTRIBUTES:
        problems.append(too_many_attributes())
    refuse(problems)


def too_many_attributes() -> Problem:
    """Return the problem of a person with more attributes than are kept."""
    return Problem(
        _("At most {most} attributes are kept for a person.").format(most=MOST_ATTRIBUTES),
        column="attributes",
    )


def check_status_step(program: ProgramData, status: ProgramStatus) -> None:
    """Refuse a step that the life of a program does not have."""
    if status not in _STATUS_STEPS[program.status]:
        raise Conflict(
            _("The program is already past that: it is “{status}” now.").format(
                status=program.status
            )
        )


def check_not_ended(program: ProgramData) -> None:
    """Refuse to change a program that has ended."""
    if program.status == ProgramStatus.ENDED:
        raise Conflict(_("This program has ended and can no longer be changed."))


def may_leave_oneself(role: str) -> bool:
    """Return whether a person may end this role of theirs without asking anyone."""
    return role in {Role.MENTEE, Role.MENTOR}


def check_k_is_kept(program: ProgramData, k: int | None) -> None:
    """Refuse a smaller group than people have been promised since the program began."""
    if k is not None and k < program.k and program.status != ProgramStatus.DRAFT:
        raise Conflict(
            _("People were promised groups of {k} or more. That can only become larger.").format(
                k=program.k
            )
        )


def check_can_leave(member: MemberData, *, at: datetime, coordinators: int) -> None:
    """Refuse to end a membership twice, before it began, or with it the last coordinator's."""
    if member.left_at is not None:
        raise Conflict(_("This person has already left."))
    if at < member.joined_at:
        raise Invalid(_("Nobody can leave before they joined."))
    if member.role == Role.COORDINATOR and coordinators <= 1:
        raise Conflict(_("This is the program’s last coordinator. Name another one first."))


def refuse(problems: Iterable[Problem]) -> None:
    """Raise Invalid with every problem; return when there is none."""
    found = list(problems)
    if found:
        raise Invalid(_("Please correct what is marked. Nothing was saved."), problems=found)


def key_problem(column: str, line: int | None = None) -> Problem:
    """Return the problem of a text that cannot be a key."""
    sentence = _("Use small letters a to z, digits, “-” and “_”, at most {longest} characters.")
    return Problem(sentence.format(longest=LONGEST_KEY), column=column, line=line)


def _key_problems(column: str, text: str) -> Iterable[Problem]:
    if not is_key(text):
        yield key_problem(column)


def _attribute(key: str, value: object) -> Iterable[Problem]:
    if not is_key(key) or not isinstance(value, str) or not is_key(value):
        yield key_problem(key)


def _text_problems(column: str, text: str) -> Iterable[Problem]:
    if not text.strip():
        yield Problem(_("This cannot be empty."), column=column)
    elif problem := text_problem(text, longest=LONGEST_TEXT):
        yield Problem(problem, column=column)


def _org_problems(org: str) -> Iterable[Problem]:
    if len(org) > LONGEST_TEXT or not _ORG.fullmatch(org):
        yield Problem(
            _("Name the organization as its courses do: letters, digits, “.”, “-”, “_” and “~”."),
            column="org",
        )


def _zone_problems(time_zone: str) -> Iterable[Problem]:
    try:
        ZoneInfo(time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        yield Problem(
            _("There is no such time zone. A known one is “Europe/Berlin”."), column="time_zone"
        )


def _k_problems(k: int) -> Iterable[Problem]:
    if not SMALLEST_K <= k <= LARGEST_K:
        yield Problem(
            _("The smallest group that is shown has between {least} and {most} people.").format(
                least=SMALLEST_K, most=LARGEST_K
            ),
            column="k",
        )
