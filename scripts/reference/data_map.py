"""docs/reference/data-map.md: what is kept about whom, why, how long, and what erasure does."""

import inspect
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.utils import translation

from outcomes_plugin.consent.purposes import PURPOSES, Purpose

from .markdown import code, table

PERIOD = "the notice's months after the program ended"
DELETED = "deleted"
LEADS_NOWHERE = "stays, under an id that leads to nobody"


@dataclass(frozen=True, kw_only=True)
class Kept:
    """Why a table keeps something about people, for how long, and what erasing a person does."""

    purpose: str
    until: str
    erased: str


KEPT: Mapping[str, Kept] = {
    "Person": Kept(
        purpose="run_program",
        until="erasure",
        erased="the user is taken out; the random id stays and leads to nobody",
    ),
    "Member": Kept(
        purpose="run_program",
        until=f"{PERIOD}, for mentees and mentors; other roles stay",
        erased=f"attributes are emptied and open roles end; the row {LEADS_NOWHERE}",
    ),
    "Pairing": Kept(
        purpose="run_program", until=PERIOD, erased=f"an open one ends; the row {LEADS_NOWHERE}"
    ),
    "PairingEvent": Kept(purpose="run_program", until=PERIOD, erased=LEADS_NOWHERE),
    "Meeting": Kept(
        purpose="meetings",
        until=PERIOD,
        erased=f"the shared note is emptied where the person wrote it; the row {LEADS_NOWHERE}",
    ),
    "MeetingNote": Kept(purpose="meetings", until=PERIOD, erased=DELETED),
    "HelpRequest": Kept(
        purpose="requests",
        until=PERIOD,
        erased="deleted; what the person answered to others stays, without who answered",
    ),
    "Mail": Kept(purpose="mail", until=PERIOD, erased=DELETED),
    "MailChoice": Kept(purpose="mail", until=PERIOD, erased=DELETED),
    "NoticeShowing": Kept(purpose="run_program", until=PERIOD, erased=DELETED),
    "Grant": Kept(purpose="story, demographics", until=PERIOD, erased=DELETED),
    "InboxRow": Kept(
        purpose="course_progress", until="a worker has taken it, as a rule seconds", erased=DELETED
    ),
    "CourseProgress": Kept(
        purpose="course_progress",
        until=f"{PERIOD}, unless another program has the person and the course",
        erased=DELETED,
    ),
    "CourseFact": Kept(
        purpose="course_progress",
        until=f"{PERIOD}, unless another program has the person and the course",
        erased=DELETED,
    ),
    "EmploymentSpell": Kept(purpose="career_facts", until=PERIOD, erased=DELETED),
    "CareerEvent": Kept(purpose="career_facts", until=PERIOD, erased=DELETED),
    "ReportingLine": Kept(
        purpose="career_facts", until=PERIOD, erased="deleted, also where they are the manager"
    ),
    "HeldHrRow": Kept(
        purpose="career_facts",
        until="they join the program, or `OUTCOMES_HR_HELD_DAYS` have passed",
        erased="deleted, also of a user who is in no program",
    ),
    "FactDispute": Kept(purpose="career_facts", until=PERIOD, erased=DELETED),
    "Goal": Kept(purpose="goals", until=PERIOD, erased="deleted with all that hangs on it"),
    "GoalChange": Kept(
        purpose="goals",
        until=PERIOD,
        erased="deleted with its goal; a mentor's step on another's goal stays, without who",
    ),
    "GoalCheckIn": Kept(purpose="goals", until=PERIOD, erased="deleted with its goal"),
    "GoalMilestone": Kept(purpose="goals", until=PERIOD, erased="deleted with its goal"),
    "JournalEntry": Kept(purpose="journals", until=PERIOD, erased=DELETED),
    "JournalReply": Kept(
        purpose="journals", until=PERIOD, erased="deleted with its entry, and with its writer"
    ),
    "FrameRow": Kept(purpose="surveys", until=PERIOD, erased=LEADS_NOWHERE),
    "IdentifiedResponse": Kept(purpose="surveys", until=PERIOD, erased=DELETED),
    "IdentifiedScore": Kept(purpose="surveys", until=PERIOD, erased=DELETED),
    "IdentifiedDraft": Kept(
        purpose="surveys", until="it is sent, or its window closes", erased=DELETED
    ),
    "ConfidentialDraft": Kept(
        purpose="surveys", until="it is sent, or its window closes", erased=DELETED
    ),
    "Comment": Kept(
        purpose="surveys",
        until=PERIOD,
        erased="deleted with its response, until a review has begun; then nobody can find it",
    ),
    "Postponement": Kept(
        purpose="surveys", until=f"the person is asked, or {PERIOD}", erased=DELETED
    ),
    "PersonShift": Kept(purpose="surveys", until=PERIOD, erased=DELETED),
    "Calendar": Kept(purpose="surveys", until="its person stops it", erased=DELETED),
    "ConfidentialResponse": Kept(
        purpose="surveys",
        until=f"{PERIOD}; its code until the key's day",
        erased="deleted while the program's key exists; afterwards nobody can find it",
    ),
    "ConfidentialScore": Kept(purpose="surveys", until=PERIOD, erased="deleted with its response"),
    "ProgramKey": Kept(
        purpose="surveys",
        until="the day that the notice names",
        erased="stays: it is the program's",
    ),
}
HEAD = """\
# Data map

Written by `make docs` from the notes that every table carries, and from the purposes of the notice.
It answers, for a privacy officer: what is kept about whom, why, on which basis, who reads it, how
long, and what erasing a person does to it.

People appear in these tables under a random id of 32 characters. One table leads from the id to a
platform user, and erasing cuts it: see [people and persons](../concepts/people-and-persons.md) and
[erasure and retention](../concepts/erasure-and-retention.md).

## Purposes

The words are those of the notice that a program shows. A program's own notice names the
organization, and the purposes that it uses.

"""
PERSONAL = """
## Tables about people

The period is counted from the end of the program: `months_kept` of its notice, 1 to 120 months. A
program that never ends keeps its rows. The daily task deletes what is past it.

"""
OTHERS = """
## Tables about nobody

"""
ELSEWHERE = """
## What is kept elsewhere

"""
PLACES = (
    (
        "the platform's tracking log",
        "the [delivered events](events.md), with the platform's user id; no answers, no person id",
        "the site decides",
    ),
    (
        "the platform's completion table",
        "that a person completed the block, in every mode",
        "the platform decides",
    ),
    (
        "the browser of the person",
        "a draft of what is being typed, marked for this user by a keyed hash; in anonymous mode "
        "for the browser tab only",
        "until it is sent, at most 7 days",
    ),
    (
        "backups, database logs, web server logs",
        "what the tables and requests held at that time",
        "the site decides; see the "
        "[note on anonymous windows](../how-to/install.md#anonymous-windows-and-backups)",
    ),
    (
        "a CSV file that was uploaded",
        "nothing: only its SHA-256 and the number of rows stand in the ledger",
        "",
    ),
)
FOOT = """
Ledger entries stay for good. They hold keys, numbers and times under random ids, and no text.
Released cells stay for good as well: they are about groups.
"""


