"""
Every type of entry there is: what its payload may hold, and which targets get it.

A type that is not listed cannot be recorded, and a payload key that is not listed is refused, so
this page is the whole of what the ledger can know and of what can leave the site.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class EntryType:
    """One type of entry. `payload` maps each key to its meaning; no targets means it stays here."""

    name: str
    means: str
    payload: Mapping[str, str]
    targets: frozenset[str] = frozenset()


ACTIVITY = frozenset({"tracking_log", "clickhouse", "event_bus"})
MAIL = frozenset({"mail"})
STAYS = frozenset[str]()

_WINDOW = {"window": "key of the window", "instrument": "key of the instrument"}
_GOAL = {"goal": "id"}
_MILESTONE = {**_GOAL, "milestone": "id"}
_HR_SOURCE = {"source": "key of the source", "kind": "kind"}
_HR_ROWS = {**_HR_SOURCE, "rows": "how many rows"}
_IMPORT = {"rows": "how many rows", "digest": "SHA-256 of the file"}

ENTRY_TYPES: tuple[EntryType, ...] = (
    EntryType("program.created", "A program was made.", {"org": "organization"}, STAYS),
    EntryType("program.changed", "A program's settings changed.", {"fields": "which"}, STAYS),
    EntryType("cohort.created", "A cohort was made.", {"cohort": "key of the cohort"}, STAYS),
    EntryType("cohort.changed", "A cohort changed.", {"cohort": "key of the cohort"}, STAYS),
    EntryType(
        "milestone.set",
        "A day of a cohort was set.",
        {"cohort": "key of the cohort", "milestone": "key, or a list of keys"},
        STAYS,
    ),
    EntryType(
        "member.added",
        "A person got a role in a program.",
        {"role": "role", "cohort": "key of the cohort"},
        STAYS,
    ),
    EntryType(
        "member.changed",
        "A member's cohort or attributes changed.",
        {"role": "role", "fields": "which"},
        STAYS,
    ),
    EntryType("member.left", "A person's role ended.", {"role": "role"}, STAYS),
    EntryType("members.imported", "A file of members was applied.", _IMPORT, STAYS),
    EntryType("pairings.imported", "A file of pairings was applied.", _IMPORT, STAYS),
    EntryType("course.linked", "A course was linked.", {"is_primary": "true or false"}, STAYS),
    EntryType("course.unlinked", "A course was unlinked.", {}, STAYS),
    EntryType("pairing.proposed", "A pairing was proposed.", {"pairing": "id"}, ACTIVITY | MAIL),
    EntryType("pairing.formed", "A pairing began.", {"pairing": "id"}, ACTIVITY | MAIL),
    EntryType(
        "pairing.declined",
        "A pairing was declined.",
        {"pairing": "id", "reason": "end reason"},
        STAYS,
    ),
    EntryType("pairing.expired", "A proposal was not answered in time.", {"pairing": "id"}, STAYS),
    EntryType("pairing.paused", "A pairing was paused.", {"pairing": "id"}, STAYS),
    EntryType("pairing.resumed", "A pairing went on.", {"pairing": "id"}, STAYS),
    EntryType(
        "pairing.ended",
        "A pairing ended.",
        {"pairing": "id", "reason": "end reason"},
        ACTIVITY | MAIL,
    ),
    EntryType(
        "meeting.held",
        "The two of a pairing have met.",
        {"pairing": "id", "minutes": "how long", "mode": "how they met"},
        ACTIVITY,
    ),
    EntryType(
        "meeting.changed",
        "A logged meeting was corrected.",
        {"pairing": "id", "fields": "which"},
        STAYS,
    ),
    EntryType("meeting.removed", "A logged meeting was taken back.", {"pairing": "id"}, STAYS),
    EntryType("meeting.restored", "That was undone.", {"pairing": "id"}, STAYS),
    EntryType("meeting.planned", "The next meeting was planned.", {"pairing": "id"}, STAYS),
    # What was asked stays out of these: a request is for nobody but those who answer it.
    EntryType("request.made", "A person asked those who run the program.", {}, STAYS),
    EntryType("request.acknowledged", "That was read.", {}, MAIL),
    EntryType("request.closed", "That was answered or taken back.", {}, STAYS),
    EntryType("notice.published", "A notice took effect.", {"version": "number"}, STAYS),
    EntryType("notice.shown", "A person was shown a notice.", {"version": "number"}, STAYS),
    EntryType("grant.given", "A person agreed to a purpose.", {"purpose": "key"}, STAYS),
    EntryType("grant.withdrawn", "A person withdrew.", {"purpose": "key"}, STAYS),
    EntryType("instrument.published", "A version of an instrument.", {**_WINDOW, "version": "n"}),
    EntryType(
        "instrument.reworded",
        "The words of a version changed, and nothing else.",
        {"instrument": "key of the instrument", "version": "n", "wording": "n"},
        STAYS,
    ),
    EntryType("calendar.made", "A person's calendar got an address.", {}, STAYS),
    EntryType("calendar.stopped", "That address was stopped.", {}, STAYS),
    EntryType("window.planned", "A window was planned.", {**_WINDOW, "mode": "mode"}, STAYS),
    EntryType("window.changed", "A planned window changed.", {**_WINDOW, "fields": "which"}, STAYS),
    EntryType("window.canceled", "A planned window was called off.", _WINDOW, STAYS),
    EntryType("window.mode_changed", "The mode changed.", {**_WINDOW, "mode": "mode"}, STAYS),
    EntryType(
        "window.opened",
        "A window opened.",
        {**_WINDOW, "mode": "mode", "asked": "people asked"},
        ACTIVITY | MAIL,
    ),
    EntryType(
        "window.people_postponed",
        "People of whom enough was asked are asked later, or left out.",
        {**_WINDOW, "people": "how many"},
        STAYS,
    ),
    # Why stays out of it: entries are kept when a person is erased.
    EntryType("window.person_shifted", "A window was moved for one person.", _WINDOW, STAYS),
    EntryType("window.person_unshifted", "That was taken back.", _WINDOW, STAYS),
    EntryType("window.closing_began", "No more answers are taken.", _WINDOW, STAYS),
    EntryType("window.closed", "A window closed.", {**_WINDOW, "asked": "people asked"}, ACTIVITY),
    EntryType(
        "comments.review_began",
        "What people wrote on one question is reviewed.",
        {**_WINDOW, "item": "key of the question"},
        STAYS,
    ),
    EntryType(
        "comments.released",
        "What people wrote on one question can be read.",
        {**_WINDOW, "item": "key of the question", "comments": "n", "hidden": "n"},
        STAYS,
    ),
    EntryType(
        "survey.completed", "A person is done: answered, or would rather not.", _WINDOW, ACTIVITY
    ),
    EntryType(
        "journal.written",
        "A person kept a journal entry.",
        {"key": "key of the prompt", "visibility": "who can read it"},
        STAYS,
    ),
    EntryType(
        "journal.shared",
        "A person shared an entry.",
        {"key": "key of the prompt", "visibility": "who can read it"},
        STAYS,
    ),
    EntryType("journal.unshared", "A person stopped sharing.", {"key": "key of the prompt"}, STAYS),
    EntryType("journal.deleted", "A person deleted an entry.", {"key": "key of the prompt"}, STAYS),
    EntryType("journal.replied", "A mentor replied.", {"key": "key of the prompt"}, MAIL),
    EntryType("goal.set", "A person set a goal.", {**_GOAL, "kind": "measure"}, ACTIVITY),
    EntryType("goal.changed", "A goal changed.", {**_GOAL, "fields": "which"}, STAYS),
    EntryType("goal.agreed", "A mentor agreed to a goal.", _GOAL, STAYS),
    EntryType(
        "goal.progressed", "A person checked in on a goal.", {**_GOAL, "kind": "measure"}, ACTIVITY
    ),
    EntryType("goal.achieved", "A goal was achieved.", {**_GOAL, "kind": "measure"}, ACTIVITY),
    EntryType("goal.closed", "A goal was closed.", {**_GOAL, "status": "how"}, STAYS),
    EntryType("goal.reopened", "A goal was opened again.", _GOAL, STAYS),
    EntryType("goal.milestone_added", "A goal got a milestone.", _MILESTONE, STAYS),
    EntryType("goal.milestone_done", "A milestone was done.", _MILESTONE, STAYS),
    EntryType("goal.milestone_undone", "That was undone.", _MILESTONE, STAYS),
    EntryType("goal.milestone_removed", "A milestone was removed.", _MILESTONE, STAYS),
    EntryType(
        "course.enrolled",
        "A member's enrollment changed.",
        {"is_active": "true or false"},
        ACTIVITY,
    ),
    EntryType(
        "course.progressed", "A member reached a step.", {"percent": "25, 50, 75 or 100"}, ACTIVITY
    ),
    EntryType(
        "course.passing_changed",
        "A member's passing status changed.",
        {"passed": "true or false"},
        ACTIVITY,
    ),
    EntryType(
        "hr.imported",
        "HR facts were applied.",
        {
            **_IMPORT,
            **_HR_ROWS,
            "added": "n",
            "changed": "n",
            "held": "n",
            "retracted": "n",
        },
        STAYS,
    ),
    EntryType("hr.retracted", "HR facts were taken back by their keys.", _HR_ROWS, STAYS),
    EntryType(
        "hr.held_taken", "HR rows had waited for people who are members now.", {"rows": "n"}, STAYS
    ),
    EntryType(
        "hr.held_discarded",
        "HR rows that waited were discarded.",
        {"source": "key of the source", "rows": "n"},
        STAYS,
    ),
    EntryType("hr.source_saved", "How HR files are read was set.", _HR_SOURCE, STAYS),
    EntryType("hr.source_removed", "A source of HR facts was removed.", _HR_SOURCE, STAYS),
    EntryType("hr.disputed", "A person called an HR fact wrong.", {"kind": "kind"}, STAYS),
    EntryType(
        "hr.dispute_settled",
        "That was checked.",
        {"kind": "kind", "outcome": "corrected, or stays"},
        STAYS,
    ),
    EntryType(
        "framework.changed",
        "An outcome, an indicator or a target changed.",
        {
            "outcome": "key",
            "indicator": "key, or a list of keys",
            "version": "number",
            "target": "value",
        },
        STAYS,
    ),
    EntryType(
        "release.made",
        "A release was frozen.",
        {"release": "number", "scope": "window or period", "cells": "n", "hidden": "n"},
        ACTIVITY | MAIL,
    ),
    EntryType("mail.chosen", "A person chose which mails they get.", {"level": "key"}, STAYS),
    EntryType("person.erased", "A person was erased.", {}, STAYS),
    EntryType("retention.run", "What was past its period was deleted.", {"rows": "n"}, STAYS),
    EntryType("key.destroyed", "A program's pseudonym key was destroyed.", {"rows": "n"}, STAYS),
)

BY_NAME: Mapping[str, EntryType] = {entry.name: entry for entry in ENTRY_TYPES}