def page() -> str:
    """
    Return the page.

    Raises:
        KeyError: a table about people says nothing of its purpose and period here.
    """
    personal = [_personal(model) for model in personal_tables()]
    others = [_other(model) for model in _tables() if not note(model, "pii")]
    with translation.override("en"):
        purposes = [_purpose(one) for one in PURPOSES.values()]
    return (
        HEAD
        + table(["purpose", "basis", "what is kept", "why", "who reads it"], purposes)
        + PERSONAL
        + table(["table", "what", "purpose", "kept until", "when the person is erased"], personal)
        + OTHERS
        + table(["table", "why it is about nobody"], others)
        + ELSEWHERE
        + table(["where", "what", "how long"], PLACES)
        + FOOT
    )


def personal_tables() -> list[Any]:
    """Return the tables that keep something about people."""
    return [model for model in _tables() if note(model, "pii")]


def note(model: Any, kind: str) -> str:
    """Return what the table's note of this kind says, or nothing."""
    found = re.search(rf"^\.\. {kind}: (.+)$", inspect.getdoc(model) or "", re.MULTILINE)
    return found[1] if found else ""


def _tables() -> list[Any]:
    return sorted(apps.get_app_config("outcomes_plugin").get_models(), key=_place)


def _place(model: Any) -> tuple[str, str]:
    return model.__module__, model.__name__


def _purpose(one: Purpose) -> tuple[object, ...]:
    basis = f"{one.basis}".replace("_", " ")
    return code(one.key), basis, one.kept, one.why, one.readers


def _personal(model: Any) -> tuple[object, ...]:
    kept = KEPT[model.__name__]
    return _table_of(model), note(model, "pii"), kept.purpose, kept.until, kept.erased


def _other(model: Any) -> tuple[object, ...]:
    return _table_of(model), note(model, "no_pii")


def _table_of(model: Any) -> str:
    applet = model.__module__.split(".")[1]
    return f"{model.__name__} ({applet})"
